"""Terms: a measure with its renewals and its release, as a ledger that the law can count.

in     the measures on one asset, by time
out    ``Term``: what one agency put on the asset, renewed and ended; its ledger for ``law.clocks``
keeps  a freeze of the same agency that begins while its earlier one still runs is a renewal
       (续冻); a release ends what its own agency put on, and a release that names no agency ends
       everything; a term that the paper states as shorter than the law's ends on that day
law    none counted here: ``law.clocks`` counts, this file says what happened
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhanlian.law import LawRefusal, clocks, law_book
from zhanlian.recovery.measures.reading import Kind, Measure
from zhanlian.terms import from_instant

__all__ = ["CLOCKS", "Term", "competing", "is_unseen", "law_end", "ledger_of", "terms_of"]

DAY = timedelta(days=1)
CLOCKS = {
    Kind.FREEZE: "freeze.deposit",
    Kind.QUEUED: "freeze.deposit",
    Kind.SECURITIES: "freeze.securities",
    Kind.EQUITY: "freeze.equity",
    Kind.SEALING: "property.sealing",
    Kind.STOP: "property.stop_payment",
}
ORDINARY, MAJOR = "ordinary", "major"
RENEW, RENEW_MORE, RENEW_MAJOR = "renew", "renew_more", "renew_major"
RENEWED = (Kind.FREEZE, Kind.SECURITIES, Kind.EQUITY, Kind.SEALING)


@dataclass(frozen=True, slots=True)
class Term:
    """One measure as it ran: put on, renewed, released."""

    put: Measure
    renewals: tuple[Measure, ...] = ()
    released_on: date | None = None

    @property
    def last(self) -> Measure:
        """The measure that speaks last: its amount and its end hold."""
        return self.renewals[-1] if self.renewals else self.put


def terms_of(measures: Iterable[Measure]) -> tuple[Term, ...]:
    """The terms on one asset, in the order in which they were put on."""
    terms: list[Term] = []
    for each in measures:
        if each.kind is Kind.RELEASE:
            terms = [_released(term, each) for term in terms]
            continue
        for number, term in enumerate(terms):
            if _is_renewed(term, each):
                terms[number] = replace(term, renewals=(*term.renewals, each))
                break
        else:
            terms.append(Term(each))
    return tuple(terms)


def ledger_of(term: Term, *, is_asked: bool = False) -> clocks.Ledger:
    """The term as a ledger; an end written on paper closes it the day after.

    ``is_asked``: every approval must be named, as for a record that a person writes. Otherwise a
    renewal that a bank fed back is taken as approved by whom the law asks for (``is_unseen``).
    """
    put = term.put
    first = {"kind": "queue"} if put.kind is Kind.QUEUED else {"kind": "start"}
    events: list[dict[str, object]] = [{**first, **_said(put, MAJOR if put.is_major else ORDINARY)}]
    for number, each in enumerate(term.renewals):
        said = {"kind": "extend", **_said(each, _renewal(each, number))}
        if not is_asked and not each.approved_by:
            said["approved_by"] = _level(each, str(said["ground"]))
        events.append(said)
    if ended_on := _ended_on(term):
        events.append({"kind": "end", "on": ended_on})
    clock = {
        "kind": CLOCKS[put.kind], "id": put.place, "asset": put.asset_id, "unit": put.agency,
    }  # fmt: skip
    return clocks.ledger_of({"clock": clock, "event": events}, where=put.place)


def is_unseen(term: Term) -> bool:
    """Whether a renewal was taken as approved though no approval is on record."""
    return any(not each.approved_by for each in term.renewals)


def law_end(term: Term) -> date | None:
    """The last day the law allows, the earliest reading; None where it allows no such term."""
    bare = replace(term, released_on=None, put=replace(term.put, to_on=None),
                   renewals=tuple(replace(each, to_on=None) for each in term.renewals))  # fmt: skip
    try:
        ends = clocks.compute(ledger_of(bare), law=law_book()).ends
    except LawRefusal:
        return None
    return ends[0].on if ends else None


def competing(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those that want the same money: freezes of funds, in force or waiting."""
    return tuple(each for each in terms if each.put.kind in (Kind.FREEZE, Kind.QUEUED))


def _renewal(each: Measure, number: int) -> str:
    """The ground of a renewal; a sealing's later ones and a major case's have their own."""
    if each.kind is Kind.SEALING:
        return RENEW if number == 0 else RENEW_MORE
    return RENEW_MAJOR if each.is_major and each.kind is Kind.FREEZE else RENEW


def _level(each: Measure, ground: str) -> str:
    """The body that the law asks for on that day; empty where it names none."""
    kind = clocks.clock_kinds()[CLOCKS[each.kind]]
    levels = [grant.level for grant in kind.extensions if grant.key == ground and grant.level]
    law = law_book()
    known = [each_level for each_level in levels if law.is_settled(each_level, on=each.from_on)]
    return str(law.value(known[0], on=each.from_on).value) if known else ""


def _said(each: Measure, ground: str) -> dict[str, object]:
    said: dict[str, object] = {"ground": ground}
    if each.kind is Kind.STOP:
        said |= {"at": from_instant(each.from_at)}
    else:
        said |= {"on": each.from_on}
    if each.months is not None:
        said |= {"length": each.months}
    if each.approved_by:
        said |= {"approved_by": each.approved_by}
    return said


def _ended_on(term: Term) -> date | None:
    """The first day after a release or after the end on paper, whichever comes first."""
    to_on = term.last.to_on
    days = [each for each in (term.released_on, to_on and to_on + DAY) if each]
    return min(days, default=None)


def _released(term: Term, release: Measure) -> Term:
    is_meant = release.agency in {"", term.put.agency} and term.put.from_on <= release.from_on
    if term.released_on is not None or not is_meant:
        return term
    return replace(term, released_on=release.from_on)


def _is_renewed(term: Term, each: Measure) -> bool:
    same = (term.put.kind, term.put.agency) == (each.kind, each.agency)
    if not same or each.kind not in RENEWED or term.released_on is not None or not each.agency:
        return False
    end = term.last.to_on or law_end(term)
    return end is not None and term.last.from_on < each.from_on <= end

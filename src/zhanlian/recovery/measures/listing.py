"""Listing: every measure as it stands on a day, its rank, its end, and what is due soon.

in     measures of the case, a day
out    ``Held`` per measure with its renewals; ``Due`` for those that end within some days
keeps  nothing here ends a measure: the day does, and the list says so; where the paper and the
       law name different ends, work is due by the earlier one and the difference is remarked;
       a line that the law would refuse is shown with the refusal, never left out
law    ``law.clocks``: terms of freezes, stop payments and sealings, the order of waiting
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from zhanlian.law import LawRefusal, clocks, law_book
from zhanlian.recovery.grounds import Ground, ground
from zhanlian.recovery.measures.reading import Kind, Measure
from zhanlian.recovery.measures.terms import CLOCKS, Term, competing, is_unseen, ledger_of, terms_of
from zhanlian.terms import CHINA

__all__ = ["TOO_LONG", "Due", "Held", "State", "check_line", "due_measures", "list_measures"]


class State(StrEnum):
    """How a measure stands on a day."""

    LIVE = "live"
    WAITING = "waiting"
    LAPSED = "lapsed"
    RELEASED = "released"
    IN_DOUBT = "in_doubt"
    UNKNOWN = "unknown"


STATES: Mapping[clocks.Status, State] = {
    clocks.Status.QUEUED: State.WAITING,
    clocks.Status.RUNNING: State.LIVE,
    clocks.Status.LAPSED: State.LAPSED,
    clocks.Status.ENDED: State.RELEASED,
    clocks.Status.IN_DOUBT: State.IN_DOUBT,
}
TOO_LONG = "longer_than_ordinary"
HOLDING = (State.LIVE, State.IN_DOUBT)
OVER = (State.LAPSED, State.RELEASED, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Held:
    """A measure on a day. ``ends_on``: its last day; ``work_by_on``: the last day to renew it.

    ``rank``: 1 holds the asset, 2 and more wait, 0 is over; ``begins_on``: when it took effect,
    None while it waits. ``legal_end_on``: the earliest day that the law names as its end;
    ``is_written``: its paper names an end of its own; ``refused``: why the law cannot count it.
    """

    asset_id: str
    kind: Kind
    agency: str
    state: State
    rank: int
    from_on: date
    begins_on: date | None
    ends_on: date | None
    legal_end_on: date | None
    is_written: bool
    work_by_on: date | None
    alerts_on: tuple[date, ...]
    renewed_on: tuple[date, ...]
    amount_minor: int | None
    currency: str
    places: tuple[str, ...]
    remarks: tuple[Ground, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A measure that ends soon, and how many days are left to renew it."""

    held: Held
    left_days: int
    alert_count: int


def list_measures(measures: Iterable[Measure], on: date) -> tuple[Held, ...]:
    """Every measure put on up to a day, by asset and by time."""
    by_asset: dict[str, list[Measure]] = {}
    for each in measures:
        if each.from_on <= on:
            by_asset.setdefault(each.asset_id, []).append(each)
    found: list[Held] = []
    for asset_id in sorted(by_asset):
        found += _list_asset(terms_of(by_asset[asset_id]), on)
    return tuple(found)


def due_measures(held: Iterable[Held], on: date) -> tuple[Due, ...]:
    """Measures in force of which a reminder has come, the most urgent first."""
    found = [
        Due(each, (each.work_by_on - on).days, sum(alert <= on for alert in each.alerts_on))
        for each in held
        if each.state in HOLDING and each.work_by_on and any(a <= on for a in each.alerts_on)
    ]
    return tuple(sorted(found, key=lambda each: (each.left_days, each.held.asset_id)))


def check_line(measures: Sequence[Measure], new: Measure) -> None:
    """Refuse a measure that the law would not allow: too long, too low, or a second freeze."""
    same = [each for each in measures if each.asset_id == new.asset_id]
    ordered = sorted([*same, new], key=lambda each: (each.from_at, each.place))
    terms = terms_of(ordered)
    own = next((each for each in terms if new in (each.put, *each.renewals)), None)
    if own is None or own.put.kind not in CLOCKS:
        return
    clocks.compute(ledger_of(own, is_asked=True), law=law_book())
    if own.put.kind in (Kind.FREEZE, Kind.QUEUED):
        line = [ledger_of(each) for each in competing(terms)]
        clocks.rank_measures(line, law=law_book(), as_of=new.from_on)


def _list_asset(terms: Sequence[Term], on: date) -> list[Held]:
    line = competing(terms)
    states, is_second = _line(line, on)
    found = [_held(term, states.get(number), on) for number, term in enumerate(line)]
    if is_second:
        found = _ranked(found)
    found += [_held(each, None, on) for each in terms if each not in line]
    return sorted(found, key=lambda each: (each.from_on, each.places))


def _line(line: Sequence[Term], on: date) -> tuple[dict[int, clocks.Rank], bool]:
    """Ranks of those that compete, and whether the line itself breaks the rule."""
    try:
        ledgers = {number: ledger_of(each) for number, each in enumerate(line)}
        ranks = clocks.rank_measures(list(ledgers.values()), law=law_book(), as_of=on)
    except LawRefusal:
        return {}, True
    numbers = {id(ledger): number for number, ledger in ledgers.items()}
    return {numbers[id(each.ledger)]: each for each in ranks}, False


def _ranked(found: Sequence[Held]) -> list[Held]:
    """Ranks by arrival where two freezes overlap, with the remark that they may not."""
    live = [each for each in found if each.state not in OVER]
    marked = {id(each): number for number, each in enumerate(live, start=1)}
    is_double = sum(each.state in HOLDING for each in live) > 1
    remark = (ground("second_freeze"),) if is_double else ()
    return [
        replace(each, rank=marked[id(each)], remarks=(*each.remarks, *remark))
        if id(each) in marked
        else each
        for each in found
    ]


def _held(term: Term, rank: clocks.Rank | None, on: date) -> Held:
    if term.put.kind not in CLOCKS:
        return _bare(term, State.UNKNOWN)
    try:
        state = rank.state if rank else _state(term, on)
    except LawRefusal as refusal:
        return replace(_bare(term, State.UNKNOWN), refused=f"{refusal.code} {refusal.sentence}")
    return _told(term, state, rank, on)


def _told(term: Term, state: clocks.ClockState, rank: clocks.Rank | None, on: date) -> Held:
    """A measure with what the law counts, and what its paper says."""
    law_on = state.ends[0].on if state.ends else None
    to_on = term.last.to_on
    paper_on = to_on if state.start is not None else None
    is_longer = bool(paper_on and law_on and paper_on > law_on)
    stands = _stands(term, STATES[state.status], on, is_longer=is_longer)
    work_by_on = min((each for each in (law_on, paper_on) if each), default=None)
    leads = [law_on - each.on for each in state.alerts] if law_on else []
    remarks = [ground(TOO_LONG)] if is_longer else []
    if is_unseen(term):
        remarks.append(ground("approval_unseen"))
    if rank and rank.asks:
        remarks.append(ground("came_into_effect"))
    return replace(
        _bare(term, stands),
        rank=_rank(rank, stands),
        begins_on=state.start.on if state.start else None,
        ends_on=_end(term, stands, paper_on or law_on),
        legal_end_on=law_on,
        work_by_on=work_by_on if stands in HOLDING else None,
        alerts_on=tuple(sorted({work_by_on - each for each in leads})) if work_by_on else (),
        remarks=tuple(remarks),
    )


def _bare(term: Term, state: State) -> Held:
    """A measure without a term."""
    parts = (term.put, *term.renewals)
    return Held(
        asset_id=term.put.asset_id, kind=term.put.kind, agency=term.put.agency, state=state,
        rank=0, from_on=term.put.from_on, begins_on=None, ends_on=None, legal_end_on=None,
        is_written=term.last.to_on is not None, work_by_on=None, alerts_on=(),
        renewed_on=tuple(each.from_on for each in term.renewals),
        amount_minor=term.last.amount_minor, currency=term.put.currency,
        places=tuple(each.place for each in parts),
    )  # fmt: skip


def _state(term: Term, on: date) -> clocks.ClockState:
    """The term on a day; one in hours is asked about the last moment of that day."""
    is_hours = term.put.kind is Kind.STOP
    as_of = datetime.combine(on, time.max, CHINA) if is_hours else on
    return clocks.compute(ledger_of(term), law=law_book(), as_of=as_of)


def _stands(term: Term, state: State, on: date, *, is_longer: bool) -> State:
    """The law's state, corrected by what the paper says."""
    is_released = term.released_on is not None and term.released_on <= on
    if is_released and state is not State.LAPSED:
        return State.RELEASED
    if state is State.RELEASED:
        return State.LAPSED  # its written end came
    paper_on = term.last.to_on
    if state is State.LAPSED and is_longer and paper_on is not None and on <= paper_on:
        return State.IN_DOUBT
    return state


def _rank(rank: clocks.Rank | None, state: State) -> int:
    if state in OVER:
        return 0
    return rank.rank if rank and rank.rank else 1


def _end(term: Term, state: State, end_on: date | None) -> date | None:
    if state is State.RELEASED and term.released_on:
        return term.released_on - timedelta(days=1)
    return end_on

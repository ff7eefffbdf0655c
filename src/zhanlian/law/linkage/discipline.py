"""Joint discipline (联合惩戒): who may be listed, for how long, with which measures.

in     ``Matter``: punishment, trade in cards and accounts, who found it, earlier listings
out    ``Answer[Discipline]``
keeps  listed again during a term, the terms follow each other and end at the cap; before the
       measures were in force the central bank's own rule is asked; basic services stay
law    joint discipline measures of 2024 arts 2-4, 12, 14-16; before them 银发〔2019〕85号
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.clocks.points import add_months
from zhanlian.law.linkage.matter import FIGURES, YEAR_MONTHS, Matter, coded
from zhanlian.law.linkage.refusals import DatesOutOfOrder
from zhanlian.law.proofs import claimed, strongest, weakest, within
from zhanlian.law.values import Value

__all__ = ["Discipline", "joint_discipline"]

COUNTED = ("pieces", "times", "counterparties")


@dataclass(frozen=True, slots=True)
class Discipline:
    """A proposed listing. ``ground``: criminal, cards, false_identity, below, bank_rule or none.

    ``proof`` is UNPROVEN where facts are lacking that would decide. ``end_on``: the last day of
    the term, or of the terms that follow each other; ``is_capped`` where the cap cut them short.
    """

    ground: str
    proof: Proof
    term_years: int | None = None
    start_on: date | None = None
    end_on: date | None = None
    is_capped: bool = False
    measures: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """One ground and how it came out."""

    ground: str
    proof: Proof
    step: Step


def joint_discipline(matter: Matter) -> Answer[Discipline]:
    """Whether the person may be listed on the day of listing, and until when."""
    on = matter.known("listed_on") or matter.decided_on
    day = Matter(matter.person, matter.law, act_on=matter.act_on, decided_on=on)
    is_new = day.law.is_settled(f"{FIGURES}discipline.term_criminal_years", on=on)
    found = list(_grounds(day)) if is_new else [_bank_rule(day)]
    held = next((each for each in found if each.proof is Proof.MET), None)
    because = tuple(each.step for each in found)
    if held is None:
        return _not_listed(day, found, because)
    term, steps = _listed(day, held)
    missing = day.missing("listed_on", "earlier_until_on")
    return Answer(term, (*because, *steps), missing=missing)


def _not_listed(
    matter: Matter, found: list[_Found], because: tuple[Step, ...]
) -> Answer[Discipline]:
    """No ground is shown; one may be open."""
    is_open = any(each.proof is Proof.UNPROVEN for each in found)
    ground = next((each.ground for each in found if each.proof is Proof.UNPROVEN), "none")
    proof = Proof.UNPROVEN if is_open else Proof.NOT_MET
    asked = ("punished_for", *COUNTED, "false_identity_openings", "found_by")
    asks = (Step("linkage.discipline.ask_open", {"ground": coded(ground)}),) if is_open else ()
    missing = matter.missing(*asked) if is_open else ()
    return Answer(Discipline(ground, proof), because, asks=asks, missing=missing)


def _grounds(matter: Matter) -> Iterator[_Found]:
    """Every ground of the measures, the one with the longest term first."""
    yield _criminal(matter)
    yield _false_identity(matter)
    yield _cards(matter)
    yield _below(matter)


def _criminal(matter: Matter) -> _Found:
    rule, punished = (
        matter.at_decision("discipline.criminal_offences"),
        matter.known("punished_for"),
    )
    hit = [each for each in punished or () if each in rule.items]
    proof = Proof.UNPROVEN if punished is None else (Proof.MET if hit else Proof.NOT_MET)
    facts = {"offences": coded(*hit) if hit else "linkage.code.none"}
    evidence = matter.evidence("punished_for")
    step = Step("linkage.discipline.criminal", facts, (rule,), (), evidence, proof)
    return _Found("criminal", proof, step)


def _reached(matter: Matter, key: str, name: str) -> tuple[Proof, Value]:
    rule, count = matter.at_decision(f"discipline.{name}"), matter.known(key)
    return within(count, rule.number, None), rule


def _by_finder(matter: Matter, proof: Proof) -> tuple[Proof, Value]:
    """A number counts where police of a high enough level found it."""
    levels, finder = matter.at_decision("discipline.finder_levels"), matter.known("found_by")
    found_high = claimed(said=None if finder is None else finder in levels.items)
    return weakest([proof, found_high]), levels


def _false_identity(matter: Matter) -> _Found:
    reached, rule = _reached(matter, "false_identity_openings", "false_identity_pieces")
    proof, levels = _by_finder(matter, reached)
    facts = {"openings": matter.known("false_identity_openings"),
             "levels": coded(*levels.items)}  # fmt: skip
    evidence = matter.evidence("false_identity_openings", "found_by")
    step = Step("linkage.discipline.false_identity", facts, (rule, levels), (), evidence, proof)
    return _Found("false_identity", proof, step)


def _cards(matter: Matter) -> _Found:
    """Three pieces, or three times, or three counterparties."""
    each = [_reached(matter, key, key) for key in COUNTED]
    proofs = [proof for proof, _ in each]
    reached = strongest(proofs)
    proof, levels = _by_finder(matter, reached)
    facts = {key: matter.known(key) for key in COUNTED} | {"levels": coded(*levels.items)}
    rests_on = (*(rule for _, rule in each), levels)
    evidence = matter.evidence(*COUNTED, "found_by")
    step = Step("linkage.discipline.cards", facts, rests_on, (), evidence, proof)
    return _Found("cards", proof, step)


def _below(matter: Matter) -> _Found:
    """Below the numbers: larger impact, need, and approval of the province."""
    rule = matter.at_decision("discipline.below_approved_by")
    has_trade = strongest(within(matter.known(key), 1, None) for key in COUNTED)
    asked = [matter.known("larger_impact"), matter.known("need_shown"), matter.known("approved_by")]
    holds = [asked[0], asked[1], None if asked[2] is None else asked[2] == rule.value]
    proof = weakest([has_trade, *(claimed(said=each) for each in holds)])
    facts = {"approver": coded(str(rule.value))}
    evidence = matter.evidence("larger_impact", "need_shown", "approved_by")
    step = Step("linkage.discipline.below", facts, (rule,), (), evidence, proof)
    return _Found("below", proof, step)


def _bank_rule(matter: Matter) -> _Found:
    """Before the measures: traders of accounts, found by the police."""
    rule = matter.at_decision("discipline.before_2024_years")
    proofs = [within(matter.known(key), 1, None) for key in COUNTED]
    proof = strongest(proofs)
    step = Step("linkage.discipline.bank_rule", {"years": rule.number, "on": matter.decided_on},
                (rule,), (), matter.evidence(*COUNTED), proof)  # fmt: skip
    return _Found("bank_rule", proof, step)


def _listed(matter: Matter, held: _Found) -> tuple[Discipline, tuple[Step, ...]]:
    """The term, its end with earlier terms, and the measures."""
    if held.ground == "bank_rule":
        rule, measures = (matter.at_decision("discipline.before_2024_years"),
                          matter.at_decision("discipline.before_2024_measures"))  # fmt: skip
        spared: tuple[str, ...] = ()
        kept: tuple[Step, ...] = ()
    else:
        kind = "criminal" if held.ground == "criminal" else "cards"
        rule = matter.at_decision(f"discipline.term_{kind}_years")
        measures = matter.at_decision(f"discipline.measures_{kind}")
        spared = matter.at_decision("discipline.financial_spared").items
        kept = tuple(_kept(matter, spared))
    start_on, (end_on, is_capped, stacking) = matter.known("listed_on"), _end(matter, rule)
    term = Discipline(held.ground, Proof.MET, rule.number, start_on, end_on, is_capped,
                      measures.items, spared)  # fmt: skip
    facts = {"years": rule.number, "start_on": start_on, "end_on": end_on}
    step = Step("linkage.discipline.term", facts, (rule,), evidence=matter.evidence("listed_on"))
    told = Step("linkage.discipline.measures", {"measures": coded(*measures.items)}, (measures,))
    return term, (step, *stacking, told, *kept)


def _kept(matter: Matter, spared: tuple[str, ...]) -> Iterator[Step]:
    """What stays possible, what must be told, who else may be listed, how to appeal."""
    basic, spare = (matter.at_decision("discipline.basic_life_kept"),
                    matter.at_decision("discipline.financial_spared"))  # fmt: skip
    yield Step("linkage.discipline.spared", {"spared": coded(*spared)}, (basic, spare))
    notice, appeal = (
        matter.at_decision("discipline.notice"),
        matter.at_decision("discipline.appeal"),
    )
    yield Step("linkage.discipline.notice", {"notice": coded(*notice.items)}, (notice, appeal))
    if matter.known("is_unit"):
        persons = matter.at_decision("discipline.unit_persons")
        yield Step("linkage.discipline.unit", {"persons": coded(*persons.items)}, (persons,))


def _end(matter: Matter, rule: Value) -> tuple[date | None, bool, tuple[Step, ...]]:
    """The last day: after an earlier term still running, and never past the cap."""
    start_on = matter.known("listed_on")
    earlier_until_on = matter.known("earlier_until_on")
    if start_on is None:
        return None, False, ()
    own_end_on = add_months(start_on, rule.number * YEAR_MONTHS)
    if earlier_until_on is None or earlier_until_on < start_on:
        return own_end_on, False, ()
    first_on = matter.needed("earlier_listed_on")
    if earlier_until_on < first_on:
        raise DatesOutOfOrder(
            first=("linkage.earlier_listed_on", first_on),
            second=("linkage.earlier_until_on", earlier_until_on),
        )
    cap, counted = (matter.at_decision("discipline.cap_years"),
                    matter.at_decision("discipline.cap_counted_from"))  # fmt: skip
    in_a_row_on = add_months(earlier_until_on, rule.number * YEAR_MONTHS)
    capped_on = add_months(first_on, cap.number * YEAR_MONTHS)
    end_on = min(in_a_row_on, capped_on)
    facts = {"first_on": first_on, "in_a_row_on": in_a_row_on, "cap_on": capped_on,
             "end_on": end_on}  # fmt: skip
    evidence = matter.evidence("earlier_listed_on", "earlier_until_on")
    step = Step("linkage.discipline.stacked", facts, (cap, counted), evidence=evidence)
    return end_on, capped_on < in_a_row_on, (step,)

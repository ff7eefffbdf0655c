"""Travel papers: who may not leave now, and how long no papers are issued.

in     ``Matter``: status, orders, repatriation, border sentence, travel plans
out    grounds that hold or are open, and windows of days
keeps  a provision without a duration gets none; an unknown ground is open and never absent
law    Anti-Telecom Fraud Law art. 36(1); Exit and Entry Administration Law arts 12, 75;
       Passport Law arts 13-14
"""

from dataclasses import dataclass
from datetime import date

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.clocks.points import add_months
from zhanlian.law.linkage.grades import whole
from zhanlian.law.linkage.matter import Matter, coded
from zhanlian.law.proofs import claimed, weakest

__all__ = ["Ground", "Withheld", "exit_grounds", "papers_withheld", "suspect_travel"]

SUSPECTED = {"suspect", "defendant"}
SERVING = {"prisoner", "sentence_unserved"}


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground on which a person may not leave, and whether it is shown."""

    key: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Withheld:
    """Papers not issued: at the least and at the most until these days; no end where None."""

    key: str
    from_on: date | None
    least_until_on: date | None = None
    most_until_on: date | None = None


def suspect_travel(matter: Matter) -> Answer[Proof]:
    """Whether exit may be refused to a person bound for an area of severe telecom fraud.

    The law names no duration, so none is proposed.
    """
    rule = matter.at_decision("exit_ban.suspect_travel")
    proofs = [claimed(said=matter.known(key)) for key in rule.items]
    proof = weakest(proofs)
    facts = {"conditions": coded(*rule.items)}
    step = Step("linkage.travel.suspect", facts, (rule,), (), matter.evidence(*rule.items), proof)
    return Answer(proof, (step,), missing=matter.missing(*rule.items))


def exit_grounds(matter: Matter) -> Answer[tuple[Ground, ...]]:
    """Every general ground against leaving, each shown, not shown or open."""
    rule = matter.at_decision("exit_ban.general_grounds")
    grounds = tuple(Ground(key, _ground(matter, key)) for key in rule.items)
    steps = tuple(
        Step("linkage.travel.ground", {"ground": coded(each.key)}, (rule,), proof=each.proof)
        for each in grounds
        if each.proof is not Proof.NOT_MET
    )
    none = Step("linkage.travel.no_ground", {}, (rule,))
    asked = ("status", "civil_court_order", "state_security", "other_statute")
    return Answer(grounds, steps or (none,), missing=matter.missing(*asked))


def _ground(matter: Matter, key: str) -> Proof:
    status = matter.known("status")
    if key == "suspect_or_defendant":
        return claimed(said=None if status is None else status in SUSPECTED)
    if key == "sentence_unserved":
        return claimed(said=None if status is None else status in SERVING)
    if key == "within_set_years":
        return _within_set_years(matter)
    return claimed(said=matter.known(key))


def _within_set_years(matter: Matter) -> Proof:
    """After a border sentence or repatriation: shown until the least end, open until the most."""
    found = papers_withheld(matter).value or ()
    proofs = [_covers(each, matter.decided_on) for each in found if each.most_until_on]
    if Proof.MET in proofs:
        return Proof.MET
    if Proof.UNPROVEN in proofs or matter.missing("border_sentence_ended_on", "repatriated_on"):
        return Proof.UNPROVEN
    return Proof.NOT_MET


def _covers(each: Withheld, on: date) -> Proof:
    assert each.from_on is not None
    assert each.least_until_on is not None
    assert each.most_until_on is not None
    if each.from_on <= on <= each.least_until_on:
        return Proof.MET
    return Proof.UNPROVEN if each.from_on <= on <= each.most_until_on else Proof.NOT_MET


def papers_withheld(matter: Matter) -> Answer[tuple[Withheld, ...]]:
    """Passports and exit papers that are not issued, each with its window."""
    windows = [
        _window(matter, "passport.border_conviction_months", "border_sentence_ended_on"),
        _window(matter, "passport.repatriation_months", "repatriated_on"),
        _window(matter, "passport.papers_withheld_months", "repatriated_on"),
        _refused_now(matter),
    ]
    found = [each for each in windows if each is not None]
    steps = tuple(step for _, step in found) or (Step("linkage.travel.nothing_withheld"),)
    missing = matter.missing("status", "border_sentence_ended_on", "repatriated_on")
    return Answer(tuple(held for held, _ in found), steps, missing=missing)


def _window(matter: Matter, name: str, key: str) -> tuple[Withheld, Step] | None:
    """The window after an event, by the law of the event's day; None where it did not happen."""
    start_on = matter.known(key)
    if start_on is None:
        return None
    rule = matter.law.value(f"cn.administrative.{name}", on=start_on)
    least, most = whole(rule, "least"), whole(rule, "most")
    assert least is not None
    assert most is not None
    held = Withheld(name, start_on, add_months(start_on, least), add_months(start_on, most))
    facts = {
        "event": coded(key),
        "start_on": start_on,
        "earliest_on": held.least_until_on,
        "latest_on": held.most_until_on,
    }
    step = Step("linkage.travel.withheld", facts, (rule,), evidence=matter.evidence(key))
    return held, step


def _refused_now(matter: Matter) -> tuple[Withheld, Step] | None:
    rule, status = matter.at_decision("passport.refused_now"), matter.known("status")
    if status not in rule.items:
        return None
    facts = {"status": coded(status)}
    step = Step("linkage.travel.refused_now", facts, (rule,), evidence=matter.evidence("status"))
    return Withheld("passport.refused_now", None), step

"""Limitation of administrative penalties: three terms, and nobody has settled which governs.

in     ``Matter``: end of the act, day of discovery
out    ``Answer[Limitation]``: every term that may govern, as readings
keeps  each term is shown with its last day; a breach discovered within a term is never out of it
law    Administrative Penalties Law art. 36; Public Security Administration Penalties Law art. 25
"""

from dataclasses import dataclass
from datetime import date

from zhanlian.law.answers import Answer, Reading, Step
from zhanlian.law.clocks.points import add_months
from zhanlian.law.linkage.matter import YEAR_MONTHS, Matter, coded
from zhanlian.law.values import Unit, Value

__all__ = ["Limitation", "penalty_limitation"]

TERMS = {
    "general": "limitation.general_years",
    "safety": "limitation.safety_years",
    "public_security": "limitation.public_security_months",
}


@dataclass(frozen=True, slots=True)
class Limitation:
    """One term: its last day, and whether discovery came too late."""

    term: str
    last_on: date
    is_out: bool


def penalty_limitation(matter: Matter) -> Answer[Limitation]:
    """The three terms from the end of the act; all are shown, and a person chooses."""
    ended_on = matter.known("act_ended_on") or matter.act_on
    found_on = matter.known("discovered_on") or matter.decided_on
    governs = matter.at_act("limitation.governs")
    facts = {"ended_on": ended_on, "found_on": found_on}
    evidence = matter.evidence("act_ended_on", "discovered_on")
    first = Step("linkage.limitation.days", facts, (governs,), evidence=evidence)
    readings = tuple(
        _term(matter, term, ended_on, found_on) for term in TERMS if _can_govern(matter, term)
    )
    ask = Step("linkage.limitation.ask", {"terms": coded(*TERMS)}, (governs,))
    missing = matter.missing("discovered_on", "is_safety_harmed")
    return Answer(None, (first,), readings, (ask,), missing)


def _can_govern(matter: Matter, term: str) -> bool:
    """The long term needs harm to life, health or financial safety."""
    return term != "safety" or matter.known("is_safety_harmed") is not False


def _term(matter: Matter, term: str, ended_on: date, found_on: date) -> Reading[Limitation]:
    rule = matter.at_act(TERMS[term])
    last_on = add_months(ended_on, _months(rule))
    found = Limitation(term, last_on, is_out=found_on > last_on)
    facts = {"term": coded(term), "last_on": last_on, "is_out": found.is_out}
    return Reading(found, (Step("linkage.limitation.term", facts, (rule,)),))


def _months(rule: Value) -> int:
    return rule.number * YEAR_MONTHS if rule.unit is Unit.YEARS else rule.number

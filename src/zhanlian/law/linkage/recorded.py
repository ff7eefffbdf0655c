"""Recorded: a person's ledger of earlier penalties answers the facts that offences ask for.

in     ``Facts`` with its ledger (``[[person.penalty]]``)
out    the same facts; ``help.prior_admin`` and its like filled from the ledger
keeps  a fact given by hand stands; without a ledger nothing is filled; an empty ledger says that
       there was no penalty; annulled penalties and sentences never fill an administrative fact;
       only an offence of which some fact is given is told, so that a ledger suggests no offence
"""

from collections.abc import Sequence
from dataclasses import replace

from zhanlian.law.facts import Facts, Situation, vocabulary
from zhanlian.law.linkage.prior import PriorPenalty, read_ledger

__all__ = ["ledger_of", "with_ledger"]

KINDS = {
    "biz": "settlement",
    "conceal": "concealment",
    "cross": "illegal_crossing",
    "extort": "extortion",
    "fraud": "telecom_fraud",
    "help": "network_help",
    "personal": "personal_information",
    "radio": "radio",
    "use": "network_help",
}  # head of the offence's facts -> what the earlier penalty was for


def ledger_of(person: Facts) -> tuple[PriorPenalty, ...]:
    """The person's ledger, empty where none was given."""
    return read_ledger(person.penalties or (), where=f"person {person.person_id}")


def with_ledger(situation: Situation) -> Situation:
    """The situation, each person's facts filled from the ledger given with them."""
    return replace(situation, persons=tuple(_filled(each) for each in situation.persons))


def _filled(person: Facts) -> Facts:
    if person.penalties is None:
        return person
    ledger = [each for each in ledger_of(person) if not each.is_annulled and not each.is_criminal]
    asked = {key.partition(".")[0] for key in person.given}
    for head, kind in KINDS.items():
        if head not in asked:
            continue
        same = [each for each in ledger if each.act_kind == kind]
        person = _with_prior(person, f"{head}.prior_admin", same)
    return person


def _with_prior(person: Facts, key: str, same: Sequence[PriorPenalty]) -> Facts:
    """The last penalty of the kind decides: an older window never outlasts a newer one."""
    if person.get(key).is_known:
        return person
    if not same:
        return person.with_fact(key, value=False)
    last = max(same, key=lambda each: each.decided_on)
    person = person.with_fact(key, True, *last.evidence)  # noqa: FBT003  the fact's value
    days = {"decided_on": last.decided_on, "completed_on": last.completed_on}
    for name, day in days.items():
        if day is not None and f"{key}_{name}" in vocabulary():
            person = person.with_fact(f"{key}_{name}", day, *last.evidence)
    return person

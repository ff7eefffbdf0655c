"""Carried: what the facts of the offence already say is not asked a second time.

in     a person's facts, the offence charged
out    the same facts; those of the worksheet that an offence's fact settles are filled
keeps  a fact given for the worksheet stands; an unknown fact stays unknown; the evidence goes with
       the value
"""

from collections.abc import Iterator

from zhanlian.law.facts import Fact, Facts

__all__ = ["carried"]

HEADS = {
    "conceal": "conceal", "extortion": "extort", "fraud": "fraud", "help": "help",
    "illegal_business": "biz", "launder": "launder", "network_use": "use",
    "personal_information": "personal",
}  # fmt: skip  # offence -> head of its facts
ROLE = "part.role"
ROLES = {"ringleader": "ringleader", "accessory": "accessory", "coerced": "coerced"}


def carried(person: Facts, offence: str) -> Facts:
    """The facts, those of the worksheet filled from those of the offence.

    >>> facts = Facts("P", {}).with_fact("fraud.is_telecom", True, "E-1")
    >>> carried(facts, "fraud").get("sentencing.is_telecom").evidence
    ('E-1',)
    """
    for key, fact in _settled(person, offence):
        if not person.get(key).is_known:
            person = person.with_fact(key, fact.value, *fact.evidence)
    return person


def _settled(person: Facts, offence: str) -> Iterator[tuple[str, Fact]]:
    """(fact of the worksheet, the known fact that settles it)."""
    head = HEADS.get(offence, "")
    same = {"is_telecom": "fraud.is_telecom"} if offence == "fraud" else {}
    if head:
        same |= {"amount_fen": f"{head}.amount_fen", "gain_fen": f"{head}.gain_fen"}
    for name, key in same.items():
        if key in person.given and person.given[key].is_known:
            yield f"sentencing.{name}", person.given[key]
    role = person.get(ROLE)
    if role.is_known:
        for value, name in ROLES.items():
            yield f"sentencing.{name}", Fact(ROLE, role.value == value, role.evidence)

"""Matter: one person's facts, put to administrative law on the days of the case.

in     ``Situation``, one of its persons, a ``LawBook``
out    ``Matter``: facts by short key, dated values by short name
keeps  an act is judged by the law of its day, a decision by the law of the day it is made;
       a fact not given is None
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhanlian.law.book import LawBook
from zhanlian.law.facts import Fact, Facts, Situation
from zhanlian.law.linkage.refusals import FactNeeded
from zhanlian.law.values import Value

__all__ = ["YEAR_MONTHS", "Matter", "coded", "matter_of"]

YEAR_MONTHS = 12
FACTS = "linkage."
FIGURES = "cn.administrative."


@dataclass(frozen=True, slots=True)
class Matter:
    """One person and the days that choose the law: the last act, and the decision."""

    person: Facts
    law: LawBook
    act_on: date
    decided_on: date

    def fact(self, key: str) -> Fact:
        """The fact ``linkage.KEY``."""
        return self.person.get(f"{FACTS}{key}")

    def known(self, key: str) -> Any:
        """What is known of ``linkage.KEY``, None where nothing is."""
        return self.fact(key).value

    def needed(self, key: str) -> Any:
        """What is known of ``linkage.KEY``. Raises ``FactNeeded``."""
        found = self.known(key)
        if found is None:
            raise FactNeeded(key=f"{FACTS}{key}", person_id=self.person.person_id)
        return found

    def missing(self, *keys: str) -> tuple[str, ...]:
        """Those of the facts that are not known, by full key."""
        return tuple(f"{FACTS}{key}" for key in keys if self.known(key) is None)

    def evidence(self, *keys: str) -> tuple[str, ...]:
        """Ids of the evidence of these facts, once each."""
        return tuple(dict.fromkeys(each for key in keys for each in self.fact(key).evidence))

    def at_act(self, name: str) -> Value:
        """The administrative value in force on the day of the act. Raises ``NoLawInForce``."""
        return self.law.value(f"{FIGURES}{name}", on=self.act_on)

    def at_decision(self, name: str) -> Value:
        """The administrative value in force on the day of the decision."""
        return self.law.value(f"{FIGURES}{name}", on=self.decided_on)

    def at_decision_if_any(self, name: str) -> tuple[Value, ...]:
        """The same value in a tuple, empty where none is in force on that day."""
        is_there = self.law.is_settled(f"{FIGURES}{name}", on=self.decided_on)
        return (self.at_decision(name),) if is_there else ()


def matter_of(situation: Situation, person: Facts, law: LawBook) -> Matter:
    """The matter of one person of a situation."""
    return Matter(person, law, act_on=situation.act_to_on, decided_on=situation.judged_on)


def coded(*codes: str) -> tuple[str, ...]:
    """Keys of the catalogue for codes such as ``police``."""
    return tuple(f"linkage.code.{code}" for code in codes)

"""Asking: one person's facts, put to the law of one day.

in     ``Facts``, a ``LawBook``, the days of the case
out    ``Ask``: facts by key, dated values by name
keeps  the day is always named; a value not in force on it is None and never zero
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhanlian.law.answers import Step
from zhanlian.law.book import LawBook, NoLawInForce
from zhanlian.law.facts import Fact, Facts
from zhanlian.law.values import Value
from zhanlian.law.versions import Times

__all__ = ["Ask", "years_after"]

FEBRUARY = 2
LEAP_DAY = 29


def years_after(day: date, years: int) -> date:
    """The same day ``years`` later (earlier if negative); the last of February where it has none.

    >>> years_after(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    if (day.month, day.day) == (FEBRUARY, LEAP_DAY):
        try:
            return day.replace(year=day.year + years)
        except ValueError:
            return day.replace(year=day.year + years, day=LEAP_DAY - 1)
    return day.replace(year=day.year + years)


@dataclass(frozen=True, slots=True)
class Ask:
    """One person's facts and the law of the day ``on``.

    ``kind``: the kind of case that picks special rows, such as ``telecom_fraud``. ``region``:
    the province whose own rows go first. ``worked`` and ``asks``: how facts were worked out
    from other facts, and what a person must answer about it.
    """

    facts: Facts
    law: LawBook
    times: Times
    on: date
    region: str = ""
    kind: str = ""
    worked: tuple[Step, ...] = ()
    asks: tuple[Step, ...] = ()

    def at(self, on: date) -> "Ask":
        """The same facts on another day."""
        return replace(self, on=on)

    def of_kind(self, kind: str) -> "Ask":
        """The same facts as another kind of case."""
        return replace(self, kind=kind)

    def fact(self, key: str) -> Fact:
        """The fact, unknown where nobody gave it."""
        return self.facts.get(key)

    def known(self, key: str) -> Any:
        """The fact's value, None where unknown."""
        return self.facts.get(key).value

    def value(self, name: str) -> Value | None:
        """The dated value in force on the day asked, None where none is."""
        try:
            return self.law.value(name, on=self.on, only_for=self.kind, region=self.region)
        except NoLawInForce:
            return None

    def with_fact(
        self, key: str, value: object, *because: Step, asks: tuple[Step, ...] = ()
    ) -> "Ask":
        """The same ask with one more fact, worked out as ``because`` says."""
        evidence = dict.fromkeys(each for step in because for each in step.evidence)
        return replace(
            self,
            facts=self.facts.with_fact(key, value, *evidence),
            worked=(*self.worked, *because),
            asks=(*self.asks, *asks),
        )

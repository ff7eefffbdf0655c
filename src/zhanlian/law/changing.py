"""Changing: what the law said on two days, side by side, and a parameter's whole history.

in     a ``LawBook`` and days
out    ``Change`` per parameter and kind of case whose row differs
keeps  a value that began or ended between the days is a change, not a zero
"""

from dataclasses import dataclass
from datetime import date

from zhanlian.law.book import LawBook
from zhanlian.law.values import Value

__all__ = ["Change", "changes_between"]


@dataclass(frozen=True, slots=True)
class Change:
    """One parameter's row on the first and on the second day; None where none was in force."""

    parameter: str
    only_for: str
    before: Value | None
    after: Value | None


def changes_between(law: LawBook, first_on: date, second_on: date) -> list[Change]:
    """Every row that differs between two days, by parameter."""
    changes = []
    for name, parameter in law.parameters.items():
        for kind in sorted({row.only_for for row in parameter.values if not row.region}):
            rows = [row for row in parameter.values if row.only_for == kind and not row.region]
            before = next((row for row in rows if row.covers(first_on)), None)
            after = next((row for row in rows if row.covers(second_on)), None)
            if before != after:
                changes.append(Change(name, kind, before, after))
    return changes

"""Counting: which types rise this month against last.

in     closed cases of a region and an audience
out    ``TypeCount`` per type, the rising ones first
keeps  a case counts once, in the month it was reported, under one type; a count of one or two is
       not printed, so that nobody is recognised by it; "rising" needs three cases this month and
       a fifth more than last month
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from zhanlian.screening.education.cases import ClosedCase, Month

__all__ = ["RISING_LEAST", "SHOWN_LEAST", "TypeCount", "count_types"]

SHOWN_LEAST = 3
RISING_LEAST = 3
RISE_TENTHS = 12  # a fifth more: this month x 10 >= last month x 12
TENTHS = 10


@dataclass(frozen=True, slots=True)
class TypeCount:
    """Cases of one type this month and last."""

    type: str
    this_count: int
    last_count: int

    @property
    def is_rising(self) -> bool:
        """Whether it rises, by the definition above."""
        is_more = self.this_count * TENTHS >= self.last_count * RISE_TENTHS
        return self.this_count >= RISING_LEAST and is_more and self.this_count > self.last_count

    @property
    def shown(self) -> tuple[str, str]:
        """Both counts as they may be printed."""
        return printable(self.this_count), printable(self.last_count)


def printable(count: int) -> str:
    """A count, or only that it is small."""
    return f"<{SHOWN_LEAST}" if 0 < count < SHOWN_LEAST else str(count)


def count_types(cases: Iterable[ClosedCase], month: Month) -> tuple[TypeCount, ...]:
    """Counts by type: rising first, then by this month's count, then by code."""
    held = list(cases)
    this = Counter(case.type for case in held if case.month == month)
    last = Counter(case.type for case in held if case.month == month.before)
    counts = [TypeCount(code, this[code], last[code]) for code in {*this, *last}]
    return tuple(sorted(counts, key=lambda each: (not each.is_rising, -each.this_count, each.type)))

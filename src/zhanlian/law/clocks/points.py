"""Points and spans: when a clock stands, and how much a provision gives it.

in     days, instants, dated values of the law
out    ``Point`` (a civil day in China, and the instant where hours count) and ``Span``
keeps  a month runs to the same day of the target month; from the last day of a month, or where
       the day does not exist, to the target's last day; half a month and every figure come from
       dated values
law    judicial interpretation on criminal procedure (法释〔2021〕1号) art. 202
"""

from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Self

from zhanlian.law.values import Unit, Value
from zhanlian.terms import CHINA, MICROS, from_instant, show_instant, to_instant

__all__ = ["DAY", "HOUR_MICROS", "Point", "Span", "add_months", "sentence_end", "span_of"]

DAY = timedelta(days=1)
YEAR_MONTHS = 12
HOUR_MICROS = 3600 * MICROS


@dataclass(frozen=True, slots=True)
class Point:
    """A civil day in China, with its exact instant where a clock counts hours."""

    on: date
    at: int | None = None

    @classmethod
    def of(cls, said: date | datetime) -> Self:
        """The point of a day or a moment; a moment without a zone is China time.

        >>> Point.of(datetime(2024, 3, 5, 14, 5))
        Point(on=datetime.date(2024, 3, 5), at=1709618700000000)
        """
        if not isinstance(said, datetime):
            return cls(said)
        moment = said if said.tzinfo else said.replace(tzinfo=CHINA)
        return cls.at_instant(to_instant(moment))

    @classmethod
    def at_instant(cls, at: int) -> Self:
        """The point of an instant: its day is the one in China."""
        return cls(from_instant(at).date(), at)

    def __str__(self) -> str:
        return self.on.isoformat() if self.at is None else show_instant(self.at)

    def is_after(self, other: "Point") -> bool:
        """Whether it is later: by the instant where both have one, by the day otherwise."""
        if self.at is not None and other.at is not None:
            return self.at > other.at
        return self.on > other.on

    def moved(self, days: int) -> "Point":
        """The day so many days later, without an instant."""
        return Point(self.on + timedelta(days=days))


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of time as a provision states it; its parts are added from left to right."""

    months: int = 0
    days: int = 0
    working_days: int = 0
    hours: int = 0

    @property
    def counts_hours(self) -> bool:
        """Whether it needs exact instants."""
        return self.hours > 0

    @property
    def is_months(self) -> bool:
        """Whether it is whole months and nothing else."""
        return self.months > 0 and not (self.days or self.working_days or self.hours)

    def __add__(self, other: "Span") -> "Span":
        return Span(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )

    def is_longer(self, other: "Span") -> bool:
        """Whether it is longer, part by part from the largest."""
        return self.parts > other.parts

    @property
    def parts(self) -> tuple[int, ...]:
        """Months, days, working days, hours."""
        return tuple(getattr(self, each.name) for each in fields(self))


def span_of(value: Value, *, half_month_days: int, figure: int | None = None) -> Span:
    """The span of a dated value; ``figure`` stands in for its number where one was chosen.

    A table holds ``months`` and ``half_months``.
    """
    if value.unit is Unit.TABLE:
        table = value.table
        months, halves = table.get("months", 0), table.get("half_months", 0)
        assert isinstance(months, int)
        assert isinstance(halves, int)
        return Span(months=months, days=halves * half_month_days)
    number = value.number if figure is None else figure
    if value.unit is Unit.YEARS:
        return Span(months=number * YEAR_MONTHS)
    made = {
        Unit.MONTHS: Span(months=number),
        Unit.DAYS: Span(days=number),
        Unit.WORKING_DAYS: Span(working_days=number),
        Unit.HOURS: Span(hours=number),
    }
    assert value.unit in made, f"{value.parameter} is no length of time"
    return made[value.unit]


def add_months(day: date, months: int) -> date:
    """The day so many months later, by the rule for periods.

    >>> add_months(date(2024, 12, 31), 2), add_months(date(2024, 2, 29), 1)
    (datetime.date(2025, 2, 28), datetime.date(2024, 3, 31))
    """
    if months == 0:
        return day
    years, index = divmod(day.month - 1 + months, YEAR_MONTHS)
    year, month = day.year + years, index + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def sentence_end(from_on: date, months: int) -> date:
    """The last day of a sentence of so many months: the day before the date a period would end.

    >>> sentence_end(date(2024, 3, 15), 36)
    datetime.date(2027, 3, 14)
    """
    return add_months(from_on, months) - DAY

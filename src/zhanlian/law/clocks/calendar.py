"""Calendar: which days people work, and where that is known from.

in     declared days (``data/holidays``), a year's whole notice or part of one; for other days of
       the years it covers, the library ``chinesecalendar``
out    ``DayKind`` of a day; working days counted on
keeps  a declared day goes before the library; a make-up working day (调休上班) is a working day;
       a year that neither covers is refused by its number, never guessed
law    annual notices of the State Council on public holidays
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

import chinese_calendar

from zhanlian.law.clocks.points import DAY
from zhanlian.law.clocks.refusals import CalendarMissing
from zhanlian.law.reading import Row, read_table
from zhanlian.law.values import Standing

__all__ = [
    "Calendar",
    "DayKind",
    "Why",
    "add_working_days",
    "is_working_day",
    "read_calendar",
    "shipped_calendar",
]

LIBRARY = "chinesecalendar"
DIGEST_LENGTH = 12
WEEK_WORKING_DAYS = 5


class Why(StrEnum):
    """Why a day is worked or not."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class DayKind:
    """One day: whether it is worked, why, and the notice or library that says so.

    ``name`` is the holiday's word, such as ``holiday.national_day``.
    """

    on: date
    is_working: bool
    why: Why
    source: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Declared days, the years declared whole (with their notice), and the library's years.

    ``version`` names the library and a digest of the declared days; it stands in stored results.
    """

    declared: Mapping[date, DayKind]
    whole_years: Mapping[int, str]
    library_years: range
    version: str = ""

    def kind(self, on: date) -> DayKind:
        """The kind of a day. Raises ``CalendarMissing`` where its year is not covered."""
        if on in self.declared:
            return self.declared[on]
        if on.year in self.whole_years:
            return _plain_day(on, self.whole_years[on.year])
        if on.year in self.library_years:
            return _library_day(on)
        raise CalendarMissing(on, years=self.years)

    @property
    def years(self) -> tuple[int, ...]:
        """Every year covered."""
        return tuple(sorted({*self.whole_years, *self.library_years}))

    def is_working_day(self, on: date) -> bool:
        """Whether people work on that day."""
        return self.kind(on).is_working

    def next_working_day(self, on: date) -> date:
        """The day itself where it is worked, else the first worked day after it."""
        while not self.is_working_day(on):
            on += DAY
        return on

    def add_working_days(self, on: date, count: int) -> date:
        """The ``count``-th working day after ``on``; ``on`` itself is not counted."""
        assert count >= 0, "working days are counted forward"
        while count > 0:
            on += DAY
            count -= self.is_working_day(on)
        return on

    def working_days(self, after: date, until: date) -> int:
        """How many working days lie after one day and not after another."""
        days = ((after + timedelta(days=step + 1)) for step in range((until - after).days))
        return sum(map(self.is_working_day, days))


def _plain_day(on: date, source: str) -> DayKind:
    is_working = on.isoweekday() <= WEEK_WORKING_DAYS
    return DayKind(on, is_working, Why.WEEKDAY if is_working else Why.WEEKEND, source)


def _library_day(on: date) -> DayKind:
    is_off, name = chinese_calendar.get_holiday_detail(on)
    source = f"{LIBRARY} {_library_version()}"
    if name is None:
        return _plain_day(on, source)
    key = name.lower().replace("'", "").replace(" ", "_").replace("-", "_")
    why = Why.HOLIDAY if is_off else Why.MAKE_UP
    return DayKind(on, not is_off, why, source, f"holiday.{key}")


@cache
def _library_version() -> str:
    return version(LIBRARY)


def _library_years() -> range:
    listed = chinese_calendar.constants.holidays
    return range(min(listed).year, max(listed).year + 1)


@cache
def shipped_calendar() -> Calendar:
    """The calendar that comes with the package."""
    with as_file(files("zhanlian.law") / "data" / "holidays") as folder:
        return read_calendar(folder)


def read_calendar(*folders: Path) -> Calendar:
    """A calendar from files such as ``2026.toml``; a later folder goes before an earlier one.

    An office adds a year that the package does not cover by a file of its own.
    """
    declared: dict[date, DayKind] = {}
    whole: dict[int, str] = {}
    for file in (file for folder in folders for file in sorted(folder.glob("*.toml"))):
        top = read_table(file)
        year, notice = top.take("year", int), top.text("notice")
        if top.take("is_whole", bool):
            whole[year] = notice
        _read_standing(top)
        for row in top.rows("holidays"):
            declared |= {each.on: each for each in _read_holiday(row, notice)}
        top.finish()
    listed = repr((sorted(declared.items()), sorted(whole.items())))
    mark = hashlib.sha256(listed.encode()).hexdigest()[:DIGEST_LENGTH]
    return Calendar(
        declared=MappingProxyType(declared),
        whole_years=MappingProxyType(whole),
        library_years=_library_years(),
        version=f"{LIBRARY} {_library_version()}+{mark}",
    )


def _read_standing(top: Row) -> None:
    if top.one_of("standing", Standing) is not Standing.CONFIRMED and top.doubt() is None:
        top.refuse("doubt_zh, doubt_en", "what is not confirmed says why")


def _read_holiday(row: Row, notice: str) -> list[DayKind]:
    """The days off of one holiday, and its make-up working days."""
    first, last = row.day("from"), row.day("to")
    if first is None or last is None or last < first:
        row.refuse("from, to", "a holiday has a first and a last day, in that order")
    name = f"holiday.{row.text('key')}"
    work = row.take("work", list, [])
    row.finish()
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    off = [
        DayKind(day, is_working=False, why=Why.HOLIDAY, source=notice, name=name) for day in days
    ]
    on = [DayKind(day, is_working=True, why=Why.MAKE_UP, source=notice, name=name) for day in work]
    return off + on


def is_working_day(on: date) -> bool:
    """Whether people work on that day, by the calendar of the package.

    >>> is_working_day(date(2023, 10, 7)), is_working_day(date(2023, 10, 6))
    (True, False)
    """
    return shipped_calendar().is_working_day(on)


def add_working_days(on: date, count: int) -> date:
    """The ``count``-th working day after ``on``, by the calendar of the package.

    >>> add_working_days(date(2023, 9, 28), 3)
    datetime.date(2023, 10, 9)
    """
    return shipped_calendar().add_working_days(on, count)

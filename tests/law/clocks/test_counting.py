"""Counting, said slowly: months walked day by day, working days, the calendar and its sources."""

import subprocess
import sys
from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.law.clocks import (
    Point,
    Span,
    add_months,
    add_working_days,
    is_working_day,
    read_calendar,
    sentence_end,
    shipped_calendar,
)
from zhanlian.law.clocks.points import span_of
from zhanlian.law.clocks.refusals import CalendarMissing
from zhanlian.law.reading import BadLawFile, cite
from zhanlian.law.values import Standing, Unit, Value

ONE = timedelta(days=1)
DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))


def month_later_slowly(day, months):
    """Walk into the target month; stop at the same day, or at the last where the rule says so."""
    started_last = (day + ONE).month != day.month
    month_starts = 0
    at = day
    while month_starts < months:
        at += ONE
        month_starts += at.day == 1
    while (at + ONE).month == at.month and (started_last or at.day < day.day):
        at += ONE
    return at


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 40))
def test_months_are_what_walking_gives(day, months):
    expected = day if months == 0 else month_later_slowly(day, months)
    assert add_months(day, months) == expected


@given(DAYS, st.integers(1, 240))
def test_a_sentence_ends_the_day_before_a_period_would(day, months):
    assert sentence_end(day, months) + ONE == add_months(day, months)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2023-10-19", 2, "2023-12-19"),
        ("2024-12-31", 2, "2025-02-28"),  # no such day
        ("2025-02-28", 1, "2025-03-31"),  # last day to last day
        ("2024-02-28", 1, "2024-03-28"),  # not the last day of a leap February
        ("2023-12-30", 2, "2024-02-29"),
        ("2023-11-15", 24, "2025-11-15"),
    ],
)
def test_months_by_hand(day, months, expected):
    assert str(add_months(date.fromisoformat(day), months)) == expected


def test_one_and_a_half_months_are_a_month_and_fifteen_days():
    value = Value(
        parameter="cn.test",
        unit=Unit.TABLE,
        value=(("half_months", 1), ("months", 1)),
        from_on=date(2018, 10, 26),
        to_on=None,
        cites=(cite("cn/criminal-procedure-law art. 220"),),
        standing=Standing.CONFIRMED,
    )
    assert span_of(value, half_month_days=15) == Span(months=1, days=15)


def test_a_moment_without_a_zone_is_china_time():
    assert str(Point.of(datetime(2024, 3, 5, 23, 30))) == "2024-03-05 23:30:00"  # noqa: DTZ001  that is the point
    assert Point.of(datetime.fromisoformat("2024-03-05T20:00:00+00:00")).on == date(2024, 3, 6)


# --- the calendar -----------------------------------------------------------------------------


def test_every_declared_day_agrees_with_the_library():
    shipped = shipped_calendar()
    wrong = [
        day
        for day, kind in shipped.declared.items()
        if kind.is_working != chinese_calendar.is_workday(day)
    ]
    assert shipped.declared
    assert wrong == []


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_year_declared_whole_agrees_with_the_library_on_every_day(day):
    assert 2026 in shipped_calendar().whole_years
    assert is_working_day(day) == chinese_calendar.is_workday(day)


@given(DAYS.filter(lambda day: day.year < 2026), st.integers(0, 30))
def test_working_days_are_what_walking_gives(day, count):
    at, left = day, count
    while left:
        at += ONE
        left -= chinese_calendar.is_workday(at)
    assert add_working_days(day, count) == at
    assert shipped_calendar().working_days(day, at) == count


def test_a_day_says_where_it_is_known_from():
    shipped = shipped_calendar()
    assert shipped.kind(date(2023, 10, 7)).source == "cn/holiday-notice-2023"
    assert shipped.kind(date(2023, 10, 7)).name == "holiday.national_day"
    assert shipped.kind(date(2022, 10, 3)).source.startswith("chinesecalendar 1.")


@pytest.mark.parametrize("year", [2003, 2027, 2031])
def test_a_year_that_is_not_covered_is_refused_by_its_number(year):
    with pytest.raises(CalendarMissing) as caught:
        is_working_day(date(year, 6, 1))
    assert str(year) in caught.value.sentence


OWN_YEAR = """
year = 2027
is_whole = true
notice = "cn/holiday-notice-2027"
standing = "confirmed"

[[holidays]]
key = "new_years_day"
from = 2027-01-01
to = 2027-01-03
work = [2027-01-09]
"""


def test_an_office_declares_a_year_of_its_own(tmp_path):
    (tmp_path / "2027.toml").write_text(OWN_YEAR, encoding="utf-8")
    calendar = read_calendar(tmp_path)
    assert calendar.next_working_day(date(2027, 1, 1)) == date(2027, 1, 4)
    assert calendar.is_working_day(date(2027, 1, 9))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('standing = "confirmed"', 'standing = "recheck"', "says why"),
        ("to = 2027-01-03", "to = 2026-12-31", "in that order"),
        ("is_whole", "whole", "missing"),
        ("work =", "works =", "no such field"),
    ],
)
def test_a_slip_in_a_holiday_file_is_refused(tmp_path, before, after, told):
    (tmp_path / "2027.toml").write_text(OWN_YEAR.replace(before, after), encoding="utf-8")
    with pytest.raises(BadLawFile) as caught:
        read_calendar(tmp_path)
    assert told in caught.value.why


def test_the_library_neither_warns_nor_asks_a_network():
    script = (
        "import socket, datetime; socket.socket = None; import zhanlian.law.clocks as clocks;"
        "print(clocks.is_working_day(datetime.date(2024, 2, 4)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "True", done.stderr

"""Clocks: moments written in two columns, clocks without zeros, days without a year.

in     a day in one cell and a clock in another, or month/day and the year of the statement
out    the same ``TimeCell`` as ``times``
keeps  a readable day is never lost to an unreadable clock: it stays with precision d
"""

import re
from dataclasses import replace
from fractions import Fraction

from zhanlian.intake.cells.plain import is_blank, plain_text
from zhanlian.intake.cells.times import (
    CLOCK,
    DAY_S,
    TimeCell,
    clock_flag,
    clock_micros,
    clock_precision,
    day_cell,
    read_time,
)
from zhanlian.terms import CHINA_OFFSET_S, MICROS

SPLIT_CLOCK = re.compile(CLOCK, re.IGNORECASE)
DIGITS = re.compile(r"([0-9]{1,12})(?:\.0+)?")
DAY_FRACTION = re.compile(r"0\.([0-9]|[0-9]{3,15})")
TWO_READINGS = re.compile(r"0\.[0-9]{2}")
MONTH_DAY = re.compile(r"([0-9]{1,2})(?:[-/.月])([0-9]{1,2})日?|([0-9]{2})([0-9]{2})")
SIX, NINE = 6, 9


def read_date_and_clock(
    date_text: str, clock_text: str, *, utc_offset_s: int = CHINA_OFFSET_S
) -> TimeCell:
    """Join a day and a clock; a clock that lost its zeros gets them back, and says so.

    >>> read_date_and_clock("20240401", "93005").flag
    'zeros_restored'
    """
    day = read_time(date_text, utc_offset_s=utc_offset_s)
    plain = plain_text(clock_text)
    if day.at is None or is_blank(plain):
        return day
    clock = read_clock(plain)
    if clock.at is None:
        return replace(day, flag="clock_unreadable")
    since_start = (day.at + utc_offset_s * MICROS) % (DAY_S * MICROS)
    joined = replace(clock, at=day.at - since_start + clock.at)
    differs = day.flag == "" and day.precision == "s" and day.at != joined.at
    return replace(joined, flag="clocks_differ") if differs else joined


def read_clock(text: str) -> TimeCell:
    """A clock alone; ``at`` is microseconds since midnight.

    Digits without separators are HHMMSS, or HHMMSSmmm from seven digits on; eight digits
    that could also be HHMMSS and hundredths are not guessed, nor is ``0.25``, which is six
    o'clock as a part of the day and 00:25 with a point.
    """
    plain = plain_text(text)
    if is_blank(plain):
        return TimeCell(None, "", "blank")
    if found := DAY_FRACTION.fullmatch(plain):
        micros = round(Fraction(int(found[1]), 10 ** len(found[1])) * DAY_S) * MICROS
        return TimeCell(micros, "s", "serial")
    if TWO_READINGS.fullmatch(plain) and plain != "0.00":
        return TimeCell(None, "", "unreadable")
    if found := DIGITS.fullmatch(plain):
        return _from_digits(found[1])
    found = SPLIT_CLOCK.fullmatch(plain)
    return TimeCell(None, "", "unreadable") if found is None else _from_parts(found.groupdict())


def read_month_day(text: str, *, year: int, utc_offset_s: int = CHINA_OFFSET_S) -> TimeCell:
    """A day written without its year, such as ``12/29`` or ``12月29日``, in a known year."""
    plain = plain_text(text)
    if is_blank(plain):
        return TimeCell(None, "", "blank")
    found = MONTH_DAY.fullmatch(plain)
    if found is None:
        return TimeCell(None, "", "unreadable")
    month, day = (int(group) for group in found.groups() if group)
    return day_cell(year, month, day, utc_offset_s)


def _from_digits(digits: str) -> TimeCell:
    width = SIX if len(digits) <= SIX else NINE
    if len(digits) > NINE or (len(digits) == NINE - 1 and _is_clock(digits[:SIX])):
        return TimeCell(None, "", "unreadable")
    filled = digits.zfill(width)
    parts: dict[str, str | None] = {"H": filled[:2], "M": filled[2:4], "S": filled[4:6]}
    cell = _from_parts(parts | {"f": filled[6:] or None})
    is_restored = len(digits) < width and cell.flag == ""
    return replace(cell, flag="zeros_restored") if is_restored else cell


def _is_clock(six: str) -> bool:
    return clock_micros({"H": six[:2], "M": six[2:4], "S": six[4:]}) is not None


def _from_parts(parts: dict[str, str | None]) -> TimeCell:
    micros = clock_micros(parts)
    if micros is None:
        return TimeCell(None, "", "impossible")
    return TimeCell(micros, clock_precision(parts), clock_flag(micros, parts))

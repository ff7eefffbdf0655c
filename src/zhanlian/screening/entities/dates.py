"""Dates: days and minutes, with a missing year filled in by a named rule.

in     a folded text
out    hits with ISO values; the rule says where a missing year or day came from
keeps  a day that does not exist is none; nothing is filled in without a day before it
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from zhanlian.screening.entities.hits import Hit
from zhanlian.screening.entities.numerals import digits_of, read_number
from zhanlian.screening.entities.shapes import EntityType

__all__ = ["find_dates"]

YEAR = r"(?P<year>(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九九]{3})"
SMALL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
PART = r"(?P<part>凌晨|早上|上午|中午|下午|晚上|晚|傍晚|夜间|当晚)?"
CLOCK = (
    rf"(?:\s*{PART}\s*(?P<hour>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:(?:时|点)(?:(?P<half>半)|(?P<minute>\d{{1,2}})分?)?"
    r"|:(?P<minute2>\d{2})(?::\d{2})?))?"
)
DAY = re.compile(
    rf"(?<![0-9])(?P<it>(?:{YEAR}\s?年\s?(?P<month>{SMALL})\s?月\s?(?P<day>{SMALL})\s?[日号]"
    r"|(?P<year2>(?:19|20)\d{2})(?P<join>[-./])(?P<month2>\d{1,2})(?P=join)(?P<day2>\d{1,2})(?!\d)"
    rf"|(?P<next>次年|当年|同年|去年|今年)?(?P<month3>{SMALL})\s?月\s?(?P<day3>{SMALL})\s?[日号]"
    r"|(?P<word>次日|翌日|第二天|隔天))"
    rf"{CLOCK})"
)
LATER = ("下午", "晚上", "晚", "傍晚", "夜间", "当晚")
NOON, HALF = 12, 30
HOURS, MINUTES = 24, 60
YEAR_MARKS = 4


def find_dates(folded: str) -> Iterator[Hit]:
    """Days in the order in which they stand; each may lend its year to the next."""
    last: date | None = None
    for found in DAY.finditer(folded):
        read = _day(found, last)
        if read is None:
            continue
        last, rule = read
        value = last.isoformat() + _clock(found)
        start, end = found.span("it")
        text = found["it"].rstrip()
        yield Hit(EntityType.DATE, start, start + len(text), value, rule)
        assert start + len(text) <= end, "a hit lies in its match"


def _day(found: re.Match[str], last: date | None) -> tuple[date, str] | None:
    """The day, and the rule that filled in what was not said."""
    if found["word"]:
        return None if last is None else (last + timedelta(days=1), "day_after")
    month = _small(found["month"] or found["month2"] or found["month3"])
    day = _small(found["day"] or found["day2"] or found["day3"])
    year, rule = _year(found, last)
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day), rule
    except ValueError:
        return None


def _year(found: re.Match[str], last: date | None) -> tuple[int | None, str]:
    said = found["year"] or found["year2"]
    if said:
        digits = digits_of(said)
        return (int(digits), "stated") if digits and len(digits) == YEAR_MARKS else (None, "")
    if last is None:
        return None, ""
    if found["next"] == "次年":
        return last.year + 1, "year_after"
    return last.year, "year_of_the_day_before"


def _small(said: str | None) -> int | None:
    if said is None:
        return None
    number = read_number(said)
    return None if number is None else int(number)


def _clock(found: re.Match[str]) -> str:
    hour = _small(found["hour"])
    if hour is None:
        return ""
    minute = HALF if found["half"] else int(found["minute"] or found["minute2"] or 0)
    if found["part"] in LATER and hour < NOON:
        hour += NOON
    if hour >= HOURS or minute >= MINUTES:
        return ""
    return f"T{hour:02}:{minute:02}"

"""Times: the slow, authoritative reader of dates and moments in text.

in     the text of one cell and the zone its source is assumed to keep
out    microseconds UTC with the precision that was written, or None with the reason
keeps  a zone written in the cell wins; a day alone is its first moment in the zone; nothing
       is guessed: month-first dates, day serials and epoch numbers are read only when asked

Flags: "" plain; blank; unreadable; impossible (30 February, 25:61); out_of_range (not in
1970..2100: 1900-01-01 and 9999-12-31 mean "none"); and, beside a value, midnight (00:00:00
written, so perhaps no time known), 24h (24:00:00, read as the next midnight), about (时许),
zeros_restored, serial. ``clocks`` adds clock_unreadable and clocks_differ.
"""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhanlian.intake.cells.plain import is_blank, plain_text
from zhanlian.terms import CHINA_OFFSET_S, MICROS

TIME_FLAGS = (
    "", "blank", "unreadable", "impossible", "out_of_range",
    "midnight", "24h", "about", "zeros_restored", "serial", "clock_unreadable", "clocks_differ",
)  # fmt: skip
YEAR_FIRST, YEAR_LAST = 1970, 2100
DAY_S, HOUR_S, MINUTE_S = 86_400, 3_600, 60
EPOCH_DAY = date(1970, 1, 1).toordinal()
SERIAL_EPOCH_DAY = date(1899, 12, 30).toordinal()
SNAP_MICROS = 1_000
EVENING_HOUR, NOON_HOUR, SIXTY_LAST, ZONE_HOURS_MAX = 5, 12, 59, 14
EPOCH_UNITS = {10: MICROS, 13: 1_000, 16: 1}

COMPACT = re.compile(
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    r"(?:[ T]?(?P<H>[0-9]{2})(?:(?P<M>[0-9]{2})(?:(?P<S>[0-9]{2})\.?(?P<f>[0-9]{1,9})?)?)?)?"
)
ZONE = (
    r"(?:\ *(?P<zone>Z|UTC|GMT|北京时间|(?:UTC|GMT)?[+-][0-9]{1,2}:?(?:[0-9]{2})?)"
    r"(?:\ [A-Z]{3,4})?)?"
)
CLOCK = (
    r"(?P<half>上午|下午|晚上|凌晨)?\ *(?P<H>[0-9]{1,2})(?:[:.时点]\ *"
    r"(?:(?P<M>[0-9]{1,2})(?:[:.分]\ *(?:(?P<S>[0-9]{1,2})(?:[.,:](?P<f>[0-9]{1,9}))?秒?)?)?)?)?"
    r"\ *(?P<half_last>AM|PM)?(?P<about>\ *(?:许|左右|前后))?"
)
SPLIT = re.compile(
    r"(?:(?P<y>[0-9]{4})(?P<sep>[-/.年])(?P<m>[0-9]{1,2})(?:(?P=sep)|月)(?P<d>[0-9]{1,2})日?"
    r"|(?P<y8>[0-9]{8}))(?:\ *(?:星期|周)[一二三四五六日天])?"
    rf"(?:(?:\ *T|\ +|-|(?<=日)){CLOCK})?{ZONE}",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    r"(?P<m>[0-9]{1,2})(?P<sep>[-/])(?P<d>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})"
    rf"(?:\ +{CLOCK})?{ZONE}",
    re.IGNORECASE,
)
SERIAL = re.compile(r"([0-9]{5})(?:\.([0-9]{1,15}))?")


@dataclass(frozen=True, slots=True)
class TimeCell:
    """A moment in microseconds UTC, the precision written (s, m, h, d or ""), its flag."""

    at: int | None
    precision: str = ""
    flag: str = ""


def read_time(
    text: str,
    *,
    utc_offset_s: int = CHINA_OFFSET_S,
    allow_serial: bool = False,
    month_first: bool = False,
    allow_epoch: bool = False,
) -> TimeCell:
    """Read one date or moment; see the module for what each flag means.

    >>> read_time("2024-3-5 15时许").precision, read_time("20240305140530").at
    ('h', 1709618730000000)
    >>> read_time("2024-02-30").flag, read_time("9999-12-31").flag
    ('impossible', 'out_of_range')
    """
    plain = plain_text(text)
    if is_blank(plain):
        return TimeCell(None, "", "blank")
    if allow_epoch and plain.isdecimal() and len(plain) in EPOCH_UNITS:
        return _checked_range(int(plain) * EPOCH_UNITS[len(plain)], "s", "")
    if allow_serial and (found := SERIAL.fullmatch(plain)):
        return _from_serial(found[1], found[2] or "", utc_offset_s)
    found = COMPACT.fullmatch(plain) or SPLIT.fullmatch(plain)
    if found is None and month_first:
        found = MONTH_FIRST.fullmatch(plain)
    if found is None:
        return TimeCell(None, "", "unreadable")
    return _from_parts(found.groupdict(), utc_offset_s)


def day_cell(year: int, month: int, day: int, utc_offset_s: int) -> TimeCell:
    """The first moment of a civil day, or the reason why there is no such day."""
    if not YEAR_FIRST <= year <= YEAR_LAST:
        return TimeCell(None, "", "out_of_range")
    try:
        day_no = date(year, month, day).toordinal() - EPOCH_DAY
    except ValueError:
        return TimeCell(None, "", "impossible")
    return TimeCell((day_no * DAY_S - utc_offset_s) * MICROS, "d")


def clock_micros(parts: dict[str, str | None]) -> int | None:
    """Microseconds since midnight of the groups H, M, S, f; None where no clock shows that."""
    hour, minute, second = (int(parts.get(name) or 0) for name in "HMS")
    half = (parts.get("half_last") or parts.get("half") or "").upper()
    if half == "晚上" and (hour < EVENING_HOUR or hour == NOON_HOUR):
        return None
    if half in {"PM", "下午", "晚上"} and 1 <= hour < NOON_HOUR:
        hour += NOON_HOUR
    elif half in {"AM", "上午", "凌晨"} and hour == NOON_HOUR:
        hour = 0
    fraction = int((parts.get("f") or "0").ljust(6, "0")[:6])
    micros = (hour * HOUR_S + minute * MINUTE_S + second) * MICROS + fraction
    is_shown = minute <= SIXTY_LAST and second <= SIXTY_LAST and micros <= DAY_S * MICROS
    return micros if is_shown else None


def clock_precision(parts: dict[str, str | None]) -> str:
    """The finest unit written: s, m, h, or d where there is no hour."""
    for name, precision in (("S", "s"), ("M", "m"), ("H", "h")):
        if parts.get(name):
            return precision
    return "d"


def clock_flag(micros: int, parts: dict[str, str | None]) -> str:
    """``24h``, ``about``, ``midnight`` or "" for a clock that was written."""
    if micros == DAY_S * MICROS:
        return "24h"
    if parts.get("about"):
        return "about"
    return "midnight" if micros == 0 else ""


def _from_parts(parts: dict[str, str | None], utc_offset_s: int) -> TimeCell:
    if eight := parts.get("y8"):
        parts |= {"y": eight[:4], "m": eight[4:6], "d": eight[6:]}
    offset_s = _zone_s(parts.get("zone"), utc_offset_s)
    if offset_s is None:
        return TimeCell(None, "", "unreadable")
    year, month, day = (int(parts[name] or 0) for name in "ymd")
    start = day_cell(year, month, day, offset_s)
    if start.at is None or not parts.get("H"):
        return start
    micros = clock_micros(parts)
    if micros is None:
        return TimeCell(None, "", "impossible")
    return TimeCell(start.at + micros, clock_precision(parts), clock_flag(micros, parts))


def _zone_s(zone: str | None, utc_offset_s: int) -> int | None:
    """Seconds east of UTC that the cell names, the assumed ones where it names none."""
    if not zone:
        return utc_offset_s
    if zone == "北京时间":
        return CHINA_OFFSET_S
    digits = zone.upper().lstrip("UTCGMZ").replace(":", "")
    if not digits:
        return 0
    hours, minutes = int(digits[1:3]), int(digits[3:] or 0)
    if hours > ZONE_HOURS_MAX or minutes > SIXTY_LAST:
        return None
    return (hours * HOUR_S + minutes * MINUTE_S) * (-1 if digits[0] == "-" else 1)


def _from_serial(days: str, part: str, utc_offset_s: int) -> TimeCell:
    """A spreadsheet's day count, snapped to the whole second it lies next to."""
    micros = round(Fraction(int(part or 0), 10 ** len(part)) * DAY_S * MICROS)
    off_second = (micros + SNAP_MICROS) % MICROS
    if off_second <= 2 * SNAP_MICROS:
        micros += SNAP_MICROS - off_second
    start_s = (int(days) + SERIAL_EPOCH_DAY - EPOCH_DAY) * DAY_S - utc_offset_s
    return _checked_range(start_s * MICROS + micros, "s" if part else "d", "serial")


def _checked_range(at: int, precision: str, flag: str) -> TimeCell:
    first = (date(YEAR_FIRST, 1, 1).toordinal() - EPOCH_DAY - 1) * DAY_S * MICROS
    last = (date(YEAR_LAST, 12, 31).toordinal() - EPOCH_DAY + 2) * DAY_S * MICROS
    if not first <= at < last:
        return TimeCell(None, "", "out_of_range")
    return TimeCell(at, precision, flag)

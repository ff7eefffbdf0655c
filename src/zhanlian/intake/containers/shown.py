"""Shown values: the cell of a workbook as the text a person sees, without losing or inventing.

in     what calamine gives for a cell
out    its text
keeps  a number whose digits were lost is written with its exponent, so that nobody takes it
       for an identifier; binary noise beyond 15 digits, which no spreadsheet shows, is dropped
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

EXACT_MAX = 10**15
POWER_MIN = -12
NOISE_MICROS = 5_000
SECOND_MICROS = 1_000_000
HOUR_S, MINUTE_S = 3600, 60


def cell_text(value: object) -> str:
    """The text of one cell.

    >>> cell_text(93005.0), cell_text(9.99999e18), cell_text(0.1 + 0.2), cell_text(True)
    ('93005', '9.99999E+18', '0.3', 'TRUE')
    >>> cell_text(timedelta(days=1, hours=12))
    '36:00:00'
    """
    show = SHOW.get(type(value))
    return show(value) if show else str(value)


def show_number(value: float) -> str:
    """A number as a spreadsheet shows it: at most 15 digits."""
    if value.is_integer() and abs(value) < EXACT_MAX:
        return str(int(value))
    shown = f"{value:.15g}"
    if shown.lstrip("-") in ("nan", "inf"):
        return shown
    if abs(value) >= EXACT_MAX:
        return f"{Decimal(shown):E}" if "e" not in shown else shown.upper()
    exact = Decimal(shown)
    return f"{exact:f}" if exact.adjusted() >= POWER_MIN else shown.upper()


def show_moment(value: datetime) -> str:
    """Date and time; a few milliseconds off a whole second are noise of the day fraction."""
    return _settled(value).isoformat(sep=" ", timespec="auto")


def show_time(value: time) -> str:
    """A time of day."""
    settled = _settled(datetime.combine(date.min, value))
    return (settled.time() if settled.date() == date.min else value).isoformat()


def show_duration(value: timedelta) -> str:
    """Hours, minutes and seconds; hours run on past a day."""
    micros = round(value / timedelta(microseconds=1))
    seconds = (abs(micros) + SECOND_MICROS // 2) // SECOND_MICROS
    hours, rest = divmod(seconds, HOUR_S)
    sign = "-" if micros < 0 else ""
    return f"{sign}{hours:02}:{rest // MINUTE_S:02}:{rest % MINUTE_S:02}"


def _settled(moment: datetime) -> datetime:
    over = moment.microsecond
    if over <= NOISE_MICROS:
        return moment.replace(microsecond=0)
    if over >= SECOND_MICROS - NOISE_MICROS and moment.year < date.max.year:
        return moment.replace(microsecond=0) + timedelta(seconds=1)
    return moment


def _show_flag(value: Any) -> str:
    return "TRUE" if value else "FALSE"


SHOW: dict[type, Callable[[Any], str]] = {
    str: str,
    float: show_number,
    bool: _show_flag,
    int: str,
    datetime: show_moment,
    date: date.isoformat,
    time: show_time,
    timedelta: show_duration,
}

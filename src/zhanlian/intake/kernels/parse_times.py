"""Moments from bytes: compact digits, and dashed or slashed days with a clock.

in     uint8[bytes] and the cells' positions
out    int64 microseconds UTC, the precision and a status per row
keeps  an answer is given only where ``cells.read_time`` or ``read_clock`` gives the same one;
       midnight and 24:00 are told apart by the door, from the value

Read here: ``yyyyMMdd``, ``yyyyMMddHHmm``, ``yyyyMMddHHmmss``; ``yyyy-M-d`` or ``yyyy/M/d``,
alone or followed by one blank or T and ``H:mm`` or ``H:mm:ss``. Clocks: one to six digits
(zeros in front may be lost), ``H:mm``, ``H:mm:ss``.
"""

import numpy as np
from numba import njit

OK, BLANK, SLOW = 0, 1, 2
NO_PRECISION, DAY, HOUR, MINUTE, SECOND = 0, 1, 2, 3, 4
SPACE, TAB, DASH, SLASH, ZERO, NINE, COLON, LETTER_T = 32, 9, 45, 47, 48, 57, 58, 84
YEAR_FIRST, YEAR_LAST = 1970, 2100
FEBRUARY, DECEMBER, HOUR_LAST, SIXTY_LAST = 2, 12, 23, 59
CLOCK_SIZE, DAY_SIZE, MINUTE_SIZE, SECOND_SIZE, PAIR_MAX = 6, 8, 12, 14, 2
DAY_S, HOUR_S, MINUTE_S, MICROS = 86_400, 3_600, 60, 1_000_000
MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)
CUMULATIVE_DAYS = np.concatenate([[0], np.cumsum(MONTH_DAYS)]).astype(np.int64)


@njit(cache=True, nogil=True)
def parse_times(data, start, end, utc_offset_s):
    """Read one column of moments.

    Parameters
    ----------
    data : uint8[bytes]
    start, end : int64[rows]
        The cells; -1 where the record has none.
    utc_offset_s : int
        Seconds east of UTC that the source keeps.

    Returns
    -------
    at : int64[rows]
        Microseconds UTC; 0 where the status is not 0.
    precision : uint8[rows]
        1 day, 2 hour, 3 minute, 4 second; 0 where the status is not 0.
    status : uint8[rows]
        0 read; 1 blank; 2 for the slow reader.

    Cost: about 15 ns a row.
    """
    rows = start.size
    at = np.zeros(rows, dtype=np.int64)
    precision = np.zeros(rows, dtype=np.uint8)
    status = np.empty(rows, dtype=np.uint8)
    for row in range(rows):
        second, precision[row], status[row] = parse_moment(data, start[row], end[row])
        if status[row] == OK:
            at[row] = (second - utc_offset_s) * MICROS
    return at, precision, status


@njit(cache=True, nogil=True)
def parse_clocks(data, start, end):
    """Read one column of clocks: (micros since midnight, precision, is_restored, status)."""
    rows = start.size
    micros = np.zeros(rows, dtype=np.int64)
    precision = np.zeros(rows, dtype=np.uint8)
    is_restored = np.zeros(rows, dtype=np.bool_)
    status = np.empty(rows, dtype=np.uint8)
    for row in range(rows):
        first, last = trimmed(data, start[row], end[row])
        second, precision[row], status[row] = parse_clock(data, first, last)
        if status[row] == OK:
            micros[row] = second * MICROS
            is_restored[row] = (
                last - first < CLOCK_SIZE and second > 0 and all_digits(data, first, last)
            )
    return micros, precision, is_restored, status


@njit(cache=True, nogil=True)
def trimmed(data, first, last):
    """The bounds without the blanks and tabs around them."""
    while first < last and (data[first] == SPACE or data[first] == TAB):
        first += 1
    while first < last and (data[last - 1] == SPACE or data[last - 1] == TAB):
        last -= 1
    return first, last


@njit(inline="always")
def digits_value(data, first, last):
    """The number in ``data[first:last]``, at most 8 digits; -1 where one is no digit."""
    value, is_bad = 0, False
    for place in range(first, last):
        digit = np.int64(data[place]) - ZERO
        is_bad |= (digit < 0) | (digit > NINE - ZERO)
        value = value * 10 + digit
    return -1 if is_bad else value


@njit(cache=True, nogil=True)
def all_digits(data, first, last):
    """True where ``data[first:last]`` is digits only."""
    place = first
    while place < last and ZERO <= data[place] <= NINE:
        place += 1
    return place == last


@njit(inline="always")
def day_number(year, month, day):
    """Days since 1970-01-01 of a civil day; -1 where it is outside the range or no day."""
    if year < YEAR_FIRST or year > YEAR_LAST or month < 1 or month > DECEMBER or day < 1:
        return -1
    is_leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    if day > MONTH_DAYS[month] + (month == FEBRUARY and is_leap):
        return -1
    before = year - 1
    years_days = before * 365 + before // 4 - before // 100 + before // 400 - 719_162
    return years_days + CUMULATIVE_DAYS[month] + (month > FEBRUARY and is_leap) + day - 1


@njit(inline="always")
def clock_second(hour, minute, second):
    """Seconds since midnight; -1 where no clock shows that."""
    if hour < 0 or minute < 0 or second < 0 or max(minute, second) > SIXTY_LAST or hour > HOUR_LAST:
        return -1
    return hour * HOUR_S + minute * MINUTE_S + second


@njit(cache=True, nogil=True)
def parse_moment(data, first, last):  # noqa: PLR0911 - each form leaves where it is known
    """One moment as local seconds since 1970: (second, precision, status)."""
    first, last = trimmed(data, first, last)
    size = last - first
    if size <= 0:
        return 0, NO_PRECISION, BLANK
    if size < DAY_SIZE:
        return 0, NO_PRECISION, SLOW
    mark = data[first + 4]
    if mark not in (DASH, SLASH):
        return parse_compact(data, first, size)
    month_at, place = first + 5, first + 6
    if data[place] != mark:
        place += 1
    day_at = place + 1
    place = min(day_at + 1, last)
    if place < last and ZERO <= data[place] <= NINE:
        place += 1
    if day_at >= last or data[day_at - 1] != mark:
        return 0, NO_PRECISION, SLOW
    day = day_number(
        digits_value(data, first, first + 4),
        digits_value(data, month_at, day_at - 1),
        digits_value(data, day_at, place),
    )
    if day < 0:
        return 0, NO_PRECISION, SLOW
    if place == last:
        return day * DAY_S, DAY, OK
    if data[place] != SPACE and data[place] != LETTER_T:
        return 0, NO_PRECISION, SLOW
    second, precision, status = parse_colons(data, place + 1, last)
    return day * DAY_S + second, precision, status


@njit(cache=True, nogil=True)
def parse_compact(data, first, size):
    """``yyyyMMdd`` with four or six digits of clock, or none: (second, precision, status)."""
    if size not in (DAY_SIZE, MINUTE_SIZE, SECOND_SIZE):
        return 0, NO_PRECISION, SLOW
    day = day_number(
        digits_value(data, first, first + 4),
        digits_value(data, first + 4, first + 6),
        digits_value(data, first + 6, first + 8),
    )
    if day < 0:
        return 0, NO_PRECISION, SLOW
    if size == DAY_SIZE:
        return day * DAY_S, DAY, OK
    second = clock_second(
        digits_value(data, first + 8, first + 10),
        digits_value(data, first + 10, first + 12),
        digits_value(data, first + 12, first + size),
    )
    if second < 0:
        return 0, NO_PRECISION, SLOW
    return day * DAY_S + second, SECOND if size == SECOND_SIZE else MINUTE, OK


@njit(cache=True, nogil=True)
def parse_colons(data, first, last):
    """``H:mm`` or ``H:mm:ss``, one or two digits each: (second, precision, status)."""
    minute_at = first + 2 if first + 1 < last and data[first + 1] == COLON else first + 3
    if minute_at >= last or data[minute_at - 1] != COLON:
        return 0, NO_PRECISION, SLOW
    minute_end = minute_at
    while minute_end < last and minute_end < minute_at + 2 and data[minute_end] != COLON:
        minute_end += 1
    second_at = min(minute_end + 1, last)
    has_second = minute_end < last
    if has_second and (data[minute_end] != COLON or not 0 < last - second_at <= PAIR_MAX):
        return 0, NO_PRECISION, SLOW
    if minute_end == minute_at:
        return 0, NO_PRECISION, SLOW
    second = clock_second(
        digits_value(data, first, minute_at - 1),
        digits_value(data, minute_at, minute_end),
        digits_value(data, second_at, last),
    )
    if second < 0:
        return 0, NO_PRECISION, SLOW
    return second, SECOND if has_second else MINUTE, OK


@njit(cache=True, nogil=True)
def parse_clock(data, first, last):
    """One clock without a day: (second, precision, status)."""
    size = last - first
    if size <= 0:
        return 0, NO_PRECISION, BLANK
    if size > DAY_SIZE:
        return 0, NO_PRECISION, SLOW
    if not all_digits(data, first, last):
        return parse_colons(data, first, last)
    value = digits_value(data, first, last)
    if size > CLOCK_SIZE:
        return 0, NO_PRECISION, SLOW
    second = clock_second(value // 10_000, value // 100 % 100, value % 100)
    if second < 0:
        return 0, NO_PRECISION, SLOW
    return second, SECOND, OK

"""Columns: the door that joins the fast kernels and the slow readers, a column at a time.

in     a ``Block`` and a column's position
out    numpy arrays with one entry per record, and the flags of ``cells``
keeps  the answer is the slow reader's for every row; kernels only save its time. A missing
       value is ``NO_VALUE``, never 0

Flags and precisions are small codes: ``AMOUNT_FLAGS[flag]``, ``TIME_FLAGS[flag]``,
``PRECISIONS[precision]``. ``slow_count`` says how many rows the kernel passed on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from zhanlian.intake.block import Block
from zhanlian.intake.cells.amounts import AMOUNT_FLAGS, AmountCell, read_amount
from zhanlian.intake.cells.clocks import read_date_and_clock
from zhanlian.intake.cells.times import DAY_S, TIME_FLAGS, TimeCell, read_time
from zhanlian.intake.kernels.parse_amounts import parse_amounts
from zhanlian.intake.kernels.parse_times import parse_clocks, parse_times
from zhanlian.terms import CHINA_OFFSET_S, MICROS

NO_VALUE = int(np.iinfo(np.int64).min)
PRECISIONS = ("", "d", "h", "m", "s")
OK, BLANK = 0, 1
DAY, HOUR = PRECISIONS.index("d"), PRECISIONS.index("h")
AMOUNT_CODES = {flag: code for code, flag in enumerate(AMOUNT_FLAGS)}
TIME_CODES = {flag: code for code, flag in enumerate(TIME_FLAGS)}

Cell = TypeVar("Cell")
Ints = NDArray[np.int64]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class AmountColumn:
    """``minor`` int64[rows] or ``NO_VALUE``; ``flag`` uint8[rows]; currencies cells name."""

    minor: Ints
    flag: Codes
    currencies: frozenset[str]
    slow_count: int


@dataclass(frozen=True, slots=True, eq=False)
class TimeColumn:
    """``at`` int64[rows] microseconds UTC or ``NO_VALUE``; ``precision``, ``flag`` uint8[rows]."""

    at: Ints
    precision: Codes
    flag: Codes
    slow_count: int


def read_amount_column(
    block: Block, col: int, *, minor_digits: int = 2, factor: int = 1
) -> AmountColumn:
    """Read a column of amounts as ``read_amount`` does, row by row."""
    start, end = block.column(col)
    shift = len(str(factor)) - 1
    minor, status = parse_amounts(block.data, start, end, minor_digits + shift)
    if factor != 10**shift:
        status[status == OK] = OK + 2
    flag = np.zeros(block.row_count, dtype=np.uint8)
    flag[status == BLANK] = AMOUNT_CODES["blank"]
    minor[status != OK] = NO_VALUE

    def read(text: str) -> AmountCell:
        return read_amount(text, minor_digits=minor_digits, factor=factor)

    slow = slow_rows(status)
    currencies = set()
    for row, cell in read_slowly(block, slow, col, read):
        minor[row] = NO_VALUE if cell.minor is None else cell.minor
        flag[row] = AMOUNT_CODES[cell.flag]
        currencies.add(cell.currency)
    return AmountColumn(minor, flag, frozenset(currencies - {""}), slow.size)


def read_time_column(  # noqa: PLR0913 - the three things that are read only when asked
    block: Block,
    col: int,
    *,
    utc_offset_s: int = CHINA_OFFSET_S,
    allow_serial: bool = False,
    month_first: bool = False,
    allow_epoch: bool = False,
) -> TimeColumn:
    """Read a column of moments as ``read_time`` does, row by row."""
    start, end = block.column(col)
    at, precision, status = parse_times(block.data, start, end, utc_offset_s)
    flag = time_flags(at, precision, status, utc_offset_s)
    at[status != OK] = NO_VALUE

    def read(text: str) -> TimeCell:
        return read_time(
            text, utc_offset_s=utc_offset_s, allow_serial=allow_serial,
            month_first=month_first, allow_epoch=allow_epoch,
        )  # fmt: skip

    slow = slow_rows(status)
    for row, cell in read_slowly(block, slow, col, read):
        put_time(at, precision, flag, row=row, cell=cell)
    return TimeColumn(at, precision, flag, slow.size)


def read_date_clock_columns(
    block: Block, date_col: int, clock_col: int, *, utc_offset_s: int = CHINA_OFFSET_S
) -> TimeColumn:
    """Read a day column and a clock column as ``read_date_and_clock`` does, row by row."""
    at, precision, day_status = parse_times(block.data, *block.column(date_col), utc_offset_s)
    clock = parse_clocks(block.data, *block.column(clock_col))
    micros, clock_precision, is_restored, clock_status = clock
    is_joined = (day_status == OK) & (precision == DAY) & (clock_status == OK)
    is_day_alone = (day_status == OK) & (clock_status == BLANK)
    at[is_joined] += micros[is_joined]
    precision[is_joined] = clock_precision[is_joined]
    status = np.where(is_joined | is_day_alone | (day_status == BLANK), day_status, 2)
    flag = time_flags(at, precision, status, utc_offset_s)
    flag[is_joined & is_restored] = TIME_CODES["zeros_restored"]
    at[status != OK] = NO_VALUE
    precision[status != OK] = 0
    slow = slow_rows(status)
    for row in slow.tolist():
        cell = read_date_and_clock(
            block.text(row, date_col), block.text(row, clock_col), utc_offset_s=utc_offset_s
        )
        put_time(at, precision, flag, row=row, cell=cell)
    return TimeColumn(at, precision, flag, slow.size)


def slow_rows(status: Codes) -> Ints:
    """Rows the kernel passed on."""
    return np.flatnonzero(status > BLANK)


def read_slowly(
    block: Block, rows: Ints, col: int, read: Callable[[str], Cell]
) -> list[tuple[int, Cell]]:
    """Read ``rows`` with a slow reader, each distinct text once."""
    seen: dict[str, Cell] = {}
    answers = []
    for row in rows.tolist():
        text = block.text(row, col)
        if text not in seen:
            seen[text] = read(text)
        answers.append((row, seen[text]))
    return answers


def time_flags(at: Ints, precision: Codes, status: Codes, utc_offset_s: int) -> Codes:
    """Flags of the rows a kernel read: blank, and midnight where a clock was written."""
    flag = np.zeros(at.size, dtype=np.uint8)
    is_midnight = (at + utc_offset_s * MICROS) % (DAY_S * MICROS) == 0
    flag[is_midnight & (precision >= HOUR) & (status == OK)] = TIME_CODES["midnight"]
    flag[status == BLANK] = TIME_CODES["blank"]
    return flag


def put_time(at: Ints, precision: Codes, flag: Codes, *, row: int, cell: TimeCell) -> None:
    """Write one slow answer into the arrays."""
    at[row] = NO_VALUE if cell.at is None else cell.at
    precision[row] = PRECISIONS.index(cell.precision)
    flag[row] = TIME_CODES[cell.flag]

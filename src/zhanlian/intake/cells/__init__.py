"""Cells: the slow, authoritative readers of one cell.

comes in   the text of a cell, as exported
goes out   frozen values with a flag; "" means nothing is odd
stays out  which column means what, and arrays (``columns`` reads a whole column at a time)
start at   ``read_amount``, ``read_time``, ``read_number``
"""

from zhanlian.intake.cells.amounts import AMOUNT_FLAGS, AmountCell, read_amount
from zhanlian.intake.cells.clocks import read_clock, read_date_and_clock, read_month_day
from zhanlian.intake.cells.durations import DurationCell, read_duration
from zhanlian.intake.cells.numbers import (
    NUMBER_FLAGS,
    NumberCell,
    read_number,
    split_card_list,
    split_wallet,
    strip_suffix,
)
from zhanlian.intake.cells.phones import PhoneCell, RadioCell, read_cell, read_phone
from zhanlian.intake.cells.plain import is_blank, plain_text
from zhanlian.intake.cells.times import TIME_FLAGS, TimeCell, read_time
from zhanlian.terms import id_card_valid, luhn_valid

__all__ = [
    "AMOUNT_FLAGS",
    "NUMBER_FLAGS",
    "TIME_FLAGS",
    "AmountCell",
    "DurationCell",
    "NumberCell",
    "PhoneCell",
    "RadioCell",
    "TimeCell",
    "id_card_valid",
    "is_blank",
    "luhn_valid",
    "plain_text",
    "read_amount",
    "read_cell",
    "read_clock",
    "read_date_and_clock",
    "read_duration",
    "read_month_day",
    "read_number",
    "read_phone",
    "read_time",
    "split_card_list",
    "split_wallet",
    "strip_suffix",
]

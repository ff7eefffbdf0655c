"""Differences: up to which row two ledgers of one case tell the same.

in     the old and the new ledger, and how accounts were numbered
out    the first row that is not the same; where an account was first touched; a check of a
       ledger whose first rows were checked before
keeps  every column that a kernel reads is compared exactly: no sum stands for a row
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from zhanlian.terms import Refusal
from zhanlian.tracing.kernels.differing import find_touch, find_unequal
from zhanlian.tracing.kernels.rows import Rows
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.ledger import (
    BALANCE_LIMIT,
    Ledger,
    check_amounts,
    check_labels,
    check_lengths,
    check_numbers,
    check_order,
    check_undo,
)

GONE = -1
EVERY_BIT = -1


def new_numbers(old_ids: Sequence[str], new_ids: Sequence[str]) -> Int64s:
    """The new number of each old account, int64[old]; GONE where the new case has it no more.

    Cost: nothing to speak of where the old accounts are the first of the new ones.
    """
    count = len(old_ids)
    if old_ids is new_ids or tuple(new_ids[:count]) == tuple(old_ids):
        return np.arange(count, dtype=np.int64)
    number = {name: place for place, name in enumerate(new_ids)}
    return np.array([number.get(name, GONE) for name in old_ids], dtype=np.int64)


def is_plain(new_number: Int64s) -> bool:
    """Whether every account keeps its number."""
    return bool((new_number == np.arange(new_number.size)).all())


def first_difference(old: Ledger, new: Ledger, new_number: Int64s) -> int:
    """The first row whose columns differ, or the shorter one's length.

    Cost: both ledgers' columns, once.
    """
    row = min(old.row_count, new.row_count)
    for name in ("amount_minor", "at", "undo_row", "origin"):
        row = int(find_unequal(getattr(old, name), getattr(new, name), row, EVERY_BIT))
    for name in ("src", "dst"):
        was, now = getattr(old, name)[:row], getattr(new, name)
        was = was if is_plain(new_number) else new_number[was].astype(np.int32)
        row = int(find_unequal(was, now, row, EVERY_BIT))
    return row


def first_other_kind(old: Rows, new: Rows, row: int, flags: int) -> int:
    """The first of ``row`` rows that a kernel now takes for another kind, or ``row``.

    ``flags``: which flags of a kind count. A later row may undo an early one, and a row that
    left an account may now leave a sink.
    """
    return int(find_unequal(old.kind, new.kind, row, flags))


def check_grown(ledger: Ledger, row: int) -> None:
    """Refuse what ``ledger.check`` would, if the rows before ``row`` were checked before.

    Cost: the rows from there on, and a sum.
    """
    check_lengths(ledger)
    later = slice(max(row - 1, 0), None)
    columns = ("src", "dst", "at", "amount_minor", "undo_row", "origin", "transfer_ids")
    tail = replace(ledger, **{name: getattr(ledger, name)[later] for name in columns})
    undo = tail.undo_row
    if undo.size and not -1 <= int(undo.min()) <= int(undo.max()) < ledger.row_count:
        ledger.check()
    total = float(ledger.amount_minor.sum(dtype=np.float64))
    if total + float(ledger.opening_minor.sum(dtype=np.float64)) >= BALANCE_LIMIT:
        ledger.check()
    try:
        check_numbers(replace(tail, undo_row=np.full_like(undo, -1)))
        check_amounts(tail)
        check_order(tail)
        check_labels(tail)
    except Refusal:
        ledger.check()  # the same refusal, with the row's number in the whole ledger
        raise
    check_undo(ledger)


def first_touch(rows: Rows, is_wanted: Bools, stop_row: int) -> int:
    """The first row before ``stop_row`` that such an account pays or receives, or stop_row."""
    if not is_wanted.any():
        return stop_row
    return int(find_touch(rows.src, rows.dst, is_wanted, stop_row))

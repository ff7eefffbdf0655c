"""Soundness: one look over a ledger's columns, to tell a good ledger from one to look into.

in     the columns of a ledger, how many accounts and origins it lists
out    what was seen: a few flags and the sum of the amounts
keeps  a flag is never missed; which row raised it, and why, is the door's to find
"""

from typing import NamedTuple

from zhanlian.tracing.kernels.compiled import kernel

HIGH_BITS = 20  # sums are kept in two halves, so that no sum of 2^31 amounts can wrap
LOW_PART = (1 << HIGH_BITS) - 1


class Seen(NamedTuple):
    """What one look over the rows has seen; ``high`` and ``low`` are halves of the sum."""

    has_bad_number: bool
    has_bad_amount: bool
    has_bad_label: bool
    goes_back: bool
    has_undo: bool
    high: int
    low: int

    @property
    def total_minor(self) -> int:
        """The sum of all amounts, exactly; of no use where an amount is out of bounds."""
        return (self.high << HIGH_BITS) + self.low


@kernel
def look_over(columns, account_count, origin_count, amount_limit):
    """Look once at every row: no branches, so the processor takes many rows at a time.

    ``columns``: src, dst int32; at, amount_minor int64; undo_row, origin int32, all of length n.
    ``goes_back``: some row is earlier than the one before it, if only inside a second.
    """
    src, dst, at, amount_minor, undo_row, origin = columns
    bad_number = bad_amount = bad_label = goes_back = has_undo = False
    high = low = 0
    before = at[0] if at.size else 0
    for row in range(src.size):
        amount, is_labelled, is_undo = amount_minor[row], origin[row] > 0, undo_row[row] >= 0
        bad_number |= (src[row] < 0) | (src[row] >= account_count)
        bad_number |= (dst[row] < 0) | (dst[row] >= account_count)
        bad_number |= (origin[row] < 0) | (origin[row] > origin_count)
        bad_number |= (undo_row[row] < -1) | (undo_row[row] >= src.size)
        bad_amount |= (amount <= 0) | (amount >= amount_limit)
        bad_label |= is_labelled & ((src[row] == dst[row]) | is_undo)
        has_undo |= is_undo
        goes_back |= at[row] < before
        before = at[row]
        high += amount >> HIGH_BITS
        low += amount & LOW_PART
    return bad_number, bad_amount, bad_label, goes_back, has_undo, high, low

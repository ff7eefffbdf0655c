"""Lists: each account's rows in order, and each row's neighbours between the same two accounts.

in     payer and payee of every counted row, int32, in total order
out    ``Lists``: rows by payee and by payer; ``Pairs``: the row before and after of a pair
keeps  every row stands once in a payee's list and once in a payer's, in total order
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]


class Counted(NamedTuple):
    """Rows that patterns count: int32 accounts, int64 whole seconds and minor units.

    ``row`` is each one's place in the ledger.
    """

    src: Int32s
    dst: Int32s
    second: Int64s
    amount_minor: Int64s
    row: Int64s


class Lists(NamedTuple):
    """Account a's rows in are ``in_row[in_start[a]:in_start[a + 1]]``, and so for rows out.

    ``in_before[k]`` int64: where in ``in_row`` the last row into k's payer before k stands;
    below the payer's start where there is none.
    """

    in_start: Int64s
    in_row: Int32s
    out_start: Int64s
    out_row: Int32s
    in_before: Int64s


class Pairs(NamedTuple):
    """The row before and after between the same payer and payee; -1 and row count for none."""

    before: Int32s
    after: Int32s


@njit(cache=True, nogil=True)
def starts_of(account, account_count):
    """Where each account's rows start in a list by account, int64[accounts + 1]."""
    start = np.zeros(account_count + 1, dtype=np.int64)
    for row in range(account.size):
        start[account[row] + 1] += 1
    for each in range(account_count):
        start[each + 1] += start[each]
    return start


@njit(cache=True, nogil=True)
def list_rows(src, dst, account_count):
    """Rows by payee and by payer. Cost: two counting sorts."""
    in_start = starts_of(dst, account_count)
    out_start = starts_of(src, account_count)
    next_in, next_out = in_start[:-1].copy(), out_start[:-1].copy()
    in_row = np.empty(src.size, dtype=np.int32)
    out_row = np.empty(src.size, dtype=np.int32)
    in_before = np.empty(src.size, dtype=np.int64)
    for row in range(src.size):
        payer, payee = src[row], dst[row]
        in_before[row] = next_in[payer] - 1
        in_row[next_in[payee]] = row
        next_in[payee] += 1
        out_row[next_out[payer]] = row
        next_out[payer] += 1
    return Lists(in_start, in_row, out_start, out_row, in_before)


@njit(cache=True, nogil=True)
def pair_rows(dst, out_start, out_row):
    """Each row's neighbours of the same payer and payee. Cost: one pass, payer by payer."""
    before = np.full(dst.size, -1, dtype=np.int32)
    after = np.full(dst.size, dst.size, dtype=np.int32)
    last = np.full(out_start.size - 1, -1, dtype=np.int32)
    for payer in range(out_start.size - 1):
        first = out_start[payer]
        if first == out_start[payer + 1]:
            continue
        least = out_row[first]
        for place in range(first, out_start[payer + 1]):
            row = out_row[place]
            last[dst[row]] = -1
        for place in range(first, out_start[payer + 1]):
            row = out_row[place]
            earlier = last[dst[row]]
            if earlier >= least:
                before[row] = earlier
                after[earlier] = row
            last[dst[row]] = row
    return Pairs(before, after)

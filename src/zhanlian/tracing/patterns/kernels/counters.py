"""Counters: what each payer and each payee did inside the window that a row closes.

in     rows, pairs, a window in seconds
out    int64[n, 8], a line per row with the row itself counted; columns below
keeps  a row enters the window once and leaves it once, whatever the window's length

The first four columns speak of the row's payer, the last four of its payee.
"""

import numpy as np
from numba import njit

from zhanlian.tracing.kernels.prefetch import prefetch_record

NAMES = (
    "payer_payee_count", "payer_out_count", "payer_out_minor", "payer_in_minor",
    "payee_payer_count", "payee_in_count", "payee_in_minor", "payee_out_minor",
)  # fmt: skip
# columns of one account's line, one cache line
PAYEES, OUT_ROWS, OUT_MINOR, PAYERS, IN_ROWS, IN_MINOR = 0, 1, 2, 3, 4, 5
WIDTH = 8
AHEAD = 16


@njit(cache=True, nogil=True)
def count_windows(src, dst, second, amount_minor, pairs, window_s, account_count):
    """The eight columns of every row. Cost: four account lines touched per row."""
    before, after = pairs
    doing = np.zeros((account_count, WIDTH), dtype=np.int64)
    found = np.empty((src.size, WIDTH), dtype=np.int64)
    lines, oldest = doing.reshape(-1), 0
    for row in range(src.size):
        soon = min(row + AHEAD, src.size - 1)
        prefetch_record(lines, WIDTH * src[soon])
        prefetch_record(lines, WIDTH * dst[soon])
        while second[row] - second[oldest] > window_s:
            payer, payee, amount = src[oldest], dst[oldest], amount_minor[oldest]
            is_last = after[oldest] >= row
            doing[payer, PAYEES] -= is_last
            doing[payer, OUT_ROWS] -= 1
            doing[payer, OUT_MINOR] -= amount
            doing[payee, PAYERS] -= is_last
            doing[payee, IN_ROWS] -= 1
            doing[payee, IN_MINOR] -= amount
            oldest += 1
        payer, payee, amount = src[row], dst[row], amount_minor[row]
        is_new = before[row] < oldest
        doing[payer, PAYEES] += is_new
        doing[payer, OUT_ROWS] += 1
        doing[payer, OUT_MINOR] += amount
        doing[payee, PAYERS] += is_new
        doing[payee, IN_ROWS] += 1
        doing[payee, IN_MINOR] += amount
        found[row, 0], found[row, 1] = doing[payer, PAYEES], doing[payer, OUT_ROWS]
        found[row, 2], found[row, 3] = doing[payer, OUT_MINOR], doing[payer, IN_MINOR]
        found[row, 4], found[row, 5] = doing[payee, PAYERS], doing[payee, IN_ROWS]
        found[row, 6], found[row, 7] = doing[payee, IN_MINOR], doing[payee, OUT_MINOR]
    return found

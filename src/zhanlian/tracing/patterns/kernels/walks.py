"""Walks: rows strung together, each leaving the account that the one before it reached.

in     rows, accounts, how long money may stay between two rows
out    per row its walk's first row and its number in the walk, from 1
keeps  every row is in exactly one walk; a row is followed by at most one row

A row follows the latest earlier row into its payer that no other row follows yet, if that row
came within the hop's time. Every account keeps its unfollowed rows in as a stack; a row too old
now is too old for good, so the stack is emptied with it.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def find_walks(src, dst, second, hop_s, account_count):
    """(first row int64[n], number in the walk int64[n]). Cost: one look per row in and out."""
    first = np.empty(src.size, dtype=np.int64)
    number = np.empty(src.size, dtype=np.int64)
    top = np.full(account_count, -1, dtype=np.int64)
    below = np.empty(src.size, dtype=np.int64)
    for row in range(src.size):
        early = top[src[row]]
        if early >= 0 and second[row] - second[early] <= hop_s:
            top[src[row]] = below[early]
            first[row], number[row] = first[early], number[early] + 1
        else:
            top[src[row]] = -1
            first[row], number[row] = row, 1
        below[row] = top[dst[row]]
        top[dst[row]] = row
    return first, number

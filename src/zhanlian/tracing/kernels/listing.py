"""Listing: the live pieces of every account as flat columns.

in     ``Purses`` after a trace
out    columns in order of account, then of leaving: position 0 is the next one out
keeps  neighbouring clean money is one line, whatever marks it carried inside
"""

import numpy as np
from numba import njit

from zhanlian.tracing.kernels.pieces import head_of, origin_in, record_in
from zhanlian.tracing.kernels.purses import AMOUNT, CLEAN, EPOCH, LIVE, NEXT, NOWHERE, OWNER
from zhanlian.tracing.kernels.strict import NOW

# columns of a list
ACCOUNT, POSITION, ORIGIN, RECORD, MINOR, IS_STRICT = 0, 1, 2, 3, 4, 5
LIST_COLUMNS = 6


@njit(cache=True, nogil=True)
def list_pieces(purses, policy):
    """All money that lies anywhere, int64[lines, 6]. Cost: accounts + live pieces."""
    accounts = purses.acc.shape[0]
    lines = np.empty((accounts + purses.counter[LIVE], LIST_COLUMNS), dtype=np.int64)
    used = 0
    for account in range(accounts):
        first = used
        clean = purses.acc[account, CLEAN]
        if policy.clean_leaves_first:
            used = add_clean(lines, first, used, account, clean)
        piece = head_of(purses, account)
        while piece >= 0:
            owner, amount = purses.pool[piece, OWNER], purses.pool[piece, AMOUNT]
            is_strict = is_strict_piece(purses, policy, account, piece)
            origin, record = origin_in(owner), record_in(owner)
            used = add_line(lines, first, used, account, origin, record, amount, is_strict)
            piece = purses.pool[piece, NEXT]
        if not policy.clean_leaves_first:
            used = add_clean(lines, first, used, account, clean)
    return lines[:used]


@njit(cache=True, nogil=True)
def is_strict_piece(purses, policy, account, piece):
    """Whether a piece carries its account's present epoch."""
    return policy.has_strict_bits and purses.pool[piece, EPOCH] == purses.strict[account, NOW]


@njit(cache=True, nogil=True)
def add_clean(lines, first, used, account, amount):
    """Add the clean number as a line; return the lines used."""
    is_strict = False
    return add_line(lines, first, used, account, 0, NOWHERE, amount, is_strict)


@njit(cache=True, nogil=True)
def add_line(lines, first, used, account, origin, record, amount, is_strict):
    """Write one line, or join it to a clean line before it; return the lines used."""
    if amount == 0:
        return used
    if origin == 0 and used > first and lines[used - 1, ORIGIN] == 0:
        lines[used - 1, MINOR] += amount
        return used
    lines[used, ACCOUNT] = account
    lines[used, POSITION] = used - first
    lines[used, ORIGIN] = origin
    lines[used, RECORD] = record if origin > 0 else NOWHERE
    lines[used, MINOR] = amount
    lines[used, IS_STRICT] = is_strict
    return used + 1

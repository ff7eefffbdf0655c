"""Purses: the state of a queue trace, one purse of pieces per account.

in     openings and sizes
out    ``Purses``: arrays that the queue kernels change in place
keeps  a clean account is one number; an account with a victim's money is a linked queue of
       pieces in a shared pool, head first out; records are only ever appended

An account's record is 16 bytes, so a row between two clean accounts touches two cache lines.
In a FIFO or LIFO purse CLEAN is 0 while a queue exists: clean money is then pieces in it.
In a victim-first or lowest-balance purse CLEAN stands beside the queue, which is all tainted.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# columns of acc
CLEAN, LINKS = 0, 1  # minor units; head << 32 | tail, or -1 where there is no queue
# columns of pool; owner = origin << 32 | record + 1, so 0 is plain clean money
AMOUNT, OWNER, NEXT, EPOCH = 0, 1, 2, 3
# columns of rec; path = row << 32 | parent + 1
PATH, MOVED = 0, 1
# columns of back
BACK, IS_STRICT = 0, 1
# columns of returned
UNDO_ROW, UNDONE_ROW, RETURNED_ORIGIN, RETURNED_AMOUNT = 0, 1, 2, 3
# places in counter
NEXT_ROW, FREE, LIVE, RECORDS, RETURNS_MADE, SHORTS, MOVES = 0, 1, 2, 3, 4, 5, 6
COUNTERS = 7

FIRST_SIZE = 1 << 14
LOW_32 = 0xFFFF_FFFF
NOWHERE = -1


class Policy(NamedTuple):
    """How a queue method chooses: five claims, read by the kernels as branches."""

    takes_newest: bool  # LIFO: arrivals go to the front
    keeps_clean_beside: bool  # victim-first, lowest-balance
    clean_leaves_first: bool  # lowest-balance
    has_strict_bits: bool  # direct
    shortfall_is_origin: bool


class Purses(NamedTuple):
    """Arrays of one queue trace.

    acc int64[A, 2]; pool int64[P, 4]; rec int64[R, 2] with rec_origin int32[R];
    back int64[R, 2], the amounts and strict marks that one undo row gathers (no rows where no
    row is undone); returned int64[L, 4]; short int64[U, 2] (undo row, amount); born int64[A];
    strict int64[A, 10] (direct only, else no rows); counter int64[COUNTERS].
    """

    acc: NDArray[np.int64]
    pool: NDArray[np.int64]
    rec: NDArray[np.int64]
    rec_origin: NDArray[np.int32]
    back: NDArray[np.int64]
    returned: NDArray[np.int64]
    short: NDArray[np.int64]
    born: NDArray[np.int64]
    strict: NDArray[np.int64]
    counter: NDArray[np.int64]


def new_purses(opening_minor: NDArray[np.int64], *, undo_count: int, strict_columns: int) -> Purses:
    """Every account clean, holding its opening balance; the pool is one free list."""
    accounts = opening_minor.size
    acc = np.full((accounts, 2), NOWHERE, dtype=np.int64)
    acc[:, CLEAN] = opening_minor
    strict = np.zeros((accounts if strict_columns else 0, max(1, strict_columns)), dtype=np.int64)
    purses = Purses(
        acc=acc,
        pool=np.empty((0, 4), dtype=np.int64),
        rec=np.empty((FIRST_SIZE, 2), dtype=np.int64),
        rec_origin=np.empty(FIRST_SIZE, dtype=np.int32),
        back=np.empty((FIRST_SIZE if undo_count else 0, 2), dtype=np.int64),
        returned=np.empty((0, 4), dtype=np.int64),
        short=np.empty((undo_count, 2), dtype=np.int64),
        born=np.zeros(accounts, dtype=np.int64),
        strict=strict,
        counter=np.zeros(COUNTERS, dtype=np.int64),
    )
    purses.counter[FREE] = NOWHERE
    return with_larger_pool(purses)


def with_larger_pool(purses: Purses) -> Purses:
    """The same purses with at least twice the piece slots; new slots lead the free list."""
    old = purses.pool.shape[0]
    new = max(FIRST_SIZE, 2 * old)
    pool = np.empty((new, 4), dtype=np.int64)
    pool[:old] = purses.pool
    pool[old:, NEXT] = np.arange(old + 1, new + 1)
    pool[new - 1, NEXT] = purses.counter[FREE]
    purses.counter[FREE] = old
    return purses._replace(pool=pool)


def with_more_records(purses: Purses, *, need: int) -> Purses:
    """The same purses with room for ``need`` more records; old records keep their place."""
    old = purses.rec.shape[0]
    size = max(2 * old, old + need)
    rec = np.empty((size, 2), dtype=np.int64)
    rec[:old] = purses.rec
    rec_origin = np.empty(size, dtype=np.int32)
    rec_origin[:old] = purses.rec_origin
    back = np.empty((size if purses.short.size else 0, 2), dtype=np.int64)
    return purses._replace(rec=rec, rec_origin=rec_origin, back=back)


def with_more_returns(purses: Purses, *, need: int) -> Purses:
    """The same purses with room for ``need`` more returned pieces."""
    old = purses.returned.shape[0]
    returned = np.empty((max(2 * old, old + need), 4), dtype=np.int64)
    returned[:old] = purses.returned
    return purses._replace(returned=returned)

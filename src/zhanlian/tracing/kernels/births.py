"""Births: the state of a trace in which the age of money decides what leaves first.

in     openings and sizes
out    ``Births``: arrays that the kernels of ``born`` change in place, and its heaps
keeps  an account is a heap of pieces in a shared pool, the next one out at its root; a piece's
       key is the row in which its money was born, negative where the newest leaves first; of
       one birth, what arrived first leaves first

A skew heap: two heaps become one along their right sides, whose children change places on the
way. No balance is kept, so a piece is 48 bytes and a whole heap moves by one link.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel

# columns of pool; owner = origin << 32 | record + 1
AMOUNT, OWNER, BORN, TURN, LEFT, RIGHT = 0, 1, 2, 3, 4, 5
PIECE_COLUMNS = 6
# columns of rec
ROW, PARENT, RECORD_ORIGIN, MOVED, RECORD_BORN = 0, 1, 2, 3, 4
RECORD_COLUMNS = 5
# columns of returned
UNDO_ROW, UNDONE_ROW, RETURNED_ORIGIN, RETURNED_AMOUNT = 0, 1, 2, 3
# places in counter
NEXT_ROW, FREE, LIVE, RECORDS, RETURNS_MADE, SHORTS, MOVES, TURNS = 0, 1, 2, 3, 4, 5, 6, 7
COUNTERS = 8

FIRST_SIZE = 1 << 14
LOW_32 = 0xFFFF_FFFF
NOWHERE = -1
BEFORE_ALL = -1  # the birth row of openings: older than any row


class Births(NamedTuple):
    """Arrays of one trace: all int64.

    root[A]; pool[P, 6]; rec[R, 5]; back[R], what one undo row gathers per record;
    returned[L, 4]; short[U, 2] (undo row, amount); born[A]; counter[COUNTERS].
    """

    root: NDArray[np.int64]
    pool: NDArray[np.int64]
    rec: NDArray[np.int64]
    back: NDArray[np.int64]
    returned: NDArray[np.int64]
    short: NDArray[np.int64]
    born: NDArray[np.int64]
    counter: NDArray[np.int64]


def new_births(opening_minor: NDArray[np.int64], *, undo_count: int) -> Births:
    """Every account empty; the pool is one free list."""
    accounts = opening_minor.size
    births = Births(
        root=np.full(accounts, NOWHERE, dtype=np.int64),
        pool=np.empty((0, PIECE_COLUMNS), dtype=np.int64),
        rec=np.empty((FIRST_SIZE, RECORD_COLUMNS), dtype=np.int64),
        back=np.zeros(FIRST_SIZE, dtype=np.int64),
        returned=np.empty((0, 4), dtype=np.int64),
        short=np.empty((undo_count, 2), dtype=np.int64),
        born=np.zeros(accounts, dtype=np.int64),
        counter=np.zeros(COUNTERS, dtype=np.int64),
    )
    births.counter[FREE] = NOWHERE
    return with_larger_pool(births, need=accounts)


def with_larger_pool(births: Births, *, need: int = 0) -> Births:
    """The same births with at least twice the piece slots; new slots lead the free list."""
    old = births.pool.shape[0]
    new = max(FIRST_SIZE, 2 * old, old + need)
    pool = np.empty((new, PIECE_COLUMNS), dtype=np.int64)
    pool[:old] = births.pool
    pool[old:, LEFT] = np.arange(old + 1, new + 1)
    pool[new - 1, LEFT] = births.counter[FREE]
    births.counter[FREE] = old
    return births._replace(pool=pool)


def with_more_records(births: Births, *, need: int) -> Births:
    """The same births with room for ``need`` more records; old records keep their place."""
    old = births.rec.shape[0]
    size = max(2 * old, old + need)
    rec = np.empty((size, RECORD_COLUMNS), dtype=np.int64)
    rec[:old] = births.rec
    return births._replace(rec=rec, back=np.zeros(size, dtype=np.int64))


def with_more_returns(births: Births, *, need: int) -> Births:
    """The same births with room for ``need`` more returned pieces."""
    old = births.returned.shape[0]
    returned = np.empty((max(2 * old, old + need), 4), dtype=np.int64)
    returned[:old] = births.returned
    return births._replace(returned=returned)


@kernel
def new_piece(births, amount, owner, born):
    """A piece from the free list; the caller has made sure that there is one."""
    piece = births.counter[FREE]
    births.counter[FREE] = births.pool[piece, LEFT]
    births.counter[LIVE] += 1
    births.pool[piece, AMOUNT] = amount
    births.pool[piece, OWNER] = owner
    births.pool[piece, BORN] = born
    return piece


@kernel
def free_piece(births, piece):
    """Give the slot back to the free list."""
    births.pool[piece, LEFT] = births.counter[FREE]
    births.counter[FREE] = piece
    births.counter[LIVE] -= 1


@kernel
def leaves_before(pool, one, other):
    """Whether one piece leaves before the other."""
    if pool[one, BORN] != pool[other, BORN]:
        return pool[one, BORN] < pool[other, BORN]
    return pool[one, TURN] < pool[other, TURN]


@kernel
def merge_heaps(pool, one, other):
    """The root of both heaps together. Cost: their right sides, amortised logarithmic."""
    if one < 0 or other < 0:
        return max(one, other)
    if leaves_before(pool, other, one):
        one, other = other, one
    root = one
    while True:
        right = pool[one, RIGHT]
        pool[one, RIGHT] = pool[one, LEFT]
        if right < 0:
            pool[one, LEFT] = other
            return root
        if leaves_before(pool, other, right):
            right, other = other, right
        pool[one, LEFT] = right
        one = right


@kernel
def put_piece(births, account, piece):
    """Add a piece to an account; of its birth it leaves last."""
    births.pool[piece, TURN] = births.counter[TURNS]
    births.counter[TURNS] += 1
    put_again(births, account, piece)


@kernel
def put_again(births, account, piece):
    """Add a piece that keeps its turn."""
    births.pool[piece, LEFT] = NOWHERE
    births.pool[piece, RIGHT] = NOWHERE
    births.root[account] = merge_heaps(births.pool, births.root[account], piece)


@kernel
def take_first(births, account):
    """Unlink the next piece out and return it."""
    piece = births.root[account]
    left, right = births.pool[piece, LEFT], births.pool[piece, RIGHT]
    births.root[account] = merge_heaps(births.pool, left, right)
    return piece


@kernel
def new_record(births, row, parent, origin, amount, born):
    """Append one move to the lineage and return its number; its pieces share one birth."""
    record = births.counter[RECORDS]
    births.counter[RECORDS] = record + 1
    births.rec[record, ROW] = row
    births.rec[record, PARENT] = parent
    births.rec[record, RECORD_ORIGIN] = origin
    births.rec[record, MOVED] = amount
    births.rec[record, RECORD_BORN] = born
    return record


@kernel
def owner_of(origin, record):
    """Origin and record as one number; a record of NOWHERE leaves the low half 0."""
    return (origin << 32) | (record + 1)


@kernel
def origin_in(owner):
    """The origin of an owner."""
    return owner >> 32


@kernel
def record_in(owner):
    """The record of an owner, or NOWHERE."""
    return (owner & LOW_32) - 1

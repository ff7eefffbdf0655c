"""Purses: the state of a queue trace, one purse of pieces per account.

in     openings and sizes
out    ``Purses``: arrays that the queue kernels change in place
keeps  a clean account is one number; an account with a victim's money is a linked queue of
       pieces in a shared pool, head first out; records are only ever appended

An account's record is 32 bytes, so a row between two clean accounts touches two cache lines.
In a FIFO or LIFO purse CLEAN is 0 while a queue exists: clean money is then pieces in it.
In a victim-first or lowest-balance purse CLEAN stands beside the queue, which is all tainted.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.memory import grown, on_cache_lines

# columns of acc: clean minor units; first and last piece, HEAD -1 where there is no queue; minor
# units paid beyond all that came in
CLEAN, HEAD, TAIL, BORN = 0, 1, 2, 3
ACC_COLUMNS = 4
# columns of pool; owner = origin << 32 | record + 1, so 0 is plain clean money
AMOUNT, OWNER, NEXT, EPOCH = 0, 1, 2, 3
PIECE_COLUMNS = 4
# columns of rec; path = row << 32 | parent + 1
PATH, MOVED = 0, 1
# columns of back
BACK, IS_STRICT = 0, 1
# columns of returned
UNDO_ROW, UNDONE_ROW, RETURNED_ORIGIN, RETURNED_AMOUNT = 0, 1, 2, 3
# places in counter; FREE is the last piece given back, pieces from USED on were never used;
# FIRST_ROW is the number that row 0 of the present columns has in records
NEXT_ROW, FREE, LIVE, RECORDS, RETURNS_MADE, SHORTS, MOVES, USED = 0, 1, 2, 3, 4, 5, 6, 7
FIRST_ROW = 8
COUNTERS = 9

FIRST_SIZE = 1 << 16
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

    acc int64[A, 4]; pool int64[P, 4]; rec int64[R, 2] with rec_origin int32[R];
    back int64[R, 2], the amounts and strict marks that one undo row gathers (no rows where no
    row is undone); returned int64[L, 4]; short int64[U, 2] (undo row, amount);
    strict int64[A, 10] (direct only, else no rows); counter int64[COUNTERS].
    """

    acc: NDArray[np.int64]
    pool: NDArray[np.int64]
    rec: NDArray[np.int64]
    rec_origin: NDArray[np.int32]
    back: NDArray[np.int64]
    returned: NDArray[np.int64]
    short: NDArray[np.int64]
    strict: NDArray[np.int64]
    counter: NDArray[np.int64]


def new_purses(opening_minor: NDArray[np.int64], *, undo_count: int, strict_columns: int) -> Purses:
    """Every account clean, holding its opening balance."""
    accounts = opening_minor.size
    acc = on_cache_lines(accounts, ACC_COLUMNS)
    acc[:] = (0, NOWHERE, NOWHERE, 0)
    acc[:, CLEAN] = opening_minor
    strict = np.zeros((accounts if strict_columns else 0, max(1, strict_columns)), dtype=np.int64)
    purses = Purses(
        acc=acc,
        pool=on_cache_lines(FIRST_SIZE, PIECE_COLUMNS),
        rec=np.empty((FIRST_SIZE, 2), dtype=np.int64),
        rec_origin=np.empty(FIRST_SIZE, dtype=np.int32),
        back=np.empty((FIRST_SIZE if undo_count else 0, 2), dtype=np.int64),
        returned=np.empty((0, 4), dtype=np.int64),
        short=np.empty((undo_count, 2), dtype=np.int64),
        strict=strict,
        counter=np.zeros(COUNTERS, dtype=np.int64),
    )
    purses.counter[FREE] = NOWHERE
    return purses


def with_next_rows(purses: Purses, *, first_row: int, undo_count: int) -> Purses:
    """The same purses before further columns, whose row 0 is number ``first_row``."""
    purses.counter[FIRST_ROW] = first_row
    purses.counter[NEXT_ROW] = 0
    room = max(purses.short.shape[0], int(purses.counter[SHORTS]) + undo_count)
    back = np.empty((purses.rec.shape[0] if room else 0, 2), dtype=np.int64)
    return purses._replace(short=grown(purses.short, room), back=back)


def with_larger_pool(purses: Purses) -> Purses:
    """The same purses with twice the room for pieces."""
    pool = on_cache_lines(2 * purses.pool.shape[0], PIECE_COLUMNS)
    pool[: purses.pool.shape[0]] = purses.pool
    return purses._replace(pool=pool)


def with_more_records(purses: Purses, *, need: int) -> Purses:
    """The same purses with room for ``need`` more records; old records keep their place."""
    size = max(2 * purses.rec.shape[0], purses.rec.shape[0] + need)
    return purses._replace(
        rec=grown(purses.rec, size),
        rec_origin=grown(purses.rec_origin, size),
        back=np.empty((size if purses.short.size else 0, 2), dtype=np.int64),
    )


def with_more_returns(purses: Purses, *, need: int) -> Purses:
    """The same purses with room for ``need`` more returned pieces."""
    old = purses.returned.shape[0]
    return purses._replace(returned=grown(purses.returned, max(2 * old, old + need)))

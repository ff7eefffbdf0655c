"""Shares: the state of a pro-rata trace, one sorted list of (origin, minor) per account.

in     openings and sizes
out    ``Shares``: arrays that the pro-rata kernel changes in place
keeps  a list is sorted by origin and has no zero entry; its entries sum to MIXED; lists lie in
       one store, in blocks of power-of-two sizes with a free list per size

A list of more than a quarter of all origins becomes a table: one number per origin, found
without a search. Accounts that collect, such as sinks, would else be merged from end to end for
every payment that reaches them. A table of which little is left becomes a list again. A table
fills its block, so origins that a growing case adds may still find room in it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import inlined
from zhanlian.tracing.kernels.memory import grown, on_cache_lines

# columns of acc: clean minor units, those of victims, those paid beyond all that came in; where
# the entries lie, how many there are, the size of their block; whether they are a table
CLEAN, MIXED, BORN, START, LENGTH, SIZE_CLASS, IS_TABLE = 0, 1, 2, 3, 4, 5, 6
ACC_COLUMNS = 8  # one cache line
# places in counter; FIRST_ROW is the number that row 0 of the present columns has in flows
NEXT_ROW, USED, FLOWS, SHORTS, FIRST_ROW = 0, 1, 2, 3, 4
COUNTERS = 5

FIRST_SIZE = 1 << 18
SIZE_CLASSES = 48
NO_BLOCK = -1
NO_CLASS = -1
LEAST_CLASS = 2  # a block holds at least 4 entries
TABLE_SHARE = 4  # a table costs at most four times the entries it replaces
TABLE_LEAST = 64
LIST_SHARE = 16  # below TABLE_SHARE's, so that an account does not change back and forth


class Shares(NamedTuple):
    """Arrays of one pro-rata trace.

    acc int64[A, 8]; minor int64[E] with origin int32[E], the store; free int64[SIZE_CLASSES];
    flow_row int64[F], flow_origin int32[F], flow_minor int64[F]: what each row carried, and
    after the last of them what the present row carries; short int64[U, 2] (undo row, amount);
    origins int64[1], one more than the highest when the trace began; counter int64[COUNTERS].
    """

    acc: NDArray[np.int64]
    minor: NDArray[np.int64]
    origin: NDArray[np.int32]
    free: NDArray[np.int64]
    flow_row: NDArray[np.int64]
    flow_origin: NDArray[np.int32]
    flow_minor: NDArray[np.int64]
    short: NDArray[np.int64]
    origins: NDArray[np.int64]
    counter: NDArray[np.int64]


def new_shares(opening_minor: NDArray[np.int64], *, origin_count: int, undo_count: int) -> Shares:
    """Every account clean, holding its opening balance."""
    acc = on_cache_lines(opening_minor.size, ACC_COLUMNS)
    acc[:] = (0, 0, 0, 0, 0, NO_CLASS, False, 0)
    acc[:, CLEAN] = opening_minor
    return Shares(
        acc=acc,
        minor=np.empty(FIRST_SIZE, dtype=np.int64),
        origin=np.empty(FIRST_SIZE, dtype=np.int32),
        free=np.full(SIZE_CLASSES, NO_BLOCK, dtype=np.int64),
        flow_row=np.empty(FIRST_SIZE, dtype=np.int64),
        flow_origin=np.empty(FIRST_SIZE, dtype=np.int32),
        flow_minor=np.empty(FIRST_SIZE, dtype=np.int64),
        short=np.empty((undo_count, 2), dtype=np.int64),
        origins=np.array([origin_count + 1], dtype=np.int64),
        counter=np.zeros(COUNTERS, dtype=np.int64),
    )


def with_next_rows(shares: Shares, *, first_row: int, undo_count: int) -> Shares:
    """The same shares before further columns, whose row 0 is number ``first_row``."""
    shares.counter[FIRST_ROW] = first_row
    shares.counter[NEXT_ROW] = 0
    room = max(shares.short.shape[0], int(shares.counter[SHORTS]) + undo_count)
    return shares._replace(short=grown(shares.short, room))


def with_larger_store(shares: Shares) -> Shares:
    """The same shares with twice the room for entries."""
    size = 2 * shares.minor.size
    return shares._replace(minor=grown(shares.minor, size), origin=grown(shares.origin, size))


def with_more_flows(shares: Shares) -> Shares:
    """The same shares with twice the room for flows, and no less than one row can need."""
    size = 2 * (shares.flow_row.size + int(shares.origins[0]))
    return shares._replace(
        flow_row=grown(shares.flow_row, size),
        flow_origin=grown(shares.flow_origin, size),
        flow_minor=grown(shares.flow_minor, size),
    )


@inlined
def size_class_for(length):
    """The least power of two, as its exponent, that holds ``length`` entries."""
    size_class = LEAST_CLASS
    while (1 << size_class) < length:
        size_class += 1
    return size_class


@inlined
def take_block(shares, size_class):
    """A block of the store: one that was given back, or the next unused one."""
    start = shares.free[size_class]
    if start >= 0:
        shares.free[size_class] = shares.minor[start]
    else:
        start = shares.counter[USED]
        shares.counter[USED] = start + (1 << size_class)
    return start


@inlined
def leave_block(shares, account):
    """Give the account's block back, if it has one; its entries are lost."""
    size_class = shares.acc[account, SIZE_CLASS]
    if size_class >= 0:
        start = shares.acc[account, START]
        shares.minor[start] = shares.free[size_class]
        shares.free[size_class] = start


@inlined
def move_to_block(shares, account, size_class):
    """Give the account a block of that size, and its list a place in it."""
    start, old_start = take_block(shares, size_class), shares.acc[account, START]
    for place in range(shares.acc[account, LENGTH]):
        shares.minor[start + place] = shares.minor[old_start + place]
        shares.origin[start + place] = shares.origin[old_start + place]
    leave_block(shares, account)
    shares.acc[account, START] = start
    shares.acc[account, SIZE_CLASS] = size_class


@inlined
def table_size(shares, account):
    """How many entries the account's table has: as many as its block holds."""
    return 1 << shares.acc[account, SIZE_CLASS]


@inlined
def entries_of_table(shares, account, highest):
    """How many entries the account's list needs as a table that has room for ``highest``."""
    entries, length = max(shares.origins[0], highest + 1), shares.acc[account, LENGTH]
    if length > 0:
        last = shares.acc[account, START] + length - 1
        entries = max(entries, shares.origin[last] + 1)
    return entries


@inlined
def make_table(shares, account, size_class):
    """Turn the account's list into a table: entry k is what it holds of origin k."""
    length, old_start = shares.acc[account, LENGTH], shares.acc[account, START]
    start = take_block(shares, size_class)
    shares.minor[start : start + (1 << size_class)] = 0
    for place in range(old_start, old_start + length):
        shares.minor[start + shares.origin[place]] = shares.minor[place]
    leave_block(shares, account)
    shares.acc[account, START] = start
    shares.acc[account, SIZE_CLASS] = size_class
    shares.acc[account, IS_TABLE] = True


@inlined
def make_list(shares, account):
    """Turn the account's table into a list again."""
    size_class = size_class_for(shares.acc[account, LENGTH])
    start, old_start = take_block(shares, size_class), shares.acc[account, START]
    place = start
    for origin in range(table_size(shares, account)):
        if shares.minor[old_start + origin] > 0:
            shares.minor[place] = shares.minor[old_start + origin]
            shares.origin[place] = origin
            place += 1
    leave_block(shares, account)
    shares.acc[account, START] = start
    shares.acc[account, SIZE_CLASS] = size_class
    shares.acc[account, IS_TABLE] = False

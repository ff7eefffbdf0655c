"""Shares: the state of a pro-rata trace, one sorted list of (origin, minor) per account.

in     openings and sizes
out    ``Shares``: arrays that the pro-rata kernel changes in place
keeps  a list is sorted by origin and has no zero entry; total = clean + its entries;
       lists live in one store, in blocks of power-of-two sizes with a free list per size
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel

# columns of block
START, LENGTH, SIZE_CLASS = 0, 1, 2
# columns of flow; key = row << 32 | origin
KEY, CARRIED = 0, 1
# places in counter
NEXT_ROW, USED, FLOWS, SHORTS = 0, 1, 2, 3
COUNTERS = 4

FIRST_SIZE = 1 << 14
SIZE_CLASSES = 48
NO_BLOCK = -1
NO_CLASS = -1
LEAST_CLASS = 2  # a block holds at least 4 entries


class Shares(NamedTuple):
    """Arrays of one pro-rata trace.

    clean, total, born int64[A]; block int64[A, 3]; minor int64[E] with origin int32[E];
    free int64[SIZE_CLASSES]; flow int64[F, 2]; short int64[U, 2] (undo row, amount);
    moving int64[S] with moving_origin int32[S], what the present row carries;
    counter int64[COUNTERS].
    """

    clean: NDArray[np.int64]
    total: NDArray[np.int64]
    born: NDArray[np.int64]
    block: NDArray[np.int64]
    minor: NDArray[np.int64]
    origin: NDArray[np.int32]
    free: NDArray[np.int64]
    flow: NDArray[np.int64]
    short: NDArray[np.int64]
    moving: NDArray[np.int64]
    moving_origin: NDArray[np.int32]
    counter: NDArray[np.int64]


def new_shares(opening_minor: NDArray[np.int64], *, origin_count: int, undo_count: int) -> Shares:
    """Every account clean, holding its opening balance."""
    accounts = opening_minor.size
    block = np.zeros((accounts, 3), dtype=np.int64)
    block[:, SIZE_CLASS] = NO_CLASS
    return Shares(
        clean=opening_minor.copy(),
        total=opening_minor.copy(),
        born=np.zeros(accounts, dtype=np.int64),
        block=block,
        minor=np.empty(FIRST_SIZE, dtype=np.int64),
        origin=np.empty(FIRST_SIZE, dtype=np.int32),
        free=np.full(SIZE_CLASSES, NO_BLOCK, dtype=np.int64),
        flow=np.empty((FIRST_SIZE, 2), dtype=np.int64),
        short=np.empty((undo_count, 2), dtype=np.int64),
        moving=np.empty(origin_count + 1, dtype=np.int64),
        moving_origin=np.empty(origin_count + 1, dtype=np.int32),
        counter=np.zeros(COUNTERS, dtype=np.int64),
    )


def with_larger_store(shares: Shares) -> Shares:
    """The same shares with twice the room for entries."""
    old = shares.minor.size
    minor = np.empty(2 * old, dtype=np.int64)
    minor[:old] = shares.minor
    origin = np.empty(2 * old, dtype=np.int32)
    origin[:old] = shares.origin
    return shares._replace(minor=minor, origin=origin)


def with_more_flows(shares: Shares) -> Shares:
    """The same shares with twice the room for flows, and no less than one row can need."""
    old = shares.flow.shape[0]
    flow = np.empty((2 * old + 2 * shares.moving.size, 2), dtype=np.int64)
    flow[:old] = shares.flow
    return shares._replace(flow=flow)


@kernel
def size_class_for(length):
    """The least power of two, as its exponent, that holds ``length`` entries."""
    size_class = LEAST_CLASS
    while (1 << size_class) < length:
        size_class += 1
    return size_class


@kernel
def make_room(shares, account, length):
    """Give the account a block for ``length`` entries, moving its list if it must."""
    old_class = shares.block[account, SIZE_CLASS]
    if old_class >= 0 and length <= (1 << old_class):
        return
    new_class = size_class_for(length)
    start = shares.free[new_class]
    if start >= 0:
        shares.free[new_class] = shares.minor[start]
    else:
        start = shares.counter[USED]
        shares.counter[USED] = start + (1 << new_class)
    old_start = shares.block[account, START]
    for place in range(shares.block[account, LENGTH]):
        shares.minor[start + place] = shares.minor[old_start + place]
        shares.origin[start + place] = shares.origin[old_start + place]
    if old_class >= 0:
        shares.minor[old_start] = shares.free[old_class]
        shares.free[old_class] = old_start
    shares.block[account, START] = start
    shares.block[account, SIZE_CLASS] = new_class


@kernel
def count_new(shares, account, moving_count):
    """How many of the moving origins the account does not hold yet."""
    place, stop = shares.block[account, START], 0
    stop = place + shares.block[account, LENGTH]
    found = 0
    for item in range(moving_count):
        while place < stop and shares.origin[place] < shares.moving_origin[item]:
            place += 1
        if place < stop and shares.origin[place] == shares.moving_origin[item]:
            found += 1
    return moving_count - found


@kernel
def add_moving(shares, account, moving_count):
    """Merge what moves into the account's list, in place from the back.

    Cost: the entries of both.
    """
    if moving_count == 0:
        return
    length = shares.block[account, LENGTH]
    union = length + count_new(shares, account, moving_count)
    make_room(shares, account, union)
    start = shares.block[account, START]
    held, item, place = start + length - 1, moving_count - 1, start + union - 1
    while item >= 0:
        if held >= start and shares.origin[held] > shares.moving_origin[item]:
            shares.minor[place] = shares.minor[held]
            shares.origin[place] = shares.origin[held]
            held -= 1
        else:
            amount = shares.moving[item]
            if held >= start and shares.origin[held] == shares.moving_origin[item]:
                amount += shares.minor[held]
                held -= 1
            shares.minor[place] = amount
            shares.origin[place] = shares.moving_origin[item]
            item -= 1
        place -= 1
    shares.block[account, LENGTH] = union

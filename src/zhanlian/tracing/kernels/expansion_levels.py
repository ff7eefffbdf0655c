"""Expansion by levels: hop after hop, each row met once, over rows grouped by payer.

in     arrivals of one hop, the latest first
out    the rows of the next hop; rows below the least amount; accounts with their layer
keeps  a row is met from the latest arrival that reaches it, so its parent does not depend on
       how the work is cut; ``skip`` jumps over what is already met, so no window is read twice;
       every record touched is known afterwards, so ``wipe`` leaves the tables as they were
"""

from numba import int64

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.expansion_records import NOBODY
from zhanlian.tracing.kernels.prefetch import prefetch_record

FOUND, SMALL_FOUND, ACCOUNTS = 0, 1, 2  # places in ``count``
COUNTS = 3
FAR, NEAR = 16, 8  # arrivals ahead whose memory is fetched
LOW_32 = 0xFFFF_FFFF


@kernel
def first_after(leg_row, start, stop, row):
    """The first place in [start, stop) whose row comes after ``row``."""
    while start < stop:
        middle = (start + stop) >> 1
        if leg_row[middle] <= row:
            start = middle + 1
        else:
            stop = middle
    return start


@kernel
def next_free(skip, place):
    """The first place from ``place`` on that is not met yet; the way there is shortened."""
    free = place
    while skip[free]:
        free += skip[free]
    while skip[place]:
        step = skip[place]
        skip[place] = free - place
        place += step
    return free


@kernel
def find_starts(arrival, leg_row, offset, row_block, offset_block, seen_block):
    """Set each arrival's ``place``: the first row of its account after its own.

    ``*_block``: the memory of ``leg_row``, ``offset`` and of the accounts' records, to fetch from.
    """
    for turn in range(arrival.size):
        if turn + FAR < arrival.size:
            prefetch_record(offset_block, arrival[turn + FAR].account)
        if turn + NEAR < arrival.size:
            near = arrival[turn + NEAR].account
            prefetch_record(row_block, offset[near])
            prefetch_record(seen_block, near)
        account = arrival[turn].account
        arrival[turn].place = first_after(
            leg_row, int64(offset[account]), int64(offset[account + 1]), arrival[turn].row
        )


@kernel
def walk(
    arrival, leg, leg_row, offset, skip, parent, seen, found, small, count, minor_min,
    leg_block, skip_block,
):  # fmt: skip
    """Meet the rows inside the windows of ``arrival``, whose places are found.

    ``found`` int64[]: row << 32 | place; ``small`` int32[]: places; ``skip`` int32[m + 1],
    ``parent`` int32[m], ``seen`` SEEN[A]: kept between calls. Cost: one step per row met.
    """
    for turn in range(arrival.size):
        if turn + FAR < arrival.size:
            prefetch_record(leg_block, arrival[turn + FAR].place)
            prefetch_record(skip_block, arrival[turn + FAR].place)
        account, closes = arrival[turn].account, arrival[turn].closes
        stop = int64(offset[account + 1])
        place = int64(arrival[turn].place)
        while True:
            place = next_free(skip, place)
            if place >= stop or leg[place].at >= closes:
                break
            skip[place] = 1
            if leg[place].amount_minor < minor_min:
                small[count[SMALL_FOUND]] = place
                count[SMALL_FOUND] += 1
            else:
                found[count[FOUND]] = int64(leg_row[place]) << 32 | place
                parent[place] = arrival[turn].parent
                count[FOUND] += 1
            place += 1
        if closes >= seen[account].closes:
            seen[account].closes = closes
            seen[account].late = leg_row[place] + 1 if place < stop else NOBODY


@kernel
def arrive(key, leg, arrival, window, layer, seen, account, count):
    """The rows ``key`` as arrivals at their payees, who get ``layer`` unless they have a less.

    ``key`` int64[k]: row << 32 | place; ``account`` int32[A]: accounts in order of meeting.
    """
    for turn in range(key.size):
        place = key[turn] & LOW_32
        dst = leg[place].dst
        arrival[turn].account = dst
        arrival[turn].closes = leg[place].at + int64(window) + 1
        arrival[turn].row = key[turn] >> 32
        arrival[turn].parent = key[turn] >> 32
        if seen[dst].layer == NOBODY:
            seen[dst].layer = layer
            account[count[ACCOUNTS]] = dst
            count[ACCOUNTS] += 1


@kernel
def wipe(found, small, account, count, skip, seen):
    """Forget what was met: ``skip``, ``seen`` and ``count`` are zero again."""
    for turn in range(count[FOUND]):
        skip[found[turn] & LOW_32] = 0
    for turn in range(count[SMALL_FOUND]):
        skip[small[turn]] = 0
    for turn in range(count[ACCOUNTS]):
        seen[account[turn]].closes = 0
        seen[account[turn]].late = NOBODY
        seen[account[turn]].layer = NOBODY
    for place in range(COUNTS):
        count[place] = 0

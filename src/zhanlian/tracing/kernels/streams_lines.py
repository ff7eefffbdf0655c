"""Lines: what lies in a rewound account, as stretches of its tape in the order of leaving.

in     ``Lines``, a line's number, stretches to put first or last, amounts or stretches to take
out    the same lines, changed in place; every stretch taken is noted with its row
keeps  no stretch lies twice; neighbours on the tape that are neighbours in line are one lot
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.streams import MINOR, OFFSET, ROW, TAKEN_COLUMNS, TAPE

# columns of line and of lot
HEAD, TAIL = 0, 1
FROM, LENGTH, NEXT = 0, 1, 2
# places in counter
FREE, LIVE, TAKEN, PLAYED = 0, 1, 2, 3
COUNTERS = 4

NOWHERE = -1
FIRST_SIZE = 1 << 8


class Lines(NamedTuple):
    """line int64[L, 2]; lot int64[M, 3] with a free list; taken int64[T, 4]; counter int64[4]."""

    line: NDArray[np.int64]
    lot: NDArray[np.int64]
    taken: NDArray[np.int64]
    counter: NDArray[np.int64]


def new_lines(opening_minor: NDArray[np.int64]) -> Lines:
    """One line per account given, holding its opening: the first stretch of its tape."""
    lines = Lines(
        line=np.full((opening_minor.size, 2), NOWHERE, dtype=np.int64),
        lot=np.empty((0, 3), dtype=np.int64),
        taken=np.empty((FIRST_SIZE, TAKEN_COLUMNS), dtype=np.int64),
        counter=np.zeros(COUNTERS, dtype=np.int64),
    )
    lines.counter[FREE] = NOWHERE
    lines = with_more_lots(lines, need=opening_minor.size)
    for number, opening in enumerate(opening_minor.tolist()):
        put_last(lines, number, 0, opening)
    return lines


def with_more_lots(lines: Lines, *, need: int) -> Lines:
    """The same lines with at least ``need`` more lots, and twice as many."""
    old = lines.lot.shape[0]
    new = max(2 * old, old + need, FIRST_SIZE)
    lot = np.empty((new, 3), dtype=np.int64)
    lot[:old] = lines.lot
    lot[old:, NEXT] = np.arange(old + 1, new + 1)
    lot[new - 1, NEXT] = lines.counter[FREE]
    lines.counter[FREE] = old
    return lines._replace(lot=lot)


def with_more_taken(lines: Lines, *, need: int) -> Lines:
    """The same lines with room for ``need`` more stretches, and twice as many."""
    old = lines.taken.shape[0]
    taken = np.empty((max(2 * old, old + need), TAKEN_COLUMNS), dtype=np.int64)
    taken[:old] = lines.taken
    return lines._replace(taken=taken)


@kernel
def new_lot(lines, tape, length):
    """A lot from the free list."""
    lot = lines.counter[FREE]
    lines.counter[FREE] = lines.lot[lot, NEXT]
    lines.counter[LIVE] += 1
    lines.lot[lot, FROM] = tape
    lines.lot[lot, LENGTH] = length
    lines.lot[lot, NEXT] = NOWHERE
    return lot


@kernel
def put_first(lines, number, tape, length):
    """Put a stretch first in line, joined to the one that follows it on the tape."""
    head = lines.line[number, HEAD]
    if head >= 0 and lines.lot[head, FROM] == tape + length:
        lines.lot[head, FROM] = tape
        lines.lot[head, LENGTH] += length
        return
    lot = new_lot(lines, tape, length)
    lines.lot[lot, NEXT] = head
    lines.line[number, HEAD] = lot
    if head < 0:
        lines.line[number, TAIL] = lot


@kernel
def put_last(lines, number, tape, length):
    """Put a stretch last in line, joined to the one before it on the tape."""
    if length == 0:
        return
    tail = lines.line[number, TAIL]
    if tail >= 0 and lines.lot[tail, FROM] + lines.lot[tail, LENGTH] == tape:
        lines.lot[tail, LENGTH] += length
        return
    lot = new_lot(lines, tape, length)
    if tail < 0:
        lines.line[number, HEAD] = lot
    else:
        lines.lot[tail, NEXT] = lot
    lines.line[number, TAIL] = lot


@kernel
def free_lot(lines, number, before, lot):
    """Unlink a lot that stands after ``before`` (NOWHERE: first in line)."""
    following = lines.lot[lot, NEXT]
    if before < 0:
        lines.line[number, HEAD] = following
    else:
        lines.lot[before, NEXT] = following
    if following < 0:
        lines.line[number, TAIL] = before
    lines.lot[lot, NEXT] = lines.counter[FREE]
    lines.counter[FREE] = lot
    lines.counter[LIVE] -= 1


@kernel
def note_taken(lines, row, offset, length, tape):
    """Remember one stretch that a row took."""
    place = lines.counter[TAKEN]
    lines.counter[TAKEN] = place + 1
    lines.taken[place, ROW] = row
    lines.taken[place, OFFSET] = offset
    lines.taken[place, MINOR] = length
    lines.taken[place, TAPE] = tape


@kernel
def take_first(lines, number, row, offset, wanted):
    """Take from the front as much of ``wanted`` as there is."""
    lot = lines.line[number, HEAD]
    while wanted > 0 and lot >= 0:
        part = min(wanted, lines.lot[lot, LENGTH])
        note_taken(lines, row, offset, part, lines.lot[lot, FROM])
        lines.lot[lot, FROM] += part
        lines.lot[lot, LENGTH] -= part
        if lines.lot[lot, LENGTH] == 0:
            free_lot(lines, number, NOWHERE, lot)
        offset += part
        wanted -= part
        lot = lines.line[number, HEAD]


@kernel
def take_stretch(lines, number, row, low, high):
    """Take whatever still lies here of the tape's places low..high; the rest keep their order."""
    before, lot = NOWHERE, lines.line[number, HEAD]
    while lot >= 0:
        following = lines.lot[lot, NEXT]
        start, end = lines.lot[lot, FROM], lines.lot[lot, FROM] + lines.lot[lot, LENGTH]
        left, right = max(start, low), min(end, high)
        if left >= right:
            before = lot
        else:
            note_taken(lines, row, 0, right - left, left)
            lines.lot[lot, LENGTH] = left - start
            kept = lot
            if right < end:
                kept = new_lot(lines, right, end - right)
                lines.lot[kept, NEXT] = following
                lines.lot[lot, NEXT] = kept
                if following < 0:
                    lines.line[number, TAIL] = kept
            if left == start:
                free_lot(lines, number, before, lot)
                before = before if kept == lot else kept
            else:
                before = kept
        lot = following


@kernel
def sort_taken(lines, first):
    """Put the stretches from ``first`` on in the undone row's order; return their sum."""
    stop, offset = lines.counter[TAKEN], np.int64(0)
    for place in range(first + 1, stop):
        length, tape = lines.taken[place, MINOR], lines.taken[place, TAPE]
        spot = place - 1
        while spot >= first and lines.taken[spot, TAPE] > tape:
            lines.taken[spot + 1, MINOR] = lines.taken[spot, MINOR]
            lines.taken[spot + 1, TAPE] = lines.taken[spot, TAPE]
            spot -= 1
        lines.taken[spot + 1, MINOR] = length
        lines.taken[spot + 1, TAPE] = tape
    for place in range(first, stop):
        lines.taken[place, OFFSET] = offset
        offset += lines.taken[place, MINOR]
    return offset


@kernel
def entries_of(taken, used, row):
    """First and last + 1 entry of a row in a table sorted by row."""
    low, high = np.int64(0), np.int64(used)
    while low < high:
        middle = (low + high) // 2
        if taken[middle, ROW] < row:
            low = middle + 1
        else:
            high = middle
    stop = low
    while stop < used and taken[stop, ROW] == row:
        stop += 1
    return low, stop

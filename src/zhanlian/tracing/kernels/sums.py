"""Sums: amounts added up per pair of keys, where the first key comes in order.

in     columns of equal length
out    one line per pair, sorted by both; each column of values summed
keeps  whole numbers throughout; nothing is left out, a sum of 0 included

A trace writes its lines account by account and row by row, so lines with the same first key
stand together: such a run is added up in one number per second key, and only the second keys
that it met are sorted.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import inlined, kernel

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]

FEW, DENSE_SPAN = 16, 8  # many keys close together are read off in order faster than sorted
STEP_UP, STEP_DOWN = 9, 4  # a shell sort whose steps are each four ninths of the one before


class Summing(NamedTuple):
    """Room for the sums: one line per pair; per second key its sums and whether it was met."""

    major: Int32s
    minor: Int32s
    values: tuple[Int64s, ...]
    running: tuple[Int64s, ...]
    is_met: NDArray[np.bool_]


def sum_by_two_keys(
    major: NDArray[np.integer], minor: NDArray[np.integer], *values: Int64s
) -> tuple[Int64s, Int32s, list[Int64s]]:
    """Sum ``values`` per (major, minor) pair, both in 0..2^31, sorted by both.

    Cost: one pass where ``major`` is in order, else a sort; 9 bytes per possible minor key.
    """
    majors = np.ascontiguousarray(major, dtype=np.int32)
    minors = np.ascontiguousarray(minor, dtype=np.int32)
    values = tuple(np.ascontiguousarray(column) for column in values)
    if (majors[1:] < majors[:-1]).any():
        order = np.argsort(majors, kind="stable")
        majors, minors = majors[order], minors[order]
        values = tuple(column[order] for column in values)
    minor_count = int(minors.max(initial=0)) + 1
    room = Summing(
        major=np.empty(majors.size, dtype=np.int32),
        minor=np.empty(majors.size, dtype=np.int32),
        values=tuple(np.empty(majors.size, dtype=np.int64) for _ in values),
        running=tuple(np.zeros(minor_count, dtype=np.int64) for _ in values),
        is_met=np.zeros(minor_count, dtype=np.bool_),
    )
    used = sum_runs(majors, minors, values, room)
    sums = [column[:used] for column in room.values]
    return room.major[:used].astype(np.int64), room.minor[:used], sums


@kernel
def sum_runs(major, minor, values, room):
    """Write the sums into ``room``; return how many lines they take."""
    used, first = 0, 0
    while first < major.size:
        stop = first + 1
        while stop < major.size and major[stop] == major[first]:
            stop += 1
        if stop == first + 1:
            room.minor[used] = minor[first]
            for column, sums in zip(values, room.values):  # noqa: B905
                sums[used] = column[first]
            count = 1
        else:
            count = add_up_run(minor, values, room, used, first, stop)
        room.major[used : used + count] = major[first]
        used += count
        first = stop
    return used


@inlined
def add_up_run(minor, values, room, used, first, stop):
    """Sum the lines first..stop, all of one major key, at ``used``; return the lines made."""
    count = 0
    for line in range(first, stop):
        key = minor[line]
        if not room.is_met[key]:
            room.is_met[key] = True
            room.minor[used + count] = key
            count += 1
        for column, running in zip(values, room.running):  # noqa: B905
            running[key] += column[line]
    list_met(room, used, count)
    for line in range(used, used + count):
        key = room.minor[line]
        room.is_met[key] = False
        for running, sums in zip(room.running, room.values):  # noqa: B905
            sums[line] = running[key]
            running[key] = 0
    return count


@inlined
def list_met(room, used, count):
    """Put the ``count`` second keys that were met, listed at ``used``, in order."""
    if count < FEW:
        sort_part(room.minor, used, used + count)
        return
    lowest = highest = room.minor[used]
    for line in range(used + 1, used + count):
        lowest, highest = min(lowest, room.minor[line]), max(highest, room.minor[line])
    if highest - lowest >= DENSE_SPAN * count:
        sort_part(room.minor, used, used + count)
        return
    line = used
    for key in range(lowest, highest + 1):
        if room.is_met[key]:
            room.minor[line] = key
            line += 1


@inlined
def sort_part(column, first, stop):
    """Sort column[first:stop] in place: a shell sort, for a few to a few thousand numbers."""
    step = stop - first
    while step > 1:
        step = max(1, step * STEP_DOWN // STEP_UP)
        for place in range(first + step, stop):
            moved, hole = column[place], place
            while hole - step >= first and column[hole - step] > moved:
                column[hole] = column[hole - step]
                hole -= step
            column[hole] = moved

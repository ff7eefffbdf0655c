"""Blocks: several sources that all, or nearly all, pay the same several sinks.

in     rows, lists, pairs, which rows to try, limits, steps allowed
out    hits (closing row, first and last line of their rows), the rows, rows cut short
keeps  sources and sinks of a block share no account; every row of the block between them that
       the window holds is listed

Closed by row s -> t. Whom s paid in the window may be sinks, who paid t may be sources; an account
on both sides stands on neither. A source stays if it paid at least the least number of those
sinks, then a sink stays if at least the least number of those sources paid it.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.patterns.kernels.growing import new_table, with_room

PPM = 1_000_000
COLUMNS = 3


class Bench(NamedTuple):
    """Limits, and the arrays that one row's block is worked out in.

    ``side`` int64[accounts]: 0, SOURCE, SINK or BOTH. ``paid_by`` int64[accounts]: sources that
    paid a sink. ``sources``, ``sinks``: the accounts touched. ``cells`` int64[steps]: rows.
    """

    window_s: int
    sources_min: int
    sinks_min: int
    dense_ppm: int
    steps_max: int
    side: NDArray[np.int8]
    paid_by: NDArray[np.int64]
    sources: NDArray[np.int64]
    sinks: NDArray[np.int64]
    cells: NDArray[np.int64]


SOURCE, SINK, BOTH, DROPPED = 1, 2, 3, 4


@njit(cache=True, nogil=True)
def find_blocks(
    src, dst, second, lists, pairs, tried, window_s, sources_min, sinks_min, dense_ppm, steps_max
):
    """The block that each tried row closes, if any. Cost: at most ``steps_max`` rows a row."""
    accounts = lists.in_start.size - 1
    bench = Bench(
        window_s, sources_min, sinks_min, dense_ppm, steps_max,
        np.zeros(accounts, dtype=np.int8), np.zeros(accounts, dtype=np.int64),
        np.empty(steps_max + 1, dtype=np.int64), np.empty(steps_max + 1, dtype=np.int64),
        np.empty(steps_max + 1, dtype=np.int64),
    )  # fmt: skip
    paid_out = np.zeros(accounts, dtype=np.int64)
    came_in = np.zeros(accounts, dtype=np.int64)
    hits, hit_count = new_table(COLUMNS), 0
    listing, listed = new_table(1), 0
    stopped, stop_count = new_table(1), 0
    for row in range(src.size):
        paid_out[src[row]] += 1
        came_in[dst[row]] += 1
        if not tried[row]:
            continue
        cells = block_of(src, dst, second, lists, pairs, bench, paid_out, came_in, row)
        if cells < 0:
            stopped = with_room(stopped, stop_count, 1)
            stopped[stop_count, 0] = row
            stop_count += 1
        elif cells > 0:
            hits = with_room(hits, hit_count, 1)
            hits[hit_count, 0] = row
            hits[hit_count, 1], hits[hit_count, 2] = listed, listed + cells - 1
            listing = with_room(listing, listed, cells)
            listing[listed : listed + cells, 0] = bench.cells[:cells]
            listed += cells
            hit_count += 1
    return hits[:hit_count], listing[:listed, 0].copy(), stopped[:stop_count, 0].copy()


@kernel
def block_of(src, dst, second, lists, pairs, bench, paid_out, came_in, row):
    """How many rows the block of ``row`` has: 0 where there is none, -1 out of steps."""
    since = second[row] - bench.window_s
    sinks, steps = gather_side(
        dst, second, lists.out_start, lists.out_row, paid_out, pairs.after,
        src[row], row, since, bench.sinks, bench.side, SINK, bench.steps_max,
    )  # fmt: skip
    sources, more = gather_side(
        src, second, lists.in_start, lists.in_row, came_in, pairs.after,
        dst[row], row, since, bench.sources, bench.side, SOURCE, bench.steps_max - steps,
    )  # fmt: skip
    steps += more
    cells = 0
    if steps <= bench.steps_max:
        cells = dense_cells(
            dst, second, lists, pairs, bench, paid_out, row, since, sources, sinks, steps
        )
    for each in range(sources):
        bench.side[bench.sources[each]] = 0
    for each in range(sinks):
        bench.side[bench.sinks[each]] = 0
        bench.paid_by[bench.sinks[each]] = 0
    return cells if steps <= bench.steps_max else -1


@kernel
def gather_side(
    other, second, start, listed, count, after, account, row, since, found, side, mark, steps_max
):
    """Accounts that ``account`` met in the window, marked with their side; (count, steps)."""
    used, steps = 0, 0
    for place in range(start[account] + count[account] - 1, start[account] - 1, -1):
        early = listed[place]
        if second[early] < since:
            break
        steps += 1
        if steps > steps_max:
            break
        if after[early] > row:
            found[used] = other[early]
            side[other[early]] |= mark
            used += 1
    return used, steps


@kernel
def dense_cells(dst, second, lists, pairs, bench, paid_out, row, since, sources, sinks, steps):
    """Fill ``bench.cells`` if the two sides are dense enough; how many, or -1 out of steps."""
    source_count = 0
    for each in range(sources):
        source = bench.sources[each]
        if bench.side[source] != SOURCE:
            continue
        paid, steps = sinks_paid(dst, second, lists, pairs, bench, paid_out, row, since, source,
                                 steps, 0)  # fmt: skip
        if steps > bench.steps_max:
            return -1
        if paid < bench.sinks_min:
            bench.side[source] = DROPPED
            continue
        sinks_paid(dst, second, lists, pairs, bench, paid_out, row, since, source, 0, 1)
        source_count += 1
    sink_count, pair_count = 0, 0
    for each in range(sinks):
        sink = bench.sinks[each]
        if bench.side[sink] == SINK and bench.paid_by[sink] >= bench.sources_min:
            sink_count += 1
            pair_count += bench.paid_by[sink]
        else:
            bench.side[sink] = DROPPED
    if source_count < bench.sources_min or sink_count < bench.sinks_min:
        return 0
    if pair_count * PPM < bench.dense_ppm * source_count * sink_count:
        return 0
    return list_cells(dst, second, lists, bench, paid_out, since, sources)


@kernel
def sinks_paid(dst, second, lists, pairs, bench, paid_out, row, since, source, steps, weight):
    """(Distinct sinks that ``source`` paid, steps so far); adds ``weight`` to each of them."""
    paid = 0
    start = lists.out_start[source]
    for place in range(start + paid_out[source] - 1, start - 1, -1):
        early = lists.out_row[place]
        if second[early] < since or steps > bench.steps_max:
            break
        steps += 1
        if pairs.after[early] > row and bench.side[dst[early]] == SINK:
            paid += 1
            bench.paid_by[dst[early]] += weight
    return paid, steps


@kernel
def list_cells(dst, second, lists, bench, paid_out, since, sources):
    """Write every row between the sources and sinks that stayed; how many."""
    cells = 0
    for each in range(sources):
        source = bench.sources[each]
        if bench.side[source] != SOURCE:
            continue
        start = lists.out_start[source]
        for place in range(start + paid_out[source] - 1, start - 1, -1):
            early = lists.out_row[place]
            if second[early] < since:
                break
            if bench.side[dst[early]] == SINK:
                bench.cells[cells] = early
                cells += 1
    return cells


@njit(cache=True, nogil=True)
def find_stacks(src, dst, second, hits, listing, window_s, middles_min, account_count):
    """Block hits whose sources were sinks of blocks closed earlier inside the window.

    Out: (hit, first and last line) and, per line, the block hit whose rows belong to it.
    """
    sink_of = np.full(account_count, -1, dtype=np.int64)
    stacks, used = new_table(COLUMNS), 0
    below, listed = new_table(1), 0
    seen = np.full(account_count, -1, dtype=np.int64)
    for hit in range(hits.shape[0]):
        first, middles = listed, 0
        for line in range(hits[hit, 1], hits[hit, 2] + 1):
            source = src[listing[line]]
            earlier = sink_of[source]
            if seen[source] == hit or earlier < 0:
                continue
            seen[source] = hit
            if second[hits[hit, 0]] - second[hits[earlier, 0]] > window_s:
                continue
            middles += 1
            below = with_room(below, listed, 1)
            below[listed, 0] = earlier
            listed += 1
        if middles >= middles_min:
            stacks = with_room(stacks, used, 1)
            stacks[used, 0], stacks[used, 1], stacks[used, 2] = hit, first, listed - 1
            used += 1
        else:
            listed = first
        for line in range(hits[hit, 1], hits[hit, 2] + 1):
            sink_of[dst[listing[line]]] = hit
    return stacks[:used], below[:listed, 0].copy()

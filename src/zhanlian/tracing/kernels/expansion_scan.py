"""Expansion by one scan: every row once, in total order, whatever the limits ask.

in     columns in total order, seeds in the same order
out    steps (row, hop, parent), rows cut off, accounts with their layer
keeps  a row stands at its least hop, and again at a later hop only if its path asks less of
       later rows there; the scan stops before a row that might find no room and goes on from
       it once the tables have grown
"""

from numba import int64

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.expansion_lines import (
    CUTS,
    STEPS,
    TURN,
    USED,
    add_arrival,
    drop_closed,
    find_parent,
)
from zhanlian.tracing.kernels.expansion_records import NOBODY, SMALL
from zhanlian.tracing.kernels.prefetch import prefetch_record

PPM = 1_000_000
NO_PATH = 1 << 62
FAR, NEAR = 32, 12  # rows ahead whose accounts, and whose lines, are fetched


@kernel
def share_up(amount_minor, share_ppm):
    """``share_ppm`` of an amount below 2^50, rounded up; exact."""
    whole, rest = amount_minor // PPM, amount_minor % PPM
    return whole * share_ppm + (rest * share_ppm + PPM - 1) // PPM


@kernel
def scan(
    src, dst, clock, amount_minor, is_sink, seed, ask, seen, line, pool, step, cut, count, row,
    seen_block, line_block,
):  # fmt: skip
    """Go through the rows from ``row`` on; the row to go on from once tables have grown, or n.

    ``seed`` ARRIVAL[s]; ``ask`` (hops, window, minor_min, retention_ppm, asks_both) int64;
    ``seen`` SEEN[A]; ``line`` LINE[A * hops]; ``pool`` NODE[], ``step`` STEP[], ``cut`` CUT[];
    ``count`` int64: places in FREE .. TURN; ``seen_block``, ``line_block`` int64[A, 2 or hops]:
    the memory of ``seen`` and ``line``, to fetch from. Cost: O(rows * hops), and in the windows
    amortised one node per arrival; where both shares are asked, the nodes of a line per row.
    """
    hops = ask[0]
    while row < src.size:
        if is_full(hops, seed, pool, step, cut, count):
            return row
        add_seeds(row, seed, is_sink, seen, line, hops, pool, count)
        if row + FAR < src.size:
            fetch_ahead(row, src, dst, clock, seen, seen_block, line_block)
        closes = seen[src[row]].closes
        if closes != 0 and src[row] != dst[row]:
            if closes <= clock[row]:
                if seen[src[row]].late == NOBODY:
                    seen[src[row]].late = row + 1
            elif amount_minor[row] < ask[2]:
                add_cut(row, SMALL, cut, count)
            else:
                follow(
                    row, src[row], dst[row], clock[row], amount_minor[row], is_sink[dst[row]],
                    ask, seen, line, pool, step, cut, count,
                )  # fmt: skip
        row += 1
    add_seeds(row, seed, is_sink, seen, line, hops, pool, count)
    return row


@kernel
def is_full(hops, seed, pool, step, cut, count):
    """Whether one more row, and every seed still to come, might find no room."""
    nodes = count[USED] + hops + seed.size - count[TURN]
    return nodes > pool.size or count[STEPS] + hops > step.size or count[CUTS] == cut.size


@kernel
def fetch_ahead(row, src, dst, clock, seen, seen_block, line_block):
    """Ask for the memory of rows soon to come: accounts first, lines where a window is open."""
    prefetch_record(seen_block, src[row + FAR])
    prefetch_record(seen_block, dst[row + FAR])
    near = row + NEAR
    if seen[src[near]].closes > clock[near]:
        prefetch_record(line_block, src[near])
        prefetch_record(line_block, dst[near])


@kernel
def add_seeds(row, seed, is_sink, seen, line, hops, pool, count):
    """Open the windows of the seeds that stand before ``row``, except at sinks."""
    while count[TURN] < seed.size and seed[count[TURN]].row < row:
        one = seed[count[TURN]]
        count[TURN] += 1
        if not is_sink[one.account]:
            open_window(one.account, one.closes, seen)
            add_arrival(
                line, int64(one.account) * hops, one.closes, one.least_minor, one.path_minor,
                one.parent, pool, count,
            )  # fmt: skip


@kernel
def open_window(account, closes, seen):
    """Rows out of ``account`` before ``closes`` may follow; none is late so far."""
    seen[account].closes = closes
    seen[account].late = NOBODY


@kernel
def add_cut(row, why, cut, count):
    """Write down a row that stands in a window and is not followed."""
    cut[count[CUTS]].row = row
    cut[count[CUTS]].why = why
    count[CUTS] += 1


@kernel
def follow(row, src, dst, now, amount_minor, ends, ask, seen, line, pool, step, cut, count):
    """One row inside a window of its payer: a step for each hop at which it asks less."""
    hops, window, asks_both = ask[0], ask[1], ask[4] != 0
    why, path_minor = int64(-1), int64(NO_PATH)
    for hop in range(hops):
        place = int64(src) * hops + hop
        drop_closed(line, place, now, pool, count)
        node, fault = find_parent(line, place, amount_minor, asks_both, pool)
        why = max(why, fault)
        if node == NOBODY or pool[node - 1].path_minor >= path_minor:
            continue
        path_minor = pool[node - 1].path_minor
        if seen[dst].layer == NOBODY or seen[dst].layer > hop + 2:
            seen[dst].layer = hop + 2
        step[count[STEPS]].row = row
        step[count[STEPS]].hop = hop + 1
        step[count[STEPS]].parent = pool[node - 1].parent
        count[STEPS] += 1
        if hop + 1 < hops and not ends:
            closes = now + int64(window) + 1
            open_window(dst, closes, seen)
            add_arrival(
                line, int64(dst) * hops + hop + 1, closes, share_up(amount_minor, ask[3]),
                path_minor, row, pool, count,
            )  # fmt: skip
        if path_minor == 0:
            return
    if path_minor == NO_PATH:
        add_cut(row, why, cut, count)


@kernel
def by_hop(step, start, row, hop, parent):
    """Deal ``step`` out by hop, each in its order; ``start`` int64[]: where each hop begins."""
    for turn in range(step.size):
        place = start[step[turn].hop]
        start[step[turn].hop] += 1
        row[place] = step[turn].row
        hop[place] = step[turn].hop
        parent[place] = step[turn].parent

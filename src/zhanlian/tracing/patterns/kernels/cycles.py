"""Cycles: money that comes back to the account it left, row after row.

in     rows, lists, pairs, window, longest length, share that each row must keep, steps allowed
out    hits (closing row, length, first and last line of their rows), the rows, and closing
       rows whose search ran out of steps
keeps  a closing row gives each cycle of accounts once; a closing row that ran out of steps is
       listed, and what it had found by then is true

The search goes backwards from the closing row u -> v: at every account it takes each payer's
latest row before the row it stands on (the latest that the next row keeps enough of, where that
is asked). First it marks, forwards from v, the accounts that v's money reaches within half the
length, with the earliest row by which it gets there; the search leaves alone every account that
it could connect only through a mark, and that has none or too late a one.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.patterns.kernels.growing import new_table, with_room

CLOSING, LENGTH, FIRST, LAST = 0, 1, 2, 3
COLUMNS = 4
FOUND_MAX = 512  # cycles of one closing row; more count as running out of steps
PPM = 1_000_000


class Search(NamedTuple):
    """What a search may do, and the arrays it works in.

    ``mark`` int64[accounts, 4]: the search that marked it, hops from v, earliest row, and the
    hop at which it was last reached. ``reached`` int64[steps]: accounts as they were reached.
    ``paid_out`` int64[accounts]: rows out so far. ``way`` int64[length, 3]: per row of the way
    back: the row, its place in the list, its payer. ``found`` int64[512, length].
    """

    window_s: int
    length_max: int
    keep_ppm_min: int
    steps_max: int
    mark: NDArray[np.int64]
    reached: NDArray[np.int64]
    paid_out: NDArray[np.int64]
    way: NDArray[np.int64]
    found: NDArray[np.int64]
    size: NDArray[np.int64]


WHICH, HOPS, EARLIEST, NEWEST_HOP = 0, 1, 2, 3
ROW, PLACE, PAYER = 0, 1, 2


@njit(cache=True, nogil=True)
def find_cycles(
    src, dst, second, amount_minor, lists, pairs, window_s, length_max, keep_ppm_min, steps_max
):
    """Every cycle that each row closes. Cost: at most ``steps_max`` rows looked at per row."""
    accounts = lists.in_start.size - 1
    search = Search(
        window_s, length_max, keep_ppm_min, steps_max,
        np.full((accounts, 4), -1, dtype=np.int64), np.empty(steps_max + 1, dtype=np.int64),
        np.zeros(accounts, dtype=np.int64), np.empty((length_max, 3), dtype=np.int64),
        np.empty((FOUND_MAX, length_max), dtype=np.int64), np.empty(FOUND_MAX, dtype=np.int64),
    )  # fmt: skip
    hits, hit_count = new_table(COLUMNS), 0
    listing, listed = new_table(1), 0
    stopped, stop_count = new_table(1), 0
    for row in range(src.size):
        found, steps = search_back(src, dst, second, amount_minor, lists, pairs, search, row)
        search.paid_out[src[row]] += 1
        if steps > steps_max:
            stopped = with_room(stopped, stop_count, 1)
            stopped[stop_count, 0] = row
            stop_count += 1
        hits = with_room(hits, hit_count, found)
        for each in range(found):
            length = search.size[each]
            hits[hit_count, CLOSING], hits[hit_count, LENGTH] = row, length
            hits[hit_count, FIRST], hits[hit_count, LAST] = listed, listed + length - 1
            listing = with_room(listing, listed, length)
            for step in range(length):
                listing[listed + step, 0] = search.found[each, length - 1 - step]
            listed += length
            hit_count += 1
    return hits[:hit_count], listing[:listed, 0].copy(), stopped[:stop_count, 0].copy()


@kernel
def search_back(src, dst, second, amount_minor, lists, pairs, search, row):
    """Write the cycles that ``row`` closes to ``search.found``; (how many, steps taken).

    More steps than ``steps_max`` are returned where the search was cut short.
    """
    since = second[row] - search.window_s
    start, home = src[row], dst[row]
    back, out_place = lists.in_before[row], lists.out_start[home] + search.paid_out[home] - 1
    has_in = is_recent(second, lists.in_start, lists.in_row, start, back, since)
    if not has_in or not is_recent(second, lists.out_start, lists.out_row, home, out_place, since):
        return 0, 0
    marked_hops, steps = mark_forward(dst, second, lists, search, row)
    found, depth, way = 0, 0, search.way
    way[0, ROW], way[0, PLACE], way[0, PAYER] = row, back + 1, start
    while depth >= 0:
        here, place = way[depth, PAYER], way[depth, PLACE] - 1
        way[depth, PLACE] = place
        early = lists.in_row[max(place, 0)]
        if place < lists.in_start[here] or second[early] < since:
            depth -= 1
            continue
        steps += 1
        if steps > search.steps_max:
            return found, steps
        if not is_latest(amount_minor, pairs.after, search, way[depth, ROW], early):
            continue
        payer = src[early]
        if payer == home:
            if found == FOUND_MAX:
                return found, search.steps_max + 1
            keep_cycle(search, found, depth, early)
            found += 1
        elif is_open(search, way, depth, payer, early, row, marked_hops):
            depth += 1
            way[depth, ROW], way[depth, PAYER] = early, payer
            way[depth, PLACE] = lists.in_before[early] + 1
    return found, steps


@kernel
def is_recent(second, start, listed, account, place, since):
    """Whether the account has a row at this place of its list, and inside the window."""
    return place >= start[account] and second[listed[place]] >= since


@kernel
def keep_cycle(search, found, depth, early):
    """Write the way back, and the row it ends with, as cycle ``found``."""
    for step in range(depth + 1):
        search.found[found, step] = search.way[step, ROW]
    search.found[found, depth + 1] = early
    search.size[found] = depth + 2


@kernel
def is_latest(amount_minor, after, search, late, early):
    """Whether ``early`` is its pair's latest row before ``late`` that ``late`` keeps enough of."""
    if search.keep_ppm_min == 0:
        return after[early] >= late
    if not is_kept(amount_minor, search, late, early):
        return False
    between = after[early]
    while between < late:
        if is_kept(amount_minor, search, late, between):
            return False
        between = after[between]
    return True


@kernel
def is_kept(amount_minor, search, late, early):
    """Whether the late row moves at least the asked share of the early one, and no more."""
    kept, came = amount_minor[late], amount_minor[early]
    if kept > came:
        return False
    # Shares of more than 2^43 minor units would leave 64 bits: divide first, exactly.
    whole, rest = came // PPM, came % PPM
    least = whole * search.keep_ppm_min + (rest * search.keep_ppm_min + PPM - 1) // PPM
    return kept >= least


@kernel
def is_open(search, way, depth, payer, early, row, marked_hops):
    """Whether the way back may go on through ``payer``: new, short enough, and marked in time."""
    left = search.length_max - depth - 2
    if left < 1:
        return False
    if left <= marked_hops:
        mark = search.mark
        if mark[payer, WHICH] != row or mark[payer, HOPS] > left:
            return False
        if mark[payer, EARLIEST] >= early:
            return False
    is_new = True
    for step in range(depth + 1):
        is_new &= way[step, PAYER] != payer
    return is_new


@kernel
def mark_forward(dst, second, lists, search, row):
    """Mark what money of the closing row's payee reaches; (hops marked whole, steps taken)."""
    mark, reached, home = search.mark, search.reached, dst[row]
    steps, first, last = 0, 0, 1
    reached[0] = home
    mark[home, WHICH], mark[home, HOPS], mark[home, EARLIEST] = row, 0, -1
    hops_max = (search.length_max - 1) // 2
    for hops in range(1, hops_max + 1):
        used = last
        for each in range(first, last):
            here = reached[each]
            steps, used = mark_payees(dst, second, lists, search, row, here, hops, steps, used)
            if steps > search.steps_max // 4:
                return hops - 1, steps
        first, last = last, used
    return hops_max, steps


@kernel
def mark_payees(dst, second, lists, search, row, here, hops, steps, used):
    """Mark whom ``here`` paid after the money came; (steps so far, accounts reached so far)."""
    mark = search.mark
    since, floor = second[row] - search.window_s, mark[here, EARLIEST]
    place = lists.out_start[here] + search.paid_out[here] - 1
    while place >= lists.out_start[here] and steps <= search.steps_max // 4:
        late = lists.out_row[place]
        if late <= floor or second[late] < since:
            break
        payee = dst[late]
        is_new = mark[payee, WHICH] != row
        if is_new:
            mark[payee, WHICH], mark[payee, HOPS], mark[payee, NEWEST_HOP] = row, hops, 0
        if is_new or late < mark[payee, EARLIEST]:
            mark[payee, EARLIEST] = late
            if mark[payee, NEWEST_HOP] < hops:
                mark[payee, NEWEST_HOP] = hops
                search.reached[used] = payee
                used += 1
        steps += 1
        place -= 1
    return steps, used

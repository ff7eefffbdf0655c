"""Gathers: a hub that many pay and that then pays many, inside one window.

in     each account's rows, in and out together, pairs, limits
out    hits, int64[hits, 5]: closing row, hub, first, turning and last place in the list
keeps  paying out counts only after the turning row, the one by which the least number of
       payers, counted from the window's start, had paid; the turning row never goes back

Both ends of what counts move forward only, so each row is looked at a fixed number of times.
"""

import numpy as np
from numba import njit

from zhanlian.tracing.patterns.kernels.growing import new_table, with_room
from zhanlian.tracing.patterns.kernels.lists import starts_of

CLOSING, HUB, FIRST, TURN, LAST = 0, 1, 2, 3, 4
COLUMNS = 5


@njit(cache=True, nogil=True)
def list_touches(src, dst, account_count):
    """Each account's rows in and out together: starts, rows, whether the row comes in."""
    start = starts_of(src, account_count) + starts_of(dst, account_count)
    place = start[:-1].copy()
    listed = np.empty(2 * src.size, dtype=np.int32)
    is_in = np.empty(2 * src.size, dtype=np.bool_)
    for row in range(src.size):
        for account, comes_in in ((src[row], False), (dst[row], True)):
            listed[place[account]] = row
            is_in[place[account]] = comes_in
            place[account] += 1
    return start, listed, is_in


@njit(cache=True, nogil=True)
def find_turns(start, listed, is_in, second, pairs, window_s, payers_min):
    """Per touch: where its window starts and where enough payers have paid.

    int64[touches, 2]; the second is the touch itself where not enough have by then.
    """
    before, after = pairs
    found = np.empty((listed.size, 2), dtype=np.int64)
    for hub in range(start.size - 1):
        oldest, turn, payers = start[hub], start[hub] - 1, 0
        for newest in range(start[hub], start[hub + 1]):
            row = listed[newest]
            while second[row] - second[listed[oldest]] > window_s:
                if is_in[oldest] and oldest <= turn:
                    payers -= after[listed[oldest]] > listed[turn]
                turn = max(turn, oldest)
                oldest += 1
            while payers < payers_min and turn < newest:
                turn += 1
                if is_in[turn]:
                    payers += before[listed[turn]] < listed[oldest]
            found[newest, 0] = oldest
            found[newest, 1] = turn if payers >= payers_min else newest
    return found


@njit(cache=True, nogil=True)
def find_gathers(start, listed, is_in, amount_minor, pairs, turns, payees_min, total_min):
    """Every row out by which a hub that had gathered has paid enough payees."""
    before, after = pairs
    hits, used = new_table(COLUMNS), 0
    for hub in range(start.size - 1):
        gone, payees, total = start[hub] - 1, 0, 0
        for newest in range(start[hub], start[hub + 1]):
            row, turn = listed[newest], turns[newest, 1]
            while gone < turn:
                gone += 1
                if gone < newest and not is_in[gone]:
                    payees -= after[listed[gone]] >= row
                    total -= amount_minor[listed[gone]]
            if is_in[newest] or turn == newest:
                continue
            payees += before[row] <= listed[turn]
            total += amount_minor[row]
            if payees >= payees_min and total >= total_min:
                hits = with_room(hits, used, 1)
                hits[used, CLOSING], hits[used, HUB] = row, hub
                hits[used, FIRST], hits[used, TURN] = turns[newest, 0], turn
                hits[used, LAST] = newest
                used += 1
    return hits[:used]

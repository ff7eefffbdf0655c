"""Fans: hubs that many pay, or that pay many, within a window.

in     one side's lists (rows by payee for fan-in, by payer for fan-out), pairs, limits
out    hits, int64[hits, 4]: closing row, hub, first and last place in the list
keeps  parallel rows of one pair are one party and all are listed; hub by hub, in row order
"""

from numba import njit

from zhanlian.tracing.patterns.kernels.growing import new_table, with_room

CLOSING, HUB, FIRST, LAST = 0, 1, 2, 3
COLUMNS = 4


@njit(cache=True, nogil=True)
def find_fans(start, listed, second, amount_minor, pairs, window_s, parties_min, total_min):
    """Every row after which a hub has enough parties and money inside the window.

    Cost: each row enters the window once and leaves it once.
    """
    before, after = pairs
    hits, used = new_table(COLUMNS), 0
    for hub in range(start.size - 1):
        oldest, parties, total = start[hub], 0, 0
        for newest in range(start[hub], start[hub + 1]):
            row = listed[newest]
            while second[row] - second[listed[oldest]] > window_s:
                gone = listed[oldest]
                parties -= after[gone] >= row
                total -= amount_minor[gone]
                oldest += 1
            parties += before[row] < listed[oldest]
            total += amount_minor[row]
            if parties >= parties_min and total >= total_min:
                hits = with_room(hits, used, 1)
                hits[used, CLOSING], hits[used, HUB] = row, hub
                hits[used, FIRST], hits[used, LAST] = oldest, newest
                used += 1
    return hits[:used]

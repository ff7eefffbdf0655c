"""Dwells: accounts that money leaves soon after it came.

in     each account's rows in and out; or pieces that moved on and arrivals, account by account
out    ``line_up``: pieces that left fast, int64[moves, 4]: account, came row, left row, minor;
       ``find_dwells``: hits, int64[hits, 4]: leaving row that closes, account, first, last move
keeps  first in, first out: what an account held before leaves first, and what no row explains
       is made up for when it is needed; an end (sink) passes nothing on. What left fast inside
       the window is never more than what arrived inside it and the longest stay before it
"""

from numba import njit

from zhanlian.tracing.patterns.kernels.growing import new_table, with_room

PPM = 1_000_000
COLUMNS = 4


@njit(cache=True, nogil=True)
def line_up(start, listed, is_in, amount_minor, second, is_real, opening_minor, is_sink, within_s):
    """Pieces that stayed at most ``within_s`` between two real rows. Cost: each row twice."""
    moves, used = new_table(COLUMNS), 0
    for account in range(start.size - 1):
        if is_sink[account]:
            continue
        head, ahead = start[account], opening_minor[account]
        rest = amount_minor[listed[head]] if head < listed.size else 0
        for place in range(start[account], start[account + 1]):
            row = listed[place]
            if is_in[place]:
                continue
            wanted = amount_minor[row]
            from_before = min(wanted, ahead)
            wanted, ahead = wanted - from_before, ahead - from_before
            while wanted > 0 and head < place:
                came = listed[head]
                part = min(wanted, rest) if is_in[head] else 0
                is_fast = second[row] - second[came] <= within_s
                if part > 0 and is_fast and is_real[row] and is_real[came]:
                    moves = with_room(moves, used, 1)
                    moves[used, 0], moves[used, 1] = account, came
                    moves[used, 2], moves[used, 3] = row, part
                    used += 1
                wanted, rest = wanted - part, rest - part
                if rest == 0 or not is_in[head]:
                    head += 1
                    rest = amount_minor[listed[head]]
    return moves[:used]


@njit(cache=True, nogil=True)
def find_dwells(
    account, left_row, moved_minor, start, came_row, came_minor, second, window_s, within_s,
    share_ppm_min, minor_min,
):  # fmt: skip
    """Every leaving row by which enough of an account's money had left fast.

    ``account``, ``left_row``, ``moved_minor`` int64[moves]: fast moves only.
    ``came_row``, ``came_minor``: account a's arrivals are ``start[a]`` to ``start[a + 1]``.
    Cost: each move and each arrival enters once and leaves once.
    """
    hits, used = new_table(COLUMNS), 0
    oldest, fast, came = 0, 0, 0
    first_came, next_came = 0, 0
    for newest in range(account.size):
        row, here = left_row[newest], account[newest]
        if newest == 0 or account[newest - 1] != here:
            oldest, fast, came = newest, 0, 0
            first_came = next_came = start[here]
        while next_came < start[here + 1] and came_row[next_came] < row:
            came += came_minor[next_came]
            next_came += 1
        while second[row] - second[came_row[first_came]] > window_s + within_s:
            came -= came_minor[first_came]
            first_came += 1
        while second[row] - second[left_row[oldest]] > window_s:
            fast -= moved_minor[oldest]
            oldest += 1
        fast += moved_minor[newest]
        is_last = newest + 1 == account.size or left_row[newest + 1] != row
        least = came // PPM * share_ppm_min + (came % PPM * share_ppm_min + PPM - 1) // PPM
        if is_last and fast >= minor_min and fast >= least:
            hits = with_room(hits, used, 1)
            hits[used, 0], hits[used, 1] = row, here
            hits[used, 2], hits[used, 3] = oldest, newest
            used += 1
    return hits[:used]

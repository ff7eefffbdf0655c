"""Scatters: one source pays many middles, and each of them later pays one sink.

in     rows, lists, pairs, window, least number of middles, cap on a middle's rows in
out    hits (closing row, source, sink, first and last line of their rows), the rows themselves,
       and closing rows that were skipped because their middle is too busy
keeps  a middle counts once for a source and a sink, while some row of the source to it and a
       later row of it to the sink both stand in the window

Sink by sink: a row in is joined with the latest row of each payer of its payer (a wedge). For
one source and one sink a wedge speaks for its middle from its own closing until the middle's
next wedge, or until the first row of it leaves the window: ranges, added up by differences.
"""

import numpy as np
from numba import njit

from zhanlian.tracing.patterns.kernels.growing import new_table, with_room

# columns of a wedge
SOURCE, MIDDLE, EARLY, LATE = 0, 1, 2, 3
# columns of a hit
CLOSING, HUB, SECOND_HUB, FIRST, LAST = 0, 1, 2, 3, 4
COLUMNS = 5


@njit(cache=True, nogil=True)
def find_scatters(src, second, lists, pairs, window_s, middles_min, touches_max):
    """Every row by which enough middles have passed a source's money on to one sink."""
    accounts = lists.in_start.size - 1
    hits, hit_count = new_table(COLUMNS), 0
    listing, listed = new_table(1), 0
    skipped, skip_count = new_table(1), 0
    latest = np.full(accounts, -1, dtype=np.int64)
    for sink in range(accounts):
        if lists.in_start[sink + 1] - lists.in_start[sink] < middles_min:
            continue
        wedges, skipped, skip_count = wedges_into(
            sink, src, second, lists, pairs.after, window_s, touches_max, skipped, skip_count
        )
        order = np.argsort(wedges[:, SOURCE], kind="mergesort")
        first = 0
        while first < order.size:
            last = first
            source = wedges[order[first], SOURCE]
            while last < order.size and wedges[order[last], SOURCE] == source:
                last += 1
            if last - first >= middles_min:
                group = wedges[order[first:last]]
                count = count_middles(group, second, window_s, latest)
                for place in range(group.shape[0]):
                    if count[place] < middles_min:
                        continue
                    hits = with_room(hits, hit_count, 1)
                    hits[hit_count, CLOSING], hits[hit_count, FIRST] = group[place, LATE], listed
                    hits[hit_count, HUB], hits[hit_count, SECOND_HUB] = source, sink
                    listing, listed = list_legs(
                        group, place, second, pairs.before, window_s, latest, listing, listed
                    )
                    hits[hit_count, LAST] = listed - 1
                    hit_count += 1
            first = last
    return hits[:hit_count], listing[:listed, 0].copy(), skipped[:skip_count, 0].copy()


@njit(cache=True, nogil=True)
def wedges_into(sink, src, second, lists, after, window_s, touches_max, skipped, skip_count):
    """All wedges whose late row pays ``sink``, in order of that row."""
    wedges, used = new_table(COLUMNS - 1), 0
    for place in range(lists.in_start[sink], lists.in_start[sink + 1]):
        late = lists.in_row[place]
        middle = src[late]
        held, from_place = used, lists.in_before[late]
        for touch in range(from_place, lists.in_start[middle] - 1, -1):
            early = lists.in_row[touch]
            if second[late] - second[early] > window_s:
                break
            if from_place - touch >= touches_max:
                used = held
                skipped = with_room(skipped, skip_count, 1)
                skipped[skip_count, 0] = late
                skip_count += 1
                break
            if after[early] > late and src[early] != sink:
                wedges = with_room(wedges, used, 1)
                wedges[used, SOURCE], wedges[used, MIDDLE] = src[early], middle
                wedges[used, EARLY], wedges[used, LATE] = early, late
                used += 1
    return wedges[:used], skipped, skip_count


@njit(cache=True, nogil=True)
def count_middles(group, second, window_s, latest):
    """Middles of one source and sink at each of their closings, int64[wedges]."""
    size = group.shape[0]
    change, until = np.zeros(size + 1, dtype=np.int64), np.empty(size, dtype=np.int64)
    for place in range(size):
        until[place] = first_after(group, place, second, window_s)
        middle = group[place, MIDDLE]
        earlier = latest[middle]
        if earlier >= 0 and until[earlier] > place:
            change[place] -= 1
            change[until[earlier]] += 1
        change[place] += 1
        change[until[place]] -= 1
        latest[middle] = place
    for place in range(size):
        latest[group[place, MIDDLE]] = -1
    return np.cumsum(change[:size])


@njit(cache=True, nogil=True)
def first_after(group, place, second, window_s):
    """The first wedge whose closing no longer sees the early row of this one."""
    last_second = second[group[place, EARLY]] + window_s
    low, high = place, group.shape[0]
    while low < high:
        middle = (low + high) // 2
        if second[group[middle, LATE]] > last_second:
            high = middle
        else:
            low = middle + 1
    return low


@njit(cache=True, nogil=True)
def list_legs(group, place, second, before, window_s, latest, listing, listed):
    """Add the rows of every two-step way that the closing of wedge ``place`` sees."""
    since = second[group[place, LATE]] - window_s
    for wedge in range(place, -1, -1):
        late, early, middle = group[wedge, LATE], group[wedge, EARLY], group[wedge, MIDDLE]
        if second[late] < since:
            break
        if second[early] < since:
            continue
        listing = with_room(listing, listed, 1)
        listing[listed, 0] = late
        listed += 1
        while latest[middle] < 0 and early >= 0 and second[early] >= since:
            listing = with_room(listing, listed, 1)
            listing[listed, 0] = early
            listed += 1
            early = before[early]
        latest[middle] = wedge
    for wedge in range(place, -1, -1):
        latest[group[wedge, MIDDLE]] = -1
        if second[group[wedge, LATE]] < since:
            break
    return listing, listed

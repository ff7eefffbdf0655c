"""Lineages: the children of each record, and everything that came of some records.

in     a lineage's parents; records to start from
out    children by record; a tree below some records, parents before children
keeps  a record is reached once: it has one parent
"""

import numpy as np
from numba import njit

NO_PARENT = -1


@njit(cache=True, nogil=True)
def group_by(key, count):
    """Places by key, in order: (start int64[count + 1], place int64[n]); keys below 0 are left out.

    Cost: two passes, a counting sort.
    """
    start = np.zeros(count + 1, dtype=np.int64)
    for place in range(key.size):
        if key[place] >= 0:
            start[key[place] + 1] += 1
    for group in range(count):
        start[group + 1] += start[group]
    following = start[:count].copy()
    places = np.empty(start[count], dtype=np.int64)
    for place in range(key.size):
        if key[place] >= 0:
            places[following[key[place]]] = place
            following[key[place]] += 1
    return start, places


@njit(cache=True, nogil=True)
def below(first, child_start, child):
    """The records of ``first`` and all that came of them: (record, hop), int64[k] each.

    ``first`` are records of which none came of another; they have hop 1. Cost: the result.
    """
    record = first.copy()
    hop = np.ones(first.size, dtype=np.int64)
    used, done = first.size, 0
    while done < used:
        start, stop = child_start[record[done]], child_start[record[done] + 1]
        while used + stop - start > record.size:
            record = np.concatenate((record, np.empty(record.size + 1, dtype=np.int64)))
            hop = np.concatenate((hop, np.empty(hop.size + 1, dtype=np.int64)))
        for place in range(start, stop):
            record[used] = child[place]
            hop[used] = hop[done] + 1
            used += 1
        done += 1
    return record[:used].copy(), hop[:used].copy()

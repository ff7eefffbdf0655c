"""Joining: hits of one pattern that share a row, made into one case.

in     hits in order of key and closing row; spans of a shared listing, or lists of their own
out    per hit the number of its case; for spans, the lines of each case
keeps  only hits of one key are joined; sharing goes from hit to hit, however far
"""

import numpy as np
from numba import njit

from zhanlian.tracing.kernels.compiled import kernel


@njit(cache=True, nogil=True)
def join_spans(key, first, turn, last, is_lead):
    """(case int64[hits], case and line of every row). Cost: each line is looked at once.

    Inside one key spans move forward only: a hit shares a row with the one before it if some
    line that counts for both lies in both.
    """
    lead_count = np.zeros(is_lead.size + 1, dtype=np.int64)
    lead_count[1:] = np.cumsum(is_lead)
    case = np.empty(key.size, dtype=np.int64)
    number, size = -1, 0
    for hit in range(key.size):
        is_new = hit == 0 or key[hit] != key[hit - 1]
        if not is_new:
            shares_lead = (
                lead_count[last[hit - 1] + 1] > lead_count[min(first[hit], last[hit - 1] + 1)]
            )
            is_new = turn[hit] >= last[hit - 1] and not shares_lead
        number += is_new
        case[hit] = number
        size += last[hit] - first[hit] + 1 if is_new else last[hit] - last[hit - 1]
    owner, line = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    used = 0
    for hit in range(key.size):
        joined = hit > 0 and case[hit] == case[hit - 1]
        for place in range(last[hit - 1] + 1 if joined else first[hit], last[hit] + 1):
            if is_lead[place] or place > turn[hit]:
                owner[used], line[used] = case[hit], place
                used += 1
    return case, owner[:used], line[:used]


@njit(cache=True, nogil=True)
def join_lists(key, hit_of_line, row_of_line, order):
    """Case of each hit, int64[hits]: ``order`` sorts lines by the key of their hit, then row."""
    parent = np.arange(key.size)
    for place in range(1, order.size):
        here, there = order[place], order[place - 1]
        if row_of_line[here] != row_of_line[there]:
            continue
        one, other = hit_of_line[here], hit_of_line[there]
        if key[one] == key[other]:
            one, other = root_of(parent, one), root_of(parent, other)
            parent[max(one, other)] = min(one, other)
    for hit in range(key.size):
        parent[hit] = root_of(parent, hit)
    return parent


@kernel
def root_of(parent, hit):
    """The first hit of a hit's case, paths shortened on the way."""
    while parent[hit] != hit:
        parent[hit] = parent[parent[hit]]
        hit = parent[hit]
    return hit

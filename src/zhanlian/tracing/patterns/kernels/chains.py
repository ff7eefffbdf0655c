"""Chains: one sum handed on from account to account, most of it kept at every hop.

in     rows, lists, limits
out    ``length`` and ``before`` of every row's chain; rows that had too many rows to look at
keeps  a chain never comes back to an account it has passed; a row follows the earlier row that
       gives it the longest chain, the latest among equals

A row k follows an earlier row j into its payer when it comes within the hop's time and moves at
least the kept share of j's amount and no more than all of it.
"""

import numpy as np
from numba import njit

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.patterns.kernels.growing import new_table, with_room

PPM = 1_000_000


@njit(cache=True, nogil=True)
def find_chains(
    src, dst, second, amount_minor, lists, hop_s, keep_ppm_min, peel_ppm_min, hops_max, steps_max
):
    """(length int64[n], row before int64[n], rows cut short). Cost: ``steps_max`` a row."""
    length = np.ones(src.size, dtype=np.int64)
    before = np.full(src.size, -1, dtype=np.int64)
    stopped, stop_count = new_table(1), 0
    for row in range(src.size):
        payer, steps = src[row], 0
        place = lists.in_before[row]
        while place >= lists.in_start[payer]:
            early = lists.in_row[place]
            place -= 1
            if second[row] - second[early] > hop_s:
                break
            steps += 1
            if steps > steps_max:
                stopped = with_room(stopped, stop_count, 1)
                stopped[stop_count, 0] = row
                stop_count += 1
                break
            if (
                length[early] >= length[row]
                and length[early] < hops_max
                and is_share(amount_minor[early], amount_minor[row], keep_ppm_min, peel_ppm_min)
                and not passes(src, before, early, dst[row])
            ):
                length[row], before[row] = length[early] + 1, early
    return length, before, stopped[:stop_count, 0].copy()


@kernel
def is_share(came, went, keep_ppm_min, peel_ppm_min):
    """Whether ``went`` is at least one share of ``came`` and leaves at least the other."""
    kept, peeled = share_up(came, keep_ppm_min), share_up(came, peel_ppm_min)
    return kept <= went <= came - peeled


@kernel
def share_up(amount, ppm):
    """``amount * ppm / 1,000,000``, rounded up, without leaving 64 bits."""
    return amount // PPM * ppm + (amount % PPM * ppm + PPM - 1) // PPM


@kernel
def passes(src, before, row, account):
    """Whether the chain that ends at ``row`` was paid by ``account`` at any hop."""
    while row >= 0:
        if src[row] == account:
            return True
        row = before[row]
    return False


@njit(cache=True, nogil=True)
def list_chains(length, before, hops_min):
    """Hits (closing row, its chain's first row, first and last line) and the rows of each."""
    closing = np.flatnonzero(length >= hops_min)
    hits = np.empty((closing.size, 4), dtype=np.int64)
    listing = np.empty(length[closing].sum(), dtype=np.int64)
    listed = 0
    for hit in range(closing.size):
        row = closing[hit]
        hits[hit, 0], hits[hit, 2], hits[hit, 3] = row, listed, listed + length[row] - 1
        for place in range(listed + length[row] - 1, listed - 1, -1):
            listing[place] = row
            hits[hit, 1] = row
            row = before[row]
        listed += length[closing[hit]]
    return hits, listing

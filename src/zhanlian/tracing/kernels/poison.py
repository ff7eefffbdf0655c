"""Poison (沾染): which origins could have reached which accounts, whatever the method.

in     ``Rows`` in total order; the origins of one pass, 64 to a word
out    one row of bits per touched account: bit k says that origin first + k came that far
keeps  a set only grows; no amount is followed, so nothing here is conserved
source docs/methods.md, Upper bounds: poison

An undo row needs no memory of the row it returns. What comes back was carried away by that
row, so its origins stand in the set of the account they come back to; only a deposit sent back
brings that account, the victim's own, something new. What the payee had spent comes back as an
ordinary row, so the payee's whole set goes along, unless it is a sink.
"""

import numpy as np
from numba import njit

from zhanlian.tracing.kernels.rows import FROM_SINK, LABELLED, RETURNS, STILL

WORD_BITS = 64
UNTOUCHED = -1
LAST_BIT = np.uint64(WORD_BITS - 1)
ONE = np.uint64(1)
ZERO = np.uint64(0)


@njit(cache=True, nogil=True)
def touch(rows, accounts):
    """A number for every account that any origin reached, int32[A], -1 for the others."""
    slot = np.full(accounts, UNTOUCHED, dtype=np.int32)
    used = 0
    for row in range(rows.src.size):
        payee = rows.dst[row]
        if slot[payee] == UNTOUCHED and brings_taint(rows, slot, row):
            slot[payee] = used
            used += 1
    return slot


@njit(cache=True, nogil=True)
def brings_taint(rows, slot, row):
    """Whether a row can carry any origin to its payee."""
    kind = rows.kind[row]
    if kind & (STILL | LABELLED):
        return (kind & LABELLED) != 0
    if kind & FROM_SINK:
        return (kind & RETURNS) != 0 and returned_label(rows, row) > 0
    return slot[rows.src[row]] != UNTOUCHED or (
        (kind & RETURNS) != 0 and returned_label(rows, row) > 0
    )


@njit(cache=True, nogil=True)
def returned_label(rows, row):
    """The origin that the returned row had created, 0 where it created none."""
    undone = rows.undo_row[row]
    return rows.origin[undone] if rows.kind[undone] & LABELLED else 0


@njit(cache=True, nogil=True)
def spread(rows, slot, bits, first, stop):
    """Fill ``bits`` uint64[touched, words] for the origins ``first`` .. ``stop`` - 1.

    Cost: rows x words, where the payer is touched.
    """
    words = bits.shape[1]
    for row in range(rows.src.size):
        kind, payee = rows.kind[row], slot[rows.dst[row]]
        if kind & STILL or payee == UNTOUCHED:
            continue
        if kind & LABELLED:
            set_bit(bits, payee, rows.origin[row], first, stop)
            continue
        if kind & RETURNS:
            set_bit(bits, payee, returned_label(rows, row), first, stop)
        payer = slot[rows.src[row]]
        if payer == UNTOUCHED or kind & FROM_SINK:
            continue
        for word in range(words):
            bits[payee, word] |= bits[payer, word]


@njit(cache=True, nogil=True)
def set_bit(bits, place, origin, first, stop):
    """Set the bit of an origin, unless it belongs to another pass or is none."""
    if first <= origin < stop:
        offset = origin - first
        bits[place, offset // WORD_BITS] |= ONE << (np.uint64(offset) & LAST_BIT)


@njit(cache=True, nogil=True)
def sum_sets(bits, deposit_minor):
    """Per row of bits: how many origins it has, and the sum of their deposits."""
    count = np.zeros(bits.shape[0], dtype=np.int64)
    total = np.zeros(bits.shape[0], dtype=np.int64)
    for place in range(bits.shape[0]):
        for word in range(bits.shape[1]):
            left = bits[place, word]
            while left != ZERO:
                offset = word * WORD_BITS + lowest_bit(left)
                left &= left - ONE
                count[place] += 1
                total[place] += deposit_minor[offset]
    return count, total


@njit(cache=True, nogil=True)
def list_sets(bits, places):
    """(index into ``places``, offset of the origin) of every bit set in these rows."""
    size = 0
    for place in places:
        for word in range(bits.shape[1]):
            left = bits[place, word]
            while left != ZERO:
                left &= left - ONE
                size += 1
    pairs = np.empty((size, 2), dtype=np.int64)
    used = 0
    for index, place in enumerate(places):
        for word in range(bits.shape[1]):
            left = bits[place, word]
            while left != ZERO:
                pairs[used, 0] = index
                pairs[used, 1] = word * WORD_BITS + lowest_bit(left)
                left &= left - ONE
                used += 1
    return pairs


@njit(cache=True, nogil=True)
def lowest_bit(word):
    """The place of the lowest bit set in a word that is not 0."""
    place = 0
    while not (word >> np.uint64(place)) & ONE:
        place += 1
    return place


@njit(cache=True, nogil=True)
def closing_balances(rows, opening_minor, is_repeated):
    """What lies in each account at the end, int64[A]: the same under every method.

    ``is_repeated`` bool[n]: undo rows of a row that an earlier one returned already; from a
    sink they take nothing more.
    """
    balance = opening_minor.copy()
    for row in range(rows.src.size):
        kind, amount = rows.kind[row], rows.amount_minor[row]
        if kind & STILL:
            continue
        balance[rows.dst[row]] += amount
        if kind & LABELLED:
            continue
        payer = rows.src[row]
        is_back = (kind & RETURNS) != 0 and not is_repeated[row]
        if is_back or not kind & FROM_SINK:
            balance[payer] = max(0, balance[payer] - amount)
    return balance

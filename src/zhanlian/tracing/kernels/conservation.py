"""Conservation: what every trace must add up to, counted from the ledger alone.

in     ``Rows``, openings, an ``Outcome``
out    nothing; an ``AssertionError`` says which sum is broken
keeps  per account: held = opening + in - out + born; per origin: held = what was created
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhanlian.tracing.kernels.rows import LABELLED, STILL, Rows
from zhanlian.tracing.kernels.tables import Outcome


def assert_conserved(
    rows: Rows,
    opening_minor: NDArray[np.int64],
    outcome: Outcome,
    *,
    origin_count: int,
    shortfall_is_origin: bool = False,
) -> None:
    """Check every account's and every origin's sum to the minor unit; they give the total."""
    accounts = opening_minor.size
    born = outcome.born_minor
    created = np.zeros(origin_count + 1, dtype=np.int64)
    expected = opening_minor + born + net_of_rows(rows, created, accounts)
    if shortfall_is_origin:
        created[1 : accounts + 1] += born
    held = outcome.holdings
    by_account = sum_by_key(held.account, held.amount_minor, accounts)
    wrong = np.flatnonzero(by_account != expected)
    assert not wrong.size, f"accounts {wrong[:5].tolist()} do not hold opening + in - out + born"
    assert (expected >= 0).all(), "a balance is below zero"
    assert (held.amount_minor > 0).all(), "a holding is not positive"
    by_origin = sum_by_key(held.origin, held.amount_minor, origin_count + 1)
    wrong = np.flatnonzero(by_origin[1:] != created[1:]) + 1
    assert not wrong.size, f"origins {wrong[:5].tolist()} are not held to the minor unit"
    assert (born >= 0).all(), "a shortfall is below zero"


@njit(cache=True, nogil=True)
def net_of_rows(rows, created, accounts):
    """In - out per account, int64[accounts]; adds what labelled rows create to ``created``."""
    net = np.zeros(accounts, dtype=np.int64)
    for row in range(rows.src.size):
        amount, kind = rows.amount_minor[row], rows.kind[row]
        if kind & STILL:
            continue
        net[rows.dst[row]] += amount
        if kind & LABELLED:
            created[rows.origin[row]] += amount
        else:
            net[rows.src[row]] -= amount
    return net


@njit(cache=True, nogil=True)
def sum_by_key(key, amount_minor, size):
    """Sum of ``amount_minor`` per key, int64[size]; no float on the way."""
    total = np.zeros(size, dtype=np.int64)
    for line in range(key.size):
        total[key[line]] += amount_minor[line]
    return total

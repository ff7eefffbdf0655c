"""Conservation: what every trace must add up to, counted from the ledger alone.

in     ``Rows``, openings, an ``Outcome``
out    nothing; an ``AssertionError`` says which sum is broken
keeps  per account: held = opening + in - out + born; per origin: held = what was created
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.rows import LABELLED, ORDINARY, STILL, Rows
from zhanlian.tracing.kernels.tables import Outcome


class Sums(NamedTuple):
    """What a trace must hold: opening + in - out per account, and what was created per origin.

    balance_minor int64[A], without what accounts paid beyond all that came in; created_minor
    int64[origins + 1].
    """

    balance_minor: NDArray[np.int64]
    created_minor: NDArray[np.int64]


def sums_of(rows: Rows, opening_minor: NDArray[np.int64], *, origin_count: int) -> Sums:
    """The sums of all rows, from nothing but the rows and the openings."""
    sums = Sums(opening_minor.copy(), np.zeros(origin_count + 1, dtype=np.int64))
    add_rows(rows, sums)
    return sums


def assert_conserved(sums: Sums, outcome: Outcome, *, shortfall_is_origin: bool = False) -> None:
    """Check every account's and every origin's sum to the minor unit; they give the total."""
    born, held = outcome.born_minor, outcome.holdings
    assert (born >= 0).all(), "a shortfall is below zero"
    balance, created = sums.balance_minor + born, sums.created_minor.copy()
    if shortfall_is_origin:
        created[1 : born.size + 1] += born
    assert (balance >= 0).all(), "a balance is below zero"
    is_positive = take_lines(held.account, held.origin, held.amount_minor, balance, created)
    assert is_positive, "a holding is not positive"
    wrong = np.flatnonzero(balance)
    assert not wrong.size, f"accounts {wrong[:5].tolist()} do not hold opening + in - out + born"
    wrong = np.flatnonzero(created[1:]) + 1
    assert not wrong.size, f"origins {wrong[:5].tolist()} are not held to the minor unit"


@kernel
def add_rows(rows, sums):
    """Add in - out to every account's balance, and what labelled rows create to theirs."""
    balance, created = sums
    for row in range(rows.src.size):
        payer, payee = np.uint64(rows.src[row]), np.uint64(rows.dst[row])
        amount, kind = rows.amount_minor[row], rows.kind[row]
        if kind == ORDINARY:
            balance[payer] -= amount
            balance[payee] += amount
        elif kind & LABELLED:
            balance[payee] += amount
            created[rows.origin[row]] += amount
        elif not kind & STILL:
            balance[payer] -= amount
            balance[payee] += amount


@kernel
def take_lines(account, origin, amount_minor, balance, created):
    """Take what is held from ``balance`` and ``created``; return whether all of it is positive."""
    is_positive = True
    for line in range(account.size):
        is_positive &= amount_minor[line] > 0
        balance[account[line]] -= amount_minor[line]
        created[origin[line]] -= amount_minor[line]
    return is_positive

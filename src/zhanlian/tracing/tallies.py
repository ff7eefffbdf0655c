"""Tallies: per account, what went in and out, of all money and of victims' money.

in     what moved, the ledger and its rows that were not returned
out    ``Tallies``: one int64 column per figure, one line per account
keeps  sums are whole minor units; victims' money in less out is what is held, asserted
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.tracing.build import Built
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.moving import Moving, returned_rows
from zhanlian.tracing.trace import Trace


@dataclass(frozen=True, slots=True)
class Tallies:
    """Figures of every account of a ledger under one method; ``NOTHING`` for unknown instants."""

    in_count: Int64s
    in_minor: Int64s
    out_count: Int64s
    out_minor: Int64s
    victim_in_minor: Int64s
    victim_out_minor: Int64s
    victim_held_minor: Int64s
    first_in_at: Int64s
    last_out_at: Int64s
    parent: Int64s
    has_strict_out: Bools


def tally(found: Trace, built: Built, moving: Moving, is_strict: Bools) -> Tallies:
    """Count everything once. ``is_strict`` bool[rows]: rows that direct still ties."""
    accounts, wholes = built.ledger.account_count, built.wholes
    stands = ~returned_rows(found)[wholes.row]
    amount, src, dst = wholes.amount_minor[stands], wholes.src[stands], wholes.dst[stands]
    row_of_in = _first_lines(moving)
    held = found.holdings
    is_victims = held.origin > 0
    is_on = ~moving.is_deposit
    has_strict_out = np.zeros(accounts, dtype=np.bool_)
    has_strict_out[moving.src[is_on & is_strict[moving.row]]] = True
    done = Tallies(
        in_count=add_up(moving.dst[row_of_in], None, accounts),
        in_minor=add_up(dst, amount, accounts),
        out_count=add_up(src, None, accounts),
        out_minor=add_up(src, amount, accounts),
        victim_in_minor=add_up(moving.dst, moving.amount_minor, accounts),
        victim_out_minor=add_up(moving.src[is_on], moving.amount_minor[is_on], accounts),
        victim_held_minor=add_up(
            held.account[is_victims].astype(np.int64), held.amount_minor[is_victims], accounts
        ),
        first_in_at=_earliest(moving, accounts),
        last_out_at=_latest(moving.src[is_on], moving.at[is_on], accounts),
        parent=_parents(moving, accounts),
        has_strict_out=has_strict_out,
    )
    _assert_even(done, moving)
    return done


def _assert_even(done: Tallies, moving: Moving) -> None:
    """What came less what went is what lies there, wherever money came at all."""
    accounts = np.unique(moving.dst)
    kept = done.victim_in_minor[accounts] - done.victim_out_minor[accounts]
    assert (kept == done.victim_held_minor[accounts]).all(), "layers do not add up to holdings"


def add_up(key: Int64s, value: Int64s | None, size: int) -> Int64s:
    """Sum of ``value`` (or the count) per key, without a float on the way."""
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, key, 1 if value is None else value)
    return total


def _first_lines(moving: Moving) -> Int64s:
    """One line per row: a transfer that carries several payments counts once."""
    found: Int64s = np.flatnonzero(np.diff(moving.row, prepend=-1))
    return found


def _earliest(moving: Moving, accounts: int) -> Int64s:
    found = np.full(accounts, np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(found, moving.dst, moving.at)
    found[found == np.iinfo(np.int64).max] = NOTHING
    return found


def _latest(key: Int64s, at: Int64s, accounts: int) -> Int64s:
    found = np.full(accounts, NOTHING, dtype=np.int64)
    np.maximum.at(found, key, at)
    return found


def _parents(moving: Moving, accounts: int) -> Int64s:
    """The account that paid the first victims' money in; -1 where none did."""
    parent = np.full(accounts, -1, dtype=np.int64)
    parent[moving.dst[::-1]] = moving.src[::-1]
    return parent

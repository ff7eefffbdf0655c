"""Openings: what an account held before its first row, and what its balances say is missing.

in     each account's side of every row: effect on it and, where the bank wrote one, the
       balance after it
out    an opening per account with its basis, and gaps: money that came or went unseen
keeps  with the gaps put in, an account's running sum equals every balance its bank wrote;
       rows known only from the other side's statement are counted before anything is called
       a gap; balances that mostly contradict their own rows are not used at all
source docs/methods.md, Opening balance (期初余额), Gap rows (缺口行)

The smallest case that shows why rows of the other side count: a statement lists rows 1 and 3,
its balance falls between them by 100, and row 2, an outflow of 100, stands in the payee's
statement only. Nothing is missing.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.ledger import AMOUNT_LIMIT

CHECKS_MIN = 4  # fewer steps than this are believed: one gap in a short statement is a gap


class Basis(IntEnum):
    """Where an account's opening comes from."""

    NOTHING = 0
    STATEMENT = 1
    RECONSTRUCTED = 2
    SINK = 3


@dataclass(frozen=True, slots=True)
class Sides:
    """One line per row and account it touches, sorted by account, then row.

    ``account``, ``row`` int64; ``effect_minor`` int64, signed; ``balance_minor`` int64 after the
    row, ``NOTHING`` where none is written.
    """

    account: Int64s
    row: Int64s
    effect_minor: Int64s
    balance_minor: Int64s


@dataclass(frozen=True, slots=True)
class Openings:
    """Per account: opening, its basis; per gap: the side before which ``gap_minor`` is missing."""

    opening_minor: Int64s
    basis: Int64s
    is_distrusted: Bools
    gap_side: Int64s
    gap_minor: Int64s


def find_openings(sides: Sides, is_sink: Bools) -> Openings:
    """Openings and gaps of every account. Cost: a few passes over the sides."""
    accounts = is_sink.size
    running = running_sums(sides)
    believed = np.flatnonzero((sides.balance_minor != NOTHING) & ~is_sink[sides.account])
    drift = sides.balance_minor[believed] - running[believed]
    is_distrusted = distrust(sides, believed, drift, accounts)
    is_kept = ~is_distrusted[sides.account[believed]]
    believed, drift = believed[is_kept], drift[is_kept]
    drift = drift + credit_lines(sides, believed, accounts)[sides.account[believed]]
    opening = np.maximum(0, -lowest(sides.account, running, accounts))
    basis = np.where(opening > 0, Basis.RECONSTRUCTED, Basis.NOTHING).astype(np.int64)
    first = is_first(sides.account[believed])
    stated = sides.account[believed[first]]
    opening[stated] = opening_by_statement(sides, running, believed[first], drift[first])
    basis[stated] = Basis.STATEMENT
    opening[is_sink], basis[is_sink] = 0, Basis.SINK
    gap = np.diff(drift, prepend=0)
    gap[first] = drift[first] - opening[stated]
    found = np.flatnonzero(gap)
    return Openings(opening, basis, is_distrusted, believed[found], gap[found])


def running_sums(sides: Sides) -> Int64s:
    """The sum of effects per account, after each side."""
    total = np.cumsum(sides.effect_minor)
    if not total.size:
        return total
    first = np.flatnonzero(is_first(sides.account))
    before = total[first] - sides.effect_minor[first]
    sizes = np.diff(np.append(first, total.size))
    sums: Int64s = total - np.repeat(before, sizes)
    return sums


def is_first(key: Int64s) -> Bools:
    """Where a sorted key takes a new value."""
    found = np.ones(key.size, dtype=np.bool_)
    found[1:] = key[1:] != key[:-1]
    return found


def lowest(account: Int64s, value: Int64s, accounts: int) -> Int64s:
    """The least of 0 and the values of each account."""
    least = np.zeros(accounts, dtype=np.int64)
    np.minimum.at(least, account, value)
    return least


def distrust(sides: Sides, believed: Int64s, drift: Int64s, accounts: int) -> Bools:
    """Accounts whose balances are not to be believed.

    They contradict their rows at most steps, or once by more than any row can move,
    or are all written as 0.
    """
    account = sides.account[believed]
    is_step = ~is_first(account)
    jump = np.diff(drift, prepend=0)
    is_break = is_step & (jump != 0)
    steps, breaks, stated = (np.zeros(accounts, dtype=np.int64) for _ in range(3))
    np.add.at(steps, account[is_step], 1)
    np.add.at(breaks, account[is_break], 1)
    np.maximum.at(stated, account, np.abs(sides.balance_minor[believed]))
    found: Bools = ((steps >= CHECKS_MIN) & (2 * breaks > steps)) | ((stated == 0) & (breaks > 0))
    found[account[is_break & (np.abs(jump) >= AMOUNT_LIMIT)]] = True
    return found


def credit_lines(sides: Sides, believed: Int64s, accounts: int) -> Int64s:
    """What an account was overdrawn at most: it counts as opening money, so no sum goes below 0."""
    after = sides.balance_minor[believed]
    before = after - sides.effect_minor[believed]
    return -lowest(sides.account[believed], np.minimum(after, before), accounts)


def opening_by_statement(
    sides: Sides, running: Int64s, first_believed: Int64s, drift: Int64s
) -> Int64s:
    """The opening that the first written balance asks for, but never less than was spent."""
    before = np.zeros(sides.account.size, dtype=np.bool_)
    starts = np.flatnonzero(is_first(sides.account))
    owner = np.searchsorted(starts, first_believed, side="right") - 1
    before[starts[owner]] = True
    lengths = first_believed - starts[owner]
    least = np.zeros(first_believed.size, dtype=np.int64)
    for place in np.flatnonzero(lengths):
        start = starts[owner[place]]
        least[place] = min(0, int(running[start : start + lengths[place]].min()))
    return np.maximum(np.maximum(drift, 0), -least)

"""Poison (沾染上限): where each origin could be at the most, whatever the method.

in     a ``Ledger``
out    ``Poisoned``: per account how many origins reached it, and an upper bound of their money
keeps  every amount here is an upper bound (上限) and bounds do not add up (不守恒): the same fen
       stands in the bound of every account it may have reached; what FIFO, LIFO, pro-rata or
       any other method leaves in an account is never above the bound given here
source docs/methods.md, Upper bounds: poison (沾染上限)

Origins go through the ledger ``ORIGINS_AT_ONCE`` at a time, so memory does not grow with them.
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.terms import Refusal
from zhanlian.tracing.kernels.poison import (
    WORD_BITS,
    closing_balances,
    list_sets,
    spread,
    sum_sets,
    touch,
)
from zhanlian.tracing.kernels.rows import RETURNS, Rows
from zhanlian.tracing.kernels.tables import Bools, Int32s, Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import POISON_RULE
from zhanlian.tracing.trace import columns_of

ORIGINS_AT_ONCE = 4096
MAX_PAIRS = 64_000_000


class TooManyPairs(Refusal):
    """So many origins reached so many accounts that naming each pair would fill the memory."""

    code = "ZL-TRACE-040"

    def __init__(self, *, pairs: int, max_pairs: int) -> None:
        super().__init__(
            f"The poison bounds name {pairs:,} pairs of account and payment.",
            where="tracing.poison",
            why=f"{max_pairs:,} is the limit that was asked for",
            do_next="ask for fewer accounts with is_wanted, or for none: the sums need no pairs",
        )


@dataclass(frozen=True, slots=True)
class Poisoned:
    """Upper bounds (上限、不守恒): never add them up, never print one without saying so.

    ``origin_count``, ``deposit_minor``, ``balance_minor`` int64[A]: origins that could have
    reached an account, the sum of what they brought into the ledger, and what lies there at the
    end. ``account``, ``origin``, ``upper_minor``: one line per pair asked for.
    """

    ledger: Ledger
    origin_count: Int64s
    deposit_minor: Int64s
    balance_minor: Int64s
    account: Int32s
    origin: Int32s
    upper_minor: Int64s

    @property
    def account_upper_minor(self) -> Int64s:
        """Per account, the most that victims' money could make of it, int64[A]."""
        return np.minimum(self.deposit_minor, self.balance_minor)

    @property
    def rule_name(self) -> str:
        """The rule, its version and its caveat, to be shown beside every figure."""
        return str(POISON_RULE)


def poison(
    ledger: Ledger, *, is_wanted: Bools | None = None, max_pairs: int = MAX_PAIRS
) -> Poisoned:
    """Let every origin taint all it could have reached.

    ``is_wanted`` bool[A]: the accounts whose origins are named one by one; all if None.
    Raises ``Refusal``: a ledger that fails its check, or more than ``max_pairs`` pairs.
    Cost: rows x origins / 64 where the payer is touched; touched accounts x 512 bytes.
    """
    ledger.check()
    rows, opening_minor = columns_of(ledger)
    slot = touch(rows, ledger.account_count)
    wanted = slot >= 0 if is_wanted is None else (slot >= 0) & is_wanted
    count, total, pairs = _spread_all(ledger, rows, slot, is_wanted=wanted, max_pairs=max_pairs)
    balance = closing_balances(rows, opening_minor, repeated_returns(rows))
    account, origin = pairs
    deposit = deposits_of(ledger)
    return Poisoned(
        ledger=ledger,
        origin_count=_by_account(slot, count),
        deposit_minor=_by_account(slot, total),
        balance_minor=balance,
        account=account.astype(np.int32),
        origin=origin.astype(np.int32),
        upper_minor=np.minimum(balance[account], deposit[origin]),
    )


def deposits_of(ledger: Ledger) -> Int64s:
    """What each origin brought into the ledger, int64[V + 1]; origin 0 brought nothing."""
    deposit = np.zeros(len(ledger.origin_ids) + 1, dtype=np.int64)
    labelled = ledger.origin > 0
    np.add.at(deposit, ledger.origin[labelled], ledger.amount_minor[labelled])
    return deposit


def repeated_returns(rows: Rows) -> Bools:
    """Undo rows whose row an earlier undo row has returned already."""
    undoing = np.flatnonzero((rows.kind & RETURNS) > 0)
    _, first = np.unique(rows.undo_row[undoing], return_index=True)
    is_repeated = np.zeros(rows.row_count, dtype=np.bool_)
    is_repeated[undoing] = True
    is_repeated[undoing[first]] = False
    return is_repeated


def _spread_all(
    ledger: Ledger, rows: Rows, slot: Int32s, *, is_wanted: Bools, max_pairs: int
) -> tuple[Int64s, Int64s, tuple[Int64s, Int64s]]:
    """Counts and sums per touched account, and the wanted pairs, pass by pass."""
    deposit, touched = deposits_of(ledger), int(slot.max(initial=-1)) + 1
    accounts = np.flatnonzero(is_wanted)
    count, total = (np.zeros(touched, dtype=np.int64) for _ in range(2))
    found: list[tuple[Int64s, Int64s]] = []
    listed = 0
    for first in range(1, len(ledger.origin_ids) + 1, ORIGINS_AT_ONCE):
        some = deposit[first : first + ORIGINS_AT_ONCE]
        bits = np.zeros((touched, -(-some.size // WORD_BITS)), dtype=np.uint64)
        spread(rows, slot, bits, first, first + some.size)
        counted, summed = sum_sets(bits, some)
        count += counted
        total += summed
        listed += int(counted[slot[accounts]].sum())
        if listed > max_pairs:
            raise TooManyPairs(pairs=listed, max_pairs=max_pairs)
        pairs = list_sets(bits, slot[accounts])
        found.append((accounts[pairs[:, 0]], pairs[:, 1] + first))
    return count, total, _in_order(found)


def _in_order(found: list[tuple[Int64s, Int64s]]) -> tuple[Int64s, Int64s]:
    """The pairs of all passes, by account, then origin."""
    none = np.empty(0, dtype=np.int64)
    account = np.concatenate([none, *(each for each, _ in found)])
    origin = np.concatenate([none, *(each for _, each in found)])
    order = np.lexsort((origin, account))
    return account[order], origin[order]


def _by_account(slot: Int32s, value: Int64s) -> Int64s:
    """A column of touched accounts as one of all accounts, 0 where nothing came."""
    found = np.zeros(slot.size, dtype=np.int64)
    found[slot >= 0] = value[slot[slot >= 0]]
    return found

"""Changes: whose money lies elsewhere after an update, line by line.

in     two traces of one case, accounts and payments matched by their ids
out    ``Change``: minor units before and after, for each (account, payment) that differs
keeps  only lines that differ; what left one line is in others: per payment that both ledgers
       have in full, the differences sum to zero
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from zhanlian.tracing.kernels.differing import differing_lines
from zhanlian.tracing.kernels.tables import Holdings, Int64s
from zhanlian.tracing.resuming.differences import GONE, new_numbers
from zhanlian.tracing.trace import Trace

NO_PAYMENT = ""


class Restart(StrEnum):
    """From where a trace went on, and why not from later."""

    LIVE = "live"  # every new row is later than all others
    SNAPSHOT = "snapshot"  # from a state kept before the first row that changed
    NO_SNAPSHOT = "no-snapshot"  # a row changed, or an opening of an account touched, too early
    ACCOUNT_GONE = "account-gone"  # an account of the old ledger is not in the new one
    OTHER_KEY = "other-key"  # another currency, rule version or kernel


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did.

    ``account``, ``payment``: numbers of each line that differs, in ``account_ids`` and in
    ``payment_ids`` ('' first, for money of no victim): those of the new ledger, then of the old
    one what is gone. ``strict_*`` are the direct method's strict amounts, else 0.
    ``first_row``: the first row that differs from the old ledger. ``restart``, ``rows_replayed``
    of ``row_count``: the work done.
    """

    account: Int64s
    payment: Int64s
    before_minor: Int64s
    after_minor: Int64s
    strict_before_minor: Int64s
    strict_after_minor: Int64s
    restart: Restart
    first_row: int
    rows_replayed: int
    row_count: int
    account_ids: Sequence[str]
    payment_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Replayed:
    """Where an update began."""

    restart: Restart
    first_row: int
    rows_replayed: int


def find_change(before: Trace, after: Trace, replayed: Replayed) -> Change:
    """Compare two traces' holdings. Cost: both, once; a sort where numbers moved."""
    accounts, account_number = _union(before.ledger.account_ids, after.ledger.account_ids)
    payments, payment_number = _union(
        (NO_PAYMENT, *before.ledger.origin_ids), (NO_PAYMENT, *after.ledger.origin_ids)
    )
    width = len(payments)
    old = _lines(before.holdings, account_number, payment_number, width)
    plain = np.arange(max(len(after.ledger.account_ids), width), dtype=np.int64)
    new = _lines(after.holdings, plain, plain, width)
    key, was, now, strict_was, strict_now = differing_lines(*old, *new)
    return Change(
        account=key // width,
        payment=key % width,
        before_minor=was,
        after_minor=now,
        strict_before_minor=strict_was,
        strict_after_minor=strict_now,
        restart=replayed.restart,
        first_row=replayed.first_row,
        rows_replayed=replayed.rows_replayed,
        row_count=after.ledger.row_count,
        account_ids=accounts,
        payment_ids=payments,
    )


def _union(old_ids: Sequence[str], new_ids: Sequence[str]) -> tuple[Sequence[str], Int64s]:
    """The new names, then the old ones that are gone; and each old name's place in that."""
    number = new_numbers(old_ids, new_ids)
    gone = np.flatnonzero(number == GONE)
    if not gone.size:
        return new_ids, number
    number[gone] = len(new_ids) + np.arange(gone.size)
    return (*new_ids, *(old_ids[each] for each in gone.tolist())), number


def _lines(
    held: Holdings, account_number: Int64s, payment_number: Int64s, width: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Key, amount and strict amount of each holding, by key."""
    key = account_number[held.account] * width + payment_number[held.origin]
    strict = np.zeros_like(held.amount_minor) if held.strict_minor is None else held.strict_minor
    if (key[1:] > key[:-1]).all():
        return key, held.amount_minor, strict
    order = np.argsort(key)
    return key[order], held.amount_minor[order], strict[order]

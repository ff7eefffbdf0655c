"""Ties: whether the order inside one second changes whose money lies where.

in     a ledger, and the rows whose place inside their second no written balance settles
out    the same ledger with those rows turned round; the accounts whose figures then change
keeps  rows that a balance puts in their place stay there; a row never moves past the second
       it was booked in, nor an undo row before what it returns
source docs/methods.md, The same-second rule (同秒规则)
"""

from dataclasses import replace

import numpy as np

from zhanlian.tracing.build import Built
from zhanlian.tracing.kernels.tables import Bools, Holdings, Int64s
from zhanlian.tracing.ledger import MICROS, Ledger
from zhanlian.tracing.trace import Trace


def turned(built: Built) -> Built:
    """The ledger with its ties turned round; the same object where there are none."""
    order = turned_order(built.ledger, built.is_tie_free)
    if (np.diff(order) > 0).all():
        return built
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    ledger = reordered(built.ledger, order)
    return replace(
        built,
        ledger=ledger,
        is_tie_free=built.is_tie_free[order],
        entry_id=built.entry_id[order],
        is_own=built.is_own[order],
        role=built.role[order],
        beside=built.beside[order],
        wholes=replace(built.wholes, row=place[built.wholes.row]),
    )


def changed_accounts(first: Trace, other: Trace) -> list[str]:
    """Accounts that hold something else, or somebody else's money, in the other trace."""
    names, others = first.ledger.origin_ids, other.ledger.origin_ids
    known = {name: number for number, name in enumerate(names, start=1)}
    number = np.array([0, *(known.get(each, -1) for each in others)], dtype=np.int64)
    moved = replace(other.holdings, origin=number[other.holdings.origin].astype(np.int32))
    differing = np.setxor1d(figures(first.holdings), figures(moved))
    return [first.ledger.account_ids[each] for each in np.unique(differing["account"]).tolist()]


def turned_order(ledger: Ledger, is_tie_free: Bools) -> Int64s:
    """The ledger's rows with the free ones of each second in turned order."""
    order = np.arange(ledger.row_count, dtype=np.int64)
    is_free = is_tie_free & (ledger.undo_row < 0)
    is_free[ledger.undo_row[ledger.undo_row >= 0]] = False
    free = np.flatnonzero(is_free)
    second = ledger.at[free] // MICROS
    order[free] = free[np.lexsort((-free, second))]
    return order


def reordered(ledger: Ledger, order: Int64s) -> Ledger:
    """The ledger with its rows in ``order``, pointers kept."""
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    undo_row = ledger.undo_row[order]
    is_undo = undo_row >= 0
    undo_row[is_undo] = place[undo_row[is_undo]]
    return replace(
        ledger,
        src=ledger.src[order],
        dst=ledger.dst[order],
        at=ledger.at[order],
        amount_minor=ledger.amount_minor[order],
        undo_row=undo_row,
        origin=ledger.origin[order],
        transfer_ids=ledger.transfer_ids[order],
    )


def figures(holdings: Holdings) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Holdings as records that can be compared as a set."""
    kind = np.dtype([("account", np.int64), ("origin", np.int64), ("amount_minor", np.int64)])
    found = np.empty(holdings.account.size, dtype=kind)
    found["account"], found["origin"] = holdings.account, holdings.origin
    found["amount_minor"] = holdings.amount_minor
    return found

"""Pro-rata run: drive the pro-rata kernel, grow its arrays, and give its state as tables.

in     ``Rows``, openings
out    an ``Outcome`` without lineage, or ``TooMuchWork`` naming the fullest accounts
keeps  growing never replays a row
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhanlian.tracing.kernels.prorata import (
    DONE,
    LOW_32,
    STORE_IS_SMALL,
    TOO_MANY_ENTRIES,
    trace_shares,
)
from zhanlian.tracing.kernels.queue_run import TooMuchWork
from zhanlian.tracing.kernels.rows import RETURNS, Rows
from zhanlian.tracing.kernels.shares import (
    CARRIED,
    FLOWS,
    KEY,
    LENGTH,
    NEXT_ROW,
    SHORTS,
    START,
    Shares,
    new_shares,
    with_larger_store,
    with_more_flows,
)
from zhanlian.tracing.kernels.tables import (
    Flows,
    Holdings,
    Lineage,
    Outcome,
    Pieces,
    UndoShortfall,
    sum_by_two_keys,
)

BUSIEST = 5


def run_shares(
    rows: Rows,
    opening_minor: NDArray[np.int64],
    *,
    origin_count: int,
    max_entries: int,
    shortfall_is_origin: bool = False,
    keeps_flows: bool = True,
) -> Outcome | TooMuchWork:
    """Trace all rows by pro-rata; without flows, only rows that are undone are remembered."""
    undo_count = int(np.count_nonzero(rows.kind & RETURNS))
    shares = new_shares(opening_minor, origin_count=origin_count, undo_count=undo_count)
    while True:
        status = trace_shares(
            rows, shares, rows.row_count, max_entries, shortfall_is_origin, keeps_flows
        )
        if status == DONE:
            return outcome_of(shares)
        if status == TOO_MANY_ENTRIES:
            return TooMuchWork(int(shares.counter[NEXT_ROW]), busiest_of(shares))
        small_store = status == STORE_IS_SMALL
        shares = with_larger_store(shares) if small_store else with_more_flows(shares)


def busiest_of(shares: Shares) -> tuple[tuple[int, int], ...]:
    """The accounts with the longest lists, and their lengths."""
    length = shares.block[:, LENGTH]
    fullest = np.argsort(-length, kind="stable")[:BUSIEST]
    return tuple((int(account), int(length[account])) for account in fullest)


def outcome_of(shares: Shares) -> Outcome:
    """The state as tables."""
    account, origin, amount = list_shares(shares)
    short = shares.short[: shares.counter[SHORTS]]
    none = np.empty(0, dtype=np.int64)
    return Outcome(
        holdings=Holdings(account, origin, amount),
        flows=flows_of(shares.flow[: shares.counter[FLOWS]]),
        lineage=Lineage(none, none, none.astype(np.int32), none),
        pieces=pieces_of(account, origin, amount),
        born_minor=shares.born,
        undo_shortfall=UndoShortfall(short[:, 0].copy(), short[:, 1].copy()),
    )


def flows_of(flow: NDArray[np.int64]) -> Flows:
    """The noted flows by row, origin; only an undo row can have noted an origin twice."""
    key = flow[:, KEY]
    row, origin, sums = sum_by_two_keys(key >> 32, key & LOW_32, flow[:, CARRIED].copy())
    return Flows(row, origin.astype(np.int32), sums[0])


def pieces_of(
    account: NDArray[np.int32], origin: NDArray[np.int32], amount: NDArray[np.int64]
) -> Pieces:
    """One piece per holding; the position only tells lines of one account apart."""
    is_new = np.append(True, np.diff(account) != 0)[: account.size]
    line = np.arange(account.size)
    position = line - np.maximum.accumulate(np.where(is_new, line, 0)) if line.size else line
    none = np.full(account.size, -1, dtype=np.int64)
    is_strict = np.zeros(account.size, dtype=np.bool_)
    return Pieces(account, position.astype(np.int32), origin, none, amount, is_strict)


@njit(cache=True, nogil=True)
def list_shares(shares):
    """Every account's clean money and entries as three columns, sorted by account, origin."""
    lines = np.count_nonzero(shares.clean) + shares.block[:, LENGTH].sum()
    account = np.empty(lines, dtype=np.int32)
    origin = np.empty(lines, dtype=np.int32)
    amount = np.empty(lines, dtype=np.int64)
    line = 0
    for holder in range(shares.clean.size):
        if shares.clean[holder] > 0:
            account[line], origin[line], amount[line] = holder, 0, shares.clean[holder]
            line += 1
        start = shares.block[holder, START]
        for place in range(start, start + shares.block[holder, LENGTH]):
            account[line], origin[line] = holder, shares.origin[place]
            amount[line] = shares.minor[place]
            line += 1
    return account, origin, amount

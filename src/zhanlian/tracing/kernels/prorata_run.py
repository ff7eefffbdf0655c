"""Pro-rata run: drive the pro-rata kernel, grow its arrays, and give its state as tables.

in     ``Rows``, openings
out    an ``Outcome`` without lineage, or ``TooMuchWork`` naming the fullest accounts
keeps  growing never replays a row
"""

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.prorata import (
    DONE,
    STORE_IS_SMALL,
    TOO_MANY_ENTRIES,
    trace_shares,
)
from zhanlian.tracing.kernels.queue_run import TooMuchWork
from zhanlian.tracing.kernels.rows import RETURNS, Rows
from zhanlian.tracing.kernels.shares import (
    BORN,
    CLEAN,
    FLOWS,
    IS_TABLE,
    LENGTH,
    NEXT_ROW,
    SHORTS,
    START,
    Shares,
    new_shares,
    table_size,
    with_larger_store,
    with_more_flows,
    with_next_rows,
)
from zhanlian.tracing.kernels.sums import sum_by_two_keys
from zhanlian.tracing.kernels.tables import (
    Flows,
    Holdings,
    Lineage,
    Outcome,
    Pieces,
    UndoShortfall,
)

BUSIEST = 5


def run_shares(
    rows: Rows,
    opening_minor: NDArray[np.int64],
    *,
    origin_count: int,
    max_entries: int,
    shortfall_is_origin: bool = False,
) -> Outcome | TooMuchWork:
    """Trace all rows by pro-rata."""
    shares = start_shares(rows, opening_minor, origin_count=origin_count)
    advanced = advance_shares(
        rows, shares, stop_row=rows.row_count, max_entries=max_entries,
        shortfall_is_origin=shortfall_is_origin,
    )  # fmt: skip
    return advanced if isinstance(advanced, TooMuchWork) else outcome_of(advanced)


def start_shares(rows: Rows, opening_minor: NDArray[np.int64], *, origin_count: int) -> Shares:
    """The state before the first row."""
    undo_count = int(np.count_nonzero(rows.kind & RETURNS))
    return new_shares(opening_minor, origin_count=origin_count, undo_count=undo_count)


def go_to_rows(rows: Rows, shares: Shares, *, first_row: int) -> Shares:
    """The same state before ``rows``, of which the first is number ``first_row`` of the trace.

    An undo row must stand in the same columns as the row it returns.
    """
    undo_count = int(np.count_nonzero(rows.kind & RETURNS))
    return with_next_rows(shares, first_row=first_row, undo_count=undo_count)


def advance_shares(
    rows: Rows,
    shares: Shares,
    *,
    stop_row: int,
    max_entries: int,
    shortfall_is_origin: bool = False,
    keeps_flows: bool = True,
) -> Shares | TooMuchWork:
    """Apply the rows up to ``stop_row``; the returned state replaces the one given.

    Without flows, only rows that are undone are remembered.
    """
    while True:
        status = trace_shares(rows, shares, stop_row, max_entries, shortfall_is_origin, keeps_flows)
        if status == DONE:
            return shares
        if status == TOO_MANY_ENTRIES:
            return TooMuchWork(int(shares.counter[NEXT_ROW]), busiest_of(shares))
        small_store = status == STORE_IS_SMALL
        shares = with_larger_store(shares) if small_store else with_more_flows(shares)


def busiest_of(shares: Shares) -> tuple[tuple[int, int], ...]:
    """The accounts with the longest lists, and their lengths."""
    length = shares.acc[:, LENGTH]
    fullest = np.argsort(-length, kind="stable")[:BUSIEST]
    return tuple((int(account), int(length[account])) for account in fullest)


def outcome_of(shares: Shares) -> Outcome:
    """The state as tables. Cost: accounts + entries; flows are not copied."""
    pieces = list_shares(shares)
    short = shares.short[: shares.counter[SHORTS]]
    none = np.empty(0, dtype=np.int64)
    return Outcome(
        holdings=Holdings(pieces.account, pieces.origin, pieces.amount_minor),
        flows=flows_of(shares),
        lineage=Lineage(none, none, none.astype(np.int32), none),
        pieces=pieces,
        born_minor=shares.acc[:, BORN].copy(),
        undo_shortfall=UndoShortfall(short[:, 0].copy(), short[:, 1].copy()),
    )


def flows_of(shares: Shares) -> Flows:
    """The noted flows by row, origin; only an undo row can have noted an origin twice."""
    used = shares.counter[FLOWS]
    row, origin = shares.flow_row[:used], shares.flow_origin[:used]
    amount = shares.flow_minor[:used]
    if shares.short.size == 0:
        return Flows(row, origin, amount)
    rows, origins, sums = sum_by_two_keys(row, origin, amount)
    return Flows(rows, origins, sums[0])


def list_shares(shares: Shares) -> Pieces:
    """Every account's clean money and entries, one piece each, sorted by account, origin."""
    lines = np.count_nonzero(shares.acc[:, CLEAN]) + int(shares.acc[:, LENGTH].sum())
    pieces = Pieces(
        account=np.empty(lines, dtype=np.int32),
        position=np.empty(lines, dtype=np.int32),
        origin=np.empty(lines, dtype=np.int32),
        record=np.full(lines, -1, dtype=np.int64),
        amount_minor=np.empty(lines, dtype=np.int64),
        is_strict=np.zeros(lines, dtype=np.bool_),
    )
    write_shares(shares, (pieces.account, pieces.position, pieces.origin, pieces.amount_minor))
    return pieces


@kernel
def write_shares(shares, columns):
    """Write every account's entries into the columns account, position, origin and amount."""
    accounts, positions, origins, amounts = columns
    line = 0
    for account in range(shares.acc.shape[0]):
        first = line
        if shares.acc[account, CLEAN] > 0:
            origins[line], amounts[line] = 0, shares.acc[account, CLEAN]
            line += 1
        start, is_table = shares.acc[account, START], shares.acc[account, IS_TABLE]
        length = shares.acc[account, LENGTH]
        count = table_size(shares, account) if is_table else length
        for entry in range(count):
            amount = shares.minor[start + entry]
            if amount > 0:
                origins[line] = entry if is_table else shares.origin[start + entry]
                amounts[line] = amount
                line += 1
        for place in range(first, line):
            accounts[place] = account
            positions[place] = place - first

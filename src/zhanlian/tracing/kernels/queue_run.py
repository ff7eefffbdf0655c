"""Queue run: drive the queue kernel, grow its arrays, and give its state as tables.

in     ``Rows``, openings, a ``Policy``
out    an ``Outcome``, or ``TooMuchWork`` naming the row where a limit tripped
keeps  growing never replays a row; clean records that only served undo rows are left out
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.listing import list_pieces
from zhanlian.tracing.kernels.purses import (
    BORN,
    LIVE,
    LOW_32,
    MOVED,
    NEXT_ROW,
    PATH,
    RECORDS,
    RETURNED_AMOUNT,
    RETURNED_ORIGIN,
    RETURNS_MADE,
    SHORTS,
    UNDO_ROW,
    UNDONE_ROW,
    Policy,
    Purses,
    new_purses,
    with_larger_pool,
    with_more_records,
    with_more_returns,
    with_next_rows,
)
from zhanlian.tracing.kernels.queues import (
    DONE,
    POOL_IS_SMALL,
    RECORDS_ARE_SMALL,
    SLACK,
    TOO_MANY_MOVES,
    trace_rows,
)
from zhanlian.tracing.kernels.rows import RETURNS, Rows
from zhanlian.tracing.kernels.strict import STRICT_COLUMNS, start_strict
from zhanlian.tracing.kernels.sums import sum_by_two_keys
from zhanlian.tracing.kernels.tables import (
    Flows,
    Holdings,
    Lineage,
    Outcome,
    Pieces,
    UndoShortfall,
)


@dataclass(frozen=True, slots=True)
class TooMuchWork:
    """A limit tripped before ``row``; ``busiest`` are the accounts that hold most entries."""

    row: int
    busiest: tuple[tuple[int, int], ...] = ()


def run_queues(
    rows: Rows, opening_minor: NDArray[np.int64], policy: Policy, *, max_moves: int
) -> Outcome | TooMuchWork:
    """Trace all rows by one queue policy."""
    purses = start_purses(rows, opening_minor, policy)
    advanced = advance(rows, purses, policy, stop_row=rows.row_count, max_moves=max_moves)
    if isinstance(advanced, TooMuchWork):
        return advanced
    return outcome_of(advanced, policy)


def start_purses(rows: Rows, opening_minor: NDArray[np.int64], policy: Policy) -> Purses:
    """The state before the first row."""
    undo_count = int(np.count_nonzero(rows.kind & RETURNS))
    columns = STRICT_COLUMNS if policy.has_strict_bits else 0
    purses = new_purses(opening_minor, undo_count=undo_count, strict_columns=columns)
    if policy.has_strict_bits:
        start_strict(purses)
    return purses


def go_to_rows(rows: Rows, purses: Purses, *, first_row: int) -> Purses:
    """The same state before ``rows``, of which the first is number ``first_row`` of the trace.

    An undo row must stand in the same columns as the row it returns.
    """
    undo_count = int(np.count_nonzero(rows.kind & RETURNS))
    return with_next_rows(purses, first_row=first_row, undo_count=undo_count)


def advance(
    rows: Rows, purses: Purses, policy: Policy, *, stop_row: int, max_moves: int
) -> Purses | TooMuchWork:
    """Apply the rows up to ``stop_row``; the returned state replaces the one given."""
    while True:
        status = trace_rows(rows, purses, policy, stop_row, max_moves)
        if status == DONE:
            return purses
        if status == TOO_MANY_MOVES:
            return TooMuchWork(int(purses.counter[NEXT_ROW]))
        need = int(purses.counter[LIVE]) + SLACK
        if status == POOL_IS_SMALL:
            purses = with_larger_pool(purses)
        elif status == RECORDS_ARE_SMALL:
            purses = with_more_records(purses, need=need)
        else:
            purses = with_more_returns(purses, need=need)


def outcome_of(purses: Purses, policy: Policy) -> Outcome:
    """The state as tables. Cost: accounts + pieces + records."""
    lines = list_pieces(purses, policy)
    lineage, new_place = lineage_of(purses)
    short = purses.short[: purses.counter[SHORTS]]
    return Outcome(
        holdings=holdings_of(lines, policy),
        flows=flows_of(lineage, purses.returned[: purses.counter[RETURNS_MADE]]),
        lineage=lineage,
        pieces=lines if new_place is None else replace(lines, record=new_place[lines.record]),
        born_minor=purses.acc[:, BORN].copy(),
        undo_shortfall=UndoShortfall(short[:, 0].copy(), short[:, 1].copy()),
    )


def lineage_of(purses: Purses) -> tuple[Lineage, NDArray[np.int64] | None]:
    """Victims' records, and each old record's new place (-1 last, for no record).

    The places are None where nothing moves: only undo rows make records of clean money.
    """
    used = int(purses.counter[RECORDS])
    path, origin = purses.rec[:used, PATH], purses.rec_origin[:used]
    moved = purses.rec[:used, MOVED]
    is_kept = origin > 0
    if is_kept.all():
        return Lineage(path >> 32, (path & LOW_32) - 1, origin.copy(), moved.copy()), None
    new_place = np.append(np.cumsum(is_kept) - 1, -1)
    parent = new_place[(path[is_kept] & LOW_32) - 1]
    return Lineage(path[is_kept] >> 32, parent, origin[is_kept], moved[is_kept]), new_place


def holdings_of(pieces: Pieces, policy: Policy) -> Holdings:
    """Pieces summed per account and origin."""
    amount = pieces.amount_minor
    values = (amount, amount * pieces.is_strict) if policy.has_strict_bits else (amount,)
    account, origin, sums = sum_by_two_keys(pieces.account, pieces.origin, *values)
    strict_minor = sums[1] if policy.has_strict_bits else None
    return Holdings(account.astype(np.int32), origin, sums[0], strict_minor)


def flows_of(lineage: Lineage, returned: NDArray[np.int64]) -> Flows:
    """Records summed per row and origin; a returned amount counts in both of its rows."""
    rows, origins, amounts = lineage.row, lineage.origin, lineage.amount_minor
    if returned.size:
        origin_back, amount_back = returned[:, RETURNED_ORIGIN], returned[:, RETURNED_AMOUNT]
        rows = np.concatenate((rows, returned[:, UNDONE_ROW], returned[:, UNDO_ROW]))
        origins = np.concatenate((origins, origin_back, origin_back))
        amounts = np.concatenate((amounts, amount_back, amount_back))
    row, origin, sums = sum_by_two_keys(rows, origins, amounts)
    return Flows(row, origin, sums[0])

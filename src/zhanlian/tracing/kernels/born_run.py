"""Born run: drive the kernel that lets age decide, grow its arrays, and give its state as tables.

in     ``Rows``, openings, whether the newest leaves first
out    an ``Outcome``, or ``TooMuchWork`` naming the row where a limit tripped
keeps  growing never replays a row; clean records that only served undo rows are left out
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from zhanlian.tracing.kernels.births import (
    AMOUNT,
    BORN,
    LEFT,
    LIVE,
    MOVED,
    NEXT_ROW,
    OWNER,
    PARENT,
    RECORD_ORIGIN,
    RECORDS,
    RETURNED_AMOUNT,
    RETURNED_ORIGIN,
    RETURNS_MADE,
    RIGHT,
    ROW,
    SHORTS,
    TURN,
    UNDO_ROW,
    UNDONE_ROW,
    Births,
    new_births,
    with_larger_pool,
    with_more_records,
    with_more_returns,
)
from zhanlian.tracing.kernels.born import (
    DONE,
    POOL_IS_SMALL,
    RECORDS_ARE_SMALL,
    SLACK,
    TOO_MANY_MOVES,
    open_accounts,
    trace_born,
)
from zhanlian.tracing.kernels.queue_run import TooMuchWork
from zhanlian.tracing.kernels.rows import RETURNS, Rows
from zhanlian.tracing.kernels.sums import sum_by_two_keys
from zhanlian.tracing.kernels.tables import (
    Flows,
    Holdings,
    Lineage,
    Outcome,
    Pieces,
    UndoShortfall,
)

OLDEST_FIRST, NEWEST_FIRST = 1, -1
LOW_32 = 0xFFFF_FFFF
# columns of a list
ACCOUNT, LIST_OWNER, MINOR, LIST_BORN, LIST_TURN = 0, 1, 2, 3, 4


def run_born(
    rows: Rows,
    opening_minor: NDArray[np.int64],
    *,
    takes_newest: bool,
    max_moves: int,
    shortfall_is_origin: bool = False,
) -> Outcome | TooMuchWork:
    """Trace all rows, the oldest or the newest money leaving first."""
    sign = NEWEST_FIRST if takes_newest else OLDEST_FIRST
    births = new_births(opening_minor, undo_count=int(np.count_nonzero(rows.kind & RETURNS)))
    open_accounts(births, opening_minor, sign)
    while True:
        status = trace_born(rows, births, sign, rows.row_count, max_moves, shortfall_is_origin)
        if status == DONE:
            return outcome_of(births)
        if status == TOO_MANY_MOVES:
            return TooMuchWork(int(births.counter[NEXT_ROW]))
        need = int(births.counter[LIVE]) + SLACK
        if status == POOL_IS_SMALL:
            births = with_larger_pool(births, need=need)
        elif status == RECORDS_ARE_SMALL:
            births = with_more_records(births, need=need)
        else:
            births = with_more_returns(births, need=need)


def outcome_of(births: Births) -> Outcome:
    """The state as tables. Cost: accounts + pieces + records, and a sort of each."""
    lines = list_heaps(births)
    order = np.lexsort((lines[:, LIST_TURN], lines[:, LIST_BORN], lines[:, ACCOUNT]))
    lines = lines[order]
    origin = lines[:, LIST_OWNER] >> 32
    account, held_origin, sums = sum_by_two_keys(lines[:, ACCOUNT], origin, lines[:, MINOR].copy())
    lineage, new_place = lineage_of(births)
    short = births.short[: births.counter[SHORTS]]
    return Outcome(
        holdings=Holdings(account.astype(np.int32), held_origin.astype(np.int32), sums[0]),
        flows=flows_of(lineage, births.returned[: births.counter[RETURNS_MADE]]),
        lineage=lineage,
        pieces=pieces_of(lines, new_place),
        born_minor=births.born,
        undo_shortfall=UndoShortfall(short[:, 0].copy(), short[:, 1].copy()),
    )


def lineage_of(births: Births) -> tuple[Lineage, NDArray[np.int64]]:
    """Victims' records, and each old record's new place (-1 last, for no record)."""
    rec = births.rec[: births.counter[RECORDS]]
    is_kept = rec[:, RECORD_ORIGIN] > 0
    new_place = np.append(np.cumsum(is_kept) - 1, -1)
    rec = rec[is_kept]
    origin = rec[:, RECORD_ORIGIN].astype(np.int32)
    return Lineage(rec[:, ROW], new_place[rec[:, PARENT]], origin, rec[:, MOVED]), new_place


def flows_of(lineage: Lineage, returned: NDArray[np.int64]) -> Flows:
    """Records summed per row and origin; a returned amount counts in both of its rows."""
    origin_back, amount_back = returned[:, RETURNED_ORIGIN], returned[:, RETURNED_AMOUNT]
    row, origin, sums = sum_by_two_keys(
        np.concatenate((lineage.row, returned[:, UNDONE_ROW], returned[:, UNDO_ROW])),
        np.concatenate((lineage.origin.astype(np.int64), origin_back, origin_back)),
        np.concatenate((lineage.amount_minor, amount_back, amount_back)),
    )
    return Flows(row, origin.astype(np.int32), sums[0])


def pieces_of(lines: NDArray[np.int64], new_place: NDArray[np.int64]) -> Pieces:
    """The listed lines as columns, next out first, their records renumbered."""
    account = lines[:, ACCOUNT]
    line = np.arange(account.size)
    is_new = np.diff(account, prepend=-1) != 0
    position = line - np.maximum.accumulate(np.where(is_new, line, 0)) if line.size else line
    origin = lines[:, LIST_OWNER] >> 32
    record = np.where(origin > 0, new_place[(lines[:, LIST_OWNER] & LOW_32) - 1], -1)
    return Pieces(
        account=account.astype(np.int32),
        position=position.astype(np.int32),
        origin=origin.astype(np.int32),
        record=record,
        amount_minor=lines[:, MINOR].copy(),
        is_strict=np.zeros(account.size, dtype=np.bool_),
    )


@njit(cache=True, nogil=True)
def list_heaps(births):
    """Every piece as int64[lines, 5]: account, owner, amount, birth, turn; heap by heap."""
    lines = np.empty((births.counter[LIVE], 5), dtype=np.int64)
    waiting = np.empty(births.counter[LIVE] + 1, dtype=np.int64)
    used = 0
    for account in range(births.root.size):
        depth = 0
        if births.root[account] >= 0:
            waiting[0] = births.root[account]
            depth = 1
        while depth > 0:
            depth -= 1
            piece = waiting[depth]
            lines[used, ACCOUNT] = account
            lines[used, LIST_OWNER] = births.pool[piece, OWNER]
            lines[used, MINOR] = births.pool[piece, AMOUNT]
            lines[used, LIST_BORN] = births.pool[piece, BORN]
            lines[used, LIST_TURN] = births.pool[piece, TURN]
            used += 1
            for side in (LEFT, RIGHT):
                if births.pool[piece, side] >= 0:
                    waiting[depth] = births.pool[piece, side]
                    depth += 1
    return lines

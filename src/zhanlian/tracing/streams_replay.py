"""Replay: the accounts of undo rows, one at a time, with a payment that is no row yet.

in     the tapes, an account that an undo row touches, a payment into it
out    ``Stretches`` that stand in for those of the accounts which the payment changes
keeps  an account is played again exactly when what an undo row gives back to it has changed;
       such a change only reaches later rows, so the rounds end
"""

from collections import deque

import numpy as np

from zhanlian.tracing.kernels.streams import OFFSET, ROW, Stretches, Tapes
from zhanlian.tracing.kernels.streams_gone import sort_gone, taken_of
from zhanlian.tracing.kernels.streams_lines import Lines, new_lines, put_last
from zhanlian.tracing.kernels.streams_rewound import find_taken, play
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.streams_build import NOTHING_OVER

ONLY_LINE = 0


def rows_of(tapes: Tapes, account: int) -> Int64s:
    """The rows in which the account pays or receives, ascending."""
    came = tapes.credit_row[tapes.credit_start[account] : tapes.credit_start[account + 1]]
    went = tapes.debit_row[tapes.debit_start[account] : tapes.debit_start[account + 1]]
    return np.sort(np.concatenate((came, went))).astype(np.int64)


def tape_end(tapes: Tapes, account: int) -> int:
    """Where the tape of a rewound account ends: a place that no row has used."""
    stop = int(tapes.credit_start[account + 1])
    if stop == tapes.credit_start[account]:
        return int(tapes.opening[account])
    last = tapes.credit_row[stop - 1]
    return int(tapes.entered_minor[last] + tapes.rows.amount_minor[last])


def play_account(tapes: Tapes, over: Stretches, account: int, stop_row: int) -> Lines:
    """One account's line just before ``stop_row``."""
    played = rows_of(tapes, account)
    lines = new_lines(tapes.opening[[account]])
    return play(tapes, lines, over, played[played < stop_row], account)


def replay_with(
    tapes: Tapes, account: int, from_row: int, amount_minor: int
) -> tuple[Stretches, int]:
    """The stretches that change if ``amount_minor`` comes in before ``from_row``.

    Also how many rows were played. Cost: the rows of the accounts that change.
    """
    over, changed, row_count = NOTHING_OVER, {}, 0
    waiting = deque([account])
    while waiting:
        each = waiting.popleft()
        stop_row = from_row if each == account else tapes.rows.row_count
        lines = play_account(tapes, over, each, stop_row)
        if each == account:
            put_last(lines, ONLY_LINE, tape_end(tapes, account), amount_minor)
            later = rows_of(tapes, account)
            lines = play(tapes, lines, over, later[later >= from_row], account)
        row_count += rows_of(tapes, each).size
        changed[each] = taken_of(lines)
        before, over = over, _join(changed)
        waiting.extend(_touched(tapes, each, before, over))
    return sort_gone(tapes, over, over), row_count


def _touched(tapes: Tapes, account: int, before: Stretches, now: Stretches) -> list[int]:
    """The payees of the account's undo rows that give back other stretches than before."""
    undo_rows = np.unique(tapes.undone[:, 1])
    payees = set()
    for row in undo_rows[tapes.rows.src[undo_rows] == account].tolist():
        given = [table[first:stop] for table, first, stop in (
            find_taken(tapes, before, row), find_taken(tapes, now, row))]  # fmt: skip
        if not np.array_equal(*given):
            payees.add(int(tapes.rows.dst[row]))
    return sorted(payees)


def _join(changed: dict[int, Int64s]) -> Stretches:
    """One table of the accounts played again."""
    taken = np.concatenate(list(changed.values()))
    order = np.lexsort((taken[:, OFFSET], taken[:, ROW]))
    accounts = np.array(sorted(changed), dtype=np.int32)
    starts = np.zeros(accounts.size + 1, dtype=np.int64)
    return Stretches(accounts, np.ascontiguousarray(taken[order]), starts, taken[:0])

"""Queues: FIFO, LIFO, victim-first, lowest-balance and direct, row by row.

in     ``Rows``, ``Purses``, a ``Policy``; the state says which row comes next
out    a status; the state stands after the last whole row, so a trace can go on from it
keeps  a row is applied whole or not at all; a sink is debited only by an undo row

Most rows join two clean accounts: they change two numbers and no queue. The next rows'
account records are asked for early, because waiting for memory is most of their cost.
"""

import numpy as np

from zhanlian.tracing.kernels.compiled import inlined, kernel
from zhanlian.tracing.kernels.moves import create, give_origin, move
from zhanlian.tracing.kernels.pieces import NOT_STRICT, give_clean
from zhanlian.tracing.kernels.prefetch import prefetch_record
from zhanlian.tracing.kernels.purses import (
    BORN,
    CLEAN,
    FIRST_ROW,
    HEAD,
    LIVE,
    MOVES,
    NEXT_ROW,
    RECORDS,
    RETURNS_MADE,
    SHORTS,
)
from zhanlian.tracing.kernels.returns import give_back_row
from zhanlian.tracing.kernels.rows import FROM_SINK, LABELLED, MARKED, ORDINARY, RETURNS, STILL
from zhanlian.tracing.kernels.strict import credit_strict, debit_strict, note_clean_move

DONE, POOL_IS_SMALL, RECORDS_ARE_SMALL, RETURNS_ARE_SMALL, TOO_MANY_MOVES = 0, 1, 2, 3, 4

ROWS_AHEAD = 24  # far enough for memory to answer, near enough to stay in cache
MICROS = 1_000_000
SLACK = 16  # pieces or records that one row can need beyond one per live piece


@kernel
def trace_rows(rows, purses, policy, stop_row, max_moves):
    """Apply rows from the state's next row up to ``stop_row`` (not included).

    Returns DONE, or what must grow before the same row can be applied, or TOO_MANY_MOVES.
    Cost: O(rows + pieces moved); two cache lines for a row between clean accounts.
    """
    acc = purses.acc
    for row in range(purses.counter[NEXT_ROW], stop_row):
        ahead = min(row + ROWS_AHEAD, stop_row - 1)
        prefetch_record(acc, rows.src[ahead])
        prefetch_record(acc, rows.dst[ahead])
        payer, payee = np.uint64(rows.src[row]), np.uint64(rows.dst[row])
        if rows.kind[row] == ORDINARY and acc[payer, HEAD] < 0:
            amount = rows.amount_minor[row]
            left = acc[payer, CLEAN] - amount
            is_clean = not policy.shortfall_is_origin or left >= 0
            if is_clean and purses.counter[LIVE] < purses.pool.shape[0]:
                acc[payer, BORN] -= min(0, left)
                acc[payer, CLEAN] = max(0, left)
                if policy.has_strict_bits:
                    note_clean_move(purses, payer, left)
                    number = row + purses.counter[FIRST_ROW]
                    credit_strict(purses, payee, amount, 0, number, rows.at[row] // MICROS)
                give_clean(purses, policy, payee, amount, policy.takes_newest)
                continue
        status = what_is_small(purses, max_moves)
        if status != DONE:
            purses.counter[NEXT_ROW] = row
            return status
        apply_row(rows, purses, policy, row)
    purses.counter[NEXT_ROW] = max(purses.counter[NEXT_ROW], stop_row)
    return DONE


@inlined
def what_is_small(purses, max_moves):
    """DONE if any one row fits: it makes at most one record and one return per live piece."""
    need = purses.counter[LIVE] + SLACK
    if purses.counter[MOVES] > max_moves:
        return TOO_MANY_MOVES
    if purses.pool.shape[0] < need:
        return POOL_IS_SMALL
    if purses.rec.shape[0] - purses.counter[RECORDS] < need:
        return RECORDS_ARE_SMALL
    has_undo = purses.short.shape[0] > 0
    if has_undo and purses.returned.shape[0] - purses.counter[RETURNS_MADE] < need:
        return RETURNS_ARE_SMALL
    return DONE


@inlined
def apply_row(rows, purses, policy, row):
    """Apply one row of any kind."""
    kind = rows.kind[row]
    if kind & STILL:
        return
    payer, payee = np.int64(rows.src[row]), np.int64(rows.dst[row])
    amount, number = rows.amount_minor[row], row + purses.counter[FIRST_ROW]
    if kind & LABELLED:
        origin, epoch = np.int64(rows.origin[row]), NOT_STRICT
        if policy.has_strict_bits:
            epoch = credit_strict(purses, payee, amount, origin, number, rows.at[row] // MICROS)
        give_origin(purses, policy, number, origin, payee, amount, epoch)
        return
    if kind & RETURNS:
        undone = rows.undo_row[row] + purses.counter[FIRST_ROW]
        amount -= give_back_row(purses, policy, number, undone, payee, payer, amount)
        if amount == 0:
            return
        note_short(purses, number, amount)
    move_by_policy(rows, purses, policy, row, payer, payee, amount)


@inlined
def note_short(purses, row, amount):
    """Remember what an undo row could not take back because the payee had spent it."""
    place = purses.counter[SHORTS]
    purses.short[place, 0] = row
    purses.short[place, 1] = amount
    purses.counter[SHORTS] = place + 1


@inlined
def move_by_policy(rows, purses, policy, row, payer, payee, amount):
    """Carry ``amount`` of an ordinary row; from a sink it is new money."""
    number = row + purses.counter[FIRST_ROW]
    is_marked = (rows.kind[row] & MARKED) != 0
    is_from_sink = (rows.kind[row] & FROM_SINK) != 0
    epoch = NOT_STRICT
    if policy.has_strict_bits:
        origin = 0 if is_from_sink else debit_strict(purses, payer, amount)
        epoch = credit_strict(purses, payee, amount, origin, number, rows.at[row] // MICROS)
    if is_from_sink:
        purses.acc[payer, BORN] += amount
        create(purses, policy, number, payer, payee, amount, is_marked)
    else:
        move(purses, policy, number, payer, payee, amount, is_marked, epoch)

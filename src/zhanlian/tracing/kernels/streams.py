"""Streams: each account as one long tape of what came in, read off by what went out.

in     ``Rows`` and openings
out    ``Tapes``: where on the payee's tape each row's money was put, and from where on the
       payer's tape it was taken, with both lists of rows per account
keeps  first in, first out never asks whose money it is: which minor units a row takes depends
       on amounts and order alone, so one pass answers for every payment, labelled or not

An account's tape starts with its opening; every credit is put at its end. What goes out is read
from the start of the tape, so a debit takes the stretch that begins where the last one stopped.
Money that the account lacks is put on the tape at the moment it is paid: a stretch of no credit.
A credit at [x, x + q) has gone out by exactly the debits whose stretches overlap [x, x + q).

Undo rows put money back at the front and break this arithmetic. The two accounts of an undo row
are *rewound* accounts: their rows' stretches are listed one by one (``streams_rewound``), and
a shortfall has no place on their tapes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.prefetch import prefetch_record
from zhanlian.tracing.kernels.rows import FROM_SINK, LABELLED, RETURNS, STILL, Rows

# columns of ends: how long the tape is and how much of it is gone, next free places in lists
IN, OUT, CREDITS, DEBITS = 0, 1, 2, 3
END_COLUMNS = 4
REWOUND = -1  # as OUT: the account has no single place up to which its tape is gone
NOT_REWOUND = -1  # as line number
# columns of taken: one stretch of a tape that a row took; OFFSET counts inside the row's money
ROW, OFFSET, MINOR, TAPE = 0, 1, 2, 3
TAKEN_COLUMNS = 4
ROWS_AHEAD = 24
ROWS_NEAR = 12


class Stretches(NamedTuple):
    """What rows took off the tapes of some rewound accounts, stretch by stretch.

    account int32[L], ascending. taken int64[T, 4]: every stretch, by row. gone int64[G, 4]: the
    same without what an undo row gave back, by account and place on the tape; account k's stand
    at gone_start[k]..gone_start[k + 1], int64[L + 1].
    """

    account: NDArray[np.int32]
    taken: NDArray[np.int64]
    gone_start: NDArray[np.int64]
    gone: NDArray[np.int64]


class Tapes(NamedTuple):
    """Arrays of one ledger's tapes.

    rows: the ledger's ``Rows``. opening int64[A]. entered_minor, left_minor int64[n]: where the
    row's money begins on its payee's and its payer's tape. credit_row, debit_row int32: row
    numbers, those of account a at start[a]..start[a + 1] of credit_start, debit_start int64[A+1].
    line_no int32[A]: place among the rewound accounts, or -1; their stretches are in rewound.
    undone int64[U, 2]: each row that is given back with its undo row, ascending.
    """

    rows: Rows
    opening: NDArray[np.int64]
    entered_minor: NDArray[np.int64]
    left_minor: NDArray[np.int64]
    credit_start: NDArray[np.int64]
    credit_row: NDArray[np.int32]
    debit_start: NDArray[np.int64]
    debit_row: NDArray[np.int32]
    line_no: NDArray[np.int32]
    rewound: Stretches
    undone: NDArray[np.int64]


def lay_tapes(rows: Rows, opening_minor: NDArray[np.int64]) -> Tapes:
    """Every row's two places.

    Cost: two passes; 24 bytes a row, 20 an account, and 48 an account while it runs.
    ``rewound`` has no stretch yet: ``streams_rewound`` finds them.
    """
    accounts, row_count = opening_minor.size, rows.row_count
    line_no = number_rewound(rows, accounts)
    counts = np.zeros((accounts, 2), dtype=np.int64)
    count_entries(rows, counts)
    credit_start, debit_start = starts_of(counts[:, 0]), starts_of(counts[:, 1])
    ends = np.zeros((accounts, END_COLUMNS), dtype=np.int64)
    ends[:, IN] = opening_minor
    ends[line_no >= 0, OUT] = REWOUND
    ends[:, CREDITS], ends[:, DEBITS] = credit_start[:-1], debit_start[:-1]
    tapes = Tapes(
        rows=rows,
        opening=opening_minor,
        entered_minor=np.empty(row_count, dtype=np.int64),
        left_minor=np.empty(row_count, dtype=np.int64),
        credit_start=credit_start,
        credit_row=np.empty(credit_start[-1], dtype=np.int32),
        debit_start=debit_start,
        debit_row=np.empty(debit_start[-1], dtype=np.int32),
        line_no=line_no,
        rewound=no_stretches(np.flatnonzero(line_no >= 0)),
        undone=list_undone(rows),
    )
    put_rows(tapes, ends)
    return tapes


def no_stretches(accounts: NDArray[np.int64]) -> Stretches:
    """Nothing taken from these accounts."""
    none = np.empty((0, TAKEN_COLUMNS), dtype=np.int64)
    starts = np.zeros(accounts.size + 1, dtype=np.int64)
    return Stretches(accounts.astype(np.int32), none, starts, none)


def starts_of(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each account's list begins, and the end of the last one."""
    starts = np.zeros(counts.size + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def number_rewound(rows: Rows, accounts: int) -> NDArray[np.int32]:
    """A number for each account that pays or receives in an undo row, else -1."""
    line_no = np.full(accounts, NOT_REWOUND, dtype=np.int32)
    returning = np.flatnonzero(rows.kind & RETURNS)
    rewound = np.unique(np.concatenate((rows.src[returning], rows.dst[returning])))
    line_no[rewound] = np.arange(rewound.size)
    return line_no


def list_undone(rows: Rows) -> NDArray[np.int64]:
    """Pairs of a row and the undo row that gives it back, sorted, int64[U, 2]."""
    returning = np.flatnonzero(rows.kind & RETURNS)
    pairs = np.stack((rows.undo_row[returning].astype(np.int64), returning), axis=1)
    return np.ascontiguousarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])


@kernel
def is_debit(kind):
    """Whether a row of this kind takes money off its payer's tape."""
    return (kind & (LABELLED | STILL)) == 0 and (kind & (FROM_SINK | RETURNS)) != FROM_SINK


@kernel
def count_entries(rows, counts):
    """Count each account's credits and debits, int64[A, 2]."""
    last = rows.src.size - 1
    for row in range(rows.src.size):
        ahead = min(row + ROWS_AHEAD, last)
        prefetch_record(counts, rows.src[ahead])
        prefetch_record(counts, rows.dst[ahead])
        kind = rows.kind[row]
        counts[rows.dst[row], 0] += (kind & STILL) == 0
        counts[rows.src[row], 1] += is_debit(kind)


@kernel
def put_rows(tapes, ends):
    """Walk the rows once: take each one's stretch off one tape, put it on the other."""
    rows, last = tapes.rows, tapes.rows.src.size - 1
    credit_lines = tapes.credit_row.reshape(tapes.credit_row.size, 1)
    debit_lines = tapes.debit_row.reshape(tapes.debit_row.size, 1)
    for row in range(rows.src.size):
        ahead, near = min(row + ROWS_AHEAD, last), min(row + ROWS_NEAR, last)
        prefetch_record(ends, rows.src[ahead])
        prefetch_record(ends, rows.dst[ahead])
        prefetch_record(debit_lines, ends[rows.src[near], DEBITS])
        prefetch_record(credit_lines, ends[rows.dst[near], CREDITS])
        kind, payer, payee = rows.kind[row], rows.src[row], rows.dst[row]
        amount = rows.amount_minor[row]
        tapes.entered_minor[row] = 0
        tapes.left_minor[row] = 0
        if kind & STILL:
            continue
        if is_debit(kind):
            tapes.debit_row[ends[payer, DEBITS]] = row
            ends[payer, DEBITS] += 1
            if ends[payer, OUT] >= 0:
                tapes.left_minor[row] = ends[payer, OUT]
                ends[payer, OUT] += amount
                ends[payer, IN] = max(ends[payer, IN], ends[payer, OUT])
        tapes.credit_row[ends[payee, CREDITS]] = row
        ends[payee, CREDITS] += 1
        tapes.entered_minor[row] = ends[payee, IN]
        ends[payee, IN] += amount


@kernel
def first_row_from(row_list, start, stop, row):
    """First place in start..stop of an ascending list of rows that is not before ``row``."""
    while start < stop:
        middle = (start + stop) // 2
        if row_list[middle] < row:
            start = middle + 1
        else:
            stop = middle
    return start


@kernel
def last_place_at(row_list, place_minor, start, stop, tape):
    """Last entry of start..stop whose row has its place at or before ``tape``, or start - 1."""
    while start < stop:
        middle = (start + stop) // 2
        if place_minor[row_list[middle]] <= tape:
            start = middle + 1
        else:
            stop = middle
    return start - 1


@kernel
def tape_length(tapes, account, row):
    """How long a tape is just before ``row``; a rewound one has no stretch for shortfalls."""
    start = tapes.credit_start[account]
    place = first_row_from(tapes.credit_row, start, tapes.credit_start[account + 1], row) - 1
    length = tapes.opening[account]
    if place >= start:
        last = tapes.credit_row[place]
        length = tapes.entered_minor[last] + tapes.rows.amount_minor[last]
    return max(length, tape_gone(tapes, account, row))


@kernel
def tape_gone(tapes, account, row):
    """How much of a tape is gone just before ``row``; 0 for a rewound one."""
    start = tapes.debit_start[account]
    place = first_row_from(tapes.debit_row, start, tapes.debit_start[account + 1], row) - 1
    if place < start or tapes.line_no[account] >= 0:
        return np.int64(0)
    last = tapes.debit_row[place]
    return tapes.left_minor[last] + tapes.rows.amount_minor[last]

"""Rewound streams: the accounts of undo rows, whose money does not leave in one straight run.

in     ``Tapes``, and the rows to play: of all rewound accounts together, or of one alone
out    ``Lines``: each account's money as stretches of its tape, next out first, and every
       stretch that a row took
keeps  a stretch stands for the same money for good: money that an undo row gives back lies at
       its old place on its owner's tape again, only first in line; money that never had a place
       there (a deposit sent back to the victim) gets the undo row's own place

Rows play in order. A payer's side gives what its rows took; a payee's side needs, of an undo
row, what the payer had left of the row undone. So one account can be played alone once the
others are known, which is how an alert at a rewound account stays cheap.
"""

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.rows import FROM_SINK, RETURNS, STILL
from zhanlian.tracing.kernels.streams import MINOR, OFFSET, TAPE, Stretches, Tapes, is_debit
from zhanlian.tracing.kernels.streams_lines import (
    LIVE,
    PLAYED,
    TAKEN,
    Lines,
    entries_of,
    put_first,
    put_last,
    sort_taken,
    take_first,
    take_stretch,
    with_more_lots,
    with_more_taken,
)

DONE, LOTS_ARE_SMALL, TAKEN_IS_SMALL = 0, 1, 2
ALL_REWOUND = -1  # as ``only``
SLACK = 8


def play(
    tapes: Tapes, lines: Lines, over: Stretches, played: NDArray[np.int64], only: int
) -> Lines:
    """Play the rows listed, growing the lines as they need.

    ``only``: the one account to play, its line being number 0, or ALL_REWOUND. Of an undo row
    whose payer is not played, what it gave back is read from ``over`` or from the tapes.
    """
    lines.counter[PLAYED] = 0
    while True:
        status = play_rows(tapes, lines, over, played, only)
        if status == DONE:
            return lines
        row = int(played[lines.counter[PLAYED]])
        need = int(row_need(tapes, lines, over, row, only))
        if status == LOTS_ARE_SMALL:
            lines = with_more_lots(lines, need=need)
        else:
            lines = with_more_taken(lines, need=need)


@kernel
def play_rows(tapes, lines, over, played, only):
    """Play rows from the counter's place on; stop before one that might not fit."""
    rows = tapes.rows
    for place in range(lines.counter[PLAYED], played.size):
        row = played[place]
        lines.counter[PLAYED] = place
        need = row_need(tapes, lines, over, row, only)
        if lines.lot.shape[0] - lines.counter[LIVE] < need:
            return LOTS_ARE_SMALL
        if lines.taken.shape[0] - lines.counter[TAKEN] < need:
            return TAKEN_IS_SMALL
        payer = line_of(tapes, rows.src[row], only)
        payee = line_of(tapes, rows.dst[row], only)
        kind, before = rows.kind[row], lines.counter[TAKEN]
        if kind & STILL:
            continue
        if payer >= 0 and is_debit(kind):
            pay_out(tapes, lines, payer, row)
        if payee >= 0 and only == ALL_REWOUND:
            take_in(tapes, lines, payee, row, lines.taken, before, lines.counter[TAKEN])
        elif payee >= 0:
            given, first, stop = find_taken(tapes, over, row)
            take_in(tapes, lines, payee, row, given, first, stop)
    lines.counter[PLAYED] = played.size
    return DONE


@kernel
def line_of(tapes, account, only):
    """The account's line number among those played, or -1."""
    if only == ALL_REWOUND:
        return np.int64(tapes.line_no[account])
    return np.int64(0) if account == only else np.int64(-1)


@kernel
def row_need(tapes, lines, over, row, only):
    """Lots and stretches that the row can need: it may take all there is and put it elsewhere."""
    need = lines.counter[LIVE] + SLACK
    if tapes.rows.kind[row] & RETURNS:
        undone = tapes.rows.undo_row[row]
        first, stop = entries_of(lines.taken, lines.counter[TAKEN], undone)
        need += 2 * (lines.counter[LIVE] + stop - first)
        if only != ALL_REWOUND:
            _, first, stop = find_taken(tapes, over, row)
            need += 2 * (stop - first)
    return need


@kernel
def pay_out(tapes, lines, number, row):
    """Take a row's money from its payer: of an undo row first what is left of the row undone."""
    rows = tapes.rows
    amount, done = rows.amount_minor[row], np.int64(0)
    if rows.kind[row] & RETURNS:
        undone, before = rows.undo_row[row], lines.counter[TAKEN]
        start = tapes.entered_minor[undone]
        take_stretch(lines, number, row, start, start + rows.amount_minor[undone])
        done = sort_taken(lines, before)
    if not rows.kind[row] & FROM_SINK:
        take_first(lines, number, row, done, amount - done)


@kernel
def take_in(tapes, lines, number, row, given, first, stop):
    """Put a row's money in its payee's line: what an undo row brings back first, the rest last."""
    rows, back = tapes.rows, np.int64(0)
    if rows.kind[row] & RETURNS:
        stop = returned_stop(tapes, row, given, first, stop)
        for entry in range(stop - 1, first - 1, -1):
            put_back(tapes, lines, number, row, given, entry)
            back += given[entry, MINOR]
    put_last(lines, number, tapes.entered_minor[row] + back, rows.amount_minor[row] - back)


@kernel
def returned_stop(tapes, row, given, first, stop):
    """Where the stretches of an undo row end that it gives back; after them it pays otherwise."""
    undone = tapes.rows.undo_row[row]
    start = tapes.entered_minor[undone]
    for entry in range(first, stop):
        if not start <= given[entry, TAPE] < start + tapes.rows.amount_minor[undone]:
            return entry
    return stop


@kernel
def put_back(tapes, lines, number, row, given, entry):
    """Put one stretch that comes back first in line, at its old places on this tape.

    What the undone row did not take from this tape has the undo row's own place on it.
    """
    undone = tapes.rows.undo_row[row]
    low = given[entry, TAPE] - tapes.entered_minor[undone]
    own_place = tapes.entered_minor[row] + given[entry, OFFSET] - low
    first, stop = entries_of(lines.taken, lines.counter[TAKEN], undone)
    upto, old = low + given[entry, MINOR], stop - 1
    while upto > low:
        while old >= first and lines.taken[old, OFFSET] >= upto:
            old -= 1
        if old < first or lines.taken[old, OFFSET] + lines.taken[old, MINOR] <= low:
            put_first(lines, number, own_place + low, upto - low)
            return
        end = lines.taken[old, OFFSET] + lines.taken[old, MINOR]
        if end < upto:
            put_first(lines, number, own_place + end, upto - end)
            upto = end
        start = max(low, lines.taken[old, OFFSET])
        tape = lines.taken[old, TAPE] + start - lines.taken[old, OFFSET]
        put_first(lines, number, tape, upto - start)
        upto = start


@kernel
def find_taken(tapes, over, row):
    """The table that knows what ``row`` took of its payer's tape, and the entries there."""
    place = np.searchsorted(over.account, tapes.rows.src[row])
    if place < over.account.size and over.account[place] == tapes.rows.src[row]:
        first, stop = entries_of(over.taken, over.taken.shape[0], row)
        return over.taken, first, stop
    first, stop = entries_of(tapes.rewound.taken, tapes.rewound.taken.shape[0], row)
    return tapes.rewound.taken, first, stop

"""Following: from one payment forward, stretch by stretch, to where each minor unit lies.

in     ``Tapes``, first segments in a ``Walk``
out    the same walk: a tree of segments, each a part of one row's money in the account it came to
keeps  a segment's amount = its children's amounts + what still lies there
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.rows import RETURNS
from zhanlian.tracing.kernels.streams import (
    MINOR,
    OFFSET,
    ROW,
    TAPE,
    first_row_from,
    last_place_at,
)
from zhanlian.tracing.kernels.streams_rewound import find_taken, returned_stop

# columns of segment: its parent, the row that brought it, where to, how much, what still lies
# there, its place on that account's tape
PARENT, BY_ROW, ACCOUNT, AMOUNT, LYING, PLACE = 0, 1, 2, 3, 4, 5
SEGMENT_COLUMNS = 6
# places in counter
WALKED, USED = 0, 1
NOWHERE = -1

DONE, SEGMENTS_ARE_SMALL, SHIFT_IS_MISSING = 0, 1, 2
FIRST_SIZE = 1 << 10


class Walk(NamedTuple):
    """segment int64[S, 6]; counter int64[2]."""

    segment: NDArray[np.int64]
    counter: NDArray[np.int64]


class Shift(NamedTuple):
    """How far a payment that is no row pushes later credits along its account's tape.

    account, from_row: where and before which row it comes in, -1 for none; extra_minor
    int64[C]: the push of each credit from that row on, empty until it is asked for.
    """

    account: int
    from_row: int
    extra_minor: NDArray[np.int64]


def new_walk(size: int = FIRST_SIZE) -> Walk:
    """No segment yet."""
    return Walk(np.empty((size, SEGMENT_COLUMNS), dtype=np.int64), np.zeros(2, dtype=np.int64))


def with_more_segments(walk: Walk) -> Walk:
    """The same walk with twice the room."""
    larger = np.empty((2 * walk.segment.shape[0], SEGMENT_COLUMNS), dtype=np.int64)
    larger[: walk.counter[USED]] = walk.segment[: walk.counter[USED]]
    return walk._replace(segment=larger)


@kernel
def walk_on(tapes, over, shift, walk, stop_row):
    """Follow every segment not yet followed, by rows before ``stop_row``.

    Returns DONE, or what is lacking; the segment that lacked it is followed again.
    Cost: per segment one binary search among its account's debits, then its children.
    """
    while walk.counter[WALKED] < walk.counter[USED]:
        segment, used = walk.counter[WALKED], walk.counter[USED]
        walk.segment[segment, LYING] = walk.segment[segment, AMOUNT]
        account = walk.segment[segment, ACCOUNT]
        lists, number = listed_in(tapes, over, account)
        if number >= 0:
            status = follow_listed(tapes, over, shift, walk, segment, lists, number)
        else:
            status = follow_tape(tapes, over, shift, walk, segment, stop_row)
        if status != DONE:
            walk.counter[USED] = used
            return status
        walk.counter[WALKED] = segment + 1
    return DONE


@kernel
def listed_in(tapes, over, account):
    """The table that lists a rewound account's stretches, and its number there, or -1."""
    place = np.searchsorted(over.account, account)
    if place < over.account.size and over.account[place] == account:
        return over, np.int64(place)
    return tapes.rewound, np.int64(tapes.line_no[account])


@kernel
def follow_tape(tapes, over, shift, walk, segment, stop_row):
    """Add the children of a segment by the debits whose stretches overlap it."""
    account = walk.segment[segment, ACCOUNT]
    low = walk.segment[segment, PLACE]
    high = low + walk.segment[segment, AMOUNT]
    start, stop = tapes.debit_start[account], tapes.debit_start[account + 1]
    place = max(start, last_place_at(tapes.debit_row, tapes.left_minor, start, stop, low))
    for debit in range(place, stop):
        row = tapes.debit_row[debit]
        left = tapes.left_minor[row]
        if left >= high or row >= stop_row:
            break
        first = max(low, left)
        part = min(high, left + tapes.rows.amount_minor[row]) - first
        if part > 0:
            status = arrive(tapes, over, shift, walk, segment, row, first - left, part)
            if status != DONE:
                return status
    return DONE


@kernel
def follow_listed(tapes, over, shift, walk, segment, lists, number):
    """Add the children of a segment in a rewound account."""
    low = walk.segment[segment, PLACE]
    high = low + walk.segment[segment, AMOUNT]
    start, stop = lists.gone_start[number], lists.gone_start[number + 1]
    end = stop
    while start < end:
        middle = (start + end) // 2
        if lists.gone[middle, TAPE] + lists.gone[middle, MINOR] <= low:
            start = middle + 1
        else:
            end = middle
    for entry in range(start, stop):
        tape = lists.gone[entry, TAPE]
        if tape >= high:
            break
        first = max(low, tape)
        part = min(high, tape + lists.gone[entry, MINOR]) - first
        offset = lists.gone[entry, OFFSET] + first - tape
        status = arrive(tapes, over, shift, walk, segment, lists.gone[entry, ROW], offset, part)
        if status != DONE:
            return status
    return DONE


@kernel
def arrive(tapes, over, shift, walk, parent, row, offset, minor):
    """Add what part of a row's money, from ``offset`` on, is in the account it came to."""
    if tapes.rows.kind[row] & RETURNS:
        return arrive_back(tapes, over, walk, parent, row, offset, minor)
    payee, place = tapes.rows.dst[row], tapes.entered_minor[row] + offset
    if payee == shift.account and row >= shift.from_row:
        if shift.extra_minor.size == 0:
            return SHIFT_IS_MISSING
        start, stop = tapes.credit_start[payee], tapes.credit_start[payee + 1]
        credit = first_row_from(tapes.credit_row, start, stop, row)
        place += shift.extra_minor[credit - first_row_from(
            tapes.credit_row, start, stop, shift.from_row
        )]  # fmt: skip
    return add_segment(tapes, walk, parent, row, place, minor)


@kernel
def add_segment(tapes, walk, parent, row, place, minor):
    """Add one segment, or say that there is no room."""
    used = walk.counter[USED]
    if used == walk.segment.shape[0]:
        return SEGMENTS_ARE_SMALL
    walk.segment[used, PARENT] = parent
    walk.segment[used, BY_ROW] = row
    walk.segment[used, ACCOUNT] = tapes.rows.dst[row]
    walk.segment[used, AMOUNT] = minor
    walk.segment[used, LYING] = minor
    walk.segment[used, PLACE] = place
    walk.counter[USED] = used + 1
    return DONE


@kernel
def arrive_back(tapes, over, walk, parent, row, offset, minor):
    """Add what an undo row brought: money given back lies at its old places again."""
    given, first, stop = find_taken(tapes, over, row)
    stop = returned_stop(tapes, row, given, first, stop)
    undone = tapes.rows.undo_row[row]
    end = offset + minor
    for entry in range(first, stop):
        upto = min(end, given[entry, OFFSET] + given[entry, MINOR])
        if upto > offset:
            shift = given[entry, TAPE] - tapes.entered_minor[undone] - given[entry, OFFSET]
            status = lay_back(tapes, over, walk, parent, row, offset, upto, shift)
            if status != DONE:
                return status
            offset = upto
    if offset < end:
        place = tapes.entered_minor[row] + offset
        return add_segment(tapes, walk, parent, row, place, end - offset)
    return DONE


@kernel
def lay_back(tapes, over, walk, parent, row, offset, upto, shift):
    """Add the undo row's money offset..upto, which was offset + shift.. of the undone row's."""
    old, first, stop = find_taken(tapes, over, tapes.rows.undo_row[row])
    for entry in range(first, stop):
        left = max(offset, old[entry, OFFSET] - shift)
        right = min(upto, old[entry, OFFSET] + old[entry, MINOR] - shift)
        if left >= right:
            continue
        if left > offset:
            place = tapes.entered_minor[row] + offset
            status = add_segment(tapes, walk, parent, row, place, left - offset)
            if status != DONE:
                return status
        place = old[entry, TAPE] + left + shift - old[entry, OFFSET]
        status = add_segment(tapes, walk, parent, row, place, right - left)
        if status != DONE:
            return status
        offset = right
    if offset < upto:
        place = tapes.entered_minor[row] + offset
        return add_segment(tapes, walk, parent, row, place, upto - offset)
    return DONE


@kernel
def note_extra(tapes, account, from_row, tape, minor, extra_minor):
    """How far each credit from ``from_row`` on is pushed along by ``minor`` more at ``tape``.

    A shortfall between credits is a hole in the tape: what came in earlier fills it, and the
    push shrinks by as much.
    """
    start, stop = tapes.credit_start[account], tapes.credit_start[account + 1]
    first = first_row_from(tapes.credit_row, start, stop, from_row)
    for place in range(first, stop):
        row = tapes.credit_row[place]
        minor = max(0, minor - (tapes.entered_minor[row] - tape))
        tape = tapes.entered_minor[row] + tapes.rows.amount_minor[row]
        extra_minor[place - first] = minor


@kernel
def mark_rows(tapes, over, shift, walk, label_rows, start, carries):
    """Follow labelled rows from place ``start`` on and mark every row that carried their money.

    Returns the place of the first one that had no room, or their number. Cost: their moves.
    """
    for place in range(start, label_rows.size):
        walk.counter[WALKED] = 0
        walk.counter[USED] = 0
        row = label_rows[place]
        arrive(tapes, over, shift, walk, NOWHERE, row, 0, tapes.rows.amount_minor[row])
        if walk_on(tapes, over, shift, walk, tapes.rows.src.size) != DONE:
            return place
        for segment in range(walk.counter[USED]):
            carries[walk.segment[segment, BY_ROW]] = True
    return label_rows.size

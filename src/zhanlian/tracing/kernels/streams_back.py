"""Looking back: from money that lies in an account to the payments it came from.

in     ``Tapes``, stretches of an account's tape in a ``Trail``
out    the same trail: nodes from that account back to victims' payments and to other money
keeps  the leaves' amounts sum to what was asked for; positions keep the order of leaving
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.rows import FROM_SINK, LABELLED, MARKED, RETURNS
from zhanlian.tracing.kernels.streams import MINOR, OFFSET, TAPE, last_place_at
from zhanlian.tracing.kernels.streams_rewound import find_taken

# columns of node: the node nearer to the asked account, the row that carried the money on from
# here (-1: an opening or a shortfall), from where inside that row's money, how much, whose it is
# (-1: not yet known, its older nodes say), its position in what was asked for
NEARER, BY_ROW, START, AMOUNT, ORIGIN, POSITION = 0, 1, 2, 3, 4, 5
NODE_COLUMNS = 6
# places in counter
WALKED, USED = 0, 1
NOBODY, UNKNOWN, NOWHERE = 0, -1, -1

DONE, NODES_ARE_SMALL = 0, 1
FIRST_SIZE = 1 << 10


class Trail(NamedTuple):
    """node int64[S, 6]; counter int64[2]."""

    node: NDArray[np.int64]
    counter: NDArray[np.int64]


def new_trail(size: int = FIRST_SIZE) -> Trail:
    """No node yet."""
    return Trail(np.empty((size, NODE_COLUMNS), dtype=np.int64), np.zeros(2, dtype=np.int64))


def with_more_nodes(trail: Trail) -> Trail:
    """The same trail with twice the room."""
    larger = np.empty((2 * trail.node.shape[0], NODE_COLUMNS), dtype=np.int64)
    larger[: trail.counter[USED]] = trail.node[: trail.counter[USED]]
    return trail._replace(node=larger)


@kernel
def trace_back(tapes, over, carries, trail):
    """Walk back from every node not yet walked; stop at deposits and at rows of no victim.

    ``carries`` bool[n]: rows that carried a victim's money. An undone row is always looked
    into: what it carried before it was undone is not marked.
    """
    while trail.counter[WALKED] < trail.counter[USED]:
        node, used = trail.counter[WALKED], trail.counter[USED]
        status = step_back(tapes, over, carries, trail, node)
        if status != DONE:
            trail.counter[USED] = used
            return status
        trail.counter[WALKED] = node + 1
    return DONE


@kernel
def step_back(tapes, over, carries, trail, node):
    """Say whose a node's money is, or add the nodes of the account that paid it."""
    rows, row = tapes.rows, trail.node[node, BY_ROW]
    if trail.node[node, ORIGIN] != UNKNOWN:
        return DONE
    kind = rows.kind[row]
    if kind & LABELLED:
        trail.node[node, ORIGIN] = rows.origin[row]
        return DONE
    is_new = (kind & (FROM_SINK | RETURNS)) == FROM_SINK
    if is_new or not (carries[row] or kind & MARKED):
        trail.node[node, ORIGIN] = NOBODY
        return DONE
    payer, low = rows.src[row], trail.node[node, START]
    minor, position = trail.node[node, AMOUNT], trail.node[node, POSITION]
    if tapes.line_no[payer] < 0:
        tape = tapes.left_minor[row] + low
        return add_stretch(tapes, trail, node, payer, tape, minor, position)
    return step_back_listed(tapes, over, trail, node, row, low, low + minor, position)


@kernel
def step_back_listed(tapes, over, trail, node, row, low, high, position):
    """Add the stretches of a rewound account that a row took; the rest was a shortfall."""
    payer = tapes.rows.src[row]
    taken, first, stop = find_taken(tapes, over, row)
    for entry in range(first, stop):
        left = max(low, taken[entry, OFFSET])
        part = min(high, taken[entry, OFFSET] + taken[entry, MINOR]) - left
        if part > 0:
            tape = taken[entry, TAPE] + left - taken[entry, OFFSET]
            status = add_stretch(tapes, trail, node, payer, tape, part, position)
            if status != DONE:
                return status
            low = left + part
            position += part
    if low < high:
        return add_node(trail, node, NOWHERE, 0, high - low, NOBODY, position)
    return DONE


@kernel
def add_stretch(tapes, trail, nearer, account, tape, minor, position):
    """Add a node for each credit that a stretch of an account's tape is made of."""
    start, stop = tapes.credit_start[account], tapes.credit_start[account + 1]
    place = last_place_at(tapes.credit_row, tapes.entered_minor, start, stop, tape)
    end = tape + minor
    while tape < end:
        row, upto, offset = NOWHERE, end, np.int64(0)
        if place >= start:
            credit = tapes.credit_row[place]
            offset = tape - tapes.entered_minor[credit]
            if offset < tapes.rows.amount_minor[credit]:
                row = np.int64(credit)
                upto = tapes.entered_minor[credit] + tapes.rows.amount_minor[credit]
        if row < 0 and place + 1 < stop:
            upto = tapes.entered_minor[tapes.credit_row[place + 1]]
        upto = min(upto, end)
        origin = NOBODY if row < 0 else UNKNOWN
        status = add_node(trail, nearer, row, offset, upto - tape, origin, position)
        if status != DONE:
            return status
        position += upto - tape
        tape = upto
        if place + 1 < stop and tapes.entered_minor[tapes.credit_row[place + 1]] <= tape:
            place += 1
    return DONE


@kernel
def add_node(trail, nearer, row, start, minor, origin, position):
    """Add one node, or say that there is no room."""
    used = trail.counter[USED]
    if used == trail.node.shape[0]:
        return NODES_ARE_SMALL
    trail.node[used, NEARER] = nearer
    trail.node[used, BY_ROW] = row
    trail.node[used, START] = start
    trail.node[used, AMOUNT] = minor
    trail.node[used, ORIGIN] = origin
    trail.node[used, POSITION] = position
    trail.counter[USED] = used + 1
    return DONE

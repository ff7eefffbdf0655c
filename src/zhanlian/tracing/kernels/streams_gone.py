"""Gone: for good or until now, which row took each stretch of a rewound account's tape.

in     ``Tapes`` and what their rewound accounts' rows took
out    ``Stretches`` with ``gone`` sorted by account and place on the tape, for following
keeps  what an undo row gave back was not taken: no stretch of a tape is gone twice
"""

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.streams import (
    MINOR,
    OFFSET,
    ROW,
    TAKEN_COLUMNS,
    TAPE,
    Stretches,
    Tapes,
    no_stretches,
)
from zhanlian.tracing.kernels.streams_lines import TAKEN, Lines, new_lines
from zhanlian.tracing.kernels.streams_rewound import ALL_REWOUND, find_taken, play, returned_stop

NO_ACCOUNTS = np.empty(0, dtype=np.int64)


def with_rewound(tapes: Tapes, *, stop_row: int) -> Tapes:
    """The tapes with the stretches of all rewound accounts, as they stand before ``stop_row``.

    Cost: the rows of those accounts.
    """
    accounts = tapes.rewound.account
    if not accounts.size:
        return tapes
    lines = new_lines(tapes.opening[accounts])
    nothing = no_stretches(NO_ACCOUNTS)
    lines = play(tapes, lines, nothing, rows_of_rewound(tapes, stop_row), ALL_REWOUND)
    taken = tapes._replace(rewound=tapes.rewound._replace(taken=taken_of(lines)))
    return taken._replace(rewound=sort_gone(taken, nothing, taken.rewound))


def rows_of_rewound(tapes: Tapes, stop_row: int) -> NDArray[np.int64]:
    """The rows before ``stop_row`` that a rewound account pays or receives."""
    is_rewound = tapes.line_no >= 0
    paid, received = tapes.rows.src[:stop_row], tapes.rows.dst[:stop_row]
    return np.flatnonzero(is_rewound[paid] | is_rewound[received])


def taken_of(lines: Lines) -> NDArray[np.int64]:
    """The stretches noted so far."""
    return lines.taken[: lines.counter[TAKEN]].copy()


def sort_gone(tapes: Tapes, over: Stretches, listed: Stretches) -> Stretches:
    """``listed`` with its ``gone`` worked out; ``over`` goes before the tapes' own stretches."""
    most = 2 * (listed.taken.shape[0] + tapes.rewound.taken.shape[0] + over.taken.shape[0])
    gone = np.empty((most, TAKEN_COLUMNS), dtype=np.int64)
    gone = gone[: keep_gone(tapes, over, listed.taken, gone)]
    number = np.searchsorted(listed.account, tapes.rows.src[gone[:, ROW]])
    order = np.lexsort((gone[:, TAPE], number))
    starts = np.searchsorted(number[order], np.arange(listed.account.size + 1))
    return listed._replace(gone=gone[order], gone_start=starts.astype(np.int64))


@kernel
def keep_gone(tapes, over, taken, gone):
    """Copy to ``gone`` every stretch, cut where an undo row gave it back; return how many."""
    used = 0
    for entry in range(taken.shape[0]):
        row, offset = taken[entry, ROW], taken[entry, OFFSET]
        end = offset + taken[entry, MINOR]
        shift = taken[entry, TAPE] - offset
        while offset < end:
            left, right = next_returned(tapes, over, row, offset, end)
            if left > offset:
                gone[used, ROW] = row
                gone[used, OFFSET] = offset
                gone[used, MINOR] = left - offset
                gone[used, TAPE] = offset + shift
                used += 1
            offset = right
    return used


@kernel
def next_returned(tapes, over, row, offset, end):
    """The first part of the row's money, from ``offset`` on, that was given back: (left, right).

    (end, end) where nothing before ``end`` was.
    """
    left, right = end, end
    start = tapes.entered_minor[row]
    place = np.searchsorted(tapes.undone[:, 0], row)
    while place < tapes.undone.shape[0] and tapes.undone[place, 0] == row:
        undo_row = tapes.undone[place, 1]
        given, first, stop = find_taken(tapes, over, undo_row)
        stop = returned_stop(tapes, undo_row, given, first, stop)
        for entry in range(first, stop):
            low = given[entry, TAPE] - start
            if low + given[entry, MINOR] > offset and low < left:
                left = max(low, offset)
                right = min(low + given[entry, MINOR], end)
        place += 1
    return left, right

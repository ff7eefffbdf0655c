"""Rows: the columns of one trace, and what each row is to a kernel.

in     the ledger's columns, rows in total order
out    ``Rows`` with one byte per row that says which path the row takes
keeps  kind 0 is an ordinary row; an undo of an undo is an ordinary row again
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

ORDINARY = 0
LABELLED = 1  # creates a victim's money at dst
RETURNS = 2  # gives an earlier row back
MARKED = 4  # will be given back by a later row, so its moves are remembered
STILL = 8  # src is dst: moves nothing
FROM_SINK = 16  # leaves an account that is never debited


class Rows(NamedTuple):
    """Columns of one trace: int32 ids, int64 instants (microseconds) and minor units."""

    src: NDArray[np.int32]
    dst: NDArray[np.int32]
    at: NDArray[np.int64]
    amount_minor: NDArray[np.int64]
    undo_row: NDArray[np.int32]
    origin: NDArray[np.int32]
    kind: NDArray[np.uint8]

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return int(self.src.size)


def make_rows(
    src: NDArray[np.int32],
    dst: NDArray[np.int32],
    at: NDArray[np.int64],
    amount_minor: NDArray[np.int64],
    *,
    undo_row: NDArray[np.int32],
    origin: NDArray[np.int32],
    is_sink: NDArray[np.bool_],
) -> Rows:
    """The columns with each row's kind worked out; columns are neither copied nor changed."""
    kind = row_kinds(src, dst, undo_row, origin, is_sink)
    return Rows(src, dst, at, amount_minor, undo_row, origin, kind)


@njit(cache=True, nogil=True)
def row_kinds(src, dst, undo_row, origin, is_sink):
    """One byte per row, uint8[n]: the flags of this file. Cost: one pass.

    A row that returns a row which itself returned one (a reversal reversed) is traced as an
    ordinary row: what it re-sends lies at the front of the payer's queue, so the same pieces go.
    """
    kind = np.zeros(src.size, dtype=np.uint8)
    for row in range(src.size):
        if src[row] == dst[row]:
            kind[row] = STILL
        elif origin[row] > 0:
            kind[row] = LABELLED
        else:
            flags = FROM_SINK if is_sink[src[row]] else ORDINARY
            undone = undo_row[row]
            if undone >= 0 and not kind[undone] & RETURNS:
                kind[undone] |= MARKED
                flags |= RETURNS
            kind[row] = flags
    return kind

"""Columns of a cut block: where one column's cells lie, and how full each record is.

in     the field arrays of a block
out    int64 positions; -1 where a record has no such field
keeps  nothing is decoded here
"""

import numpy as np
from numba import njit

BLANK, TAB = 32, 9


@njit(cache=True, nogil=True)
def column_bounds(row_from, field_start, field_end, col):
    """Start and end of field ``col`` in each record; (-1, -1) where the record is too short."""
    rows = row_from.size - 1
    start = np.empty(rows, dtype=np.int64)
    end = np.empty(rows, dtype=np.int64)
    for row in range(rows):
        field = row_from[row] + col
        start[row] = field_start[field] if field < row_from[row + 1] else -1
        end[row] = field_end[field] if field < row_from[row + 1] else -1
    return start, end


@njit(cache=True, nogil=True)
def fill_counts(data, row_from, field_start, field_end):
    """Per record: first field with a byte other than blank and tab (or -1), and their count."""
    rows = row_from.size - 1
    first = np.full(rows, -1, dtype=np.int64)
    count = np.zeros(rows, dtype=np.int64)
    for row in range(rows):
        for field in range(row_from[row], row_from[row + 1]):
            place, end = field_start[field], field_end[field]
            while place < end and (data[place] == BLANK or data[place] == TAB):
                place += 1
            if place < end:
                if first[row] < 0:
                    first[row] = field - row_from[row]
                count[row] += 1
    return first, count

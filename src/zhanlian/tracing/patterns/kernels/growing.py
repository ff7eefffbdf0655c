"""Growing: tables that kernels add lines to without knowing how many there will be.

in     a table and how many of its lines are used
out    a table with room for more
keeps  used lines stand as they were
"""

import numpy as np
from numba import njit

FIRST_LINES = 64


@njit(cache=True, nogil=True)
def new_table(columns):
    """An empty table, int64[64, columns]."""
    return np.empty((FIRST_LINES, columns), dtype=np.int64)


@njit(cache=True, nogil=True)
def with_room(table, used, wanted):
    """The table, or one at least twice as long where ``wanted`` more lines do not fit."""
    if used + wanted <= table.shape[0]:
        return table
    longer = np.empty((2 * (used + wanted), table.shape[1]), dtype=np.int64)
    longer[:used] = table[:used]
    return longer

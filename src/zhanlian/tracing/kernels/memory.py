"""Memory: how the kernels' arrays are laid out and grown.

keeps  records of 32 or 64 bytes never straddle two cache lines: a row then waits for two lines
       of memory, not for three; growing keeps what is there in its place

Arrays start with room for many entries. Room that nothing has been written to costs no memory:
the system gives out a page when it is first touched.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

CACHE_LINE = 64
WORD = 8

Kind = TypeVar("Kind", bound=np.generic)


def on_cache_lines(rows: int, columns: int) -> NDArray[np.int64]:
    """Room for records that do not straddle cache lines, int64[rows, columns], not filled."""
    room = np.empty(rows * columns + CACHE_LINE // WORD, dtype=np.int64)
    first = (-room.ctypes.data % CACHE_LINE) // WORD
    return room[first : first + rows * columns].reshape(rows, columns)


def grown(column: NDArray[Kind], size: int) -> NDArray[Kind]:
    """A copy with room for ``size`` entries; the new ones are not filled."""
    larger = np.empty((size, *column.shape[1:]), dtype=column.dtype)
    larger[: column.shape[0]] = column
    return larger

"""Differing: where two tables of the same kind stop telling the same.

in     columns of both, in the same order or sorted by the same key
out    the first entry that differs; the lines that differ
keeps  every entry is compared, bit by bit: no sum stands for many
"""

import numpy as np
from numba import njit

from zhanlian.tracing.kernels.compiled import kernel

BLOCK_ROWS = 4096
# rows of what ``write_differing`` writes
KEY, BEFORE, AFTER, STRICT_BEFORE, STRICT_AFTER = 0, 1, 2, 3, 4
LINE_ROWS = 5


@kernel
def find_unequal(old, new, row_count, bits):
    """The first of ``row_count`` entries whose wanted bits differ, or row_count.

    Block by block without a branch, so that the processor compares many at a time.
    """
    for start in range(0, row_count, BLOCK_ROWS):
        stop = min(start + BLOCK_ROWS, row_count)
        difference = old[start] ^ old[start]
        for row in range(start, stop):
            difference |= old[row] ^ new[row]
        if difference & bits:
            for row in range(start, stop):
                if (old[row] ^ new[row]) & bits:
                    return row
    return row_count


@kernel
def find_touch(src, dst, is_wanted, stop_row):
    """The first row before ``stop_row`` that a wanted account pays or receives, or stop_row."""
    for row in range(stop_row):
        if is_wanted[src[row]] or is_wanted[dst[row]]:
            return row
    return stop_row


@njit(cache=True, nogil=True)
def differing_lines(old_key, old_minor, old_strict, new_key, new_minor, new_strict):
    """Lines of two tables sorted by key that differ, int64[5, lines]; a missing one counts 0."""
    none = np.empty((LINE_ROWS, 0), dtype=np.int64)
    count = write_differing(old_key, old_minor, old_strict, new_key, new_minor, new_strict, none)
    lines = np.empty((LINE_ROWS, count), dtype=np.int64)
    write_differing(old_key, old_minor, old_strict, new_key, new_minor, new_strict, lines)
    return lines


@njit(cache=True, nogil=True)
def write_differing(old_key, old_minor, old_strict, new_key, new_minor, new_strict, lines):
    """Walk both tables; write the lines that differ while there is room; return how many."""
    old = new = used = 0
    while old < old_key.size or new < new_key.size:
        is_old = new == new_key.size or (old < old_key.size and old_key[old] <= new_key[new])
        is_new = old == old_key.size or (new < new_key.size and new_key[new] <= old_key[old])
        key = old_key[old] if is_old else new_key[new]
        before, strict_before = (old_minor[old], old_strict[old]) if is_old else (0, 0)
        after, strict_after = (new_minor[new], new_strict[new]) if is_new else (0, 0)
        old += is_old
        new += is_new
        if before == after and strict_before == strict_after:
            continue
        if used < lines.shape[1]:
            lines[KEY, used] = key
            lines[BEFORE, used], lines[AFTER, used] = before, after
            lines[STRICT_BEFORE, used], lines[STRICT_AFTER, used] = strict_before, strict_after
        used += 1
    return used

"""Dictionary codes: every distinct text of a column once, and an int32 for each row.

in     uint8[bytes] and the cells' positions, block after block
out    codes, and the bytes of each distinct text in the order of their first row
keeps  two rows share a code only where their bytes are equal: a hash finds the candidate, the
       bytes decide

The distinct texts are copied into an arena of their own, so codes stay valid when the block
they came from is gone. The table is open addressing with linear steps, at most half full.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

SPACE, TAB, CR, LF = 32, 9, 13, 10
HASH_SEED = np.uint64(0x9E3779B97F4A7C15)
HASH_FACTOR = np.uint64(0xFF51AFD7ED558CCD)
HASH_SHIFT = np.uint64(32)
UPPER_HALF = np.uint64(0xFFFFFFFF00000000)
LOWER_HALF = np.uint64(0xFFFFFFFF)
FREE = np.uint64(0xFFFFFFFFFFFFFFFF)
NO_CODE = -1
WORD = 8


def code_texts(
    data: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Code one column of one block: (codes int32[rows], first_row int64[distinct]).

    Blanks, tabs and line ends around a cell do not count; -1 where the record has no cell.
    """
    first, last, hashes, is_repeat = hash_slices(data, start, end)
    codes = np.empty(start.size, dtype=np.int32)
    arena = np.empty(int((last - first).sum()), dtype=np.uint8)
    arena_from = np.zeros(start.size + 1, dtype=np.int64)
    table = np.full(1 << int(2 * start.size + 1).bit_length(), FREE, dtype=np.uint64)
    sizes = np.zeros(2, dtype=np.int64)
    code_slices(data, first, last, hashes, is_repeat, 0, codes, arena, arena_from, table, sizes)
    return codes, first_rows(codes, sizes[0])


@njit(inline="always")
def is_wrapping(byte):
    """True for the bytes that do not count at the edges of a cell."""
    return (byte == SPACE) | (byte == TAB) | (byte == CR) | (byte == LF)


@njit(inline="always")
def word_at(data, place):
    """Eight bytes as one number; compiled to a single load."""
    word = np.uint64(0)
    for step in range(WORD):
        word |= np.uint64(data[np.uint64(place + step)]) << np.uint64(WORD * step)
    return word


@njit(cache=True, nogil=True)
def slice_hash(data, first, last):
    """A 64-bit hash of ``data[first:last]``, eight bytes at a time."""
    mixed = HASH_SEED ^ np.uint64(last - first)
    place = first
    while place + WORD <= last:
        mixed = (mixed ^ word_at(data, place)) * HASH_FACTOR
        mixed ^= mixed >> HASH_SHIFT
        place += WORD
    word = np.uint64(0)
    while place < last:
        word = (word << np.uint64(8)) | np.uint64(data[place])
        place += 1
    mixed = (mixed ^ word) * HASH_FACTOR
    return mixed ^ (mixed >> HASH_SHIFT)


@njit(cache=True, nogil=True)
def hash_slices(data, start, end):
    """Bounds without blanks, hashes, and whether a cell repeats the one above it.

    Returns first int64[rows], last int64[rows], hashes uint64[rows], is_repeat bool[rows].
    Exports come account by account, so most cells of an owner's columns repeat.
    """
    rows = start.size
    first = np.empty(rows, dtype=np.int64)
    last = np.empty(rows, dtype=np.int64)
    hashes = np.empty(rows, dtype=np.uint64)
    is_repeat = np.zeros(rows, dtype=np.bool_)
    for row in range(rows):
        begin, stop = start[row], end[row]
        while begin < stop and is_wrapping(data[begin]):
            begin += 1
        while begin < stop and is_wrapping(data[stop - 1]):
            stop -= 1
        first[row], last[row] = begin, stop
        if begin < 0:
            continue
        if row > 0 and first[row - 1] >= 0:
            above, size = first[row - 1], stop - begin
            is_repeat[row] = is_equal(data, above, last[row - 1] - above, data, begin, size)
        if not is_repeat[row]:
            hashes[row] = slice_hash(data, begin, stop)
    return first, last, hashes, is_repeat


@njit(cache=True, nogil=True)
def code_slices(
    data, first, last, hashes, is_repeat, row_first, codes, arena, arena_from, table, sizes
):
    """Code the rows from ``row_first`` on; the row reached when the store is full, else rows.

    ``codes`` int32[rows] is written, -1 where the record has no such cell. The store is
    ``arena`` uint8[bytes], ``arena_from`` int64[codes + 1], ``table`` uint64[power of two]
    (the hash's upper half, then the code) and ``sizes`` int64[2] (distinct, arena bytes).

    Cost: one or two cache misses a row; hashing takes another 1 ns a byte.
    """
    mask = np.uint64(table.size - 1)
    distinct, used = sizes[0], sizes[1]
    row = row_first
    while row < first.size:
        begin = first[row]
        if begin < 0 or is_repeat[row]:
            codes[row] = NO_CODE if begin < 0 else codes[row - 1]
            row += 1
            continue
        size = last[row] - begin
        if used + size > arena.size or 2 * distinct >= table.size:
            break
        mark = hashes[row] & UPPER_HALF
        slot = hashes[row] & mask
        code = np.int64(-1)
        while table[slot] != FREE:
            entry = table[slot]
            if entry & UPPER_HALF == mark:
                code = np.int64(entry & LOWER_HALF)
                base = arena_from[code]
                if is_equal(arena, base, arena_from[code + 1] - base, data, begin, size):
                    break
                code = np.int64(-1)
            slot = (slot + np.uint64(1)) & mask
        if code < 0:
            code = distinct
            table[slot] = mark | np.uint64(code)
            arena[used : used + size] = data[begin : begin + size]
            used += size
            distinct += 1
            arena_from[distinct] = used
        codes[row] = code
        row += 1
    sizes[0], sizes[1] = distinct, used
    return row


@njit(inline="always")
def is_equal(arena, base, base_size, data, first, size):
    """True where two slices hold the same bytes."""
    if base_size != size:
        return False
    place = 0
    while place + WORD <= size:
        if word_at(arena, base + place) != word_at(data, first + place):
            return False
        place += WORD
    if size >= WORD:
        return word_at(arena, base + size - WORD) == word_at(data, first + size - WORD)
    while place < size and arena[base + place] == data[first + place]:
        place += 1
    return place == size


@njit(cache=True, nogil=True)
def fill_table(table, arena, arena_from, distinct):
    """Put the codes ``0..distinct`` into an empty table."""
    mask = np.uint64(table.size - 1)
    for code in range(distinct):
        mixed = slice_hash(arena, arena_from[code], arena_from[code + 1])
        slot = mixed & mask
        while table[slot] != FREE:
            slot = (slot + np.uint64(1)) & mask
        table[slot] = (mixed & UPPER_HALF) | np.uint64(code)


@njit(cache=True, nogil=True)
def first_rows(codes, distinct):
    """First row of each code; int64[distinct], -1 where a code does not occur."""
    first_row = np.full(distinct, -1, dtype=np.int64)
    for row in range(codes.size - 1, -1, -1):
        if codes[row] >= 0:
            first_row[codes[row]] = row
    return first_row

"""Slices: the distinct byte texts of a column, kept once, while blocks come and go.

in     bytes and positions of one column, block after block
out    an int32 code per record, and the bytes of each code
keeps  codes are given in the order of first appearance and never change
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from zhanlian.intake.block import Bytes, Ints
from zhanlian.intake.kernels.code_texts import FREE, code_slices, fill_table, hash_slices

SLOT_COUNT, ARENA_BYTES, GROWTH = 1 << 12, 1 << 16, 4

Codes32 = NDArray[np.int32]


class SliceStore:
    """Distinct byte slices, without the blanks, tabs and line ends around them."""

    def __init__(self, *, slot_count: int = SLOT_COUNT, arena_bytes: int = ARENA_BYTES) -> None:
        assert slot_count & (slot_count - 1) == 0
        self.arena: Bytes = np.empty(arena_bytes, dtype=np.uint8)
        self.arena_from: Ints = np.zeros(slot_count // 2 + 2, dtype=np.int64)
        self._table: NDArray[np.uint64] = np.full(slot_count, FREE, dtype=np.uint64)
        self._sizes: Ints = np.zeros(2, dtype=np.int64)

    @property
    def distinct(self) -> int:
        """How many distinct slices there are."""
        return int(self._sizes[0])

    def add(self, data: Bytes, start: Ints, end: Ints) -> Codes32:
        """Codes of one more block's cells; int32[rows], -1 where the record has no cell."""
        first, last, hashes, is_repeat = hash_slices(data, start, end)
        codes: Codes32 = np.empty(start.size, dtype=np.int32)
        row = 0
        while True:
            row = code_slices(
                data, first, last, hashes, is_repeat, row, codes,
                self.arena, self.arena_from, self._table, self._sizes,
            )  # fmt: skip
            if row == first.size:
                return codes
            self._grow(int(last[row] - first[row]))

    def add_slice(self, piece: bytes) -> int:
        """The code of one slice."""
        data = np.frombuffer(piece, dtype=np.uint8)
        bounds = np.array([0, data.size], dtype=np.int64)
        return int(self.add(data, bounds[:1], bounds[1:])[0])

    def slices(self, code_first: int = 0) -> list[bytes]:
        """The distinct slices by code, from ``code_first`` on."""
        bounds = self.arena_from[code_first : self.distinct + 1].tolist()
        arena = self.arena[bounds[0] : bounds[-1]].tobytes()
        base = bounds[0]
        return [arena[first - base : last - base] for first, last in pairwise(bounds)]

    def _grow(self, size: int) -> None:
        """Make room for one more slice of ``size`` bytes."""
        used = int(self._sizes[1])
        if used + size > self.arena.size:
            more = np.empty(self.arena.size + size, dtype=np.uint8)
            self.arena = np.concatenate([self.arena, more])
        if 2 * self.distinct >= self._table.size:
            slot_count = GROWTH * self._table.size
            more_from = np.zeros(slot_count // 2 + 2 - self.arena_from.size, dtype=np.int64)
            self.arena_from = np.concatenate([self.arena_from, more_from])
            self._table = np.full(slot_count, FREE, dtype=np.uint64)
            fill_table(self._table, self.arena, self.arena_from, self.distinct)

"""Text columns: each distinct text decoded once, and a code for each record.

in     blocks of one file and a column's position
out    int32 codes, -1 where a record has no such field, and the distinct texts by code
keeps  codes stay the same from block to block; equal texts have equal codes however their
       bytes were wrapped; every code below ``count`` was given to some record

Texts that need no cleaning, nearly all of them, stay bytes until ``texts`` is asked for: a
column of a million serial numbers costs no million Python strings.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhanlian.intake.block import Block, Bytes, Ints
from zhanlian.intake.cells.numbers import NUMBER_FLAGS, NumberCell, read_number
from zhanlian.intake.cells.plain import NO_WIDTH, QUOTES, SPACES
from zhanlian.intake.cells.slices import Codes32, SliceStore
from zhanlian.intake.kernels.odd_slices import odd_numbers, odd_texts

NO_CODE = -1
NUMBER_CODES = {flag: code for code, flag in enumerate(NUMBER_FLAGS)}
QUOTE_PAIRS = ('""', "''", "“”", "‘’")


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """``codes`` int32[rows] into ``texts``; -1 where the record has no such field."""

    codes: Codes32
    texts: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class NumberColumn:
    """``codes`` int32[rows] into ``cells``; -1 where the record has no such field."""

    codes: Codes32
    cells: list[NumberCell]


def bare_text(text: str) -> str:
    """A text without the blanks and the pair of quotes around it."""
    bare = text.strip(SPACES + NO_WIDTH)
    if len(bare) > 1 and bare[0] + bare[-1] in QUOTE_PAIRS:
        inside = bare[1:-1]
        if not any(mark in inside for mark in QUOTES):
            return inside.strip(SPACES + NO_WIDTH)
    return bare


class TextCoder:
    """The distinct texts of one column over all blocks of a file."""

    find_odd: Callable[..., NDArray[np.bool_]] = staticmethod(odd_texts)

    def __init__(self) -> None:
        self.encoding = "utf-8"
        self.count = 0
        self._store = SliceStore()
        self._settled = 0
        self._code_of_slice: Codes32 = np.full(1, NO_CODE, dtype=np.int32)
        self._slice_of_code: Codes32 = np.full(1, NO_CODE, dtype=np.int32)

    @property
    def texts(self) -> list[str]:
        """The distinct texts by code, decoded now; cost about 0.3 us each."""
        pieces = self._store.slices()
        places = self._slice_of_code[: self.count].tolist()
        return [pieces[place].decode(self.encoding) for place in places]

    def clean(self, text: str) -> str:
        """The text that stands for a cell."""
        return bare_text(text)

    def add(self, block: Block, col: int) -> Codes32:
        """Codes of one more block of the same file; int32[rows]."""
        self.encoding = block.encoding
        slices: Codes32 = self._store.add(*rewritten_column(block, col))
        self._settle()
        codes = self._code_of_slice[slices]
        codes[slices < 0] = NO_CODE
        return codes

    def _settle(self) -> None:
        """Give codes to the slices that came in since the last call, in their order."""
        known, reached = self._settled, self._store.distinct
        if known == reached:
            return
        self._make_room(reached)
        is_odd = self.find_odd(self._store.arena, self._store.arena_from, known, reached)
        odd = np.flatnonzero(is_odd)
        pieces = self._store.slices(known) if odd.size else []
        done = known
        for place in (odd + known).tolist():
            self._settle_plain(done, place)
            text = pieces[place - known].decode(self.encoding, "backslashreplace")
            self._code_of_slice[place] = self._code(text)
            done = place + 1
        self._settle_plain(done, reached)
        self._settled = self._store.distinct

    def _settle_plain(self, first: int, last: int) -> None:
        """Codes for slices that stand as they are; some have one from an odd twin."""
        fresh = np.flatnonzero(self._code_of_slice[first:last] == NO_CODE) + first
        self._code_of_slice[fresh] = np.arange(fresh.size) + self.count
        self._slice_of_code[self.count : self.count + fresh.size] = fresh
        self.count += fresh.size

    def _code(self, text: str) -> int:
        """The code of a cleaned text, new or known."""
        piece = self.clean(text).encode(self.encoding, "backslashreplace")
        place = self._store.add_slice(piece)
        self._make_room(self._store.distinct)
        if self._code_of_slice[place] == NO_CODE:
            self._settle_plain(place, place + 1)
        return int(self._code_of_slice[place])

    def _make_room(self, distinct: int) -> None:
        size = self._code_of_slice.size
        if distinct > size:
            more = np.full(max(distinct, 2 * size) - size, NO_CODE, dtype=np.int32)
            self._code_of_slice = np.concatenate([self._code_of_slice, more])
            self._slice_of_code = np.concatenate([self._slice_of_code, more])


class NumberCoder(TextCoder):
    """The distinct identifiers of one column over all blocks of a file."""

    find_odd = staticmethod(odd_numbers)

    def clean(self, text: str) -> str:
        """The number that stands for a cell."""
        return read_number(text).text

    def flags(self) -> NDArray[np.uint8]:
        """``NUMBER_FLAGS`` codes of the distinct numbers; uint8[count]."""
        is_odd = self.find_odd(self._store.arena, self._store.arena_from, 0, self._store.distinct)
        flags = np.zeros(self.count, dtype=np.uint8)
        pieces = self._store.slices()
        for code, place in enumerate(self._slice_of_code[: self.count].tolist()):
            if is_odd[place] or not pieces[place]:
                flag = read_number(pieces[place].decode(self.encoding)).flag
                flags[code] = NUMBER_CODES[flag]
        return flags


def read_text_column(block: Block, col: int) -> TextColumn:
    """The texts of one column of one block; use a ``TextCoder`` over several blocks."""
    coder = TextCoder()
    codes = coder.add(block, col)
    return TextColumn(codes, coder.texts)


def read_number_column(block: Block, col: int) -> NumberColumn:
    """The identifiers of one column of one block; use a ``NumberCoder`` over several."""
    coder = NumberCoder()
    codes = coder.add(block, col)
    flags = [NUMBER_FLAGS[flag] for flag in coder.flags().tolist()]
    cells = [NumberCell(text, flag) for text, flag in zip(coder.texts, flags, strict=True)]
    return NumberColumn(codes, cells)


def rewritten_column(block: Block, col: int) -> tuple[Bytes, Ints, Ints]:
    """Bytes, start and end of a column; fields with quotes to rewrite lie behind the block."""
    start, end = block.column(col)
    rows = np.flatnonzero(start >= 0) if block.field_escaped.any() else start[:0]
    rows = rows[block.field_escaped[block.row_from[rows] + col] != 0]
    if not rows.size:
        return block.data, start, end
    texts = [block.text(row, col) for row in rows.tolist()]
    pieces = [text.encode(block.encoding, "backslashreplace") for text in texts]
    reached = np.cumsum([block.data.size, *map(len, pieces)])
    start[rows], end[rows] = reached[:-1], reached[1:]
    tail = np.frombuffer(b"".join(pieces), dtype=np.uint8)
    return np.concatenate([block.data, tail]), start, end

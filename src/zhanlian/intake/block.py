"""Blocks: a stretch of whole records, cut but not yet read.

in     a binary stream of delimited text, or the rows of a sheet
out    ``Block``: the bytes, and where each record and field lies in them
keeps  memory is bounded by the block size; every byte of the file is in exactly one record or
       its line end (a byte order mark apart); text is decoded only where it is asked for
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from zhanlian.intake.kernels.columns import column_bounds, fill_counts
from zhanlian.intake.kernels.cut import cut_records
from zhanlian.terms import Refusal

BLOCK_BYTES = 2 * 1024 * 1024
RECORD_BYTES_MAX = 256 * 1024 * 1024
UTF8_MARK = b"\xef\xbb\xbf"
SAFE_DELIMITERS = ",\t;"
WIDE = ("16", "16le", "16be", "32", "32le", "32be")
TRAILED = 2

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]


class RecordTooLong(Refusal):
    """A line so long that the file cannot be a table."""

    code = "ZL-INTAKE-101"

    def __init__(self, *, line_no: int, byte_start: int) -> None:
        super().__init__(
            f"Line {line_no} is longer than {RECORD_BYTES_MAX // 2**20} MiB.",
            where=f"byte {byte_start} of the file",
            why="no line end was found, so the file is not delimited text in this encoding",
            do_next="check the encoding and the container of the file",
        )


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Whole records of one file and where they lie.

    ``data`` uint8[bytes]; ``row_from`` int64[rows + 1] into the fields; ``field_start`` and
    ``field_end`` int64[fields] without enclosing quotes; ``field_escaped`` uint8[fields] (0 as
    it stands, 1 doubled quotes, 2 text behind a closing quote); ``line_no`` int64[rows] from 1;
    ``line_count`` int32[rows]; ``byte_start`` int64[rows] in the file; ``is_ragged`` bool[rows].
    """

    data: Bytes
    row_from: Ints
    field_start: Ints
    field_end: Ints
    field_escaped: Bytes
    line_no: Ints
    line_count: NDArray[np.int32]
    byte_start: Ints
    is_ragged: NDArray[np.bool_]
    encoding: str
    quote: str = '"'

    @property
    def row_count(self) -> int:
        """How many records the block holds."""
        return self.row_from.size - 1

    def field_count(self, row: int) -> int:
        """How many fields record ``row`` has; 0 for an empty line."""
        return int(self.row_from[row + 1] - self.row_from[row])

    def text(self, row: int, col: int) -> str:
        r"""The text of one field; "" where the record is too short. Bad bytes show as ``\x81``."""
        if not 0 <= col < self.field_count(row):
            return ""
        field = int(self.row_from[row]) + col
        start, end = int(self.field_start[field]), int(self.field_end[field])
        text = self.data[start:end].tobytes().decode(self.encoding, "backslashreplace")
        escaped = int(self.field_escaped[field])
        return unescaped(text, self.quote, is_trailed=escaped == TRAILED) if escaped else text

    def texts(self, row: int) -> list[str]:
        """The texts of all fields of one record."""
        return [self.text(row, col) for col in range(self.field_count(row))]

    def column(self, col: int) -> tuple[Ints, Ints]:
        """Start and end of field ``col`` per record; -1 and -1 where the record is too short."""
        start, end = column_bounds(self.row_from, self.field_start, self.field_end, col)
        return start, end

    def raw(self, row: int) -> bytes:
        """The bytes of one record as they stand in the file, without the line end."""
        base = int(self.byte_start[0])
        is_last = row + 1 == self.row_count
        end = self.data.size if is_last else int(self.byte_start[row + 1]) - base
        record = self.data[int(self.byte_start[row]) - base : end].tobytes()
        for line_end in (b"\r\n", b"\n", b"\r"):
            if record.endswith(line_end):
                return record[: -len(line_end)]
        return record

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[str]], first_line_no: int = 1) -> "Block":
        """The rows of a sheet as a block, one line each, so that they go down the same path."""
        cells = [[cell.encode("utf-8", "backslashreplace") for cell in row] for row in rows]
        lines = [b"\t".join(row) + b"\n" for row in cells]
        widths = np.array([len(cell) for row in cells for cell in row], dtype=np.int64)
        counts = np.array([len(row) for row in cells], dtype=np.int64)
        steps = np.array([1 if row else 0 for row in cells], dtype=np.int64)
        byte_start = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
        row_from = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        empty_before = np.repeat(np.cumsum(1 - steps), counts)
        field_end = np.cumsum(widths + 1) - 1 + empty_before
        return cls(
            data=np.frombuffer(b"".join(lines), dtype=np.uint8),
            row_from=row_from,
            field_start=field_end - widths,
            field_end=field_end,
            field_escaped=np.zeros(widths.size, dtype=np.uint8),
            line_no=np.arange(len(rows), dtype=np.int64) + first_line_no,
            line_count=np.ones(len(rows), dtype=np.int32),
            byte_start=byte_start[:-1].astype(np.int64),
            is_ragged=np.zeros(len(rows), dtype=np.bool_),
            encoding="utf-8",
        )


def read_blocks(
    stream: BinaryIO,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    quote: str = '"',
    block_bytes: int = BLOCK_BYTES,
) -> Iterator[Block]:
    """Yield the records of ``stream`` in blocks of about ``block_bytes``.

    The delimiter must be a comma, a tab or a semicolon unless the encoding is UTF-8 or ASCII:
    others occur inside GBK characters, and UTF-16 must be turned into UTF-8 first.
    """
    assert delimiter in SAFE_DELIMITERS or encoding.lower().startswith(("utf-8", "ascii"))
    assert not set(WIDE) & set(encoding.split("-")), "turn wide encodings into UTF-8 first"
    encoding = encoding.removesuffix("-sig")
    waiting, byte_start, line_no = b"", 0, 1
    is_first = True
    while True:
        fresh = stream.read(block_bytes)
        at_end = not fresh
        waiting += fresh
        if is_first and waiting.startswith(UTF8_MARK):
            waiting, byte_start = waiting[len(UTF8_MARK) :], len(UTF8_MARK)
        is_first = False
        block, used = cut_block(
            waiting, encoding, delimiter=delimiter, quote=quote, at_end=at_end,
            line_no=line_no, byte_start=byte_start,
        )  # fmt: skip
        if block.row_count:
            yield block
            line_no = int(block.line_no[-1]) + int(block.line_count[-1])
        waiting, byte_start = waiting[used:], byte_start + used
        if at_end:
            return
        if len(waiting) > RECORD_BYTES_MAX:
            raise RecordTooLong(line_no=line_no, byte_start=byte_start)


def read_ahead(blocks: Iterator[Block]) -> Iterator[Block]:
    """The same blocks, the next one being cut on a second core while one is worked on."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = pool.submit(next, blocks, None)
            yield block


def cut_block(  # noqa: PLR0913 - where it starts and how it is written are its nature
    data: bytes,
    encoding: str,
    *,
    delimiter: str = ",",
    quote: str = '"',
    at_end: bool = True,
    line_no: int = 1,
    byte_start: int = 0,
) -> tuple[Block, int]:
    """Cut the whole records of ``data`` into a block; also the bytes that were used up."""
    places = np.frombuffer(data, dtype=np.uint8)
    cut = cut_records(places, ord(delimiter), ord(quote), at_end=at_end, line_no=line_no)
    starts, ends, escaped, row_from, first_line, line_count, bytes_from, is_ragged = cut
    used = int(bytes_from[-1])
    block = Block(
        places[:used], row_from, starts, ends, escaped, first_line, line_count,
        bytes_from[:-1] + byte_start, is_ragged, encoding, quote,
    )  # fmt: skip
    return block, used


def unescaped(text: str, quote: str, *, is_trailed: bool) -> str:
    """A field's text with doubled quotes single; ``is_trailed`` as ``"ab"cd`` gives ``abcd``."""
    if not is_trailed:
        return text.replace(quote * 2, quote)
    place, inside = 1, []
    while place < len(text):
        close = text.find(quote, place)
        inside.append(text[place:close])
        if not text.startswith(quote * 2, close):
            return "".join(inside) + text[close + 1 :]
        inside.append(quote)
        place = close + 2
    return "".join(inside)


def first_filled(block: Block) -> Ints:
    """Index of the first field of each record that is not blank; -1 where all are."""
    first, _ = fill_counts(block.data, block.row_from, block.field_start, block.field_end)
    return np.asarray(first, dtype=np.int64)


def filled_count(block: Block) -> Ints:
    """How many fields of each record are not blank."""
    _, count = fill_counts(block.data, block.row_from, block.field_start, block.field_end)
    return np.asarray(count, dtype=np.int64)

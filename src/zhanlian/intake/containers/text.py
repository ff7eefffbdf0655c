"""Text files: delimited text opened as one sheet of blocks.

in     a received file that holds text
out    one ``Sheet``; any of its lines again, by place
keeps  the bytes reach the blocks as they stand (UTF-16 apart, which becomes UTF-8 on the way);
       memory is bounded by the longest line allowed; what does not fit is told with its place
"""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

import numpy as np

from zhanlian.intake.block import Block, read_blocks
from zhanlian.intake.containers.delimiter import DELIMITERS, find_delimiter
from zhanlian.intake.containers.encoding import CHUNK_BYTES, Encoding, find_encoding
from zhanlian.intake.containers.received import Received, Sheet
from zhanlian.intake.containers.refusals import NoSuchLine, RowTooLong, TooWide
from zhanlian.intake.containers.sniff import HEAD_BYTES, wide_encoding
from zhanlian.terms import Finding, Level, RowRef

COLUMN_MAX = 16_384
ROW_BYTES_MAX = 64 * 1024 * 1024
LINE_BLOCK_BYTES = 256 * 1024
SAFE_IN_GBK = ("\t", ",", ";")
LINE_END = {"\n": 10, "\r": 13}


class Utf8Stream:
    r"""A binary stream in another encoding, read as UTF-8; bad bytes come as ``\xNN``."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self.stream = stream
        self.decoder = getincrementaldecoder(encoding)("backslashreplace")

    def read(self, size: int = -1) -> bytes:
        """About ``size`` bytes; b"" only at the end."""
        while fresh := self.stream.read(size):
            if text := self.decoder.decode(fresh):
                return text.encode("utf-8", "backslashreplace")
        return self.decoder.decode(b"", final=True).encode("utf-8", "backslashreplace")


@dataclass(slots=True)
class Shape:
    """What the lines of a file are like before they are cut."""

    nul_count: int = 0
    first_nul_line_no: int = 0
    line_no: int = 1
    open_bytes: int = 0
    open_column_count: int = 1


def open_text(received: Received) -> Iterator[Sheet]:
    """The whole of a text file as one sheet; raises a refusal where it is no table."""
    shown = received.delivered_path
    with received.path.open("rb") as file:
        wide = wide_encoding(file.read(HEAD_BYTES))
    shape = check_shape(received, wide)
    encoding = find_encoding(received.path, shown)
    delimiter = find_delimiter(read_sample(received, encoding.name))
    yield Sheet(
        name="",
        sheet_no=0,
        blocks=read_text(received, encoding.name, delimiter),
        encoding=encoding.name,
        delimiter=delimiter,
        has_places=not _is_translated(encoding.name, delimiter),
        findings=list(_findings(received, encoding, shape)),
    )


def read_text(received: Received, encoding: str, delimiter: str) -> Iterator[Block]:
    """The blocks of a text file whose encoding and delimiter are known."""
    with _stream(received, encoding, delimiter) as stream:
        yield from read_blocks(
            stream,
            encoding="utf-8" if _is_translated(encoding, delimiter) else encoding,
            delimiter=delimiter or "\t",
        )


def read_text_line(
    received: Received, line_no: int, byte_start: int | None, encoding: str, delimiter: str
) -> tuple[str, list[str]]:
    """One record again: its text as it stands, and its cells."""
    if byte_start is not None and not _is_translated(encoding, delimiter):
        return _record_at(received, byte_start, encoding, delimiter)
    for block in read_text(received, encoding, delimiter):
        row = int(np.searchsorted(block.line_no, line_no, side="right")) - 1
        if row >= 0 and line_no < block.line_no[row] + block.line_count[row]:
            return _raw_text(block, row), block.texts(row)
    raise NoSuchLine(received.delivered_path, sheet_no=0, line_no=line_no)


def read_sample(received: Received, encoding: str) -> str:
    """The first lines as text, whole ones where there is more than one."""
    with _stream(received, encoding, "") as stream:
        sample = stream.read(HEAD_BYTES).decode(
            "utf-8" if _is_translated(encoding, "") else encoding, "replace"
        )
    whole = max(sample.rfind("\n"), sample.rfind("\r"))
    return sample[: whole + 1] if whole >= 0 else sample


def check_shape(received: Received, wide: str) -> Shape:
    """Pass once over the file: zero bytes, and refusals for lines too long or too wide."""
    shape = Shape()
    with _stream(received, wide or "utf-8", "") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            zeros = chunk.count(0)
            if zeros and not shape.nul_count:
                shape.first_nul_line_no = shape.line_no + chunk.count(b"\n", 0, chunk.find(0))
            shape.nul_count += zeros
            _check_lines(received, chunk, shape)
    return shape


def _check_lines(received: Received, chunk: bytes, shape: Shape) -> None:
    """Carry the open line through ``chunk`` and look at the lines long enough to be too wide."""
    data = np.frombuffer(chunk, dtype=np.uint8)
    ends = np.flatnonzero((data == LINE_END["\n"]) | (data == LINE_END["\r"]))
    cuts = np.concatenate([[-1], ends, [len(chunk)]])
    lengths = np.diff(cuts) - 1
    for piece in {0, *np.flatnonzero(lengths >= COLUMN_MAX).tolist(), lengths.size - 1}:
        line = chunk[int(cuts[piece]) + 1 : int(cuts[piece + 1])]
        columns = max(line.count(sign.encode()) for sign in DELIMITERS)
        if piece > 0:
            _check_line(received, shape, len(line), columns + 1)
        else:
            _check_line(
                received, shape, shape.open_bytes + len(line), shape.open_column_count + columns
            )
        if piece == lengths.size - 1:
            was_open = piece == 0
            shape.open_bytes = len(line) + (shape.open_bytes if was_open else 0)
            shape.open_column_count = columns + (shape.open_column_count if was_open else 1)
    shape.line_no += chunk.count(b"\n")


def _check_line(received: Received, shape: Shape, byte_count: int, column_count: int) -> None:
    shown, line_no = received.delivered_path, shape.line_no
    if column_count > COLUMN_MAX:
        raise TooWide(shown, line_no=line_no, column_count=column_count, column_max=COLUMN_MAX)
    if byte_count > ROW_BYTES_MAX:
        raise RowTooLong(shown, line_no=line_no, byte_max=ROW_BYTES_MAX)


def _findings(received: Received, encoding: Encoding, shape: Shape) -> Iterator[Finding]:
    file_id = received.file_id
    if encoding.bad_count:
        facts: dict[str, str | int] = {
            "encoding": encoding.name,
            "bytes": ", ".join(str(place) for _, place in encoding.bad_places),
        }
        rows = tuple(RowRef(file_id, 0, line) for line, _ in encoding.bad_places)
        yield Finding("bytes_undecodable", Level.WARN, facts, rows, encoding.bad_count)
    if encoding.is_guess:
        rows = (RowRef(file_id, 0, 1),)
        yield Finding("encoding_guessed", Level.WARN, {"encoding": encoding.name}, rows, 1)
    if shape.nul_count:
        rows = (RowRef(file_id, 0, shape.first_nul_line_no),)
        yield Finding("nul_bytes", Level.WARN, {"count": shape.nul_count}, rows, 1)


def _record_at(
    received: Received, byte_start: int, encoding: str, delimiter: str
) -> tuple[str, list[str]]:
    with received.path.open("rb") as file:
        file.seek(byte_start)
        blocks = read_blocks(
            file, encoding=encoding, delimiter=delimiter or "\t", block_bytes=LINE_BLOCK_BYTES
        )
        for block in blocks:
            return _raw_text(block, 0), block.texts(0)
    raise NoSuchLine(received.delivered_path, sheet_no=0, line_no=0)


def _raw_text(block: Block, row: int) -> str:
    return block.raw(row).decode(block.encoding, "backslashreplace")


def _is_translated(encoding: str, delimiter: str) -> bool:
    """Whether the blocks hold UTF-8 that is not in the file; a pipe may be half of a GBK sign."""
    is_cut_safe = encoding == "utf-8" or not delimiter or delimiter in SAFE_IN_GBK
    return "16" in encoding or not is_cut_safe


@contextmanager
def _stream(received: Received, encoding: str, delimiter: str) -> Iterator[BinaryIO]:
    with received.path.open("rb") as file:
        if _is_translated(encoding, delimiter):
            yield cast("BinaryIO", Utf8Stream(file, encoding))
        else:
            yield file

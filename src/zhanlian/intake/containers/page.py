"""Pages: HTML that calls itself a workbook, as rows of text cells.

in     a received file that holds HTML
out    one ``Sheet``: the rows of its tables in reading order, texts between them as rows of one
       cell, so that titles above a table are not lost
keeps  spanned cells keep their columns; scripts and styles are not read; nothing is fetched
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from zhanlian.intake.block import Block
from zhanlian.intake.containers.encoding import find_encoding
from zhanlian.intake.containers.received import Received, Sheet
from zhanlian.intake.containers.refusals import RowTooLong, TooWide
from zhanlian.intake.containers.sniff import HEAD_BYTES, wide_encoding
from zhanlian.intake.containers.text import COLUMN_MAX, Utf8Stream

CHUNK_BYTES = 1024 * 1024
OPEN_TAG_MAX = 8 * 1024 * 1024
BLOCK_ROWS = 16_384
SPAN_MAX = 1000
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8"}
UNREAD = frozenset({"script", "style", "head"})
BREAKS = frozenset({"p", "div", "br", "hr", "h1", "h2", "h3", "h4", "li", "body", "caption"})


@dataclass(slots=True)
class OpenTable:
    """A table being read: the row under way, and columns that cells above reach down into."""

    cells: list[str] | None = None
    texts: list[str] | None = None
    column_span: int = 1
    row_span: int = 1
    reaching: dict[int, int] = field(default_factory=dict)


class TableReader(HTMLParser):
    """Collects rows in ``rows``; the caller takes them away as they come."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.tables: list[OpenTable] = []
        self.outside: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell; a new one closes the one before."""
        if tag in UNREAD:
            self.unread += 1
        elif tag == "body":
            self.unread = 0
        if tag == "table":
            self._end_outside()
            self.tables.append(OpenTable())
        elif tag == "tr" and self.tables:
            self._end_row()
            self.tables[-1].cells = []
        elif tag in ("td", "th") and self.tables:
            self._start_cell(dict(attrs))
        elif tag in BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """Close a table, a row or a cell."""
        if tag in UNREAD:
            self.unread = max(0, self.unread - 1)
        elif tag == "table" and self.tables:
            self._end_row()
            self.tables.pop()
        elif tag == "tr" and self.tables:
            self._end_row()
        elif tag in ("td", "th") and self.tables:
            self._end_cell()
        elif tag in BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Text belongs to the open cell, or stands outside all tables."""
        if self.unread:
            return
        texts = self.tables[-1].texts if self.tables else self.outside
        if texts is not None:
            texts.append(data)

    def close(self) -> None:
        """Finish what the page left open."""
        super().close()
        while self.tables:
            self._end_row()
            self.tables.pop()
        self._end_outside()

    def _start_cell(self, attrs: dict[str, str | None]) -> None:
        table = self.tables[-1]
        self._end_cell()
        if table.cells is None:
            table.cells = []
        table.texts = []
        table.column_span = _span(attrs.get("colspan"))
        table.row_span = _span(attrs.get("rowspan"))

    def _end_cell(self) -> None:
        table = self.tables[-1]
        if table.texts is None or table.cells is None:
            return
        self._pass_reached(table)
        text = " ".join("".join(table.texts).split())
        for extra in range(table.column_span):
            if table.row_span > 1:
                table.reaching[len(table.cells)] = table.row_span
            table.cells.append("" if extra else text)
        table.texts = None

    def _pass_reached(self, table: OpenTable) -> None:
        """Leave the columns empty that a cell above reaches down into."""
        assert table.cells is not None
        while table.reaching.get(len(table.cells), 0) > 0:
            table.cells.append("")

    def _end_row(self) -> None:
        table = self.tables[-1]
        self._end_cell()
        if table.cells is None:
            return
        while table.cells and not table.cells[-1]:
            table.cells.pop()
        self.rows.append(table.cells)
        table.cells = None
        table.reaching = {col: left - 1 for col, left in table.reaching.items() if left > 1}

    def _break(self) -> None:
        if self.tables:
            if self.tables[-1].texts is not None:
                self.tables[-1].texts.append(" ")
        else:
            self._end_outside()

    def _end_outside(self) -> None:
        text = " ".join("".join(self.outside).split())
        self.outside.clear()
        if text:
            self.rows.append([text])


def open_page(received: Received) -> Iterator[Sheet]:
    """The whole page as one sheet with number 1."""
    encoding = _page_encoding(received)
    yield Sheet(name="", sheet_no=1, blocks=_blocks(received, encoding), encoding=encoding)


def _page_encoding(received: Received) -> str:
    """The encoding its bytes prove; what the page says of itself is often untrue."""
    with received.path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    found = find_encoding(received.path, received.delivered_path)
    said = CHARSET.search(head)
    claimed = CHARSETS.get(said[1].decode("ascii").lower(), "") if said else ""
    return claimed if found.bad_count and claimed and not wide_encoding(head) else found.name


def _blocks(received: Received, encoding: str) -> Iterator[Block]:
    first_line_no = 1
    waiting: list[list[str]] = []
    for rows in _row_batches(received, encoding):
        waiting.extend(rows)
        while len(waiting) >= BLOCK_ROWS:
            yield Block.from_rows(waiting[:BLOCK_ROWS], first_line_no)
            waiting, first_line_no = waiting[BLOCK_ROWS:], first_line_no + BLOCK_ROWS
    if waiting:
        yield Block.from_rows(waiting, first_line_no)


def _row_batches(received: Received, encoding: str) -> Iterator[list[list[str]]]:
    reader = TableReader()
    line_no = 1
    with received.path.open("rb") as file:
        stream = Utf8Stream(file, encoding)
        while chunk := stream.read(CHUNK_BYTES):
            reader.feed(chunk.decode("utf-8"))
            line_no += len(reader.rows)
            _check_open(received, reader, line_no)
            yield reader.rows
            reader.rows = []
    reader.close()
    yield reader.rows


def _check_open(received: Received, reader: TableReader, line_no: int) -> None:
    shown = received.delivered_path
    if len(reader.rawdata) > OPEN_TAG_MAX:
        raise RowTooLong(shown, line_no=line_no, byte_max=OPEN_TAG_MAX)
    widest = max((len(row) for row in reader.rows), default=0)
    if widest > COLUMN_MAX:
        raise TooWide(shown, line_no=line_no, column_count=widest, column_max=COLUMN_MAX)


def _span(text: str | None) -> int:
    return min(SPAN_MAX, max(1, int(text))) if text and text.isascii() and text.isdigit() else 1

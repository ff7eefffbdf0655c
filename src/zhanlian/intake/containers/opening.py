"""Opening: the sheets of any file we read, and any line of them again.

in     a received file
out    its sheets in order; one line as it stands
keeps  a file is opened by its content; what is no table is refused with its kind
"""

from collections.abc import Iterator

from zhanlian.intake.containers.delimiter import find_delimiter
from zhanlian.intake.containers.encoding import find_encoding
from zhanlian.intake.containers.page import open_page
from zhanlian.intake.containers.received import ARCHIVES, Kind, Received, Sheet
from zhanlian.intake.containers.refusals import (
    EmptyFile,
    NoSuchLine,
    NotTable,
    ProtectedWorkbook,
)
from zhanlian.intake.containers.sheetxml import open_sheetxml
from zhanlian.intake.containers.sniff import sniff_file
from zhanlian.intake.containers.text import open_text, read_sample, read_text_line
from zhanlian.intake.containers.workbook import open_workbook


def open_sheets(received: Received) -> Iterator[Sheet]:
    """Yield the sheets of a file; an archive has none (``open_members`` gives its files).

    Raises the ``Refusal`` that says why a file is no table. Read the blocks of a sheet before
    asking for the next one.
    """
    if received.refusal is not None:
        raise received.refusal
    kind = received.kind or sniff_file(received.path, received.name)
    if kind is Kind.TEXT:
        yield from open_text(received)
    elif kind in (Kind.XLSX, Kind.XLS):
        yield from open_workbook(received, kind)
    elif kind is Kind.HTML:
        yield from open_page(received)
    elif kind is Kind.XML_SHEET:
        yield from open_sheetxml(received)
    elif kind is Kind.EMPTY:
        raise EmptyFile(received.delivered_path)
    elif kind is Kind.PROTECTED:
        raise ProtectedWorkbook(received.delivered_path)
    elif kind not in ARCHIVES:
        raise NotTable(received.delivered_path, kind)


def read_line(  # noqa: PLR0913  a place has four parts, and two spare looking for them again
    received: Received,
    sheet_no: int,
    line_no: int,
    byte_start: int | None = None,
    *,
    encoding: str = "",
    delimiter: str | None = None,
) -> tuple[str, list[str]]:
    """One line again: its text as it stands, and its cells.

    ``byte_start`` is where the record starts, as its block said; without it, or where the
    encoding has no places, the file is read up to the line. ``encoding`` and ``delimiter`` are
    found again unless given.
    """
    if sheet_no == 0:
        known = encoding or find_encoding(received.path, received.delivered_path).name
        sign = find_delimiter(read_sample(received, known)) if delimiter is None else delimiter
        return read_text_line(received, line_no, byte_start, known, sign)
    for sheet in open_sheets(received):
        if sheet.sheet_no == sheet_no:
            return _sheet_line(received, sheet, line_no)
    raise NoSuchLine(received.delivered_path, sheet_no=sheet_no, line_no=line_no)


def _sheet_line(received: Received, sheet: Sheet, line_no: int) -> tuple[str, list[str]]:
    for block in sheet.blocks:
        row = line_no - int(block.line_no[0])
        if row < block.row_count:
            cells = block.texts(row)
            return "\t".join(cells), cells
    raise NoSuchLine(received.delivered_path, sheet_no=sheet.sheet_no, line_no=line_no)

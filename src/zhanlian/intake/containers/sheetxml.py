"""XML spreadsheets of 2003: workbooks saved as one XML file, as rows of text cells.

in     a received file that holds such XML
out    one ``Sheet`` a worksheet
keeps  rows and cells keep the numbers the file gives them; a document type, which could bring
       entities along, is refused
"""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from zhanlian.intake.block import Block
from zhanlian.intake.containers.received import Received, Sheet
from zhanlian.intake.containers.refusals import BrokenWorkbook, TooWide
from zhanlian.intake.containers.sniff import HEAD_BYTES
from zhanlian.intake.containers.text import COLUMN_MAX

SHEET_NS = "{urn:schemas-microsoft-com:office:spreadsheet}"
BLOCK_ROWS = 16_384
LINE_MAX = 1_048_576
Rows = Iterator[tuple[int, list[str]]]


def open_sheetxml(received: Received) -> Iterator[Sheet]:
    """Open every worksheet in order; raises ``BrokenWorkbook`` where the XML is damaged."""
    with received.path.open("rb") as file:
        if b"<!DOCTYPE" in file.read(HEAD_BYTES):
            raise BrokenWorkbook(received.delivered_path, "it declares a document type")
    for number, name in enumerate(_names(received), start=1):
        yield Sheet(name=name, sheet_no=number, blocks=_blocks(received, number))


def _names(received: Received) -> list[str]:
    return [
        each.get(f"{SHEET_NS}Name", "")
        for event, each in _elements(received)
        if event == "start" and each.tag == f"{SHEET_NS}Worksheet"
    ]


def _blocks(received: Received, number: int) -> Iterator[Block]:
    waiting: list[list[str]] = []
    first_line_no = 1
    for line_no, cells in _rows(received, number):
        while first_line_no + len(waiting) < line_no:
            waiting.append([])
        waiting.append(cells)
        if len(waiting) >= BLOCK_ROWS:
            yield Block.from_rows(waiting, first_line_no)
            waiting, first_line_no = [], first_line_no + len(waiting)
    if waiting:
        yield Block.from_rows(waiting, first_line_no)


def _rows(received: Received, number: int) -> Rows:
    sheet_no, line_no = 0, 0
    for event, each in _elements(received):
        if event == "start" and each.tag == f"{SHEET_NS}Worksheet":
            sheet_no, line_no = sheet_no + 1, 0
        elif event == "end" and each.tag == f"{SHEET_NS}Row":
            line_no = _place(received, each, line_no + 1, LINE_MAX)
            if sheet_no == number:
                yield line_no, _cells(received, each)
            each.clear()


def _cells(received: Received, row: ET.Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{SHEET_NS}Cell"):
        column = _place(received, cell, len(cells) + 1, COLUMN_MAX)
        cells.extend([""] * (column - 1 - len(cells)))
        data = cell.find(f"{SHEET_NS}Data")
        text = "" if data is None else "".join(data.itertext())
        kind = "" if data is None else data.get(f"{SHEET_NS}Type", "")
        cells.append(text.replace("T", " ").removesuffix(".000") if kind == "DateTime" else text)
        cells.extend([""] * min(COLUMN_MAX, _number(received, cell, "MergeAcross", 0)))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _place(received: Received, each: ET.Element, following: int, most: int) -> int:
    place = _number(received, each, "Index", following)
    if place < following:
        raise BrokenWorkbook(received.delivered_path, f"row or cell {place} comes twice")
    if place > most:
        raise TooWide(received.delivered_path, line_no=1, column_count=place, column_max=most)
    return place


def _number(received: Received, each: ET.Element, name: str, missing: int) -> int:
    said = each.get(f"{SHEET_NS}{name}")
    if said is None:
        return missing
    if not (said.isascii() and said.isdigit()):
        raise BrokenWorkbook(received.delivered_path, f"{name} is no number: {said[:20]!r}")
    return int(said)


def _elements(received: Received) -> Iterator[tuple[str, ET.Element]]:
    try:
        yield from ET.iterparse(received.path, events=("start", "end"))  # noqa: S314  document types were refused
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BrokenWorkbook(received.delivered_path, f"its XML is damaged: {error}") from error

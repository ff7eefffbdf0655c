"""Packages: an XLSX looked over before it is opened, because opening trusts it.

in     an XLSX file
out    the error cells of its sheets, which the reader would give as empty
keeps  a file that is cut off, expands without measure or spans more cells than fit into memory
       is refused before the reader sees it (the reader allocates every cell of the spanned
       area; running out of memory there ends the process)
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from zhanlian.intake.containers.refusals import BrokenWorkbook, TooLargeWorkbook

CHUNK_BYTES = 4 * 1024 * 1024
OVERLAP_BYTES = 4096
PART_BYTES_MAX = 3 * 1024**3
GROWTH_MAX = 200
GROWTH_FROM_BYTES = 1024**3 // 4
CELL_MAX = 96 * 1024 * 1024
LINE_MAX = 1_048_576
WIDE = re.compile(rb'r="([A-Z]{2,3})[0-9]')
FILLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]+)"(?:[^>]*[^/>])?>')
ERROR = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]+)"[^>]*>'
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
SHEETS_FOLDER = "xl/worksheets/"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError)


@dataclass(slots=True)
class Part:
    """One sheet's part of the package: its widest column, lowest line, and error cells."""

    column_count: int = 26
    line_count: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def check_package(path: Path, shown: str) -> dict[str, dict[tuple[int, int], str]]:
    """Look over an XLSX; gives error texts by sheet name and (line from 1, column from 0)."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_sizes(package, shown)
            names = _sheet_parts(package)
            checked = {part: _check_part(package, part, shown) for part in _sheet_like(package)}
            return {name: checked[part].errors for name, part in names.items() if part in checked}
    except (*BROKEN, ET.ParseError) as error:
        raise BrokenWorkbook(shown, f"its package cannot be read: {error}") from error


def _check_sizes(package: zipfile.ZipFile, shown: str) -> None:
    for info in package.infolist():
        is_bomb = (
            info.file_size > GROWTH_FROM_BYTES and info.file_size > GROWTH_MAX * info.compress_size
        )
        if is_bomb or info.file_size > PART_BYTES_MAX:
            raise TooLargeWorkbook(shown, f"{info.filename} expands to {info.file_size} bytes")
        if not info.filename.startswith(SHEETS_FOLDER):
            with package.open(info) as part:
                while part.read(CHUNK_BYTES):  # proves its length and its checksum
                    pass


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    names = set(package.namelist())
    relations = {
        each.get("Id", ""): each.get("Target", "").lstrip("/")
        for each in ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  expat bounds entities
    }
    book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314  as above
    found = {}
    for each in book.iter():
        ids = [value for key, value in each.items() if key.endswith("}id")]
        target = relations.get(ids[0], "") if ids else ""
        part = target if target in names else f"xl/{target}"
        if each.tag.endswith("}sheet") and part in names:
            found[each.get("name", "")] = part
    return found


def _sheet_like(package: zipfile.ZipFile) -> list[str]:
    """Every part a reader might take for a sheet, whatever the workbook says."""
    listed = set(_sheet_parts(package).values())
    return [name for name in package.namelist() if name in listed or name.startswith(SHEETS_FOLDER)]


def _check_part(package: zipfile.ZipFile, name: str, shown: str) -> Part:
    part = Part()
    for chunk in _chunks(package, name):
        letters = set(WIDE.findall(chunk))
        part.column_count = max([part.column_count, *(column_of(each) + 1 for each in letters)])
        if b't="e"' in chunk:
            for column, line, text in ERROR.findall(chunk):
                part.errors[int(line), column_of(column)] = text.decode("utf-8", "replace")
    if part.column_count * LINE_MAX > CELL_MAX:
        _check_area(package, name, part, shown)
    return part


def _check_area(package: zipfile.ZipFile, name: str, part: Part, shown: str) -> None:
    """A second look, cell by cell, at a sheet that is wide enough to be dangerous."""
    part.column_count = 0
    for chunk in _chunks(package, name):
        cells = FILLED.findall(chunk)
        widest = max((column_of(each) for each in {column for column, _ in cells}), default=-1)
        part.column_count = max(part.column_count, widest + 1)
        part.line_count = max([part.line_count, *(int(line) for _, line in cells)])
    if part.column_count * part.line_count > CELL_MAX:
        spanned = f"{part.line_count} lines by {part.column_count} columns"
        raise TooLargeWorkbook(shown, f"{name} spans {spanned}")


def _chunks(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The part in pieces that overlap, so that a cell across a cut is whole in one of them."""
    before = b""
    with package.open(name) as part:
        while fresh := part.read(CHUNK_BYTES):
            yield before + fresh
            before = (before + fresh)[-OVERLAP_BYTES:]


def column_of(letters: bytes) -> int:
    """Column number from 0.

    >>> column_of(b"A"), column_of(b"AA"), column_of(b"XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1

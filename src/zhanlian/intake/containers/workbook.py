"""Workbooks: XLSX and XLS sheets as blocks of text cells, every row under its own number.

in     a received workbook
out    one ``Sheet`` a worksheet, hidden ones too and marked so
keeps  row and column numbers are those the spreadsheet shows, empty rows included; a sheet is
       held in memory once, its text only a block at a time
"""

from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from zhanlian.intake.block import Block
from zhanlian.intake.containers.package import check_package
from zhanlian.intake.containers.received import Kind, Merged, Received, Sheet
from zhanlian.intake.containers.refusals import BrokenWorkbook, ProtectedWorkbook
from zhanlian.intake.containers.shown import cell_text
from zhanlian.terms import Finding, Level, RowRef

BLOCK_ROWS = 16_384
ROWS_KEPT = 100
ErrorCells = dict[tuple[int, int], str]


def open_workbook(received: Received, kind: Kind) -> Iterator[Sheet]:
    """Open every worksheet in order; raises a refusal where the workbook cannot be read."""
    shown = received.delivered_path
    errors = check_package(received.path, shown) if kind is Kind.XLSX else {}
    try:
        with received.path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            for number, about in enumerate(book.sheets_metadata):
                if about.typ is SheetTypeEnum.WorkSheet:
                    sheet = book.get_sheet_by_index(number)
                    yield _sheet(received, number + 1, sheet, about, errors.get(about.name, {}))
    except PasswordError as error:
        raise ProtectedWorkbook(shown) from error
    except CalamineError as error:
        raise BrokenWorkbook(shown, str(error)) from error


def _sheet(
    received: Received, number: int, sheet: CalamineSheet, about: SheetMetadata, errors: ErrorCells
) -> Sheet:
    is_hidden = about.visible is not SheetVisibleEnum.Visible
    return Sheet(
        name=about.name,
        sheet_no=number,
        blocks=_blocks(sheet, errors),
        is_hidden=is_hidden,
        merged=tuple(
            Merged(top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ),
        findings=list(_findings(received.file_id, number, about, errors, is_hidden=is_hidden)),
    )


def _blocks(sheet: CalamineSheet, errors: ErrorCells) -> Iterator[Block]:
    if sheet.start is None:
        return
    left = sheet.start[1]
    waiting: list[list[str]] = []
    first_line_no = 1
    for line_no, row in enumerate(sheet.iter_rows(), start=1):
        waiting.append(_texts(row, left))
        if len(waiting) == BLOCK_ROWS:
            yield _block(waiting, first_line_no, errors)
            waiting, first_line_no = [], line_no + 1
    if waiting:
        yield _block(waiting, first_line_no, errors)


def _block(rows: list[list[str]], first_line_no: int, errors: ErrorCells) -> Block:
    for (line_no, column), text in errors.items():
        if 0 <= line_no - first_line_no < len(rows):
            row = rows[line_no - first_line_no]
            row.extend([""] * (column + 1 - len(row)))
            row[column] = text
    return Block.from_rows(rows, first_line_no)


def _texts(row: list[Any], left: int) -> list[str]:
    """The texts of a row from column A on, without empty cells at its end."""
    texts = [cell_text(value) for value in row]
    while texts and not texts[-1]:
        texts.pop()
    return [""] * left + texts if texts and left else texts


def _findings(
    file_id: int, number: int, about: SheetMetadata, errors: ErrorCells, *, is_hidden: bool
) -> Iterator[Finding]:
    if is_hidden:
        first = RowRef(file_id, number, 1)
        yield Finding("sheet_hidden", Level.NOTE, {"sheet": about.name}, (first,), 1)
    if errors:
        lines = sorted({line_no for line_no, _ in errors})
        rows = tuple(RowRef(file_id, number, line_no) for line_no in lines[:ROWS_KEPT])
        facts: dict[str, str | int] = {"sheet": about.name, "count": len(errors)}
        yield Finding("cells_in_error", Level.WARN, facts, rows, len(lines))

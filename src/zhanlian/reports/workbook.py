"""Workbook: every deliverable as a sheet that no program will run.

in     a case, an edition, a path
out    an .xlsx file; the same case and edition give the same bytes
keeps  no cell can be a formula or a link; numbers of accounts are texts; an amount is a number
       only where a spreadsheet holds it to the fen, else text; no row is dropped: a listing that
       outgrows a sheet goes on in further sheets and the first says so
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter

from zhanlian.evidence import Case
from zhanlian.reports import lists
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Cell, Column, Figured, Ground, Kind, Listing, Row
from zhanlian.reports.summary import Summary, summarise
from zhanlian.reports.summing import list_summary, list_whereabouts
from zhanlian.terms import Money, from_instant, minor_digits

ROWS_MAX = 1_048_575  # of a sheet, its head apart
EXACT_MAX = 2**53
CELL_MAX = 32_767
NAME_MAX = 31
WIDTHS = {Kind.TEXT: 22, Kind.COUNT: 10, Kind.AMOUNT: 16, Kind.MOMENT: 20, Kind.NUMBER: 24}
FIGURED = ("victims", "layers", "next_queries", "freezes", "portraits", "sensitivity")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(slots=True)
class Book:
    """The open workbook and its formats."""

    file: Any
    edition: Edition
    rows_max: int = ROWS_MAX
    formats: dict[str, Any] = field(default_factory=dict)

    def style(self, **wanted: Any) -> Any:
        """A format, made once."""
        key = repr(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format({"font_size": 10, "valign": "top", **wanted})
        return self.formats[key]


def fill_workbook(path: Path, case: Case, edition: Edition, *, rows_max: int = ROWS_MAX) -> None:
    """Write every sheet of ``case`` to ``path``."""
    file = xlsxwriter.Workbook(str(path), OPTIONS)
    file.set_properties({
        "title": edition.words("text.report_title"),
        "author": "zhanlian",
        "created": from_instant(edition.now).replace(tzinfo=None),
    })  # fmt: skip
    book = Book(file, edition, rows_max)
    for what in list_sheets(case, edition):
        _add_listing(book, what)
    file.close()


def list_sheets(case: Case, edition: Edition) -> Iterator[Listing]:
    """The deliverables, in the order of the workbook."""
    summary: Summary = summarise(case)
    yield list_summary(case, edition, summary)
    yield list_whereabouts(edition, summary)
    yield lists.list_line_classes(case, edition)
    yield lists.list_files(edition)
    yield lists.list_victims(case, edition)
    yield lists.list_layers(case, edition, method=summary.main_method)
    yield lists.list_holdings(case, edition)
    yield lists.list_sensitivity(case, edition)
    yield lists.list_robust(case, edition)
    yield lists.list_bounds(case, edition)
    yield from _declared(case, edition, summary)
    yield lists.list_flows(case, edition, method=summary.main_method)
    yield lists.list_next_queries(case, edition)
    yield lists.list_freezes(case, edition)
    yield lists.list_platform(case, edition)
    yield lists.list_portraits(case, edition)
    yield lists.list_transfers(case, edition)
    yield lists.list_bookings(case, edition)
    yield lists.list_findings(case, edition)
    yield lists.list_questions(case, edition)
    yield lists.list_glossary(edition)
    yield lists.list_parameters(case, edition, summary)


def _declared(case: Case, edition: Edition, summary: Summary) -> Iterator[Listing]:
    """Sheets that a case has only where persons declared something."""
    for table, listed in (
        ("conversion", lists.list_conversions(case, edition, method=summary.main_method)),
        ("declared_origin", lists.list_origins(case, edition)),
    ):
        if case.duck.fetch(f"SELECT 1 FROM {table} LIMIT 1"):
            yield listed


def _add_listing(book: Book, what: Listing) -> None:
    """One sheet, or as many as its rows need."""
    rows = iter(what.rows())
    number = 1
    while True:
        part = list(islice(rows, 1)) if number > 1 else []
        if number > 1 and not part:
            return
        _add_sheet(book, what, chain(part, islice(rows, book.rows_max - len(part))), number)
        number += 1


def _add_sheet(book: Book, what: Listing, rows: Iterable[Row], number: int) -> None:
    words = book.edition.words
    sheet = book.file.add_worksheet(_sheet_name(book, what, number))
    heads = what.columns if what.name == "platform" else (*what.columns, *_figure_column(what))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for at, column in enumerate(heads):
        sheet.set_column(at, at, WIDTHS[column.kind])
        _write_head(book, sheet, at, column)
    last = 0
    for last, row in enumerate(rows, start=1):
        _write_row(book, sheet, last, row, heads)
    sheet.autofilter(0, 0, max(1, last), len(heads) - 1)
    if number > 1 or last == book.rows_max:
        said = words("text.sheet_goes_on", number=number, rows=last)
        sheet.set_footer(f"&L{said}")
        sheet.write_comment(0, 0, said)


def _sheet_name(book: Book, what: Listing, number: int) -> str:
    name = book.edition.words(f"sheet.{what.name}")
    return name if number == 1 else f"{name[: NAME_MAX - 8]} {number}"


def _figure_column(what: Listing) -> tuple[Column, ...]:
    is_there = any(column.name == "figure" for column in what.columns)
    figured = what.name in FIGURED
    return (Column("figure", Kind.TEXT),) if figured and not is_there else ()


def _write_head(book: Book, sheet: Any, at: int, column: Column) -> None:
    title = column.title or book.edition.words(f"column.{column.name}")
    if column.ground is not Ground.FACT:
        title += f"【{book.edition.words(f'ground_mark.{column.ground}')}】"
    sheet.write_string(0, at, title, book.style(bold=True, text_wrap=True, bottom=2))


def _write_row(book: Book, sheet: Any, number: int, row: Row, heads: tuple[Column, ...]) -> None:
    cells: tuple[Cell, ...] = row.cells
    if len(heads) > len(cells):
        cells = (*cells, book.edition.figure(row.figure) if row.figure else None)
    for at, (cell, column) in enumerate(zip(cells, heads, strict=True)):
        _write_cell(book, sheet, (number, at), cell, column)


def _write_cell(book: Book, sheet: Any, place: tuple[int, int], cell: Cell, column: Column) -> None:
    value = cell.amount if isinstance(cell, Figured) else cell
    if value is None:
        return
    if isinstance(value, Money):
        _write_amount(book, sheet, place, value)
    elif isinstance(value, int) and column.kind is Kind.COUNT and abs(value) < EXACT_MAX:
        sheet.write_number(*place, value, book.style(num_format="#,##0"))
    else:
        text = book.edition.free(str(value)) if book.edition.mask else str(value)
        sheet.write_string(*place, _fitting(text, book.edition), book.style(num_format="@"))


def _write_amount(book: Book, sheet: Any, place: tuple[int, int], amount: Money) -> None:
    digits = minor_digits(amount.currency)
    if abs(amount.minor) >= EXACT_MAX:
        sheet.write_string(*place, amount.plain(), book.style(num_format="@", align="right"))
        return
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    yuan = amount.minor / 10**digits  # shown, never added up: a spreadsheet's number is a float
    sheet.write_number(*place, yuan, book.style(num_format=pattern))


def _fitting(text: str, edition: Edition) -> str:
    if len(text) <= CELL_MAX:
        return text
    said = edition.words("text.cell_cut", count=len(text))
    return text[: CELL_MAX - len(said)] + said

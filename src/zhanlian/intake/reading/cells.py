"""One data row seen by field names, for the sheets that are read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhanlian.intake.cells import AmountCell, is_blank, plain_text, read_number, read_time

if TYPE_CHECKING:
    from zhanlian.intake.block import Block
    from zhanlian.intake.reading.scanner import Part
    from zhanlian.intake.reading.section import Section


@dataclass(frozen=True, slots=True)
class RowCells:
    """The cells of one row of a section, by canonical field."""

    section: Section
    block: Block
    row: int
    columns: dict[str, list[int]]

    @property
    def line_no(self) -> int:
        """The first physical line of the row."""
        return int(self.block.line_no[self.row])

    def text(self, *names: str) -> str:
        """The first filled cell among the named fields, trimmed; empty where none is."""
        for name in names:
            for column in self.columns.get(name, ()):
                text = plain_text(self.block.text(self.row, column))
                if text and not is_blank(text):
                    return text
        return ""

    def number(self, *names: str) -> str:
        """The first usable identifier among the named fields; masked ones never count."""
        for name in names:
            for column in self.columns.get(name, ()):
                cell = read_number(self.block.text(self.row, column))
                if cell.flag == "" and cell.text:
                    return cell.text
        return ""

    def money(self, *names: str, minor_digits: int = 2) -> AmountCell:
        """The first filled cell of money among the named fields, in its column's own unit."""
        for name in names:
            for column in self.columns.get(name, ()):
                text = plain_text(self.block.text(self.row, column))
                if text and not is_blank(text):
                    return self.section.read_money(column, text, minor_digits)
        return AmountCell(None, "blank")

    def instant(self, *names: str) -> int | None:
        """The first readable moment among the named fields."""
        for name in names:
            for column in self.columns.get(name, ()):
                cell = read_time(self.block.text(self.row, column))
                if cell.at is not None:
                    return cell.at
        return None

    def others(self, taken: frozenset[str]) -> dict[str, str]:
        """Filled cells whose field is not in ``taken``, by field or by header text."""
        found: dict[str, str] = {}
        for column in range(self.block.field_count(self.row)):
            name = self.section.mapping.get(column, "")
            if name in taken:
                continue
            text = plain_text(self.block.text(self.row, column))
            if text and not is_blank(text):
                header = self.section.header
                key = name or (header[column] if column < len(header) else f"column {column + 1}")
                found[key if key not in found else f"{key} {column + 1}"] = text
        return found


def row_cells(part: Part) -> Iterator[RowCells]:
    """The rows of a part, one after the other."""
    columns: dict[str, list[int]] = {}
    for column, name in sorted(part.section.mapping.items()):
        columns.setdefault(name, []).append(column)
    for row in part.rows.tolist():
        yield RowCells(part.section, part.block, row, columns)

"""Templates: DOCX forms with marks, one per kind, for people to edit in their word processor.

in     a kind
out    the bytes of its template: ``{{ field }}`` where a value goes, ``{{ mark.field }}`` where
       its source's number goes, ``{%tr for row in table %}`` around a table's row
keeps  the same kind gives the same bytes; the templates that ship are these, and a test says so
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zhanlian.reports.documents.fonts import font_families
from zhanlian.reports.documents.kinds import HOLE, Block, Field, Kind
from zhanlian.reports.documents.packing import packed
from zhanlian.reports.documents.pieces import shared_words

__all__ = ["make_template", "shipped_template"]

A4_MM, MARGIN_MM, WIDE_MARGIN_MM = (210, 297), 27, 20
TITLE_PT, LEAF_PT, TEXT_PT, TABLE_PT, SMALL_PT = 20, 18, 14, 9, 8
INDENT_PT = 2 * TEXT_PT
LABEL_SHARE = 3  # a form's labels take one part in this many
BLACK_LINE = "Table Grid"


def shipped_template(kind: str) -> bytes | None:
    """The template that ships for a kind, if there is one."""
    folder = files("zhanlian.reports.documents").joinpath("data").joinpath("templates")
    place = folder.joinpath(f"{kind}.docx")
    return place.read_bytes() if place.is_file() else None


def make_template(kind: Kind) -> bytes:
    """Draw a kind's blocks as a DOCX with marks."""
    paper = _Paper(docx.Document(), kind)
    paper.prepare()
    paper.line("{{ title }}", size=TITLE_PT, face="word_heading", align="CENTER")
    for block in kind.blocks:
        paper.draw(block)
    paper.end()
    return packed(paper.document)


class _Paper:
    """One template being drawn."""

    def __init__(self, document: Any, kind: Kind) -> None:
        self.document = document
        self.kind = kind

    def prepare(self) -> None:
        """Paper size, margins, and the face of the running text."""
        section, is_wide = self.document.sections[0], self.kind.is_wide
        short, long = (Mm(side) for side in A4_MM)
        section.page_width, section.page_height = (long, short) if is_wide else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        margin = Mm(WIDE_MARGIN_MM if is_wide else MARGIN_MM)
        section.left_margin = section.right_margin = margin
        section.top_margin = section.bottom_margin = margin
        style = self.document.styles["Normal"]
        style.font.size = Pt(TEXT_PT)
        _set_face(style.font, style.element.get_or_add_rPr(), "word_text")

    def draw(self, block: Block) -> None:
        """One block in its shape."""
        match block.shape:
            case "form":
                self._form(block.keys)
            case "table":
                self._table(block.keys[0])
            case "lines":
                self._lines(block.keys[0])
            case "sign":
                for line in block.keys:
                    self.line(line, align="RIGHT")
            case "heading":
                self.line(block.text, face="word_heading")
            case "note":
                self.line(block.text, size=SMALL_PT + 2)
            case "leaf":
                self.document.add_page_break()
                self.line(block.text, size=LEAF_PT, face="word_heading", align="CENTER")
            case _:
                self.line(block.text, indent=True)

    def line(
        self, text: str, *, size: int = 0, face: str = "", align: str = "", indent: bool = False
    ) -> None:
        """One paragraph; the holes of ``text`` become marks of the template."""
        paragraph = self.document.add_paragraph()
        if align:
            paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
        if indent:
            paragraph.paragraph_format.first_line_indent = Pt(INDENT_PT)
        _runs(paragraph, text, size=size, face=face)

    def _form(self, keys: tuple[str, ...]) -> None:
        table = self.document.add_table(rows=0, cols=2, style=BLACK_LINE)
        for key in keys:
            label, cell = table.add_row().cells
            _runs(label.paragraphs[0], self.kind.fields[key].zh)
            _runs(cell.paragraphs[0], f"{{{key}}}")
        _set_widths(table, [1, LABEL_SHARE - 1], self._text_width())
        self.document.add_paragraph()

    def _table(self, key: str) -> None:
        declared = self.kind.tables[key]
        self.line(declared.zh, size=TABLE_PT + 1)
        table = self.document.add_table(rows=4, cols=len(declared.columns), style=BLACK_LINE)
        heads, before, cells, after = (row.cells for row in table.rows)
        before[0].text, after[0].text = f"{{%tr for row in {key} %}}", "{%tr endfor %}"
        for column, head, cell in zip(declared.columns, heads, cells, strict=True):
            _runs(head.paragraphs[0], column.zh, size=TABLE_PT)
            _cell(cell.paragraphs[0], column)
        _repeat_head(table.rows[0])
        _set_widths(table, [column.width for column in declared.columns], self._text_width())
        self.document.add_paragraph()

    def _lines(self, key: str) -> None:
        """One paragraph per row, its first column."""
        column = self.kind.tables[key].columns[0].key
        self.line(f"{{%p for row in {key} %}}")
        paragraph = self.document.add_paragraph()
        _run(paragraph, f"{{{{ row.{column} }}}}", size=TABLE_PT + 1)
        _run(paragraph, f"{{{{ row.mark.{column} }}}}", size=TABLE_PT + 1, is_raised=True)
        self.line("{%p endfor %}")

    def end(self) -> None:
        """The list of sources, or the remark that it is kept apart."""
        words = shared_words()
        if self.kind.is_served:
            self.line(words["served"], size=SMALL_PT)
            return
        self.line("{%p if sources %}")
        self.document.add_page_break()
        self.line(words["sources"], face="word_heading")
        table = self.document.add_table(rows=4, cols=2, style=BLACK_LINE)
        heads, before, cells, after = (row.cells for row in table.rows)
        before[0].text, after[0].text = "{%tr for row in sources %}", "{%tr endfor %}"
        for head, key in zip(heads, ("source_number", "source_id"), strict=True):
            _runs(head.paragraphs[0], words[key], size=TABLE_PT)
        for cell, key in zip(cells, ("number", "source"), strict=True):
            _run(cell.paragraphs[0], f"{{{{ row.{key} }}}}", size=TABLE_PT)
        _set_widths(table, [1, 2 * LABEL_SHARE], self._text_width())
        self.line("{%p endif %}")

    def _text_width(self) -> int:
        section = self.document.sections[0]
        return int(section.page_width - section.left_margin - section.right_margin)


def _runs(paragraph: Any, text: str, *, size: int = 0, face: str = "") -> None:
    """Fixed text and marks, each value with its source's number above the line."""
    at = 0
    for hole in HOLE.finditer(text):
        _run(paragraph, text[at : hole.start()], size=size, face=face)
        prefix = "capital." if hole[2] else ""
        _run(paragraph, f"{{{{ {prefix}{hole[1]} }}}}", size=size, face=face)
        if not hole[2] and hole[1] != "grounds":
            _run(paragraph, f"{{{{ mark.{hole[1]} }}}}", size=size, is_raised=True)
        at = hole.end()
    _run(paragraph, text[at:], size=size, face=face)


def _cell(paragraph: Any, column: Field) -> None:
    if column.type in ("money", "count"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, f"{{{{ row.{column.key} }}}}", size=TABLE_PT)
    _run(paragraph, f"{{{{ row.mark.{column.key} }}}}", size=TABLE_PT, is_raised=True)


def _run(
    paragraph: Any, text: str, *, size: int = 0, face: str = "", is_raised: bool = False
) -> None:
    if not text:
        return
    run = paragraph.add_run(text)
    if size:
        run.font.size = Pt(size)
    if face:
        _set_face(run.font, run._element.get_or_add_rPr(), face)  # noqa: SLF001  no public way
    if is_raised:
        run.font.superscript = True


def _set_face(font: Any, properties: Any, face: str) -> None:
    """Latin and Chinese faces; Word keeps them apart."""
    font.name = font_families()["word_latin"]
    properties.rFonts.set(qn("w:eastAsia"), font_families()[face])


def _set_widths(table: Any, parts: list[int], width: int) -> None:
    table.autofit = False
    for column, part in zip(table.columns, parts, strict=True):
        for cell in column.cells:
            cell.width = width * part // sum(parts)


def _repeat_head(row: Any) -> None:
    """The head row stands again on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  no public way

"""The scanner: walk the blocks of one sheet once, and put every line in a class.

in     blocks in order
out    per block: the class of each record, and the data rows of each section
keeps  a header is known by its names, never by its place; every record gets one class; only
       records that may be something else than data are looked at one by one
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from zhanlian.intake.block import Block, filled_count, first_filled
from zhanlian.intake.cells.slices import SliceStore
from zhanlian.intake.kernels.code_texts import first_rows
from zhanlian.intake.reading.section import Section
from zhanlian.intake.reading.titles import read_announced, read_titles
from zhanlian.intake.synonyms import (
    is_footer,
    is_section_title,
    match_header,
    normalise_header,
    vocabulary,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Ints = np.ndarray[Any, np.dtype[np.int64]]

HEADER_NAMES_MIN = 4
HEADER_CELLS_MIN = 2
TABLE_WIDTH_MIN = 3
HEADER_SHARE_MIN = 0.6
FOOTER_FILLED_SHARE = 0.6
TITLES_KEPT = 60
HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(slots=True)
class Part:
    """Data rows of one section inside one block."""

    section: Section
    block: Block
    rows: Ints


@dataclass(slots=True)
class Scan:
    """One block scanned: a class, a reason and a section number for each record."""

    block: Block
    classes: list[str]
    reasons: dict[int, str]
    section_numbers: Ints
    parts: list[Part] = field(default_factory=list)


class SheetScanner:
    """Walks one sheet. ``open_section`` turns a header into a mapped ``Section``."""

    def __init__(self, open_section: Callable[[str, list[str], int], Section]) -> None:
        self.open_section = open_section
        self.section: Section | None = None
        self.sections: list[Section] = []
        self.titles: list[str] = []
        self.footers: list[tuple[Section, list[str]]] = []
        self.vocabulary = vocabulary()

    def scan(self, block: Block) -> Scan:
        """Classify every record of ``block``."""
        rows = block.row_count
        done = Scan(block, ["accepted"] * rows, {}, np.zeros(rows, dtype=np.int64))
        suspects: list[int] | None = None
        row = 0
        while row < rows:
            if self.section is not None:
                suspects = self._suspects(block) if suspects is None else suspects
                place = bisect_left(suspects, row)
                following = suspects[place] if place < len(suspects) else rows
                self._take_data(done, row, following)
                row = following
            if row < rows:
                self._judge(done, row)
                row += 1
        return done

    def _suspects(self, block: Block) -> list[int]:
        """Rows under a header that may be something else than data, in order."""
        first, filled = first_filled(block), filled_count(block)
        usual = max(2, int(np.median(filled)) if filled.size else 0)
        thin = filled < max(2, usual * 0.5)
        has_text = first >= 0
        at = np.where(has_text, block.row_from[:-1] + first, 0)
        if not block.field_start.size:
            return list(range(block.row_count))
        store = SliceStore()
        codes = store.add(block.data, block.field_start[at], block.field_end[at])
        firsts = first_rows(codes, store.distinct)
        odd = np.array([self._is_odd(block, at, int(row)) for row in firsts], dtype=bool)
        return np.flatnonzero(thin | ~has_text | odd[codes]).tolist()

    def _is_odd(self, block: Block, at: Ints, row: int) -> bool:
        field_no = int(at[row] - block.row_from[row])
        text = block.text(row, field_no).strip()
        if not text or text[0].isdigit():
            return False
        name = normalise_header(text)
        return name in self.vocabulary or is_footer(text) or is_section_title(text)

    def _take_data(self, done: Scan, start: int, end: int) -> None:
        if start >= end:
            return
        section = self.section
        assert section is not None, "rows without a header are judged one by one"
        section.row_count += end - start
        done.section_numbers[start:end] = section.number
        rows = np.arange(start, end)
        if done.parts and done.parts[-1].section is section:
            done.parts[-1].rows = np.concatenate([done.parts[-1].rows, rows])
        else:
            done.parts.append(Part(section, done.block, rows))

    def _judge(self, done: Scan, row: int) -> None:
        cells = done.block.texts(row)
        filled = [cell.strip() for cell in cells if cell.strip()]
        section = self.section
        if section is not None:
            done.section_numbers[row] = section.number
        if not filled:
            done.classes[row] = "blank"
        elif self._is_repeat(cells):
            done.classes[row] = "header_repeat"
        elif self._is_translation(done, row, filled):
            done.classes[row] = "header_repeat"
            done.reasons[row] = "the header above it in another language"
        elif kind := self._header_kind(cells, filled):
            self._open(done, row, kind, cells)
        elif section is None:
            self._keep_title(done, row, cells)
        else:
            self._judge_inside(done, row, cells, filled)

    def _judge_inside(self, done: Scan, row: int, cells: list[str], filled: list[str]) -> None:
        section = self.section
        assert section is not None
        width = len(section.header)
        if len(filled) == 1 and width >= TABLE_WIDTH_MIN and is_section_title(filled[0]):
            self.section = None
            self.titles = []
            self._keep_title(done, row, cells)
        elif is_footer(filled[0]) and len(filled) <= max(2, width * FOOTER_FILLED_SHARE):
            done.classes[row] = "footer"
            self.footers.append((section, cells))
            section.announced.update(read_announced(" ".join(filled)))
        elif len(filled) == 1 and self._is_only_feedback(section, cells):
            done.classes[row] = "template"
            done.reasons[row] = "only the feedback column is filled: no transaction"
        elif len(filled) == 1 and width > TABLE_WIDTH_MIN:
            done.classes[row] = "footer"
            done.reasons[row] = "a note line: one cell filled"
        else:
            self._take_data(done, row, row + 1)

    def _is_only_feedback(self, section: Section, cells: list[str]) -> bool:
        column = next(place for place, cell in enumerate(cells) if cell.strip())
        return section.mapping.get(column) in ("feedback_result", "currency", "success_flag")

    def _is_repeat(self, cells: list[str]) -> bool:
        if self.section is None:
            return False
        return _trimmed(cells) == _trimmed(self.section.header)

    def _is_translation(self, done: Scan, row: int, filled: list[str]) -> bool:
        """Whether a line without Chinese names the same columns as the header right above it."""
        section = self.section
        if section is None or section.row_count or not any(map(HAN.search, section.header)):
            return False
        width = sum(1 for name in section.header if name)
        follows = int(done.block.line_no[row]) == section.header_line_no + 1
        wordy = all(cell[0].isalpha() and cell.isascii() for cell in filled)
        return follows and wordy and len(filled) == width

    def _header_kind(self, cells: list[str], filled: list[str]) -> str:
        wordy = [cell for cell in filled if not cell.lstrip("-+¥").replace(",", "")[:1].isdigit()]
        if len(filled) < HEADER_CELLS_MIN or len(wordy) < HEADER_SHARE_MIN * len(filled):
            return ""
        matches = match_header(cells)
        if not matches:
            return ""
        kind, _, matched = matches[0]
        known = sum(normalise_header(cell) in self.vocabulary for cell in filled)
        enough = known >= min(HEADER_NAMES_MIN, len(filled))
        return kind if matched and enough and known >= HEADER_SHARE_MIN * len(filled) else ""

    def _open(self, done: Scan, row: int, kind: str, cells: list[str]) -> None:
        line_no = int(done.block.line_no[row])
        section = self.open_section(kind, [cell.strip() for cell in cells], line_no)
        section.number = len(self.sections) + 1
        section_said, announced = read_titles(self.titles)
        section.said = {**section_said, **section.said}
        section.announced.update(announced)
        section.state_units()
        self.sections.append(section)
        self.section = section
        self.titles = []
        done.classes[row] = "header"
        done.section_numbers[row] = section.number

    def _keep_title(self, done: Scan, row: int, cells: list[str]) -> None:
        text = " ".join(cell.strip() for cell in cells if cell.strip())
        done.classes[row] = "title" if text else "blank"
        if text and len(self.titles) < TITLES_KEPT:
            self.titles.append(text)


def _trimmed(cells: list[str]) -> list[str]:
    names = [normalise_header(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names

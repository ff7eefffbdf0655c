"""Loading: one file's sheets into tables, every physical line into one class.

in     an opened file, its row in source_file, the answers people gave
out    rows in the evidence tables, lines by class, questions, findings
keeps  memory is bounded by a block; a line whose row is rejected says why
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from zhanlian.engines import NOTHING, as_columns
from zhanlian.evidence import BY_NAME, SHEET_NO_MAX, Case
from zhanlian.intake.cells import plain_text
from zhanlian.intake.reading.headerless import infer_section
from zhanlian.intake.reading.loose import read_loose
from zhanlian.intake.reading.mapping import Answers, Question, map_header, mapping_json
from zhanlian.intake.reading.scanner import Part, Scan, SheetScanner
from zhanlian.intake.reading.section import Section
from zhanlian.intake.reading.titles import read_path
from zhanlian.intake.records.built import Built, Place
from zhanlian.intake.records.kinds import BUILDERS
from zhanlian.terms import Finding, Level, Refusal, RowRef

if TYPE_CHECKING:
    from zhanlian.intake.block import Block
    from zhanlian.intake.containers import Sheet

SECTIONS_PER_FILE = 1 << 20
SAMPLE_ROWS = 50
FOOTER_FIGURES = {
    "amount_in": "in_minor", "amount_out": "out_minor", "loss_amount": "total_minor",
}  # fmt: skip


class TooManySheets(Refusal):
    """A workbook with more sheets than a row's place can name."""

    code = "ZL-INTAKE-004"

    def __init__(self, delivered_path: str, sheet_name: str) -> None:
        super().__init__(
            f"The workbook has more than {SHEET_NO_MAX} sheets.",
            where=f"{delivered_path}, sheet {sheet_name}",
            why="a row's place names its sheet with a number up to that",
            do_next="split the workbook and hand the parts over",
        )


@dataclass(slots=True)
class Loaded:
    """What one file gave."""

    file_id: int
    line_count: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    sections: list[Section] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    victims: list[dict[str, Any]] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""


class FileLoader:
    """Loads the sheets of one file into a case."""

    def __init__(
        self, case: Case, file_id: int, delivered_path: str, answers: Answers,
        tell: Callable[[int], None],
    ) -> None:  # fmt: skip
        self.case = case
        self.answers = answers
        self.tell = tell
        self.delivered_path = delivered_path
        self.path_said = read_path(delivered_path)
        self.loaded = Loaded(file_id)
        self.place = Place(file_id, 0, self.path_said, case.settings.currency)

    def load_sheet(self, sheet: Sheet) -> None:
        """Read every block of one sheet."""
        if sheet.sheet_no > SHEET_NO_MAX:
            raise TooManySheets(self.delivered_path, sheet.name)
        self.loaded.encoding, self.loaded.delimiter = sheet.encoding, sheet.delimiter
        self.place = Place(
            self.loaded.file_id, sheet.sheet_no, self.path_said, self.case.settings.currency
        )
        scanner = SheetScanner(lambda *facts: self._open_section(sheet, *facts))
        is_first = True
        for block in sheet.blocks:
            if is_first and (section := self._headerless(sheet, scanner, block)):
                scanner.sections.append(section)
                scanner.section = section
            is_first = False
            self._take(sheet, scanner, scanner.scan(block))
        self.loaded.findings.extend(sheet.findings)
        self._close_sections(scanner)

    def _open_section(self, sheet: Sheet, kind: str, header: list[str], line_no: int) -> Section:
        section, questions = map_header(kind, header, line_no, self.answers)
        self.loaded.questions.extend(questions)
        return self._register(sheet, section)

    def _register(self, sheet: Sheet, section: Section) -> Section:
        section.sheet_no, section.sheet_name = sheet.sheet_no, sheet.name
        section.section_id = self.loaded.file_id * SECTIONS_PER_FILE + len(self.loaded.sections) + 1
        self.loaded.sections.append(section)
        return section

    def _headerless(self, sheet: Sheet, scanner: SheetScanner, block: Block) -> Section | None:
        """A section proved by its values, where no line of the first block is a header."""
        trial = SheetScanner(
            lambda kind, header, line_no: Section(0, 0, "", line_no, kind, header, {})
        )
        trial.scan(block)
        if trial.sections:
            return None
        section = infer_section(block)
        if section is None:
            return None
        section.number = len(scanner.sections) + 1
        return self._register(sheet, section)

    def _take(self, sheet: Sheet, scanner: SheetScanner, scan: Scan) -> None:
        for part in scan.parts:
            self._build(part, scan)
        if not scanner.sections:
            self._take_loose(scan)
        self._keep_lines(sheet, scanner, scan)
        self.tell(scan.block.row_count)

    def _build(self, part: Part, scan: Scan) -> None:
        builder = BUILDERS.get(part.section.kind)
        if builder is None:
            reason = f"no reader for sheets of kind {part.section.kind} yet; kept as received"
            self._reject(scan, dict.fromkeys(part.rows.tolist(), reason))
            return
        built = builder(part, self.place)
        self._sample(part)
        self._keep(built)
        self._reject(scan, built.rejects)
        self.loaded.findings.extend(built.findings)

    def _sample(self, part: Part) -> None:
        for question in self.loaded.questions:
            if question.section is part.section and not question.samples:
                rows = part.rows[:SAMPLE_ROWS].tolist()
                texts = (plain_text(part.block.text(row, question.column)) for row in rows)
                question.samples = list(dict.fromkeys(text for text in texts if text))

    def _keep(self, built: Built) -> None:
        for table, columns in built.columns:
            self.case.duck.append(table, columns)
        for table, rows in built.rows.items():
            if table in ("victim", "victim_payment"):
                self.loaded.victims.extend({"_table": table, "_row": row} for row in rows)
            else:
                names = BY_NAME[table].column_names()
                self.case.duck.append(table, as_columns(rows, names))

    def _reject(self, scan: Scan, rejects: dict[int, str]) -> None:
        places = []
        for row, reason in rejects.items():
            scan.classes[row] = "rejected"
            scan.reasons[row] = reason
            places.append(self._ref(scan, row))
        if places:
            facts: dict[str, str | int] = {
                "count": len(places), "reason": next(iter(rejects.values())),
            }  # fmt: skip
            self.loaded.findings.append(
                Finding("rows_rejected", Level.ALARM, facts, tuple(places[:100]), len(places))
            )

    def _ref(self, scan: Scan, row: int) -> RowRef:
        return RowRef(self.loaded.file_id, self.place.sheet_no, int(scan.block.line_no[row]))

    def _take_loose(self, scan: Scan) -> None:
        block = scan.block
        lines = [
            (int(block.line_no[row]), " ".join(block.texts(row))) for row in range(block.row_count)
        ]
        found = read_loose(lines)
        for table, rows in found.items():
            for row in rows:
                row |= {"file_id": self.loaded.file_id, "sheet_no": self.place.sheet_no}
                row["section_id"] = 0
            self.case.duck.append(table, as_columns(rows, BY_NAME[table].column_names()))
        for place in range(block.row_count):
            if scan.classes[place] == "title":
                scan.classes[place] = "accepted" if found else "rejected"
                if not found:
                    scan.reasons[place] = "no header known to this program above it"
        if not found and block.row_count:
            facts: dict[str, str | int] = {"count": block.row_count, "first": lines[0][1][:80]}
            rows_ref = (self._ref(scan, 0),)
            self.loaded.findings.append(
                Finding("layout_unknown", Level.ALARM, facts, rows_ref, block.row_count)
            )

    def _keep_lines(self, sheet: Sheet, scanner: SheetScanner, scan: Scan) -> None:
        block, rows = scan.block, scan.block.row_count
        ids = {section.number: section.section_id for section in scanner.sections}
        sections = np.array([ids.get(int(n), 0) for n in scan.section_numbers], dtype=np.int64)
        line_no, classes = block.line_no, np.array(scan.classes, dtype=object)
        reasons = np.array([scan.reasons.get(row) for row in range(rows)], dtype=object)
        byte_start = block.byte_start if sheet.has_places else np.full(rows, NOTHING)
        extra = np.flatnonzero(block.line_count > 1)
        if extra.size:
            spans = [line_no[r] + 1 + np.arange(block.line_count[r] - 1) for r in extra]
            more = np.concatenate(spans)
            owner = np.repeat(extra, block.line_count[extra] - 1)
            line_no = np.concatenate([line_no, more])
            classes = np.concatenate([classes, np.full(more.size, "continued", dtype=object)])
            reasons = np.concatenate([reasons, np.full(more.size, None, dtype=object)])
            sections = np.concatenate([sections, sections[owner]])
            byte_start = np.concatenate([byte_start, byte_start[owner]])
        self.loaded.line_count += int(line_no.size)
        self.loaded.classes.update(classes.tolist())
        self.case.duck.append(
            "source_line",
            {
                "file_id": np.full(line_no.size, self.loaded.file_id, dtype=np.int64),
                "sheet_no": np.full(line_no.size, sheet.sheet_no, dtype=np.int64),
                "line_no": line_no, "section_id": sections, "class": classes,
                "reason": reasons, "byte_start": byte_start,
            },
        )  # fmt: skip

    def _close_sections(self, scanner: SheetScanner) -> None:
        for section, cells in scanner.footers:
            for column, text in enumerate(cells):
                key = FOOTER_FIGURES.get(section.mapping.get(column, ""))
                minor = section.read_money(column, text).minor if key else None
                if key and minor is not None:
                    section.announced[key] = minor
        self.case.duck.append("source_section", _section_columns(scanner.sections, self))


def _section_columns(sections: list[Section], loader: FileLoader) -> dict[str, list[Any]]:
    rows = [
        {
            "section_id": each.section_id, "file_id": loader.loaded.file_id,
            "sheet_no": each.sheet_no, "sheet_name": each.sheet_name,
            "header_line_no": each.header_line_no, "kind": each.kind, "signature": each.signature,
            "profile": each.profile or None, "mapping": mapping_json(each),
            "bank": loader.path_said.get("bank"), "own_number": each.said.get("own_number"),
            "own_name": each.said.get("own_name"), "currency": each.said.get("currency"),
            "announced": json.dumps(each.announced, sort_keys=True) if each.announced else None,
            "row_count": each.row_count,
            "conventions": json.dumps(each.conventions, ensure_ascii=False, sort_keys=True),
        }
        for each in sections
    ]  # fmt: skip
    return as_columns(rows, BY_NAME["source_section"].column_names())

"""What building the rows of a part gives: rows for tables, rejected rows, findings."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhanlian.evidence import entry_id_of
from zhanlian.terms import Finding

if TYPE_CHECKING:
    from zhanlian.intake.reading.section import Section

Columns = dict[str, Any]

AMOUNT_MINOR_END = 2**50  # eleven trillion yuan; the kernels' exact bound, above any real row


@dataclass(slots=True)
class Place:
    """Where a part stands: its file, sheet, and what the file and path say."""

    file_id: int
    sheet_no: int
    path_said: dict[str, str]
    currency: str

    def row(self, section: Section, line_no: int) -> dict[str, int]:
        """The provenance columns every evidence row carries."""
        return {
            "file_id": self.file_id, "sheet_no": self.sheet_no, "line_no": line_no,
            "section_id": section.section_id,
        }  # fmt: skip

    def entry_id(self, line_no: int, part: int = 0) -> int:
        """The id of an entry: its place in the evidence, as a number."""
        return entry_id_of(self.file_id, self.sheet_no, line_no, part)


@dataclass(slots=True)
class Built:
    """Rows by table (as dictionaries or whole columns), rejects by row, findings."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    columns: list[tuple[str, Columns]] = field(default_factory=list)
    rejects: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def dump_extra(cells: dict[str, str]) -> str | None:
    """Left-over cells as JSON; None where there are none."""
    return json.dumps(cells, ensure_ascii=False, sort_keys=True) if cells else None

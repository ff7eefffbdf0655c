"""Provenance: any line of evidence again, as it stands in the file that was received.

in     file, sheet and line
out    the raw text, its cells under their headers, and the path it was delivered under
keeps  the text is read from the vault, whose bytes are checked against their digest first
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from zhanlian.evidence import Case, check_file
from zhanlian.intake.containers import Received, read_line, reopen_member
from zhanlian.terms import Refusal

WHERE = """
SELECT f.*, l.byte_start, l.class, l.section_id, s.mapping, s.sheet_name, s.header_line_no, s.kind
FROM source_line AS l
JOIN source_file AS f USING (file_id)
LEFT JOIN source_section AS s USING (section_id)
WHERE l.file_id = ? AND l.sheet_no = ? AND l.line_no = ?
"""


class NoSuchPlace(Refusal):
    """A row that the case does not hold."""

    code = "ZL-INTAKE-003"

    def __init__(self, file_id: int, sheet_no: int, line_no: int) -> None:
        super().__init__(
            f"There is no line {line_no} in sheet {sheet_no} of file {file_id}.",
            where=f"f{file_id}:{sheet_no}:{line_no}",
            why="the case holds no such line",
            do_next="look up the files of the case with: zhanlian check CASE",
        )


@dataclass(frozen=True, slots=True)
class RawLine:
    """One physical line: where it is, its class, its text, and its cells by header."""

    file_id: int
    delivered_path: str
    digest: str
    sheet_no: int
    sheet_name: str
    line_no: int
    line_class: str
    text: str
    cells: tuple[tuple[str, str], ...]


def raw_line(case: Case, file_id: int, sheet_no: int, line_no: int) -> RawLine:
    """Read one line of evidence again. Cost: direct for text files; a workbook is opened."""
    rows = case.duck.fetch(WHERE, [file_id, sheet_no, line_no])
    if not rows:
        raise NoSuchPlace(file_id, sheet_no, line_no)
    row = rows[0]
    root = check_file(case.vault, row["root_digest"])
    with TemporaryDirectory(prefix="zhanlian-") as folder:
        received = _received(row, root, Path(folder))
        text, cells = read_line(
            received, sheet_no, line_no, row["byte_start"],
            encoding=row["encoding"] or "", delimiter=row["delimiter"],
        )  # fmt: skip
    return RawLine(
        file_id, row["delivered_path"], row["digest"], sheet_no, row["sheet_name"] or "", line_no,
        row["class"], text, tuple(zip(_headers(row, len(cells)), cells, strict=True)),
    )  # fmt: skip


def _received(row: dict[str, Any], root: Path, folder: Path) -> Received:
    if row["member_path"]:
        return reopen_member(root, row["member_path"], folder)
    return Received(root, row["delivered_path"])


def _headers(row: dict[str, Any], count: int) -> list[str]:
    mapping = json.loads(row["mapping"]) if row["mapping"] else {}
    return [
        mapping.get(str(column), {}).get("header") or f"#{column + 1}" for column in range(count)
    ]

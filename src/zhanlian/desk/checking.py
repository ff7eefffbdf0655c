"""Checking: what an analyst asks of the data before believing any figure.

in     a settled case
out    lines by class per file, entries by state, and every finding with its rows
keeps  nothing unmeasured prints as 0: a state without entries is not listed
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from zhanlian.desk.lines import FileLines, add_up, count_lines
from zhanlian.desk.lists import veil_json
from zhanlian.desk.summary import count_blocking
from zhanlian.desk.veils import Veiled
from zhanlian.evidence import Case

GRAVEST_FIRST = "CASE level WHEN 'alarm' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A place a finding points at.

    Attributes
    ----------
    file_id : file
    path : its path inside the delivery
    sheet_no : sheet, 0 for text files
    line_no : line, from 1
    """

    file_id: int
    path: str
    sheet_no: int
    line_no: int


@dataclass(frozen=True, slots=True)
class Found:
    """Something odd, with the rows it was seen in.

    Attributes
    ----------
    code : stable code
    level : note, warn or alarm
    room : which room found it
    facts : facts that fill its sentence
    rows : up to a hundred places
    row_count : how many places there are
    """

    code: str
    level: str
    room: str
    facts: Any
    rows: tuple[FoundRow, ...]
    row_count: int


@dataclass(frozen=True, slots=True)
class Checked:
    """Data quality of a case.

    Attributes
    ----------
    case : name of the case
    files : every file with its lines by class
    classes : class -> lines of the case
    line_count : physical lines; the sum of classes
    states : state -> entries (effective, copy, failed, reversed …)
    transfer_count : transfers made of the effective entries
    mirrored_count : of those, seen from both sides
    findings : every finding, the gravest first
    question_count : open questions
    blocking_count : of those, the ones that keep data out
    """

    case: str
    files: tuple[FileLines, ...]
    classes: dict[str, int]
    line_count: int
    states: dict[str, int]
    transfer_count: int
    mirrored_count: int
    findings: tuple[Found, ...]
    question_count: int
    blocking_count: int


def check_case(case: Case) -> Checked:
    """The data quality of a settled case."""
    files = count_lines(case)
    classes = add_up(files)
    states = case.duck.fetch(
        "SELECT state, count(*) AS n FROM booking GROUP BY state ORDER BY n DESC, state"
    )
    transfers = case.duck.fetch(
        """SELECT count(*) AS n,
                  count(*) FILTER (out_entry_id IS NOT NULL AND in_entry_id IS NOT NULL) AS both
           FROM transfer"""
    )[0]
    return Checked(
        case=case.settings.name or case.folder.name,
        files=files,
        classes=classes,
        line_count=sum(classes.values()),
        states={row["state"]: row["n"] for row in states},
        transfer_count=transfers["n"],
        mirrored_count=transfers["both"],
        findings=list_findings(case),
        question_count=len(case.duck.fetch("SELECT question_id FROM question")),
        blocking_count=count_blocking(case),
    )


def list_findings(case: Case) -> tuple[Found, ...]:
    """Every finding with its rows, the gravest first."""
    paths = {
        row["file_id"]: row["delivered_path"]
        for row in case.duck.fetch("SELECT file_id, delivered_path FROM source_file")
    }
    rows = case.duck.fetch(f"SELECT * FROM finding ORDER BY {GRAVEST_FIRST}, finding_id")
    return tuple(
        Found(
            row["code"], row["level"], row["room"], veil_json(row["facts"]),
            tuple(_place(text, paths) for text in json.loads(row["rows"])), row["row_count"],
        )
        for row in rows
    )  # fmt: skip


def _place(text: str, paths: dict[int, str]) -> FoundRow:
    file_id, sheet_no, line_no = (int(part) for part in text.removeprefix("f").split(":"))
    return FoundRow(file_id, Veiled(paths.get(file_id, "")), sheet_no, line_no)

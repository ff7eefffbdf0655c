"""Findings kept in the case: written per room, read back in order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from zhanlian.terms import Finding, Level, RowRef

if TYPE_CHECKING:
    from zhanlian.evidence.store import Case

ROWS_KEPT = 100


def keep_findings(
    case: Case, room: str, findings: Sequence[Finding], *, run_id: int | None = None
) -> None:
    """Add ``findings`` of ``room``; call ``forget_findings`` first to replace."""
    start = case.duck.fetch("SELECT coalesce(max(finding_id), 0) AS last FROM finding")[0]["last"]
    ordered = sorted(findings, key=lambda each: (each.code, each.rows[:1] and str(each.rows[0])))
    case.duck.append(
        "finding",
        {
            "finding_id": [start + number for number in range(1, len(ordered) + 1)],
            "room": [room] * len(ordered),
            "run_id": [run_id] * len(ordered),
            "code": [each.code for each in ordered],
            "level": [each.level.value for each in ordered],
            "facts": [json.dumps(each.facts, ensure_ascii=False) for each in ordered],
            "rows": [json.dumps([str(r) for r in each.rows[:ROWS_KEPT]]) for each in ordered],
            "row_count": [each.row_count or len(each.rows) for each in ordered],
        },
    )


def forget_findings(case: Case, room: str) -> None:
    """Remove what ``room`` found before, so that it can say it anew."""
    case.duck.run("DELETE FROM finding WHERE room = ?", [room], table="finding")


def read_findings(case: Case) -> list[Finding]:
    """Every finding of the case, in order."""
    rows = case.duck.fetch("SELECT * FROM finding ORDER BY finding_id")
    return [
        Finding(
            row["code"], Level(row["level"]), json.loads(row["facts"]),
            tuple(_row_ref(text) for text in json.loads(row["rows"])), row["row_count"],
        )
        for row in rows
    ]  # fmt: skip


def _row_ref(text: str) -> RowRef:
    file_id, sheet_no, line_no = text.removeprefix("f").split(":")
    return RowRef(int(file_id), int(sheet_no), int(line_no))

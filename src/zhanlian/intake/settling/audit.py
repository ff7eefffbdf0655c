"""Audit: announced totals and counts held against the rows, and own-account moves known.

out    findings; nothing here changes a row
source docs/intake.md, Twelve steps, 7 and 12
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zhanlian.terms import Finding, Level, RowRef

if TYPE_CHECKING:
    from zhanlian.evidence import Case

SECTION_SUMS = """
SELECT s.section_id, s.file_id, s.sheet_no, s.header_line_no, s.announced, s.row_count,
  count(e.entry_id) AS rows,
  count(*) FILTER (e.direction = 'in') AS in_count,
  coalesce(sum(e.amount_minor) FILTER (e.direction = 'in'), 0) AS in_minor,
  count(*) FILTER (e.direction = 'out') AS out_count,
  coalesce(sum(e.amount_minor) FILTER (e.direction = 'out'), 0) AS out_minor,
  count(*) FILTER (e.direction LIKE 'own%') AS own_count,
  coalesce(sum(e.amount_minor) FILTER (e.direction LIKE 'own%'), 0) AS own_minor
FROM source_section AS s LEFT JOIN entry AS e USING (section_id)
WHERE s.announced IS NOT NULL
GROUP BY ALL ORDER BY s.section_id
"""

TASK_COUNTS = """
SELECT r.file_id, r.sheet_no, r.line_no, r.task_no, r.row_count_said,
  count(b.entry_id) AS found
FROM request AS r
LEFT JOIN account_alias AS a ON a.alias = r.number
LEFT JOIN booking AS b ON b.account_id = coalesce(a.account_id, r.number) AND b.state <> 'copy'
WHERE r.outcome = 'ok' AND r.row_count_said IS NOT NULL
GROUP BY ALL HAVING count(b.entry_id) <> r.row_count_said ORDER BY r.file_id, r.line_no
"""


VICTIM_SUMS = """
SELECT s.section_id, s.file_id, s.sheet_no, s.header_line_no, s.announced,
  coalesce(sum(p.amount_minor), 0) AS total_minor, count(p.payment_id) AS rows
FROM source_section AS s JOIN victim_payment AS p USING (section_id)
WHERE s.announced IS NOT NULL GROUP BY ALL ORDER BY s.section_id
"""


def audit_totals(case: Case) -> list[Finding]:
    """One finding per announced figure: it agrees, or by how much it differs."""
    findings = []
    for row in case.duck.fetch(SECTION_SUMS) + case.duck.fetch(VICTIM_SUMS):
        announced = json.loads(row["announced"])
        for name, said in sorted(announced.items()):
            found = row["rows"] if name == "count" else row.get(name)
            if found is not None:
                findings.append(_announced(row, name, int(said), int(found)))
    return findings + [_task(row) for row in case.duck.fetch(TASK_COUNTS)]


def _announced(row: dict[str, Any], name: str, said: int, found: int) -> Finding:
    agrees = said == found
    place = RowRef(row["file_id"], row["sheet_no"], max(1, row["header_line_no"]))
    facts: dict[str, str | int] = {"figure": name, "said": said, "found": found}
    return Finding(
        "announced_agrees" if agrees else "announced_differs",
        Level.NOTE if agrees else Level.WARN, facts, (place,), 1,
    )  # fmt: skip


def _task(row: dict[str, Any]) -> Finding:
    facts: dict[str, str | int] = {
        "task": row["task_no"] or "", "said": row["row_count_said"], "found": row["found"],
    }  # fmt: skip
    place = RowRef(row["file_id"], row["sheet_no"], row["line_no"])
    return Finding("task_count_differs", Level.WARN, facts, (place,), 1)

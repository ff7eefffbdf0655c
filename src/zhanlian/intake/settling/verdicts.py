"""Verdicts: accepted lines that turned out to be copies, failed, reversed or excluded.

keeps  with source_line they put every physical line in exactly one class
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhanlian.evidence import Case

ENTRY_VERDICTS = """
INSERT INTO line_verdict
WITH judged AS (
  SELECT e.file_id, e.sheet_no, e.line_no,
    CASE b.state WHEN 'reversal' THEN 'reversed' WHEN 'unreadable' THEN 'failed' ELSE b.state END
      AS class,
    CASE b.state
      WHEN 'copy' THEN CASE WHEN o.kind = e.kind THEN 'copy of '
        ELSE 'told again in another sheet of the wallet: ' END || _place(b.copy_of_entry_id)
      WHEN 'failed' THEN 'success mark or wording says it failed'
      WHEN 'reversed' THEN 'undone by a later row'
      WHEN 'reversal' THEN 'undoes ' || _place(b.reversal_of_entry_id)
      WHEN 'excluded' THEN 'excluded by a decision or because its token is not the real one'
      ELSE b.state END AS reason,
    b.entry_id
  FROM booking AS b JOIN entry AS e USING (entry_id)
  LEFT JOIN entry AS o ON o.entry_id = b.copy_of_entry_id
  WHERE b.state <> 'effective'
)
SELECT file_id, sheet_no, line_no, arg_min(class, entry_id), arg_min(reason, entry_id)
FROM judged GROUP BY file_id, sheet_no, line_no ORDER BY file_id, sheet_no, line_no
"""

PLACE_MACRO = """
CREATE OR REPLACE TEMP MACRO _place(id) AS
  'f' || (id >> 40) || ':' || ((id >> 32) & 255) || ':' || ((id & 4294967295) >> 2)
"""

CALL_VERDICTS = """
INSERT INTO line_verdict
SELECT file_id, sheet_no, line_no, 'copy',
  'copy of f' || file_id || ':' || sheet_no || ':' || copy_of_line_no
FROM call WHERE copy_of_line_no IS NOT NULL
"""

LINE_CLASS_VIEW = """
CREATE OR REPLACE VIEW line_class AS
SELECT l.file_id, l.sheet_no, l.line_no, l.section_id,
  coalesce(v.class, l.class) AS class, coalesce(v.reason, l.reason) AS reason
FROM source_line AS l LEFT JOIN line_verdict AS v USING (file_id, sheet_no, line_no)
"""


def make_verdicts(case: Case) -> None:
    """Write line_verdict anew, and the view ``line_class`` over it."""
    case.duck.run("DELETE FROM line_verdict", table="line_verdict")
    case.duck.run(PLACE_MACRO, table="line_verdict")
    case.duck.run(ENTRY_VERDICTS, table="line_verdict")
    case.duck.run(CALL_VERDICTS, table="line_verdict")
    case.duck.run(LINE_CLASS_VIEW, table="line_class")

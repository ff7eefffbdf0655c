"""Call copies: the same call exported twice under another running number.

keeps  own number, other number, kind, start, duration and cell are the key
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhanlian.evidence import Case

MARK = """
CREATE OR REPLACE TABLE call AS
SELECT * REPLACE (
  nullif(first_value(line_no) OVER same, line_no) AS copy_of_line_no)
FROM call
WINDOW same AS (
  PARTITION BY file_id, sheet_no, kind, role, own_number, other_number, started_at, duration_s,
    imei, imsi, cell
  ORDER BY line_no)
ORDER BY file_id, sheet_no, line_no
"""


def mark_call_copies(case: Case) -> None:
    """Say of each call record which earlier line of its sheet it repeats, if any."""
    case.duck.run(MARK, table="call")

"""Queries: what to ask for next (补调清单), and why.

in     layers and flows of the main method, requests made, statements held, matches
out    rows of the table next_query, ranked; findings on queries that failed
keeps  an account without a statement is a gap in the data, never "no transactions"; first come
       accounts the money reached and nobody has fed back, by amount and then the latest
       arrival; then money whose way on only a company knows (payment channel, merchant), then
       holes in statements, cash to be looked at, and cards and wallets tied to known ones
source docs/start.md, What to do next (补调清单)

Contents: statement 明细, opening 开户, counterparty 对手, ip, login 登录, voucher 凭证,
video 录像, chain_history 链上记录.
"""

from typing import Any

from zhanlian.evidence import Case
from zhanlian.terms import Finding, Level, RowRef
from zhanlian.tracing.build import Built
from zhanlian.tracing.reported import statement
from zhanlian.tracing.results import figure_tail

COLUMNS = (
    "account_id", "bank", "from_on", "to_on", "contents", "reason", "amount_minor", "currency",
    "asked",
)  # fmt: skip
GAP_SEEN = """
CREATE OR REPLACE TEMP TABLE gap_seen
  (account_id VARCHAR, currency VARCHAR, from_at BIGINT, to_at BIGINT)
"""
FAILED = """
SELECT r.file_id, r.sheet_no, r.line_no, coalesce(r.task_no, '') AS task_no,
  coalesce(r.reason, '') AS reason, n.account_id
FROM request AS r
LEFT JOIN account_alias AS k ON k.alias = r.number
JOIN (SELECT DISTINCT account_id FROM next_query WHERE reason = 'failed_query') AS n
  ON n.account_id = coalesce(k.account_id, r.number)
WHERE r.outcome = 'failed' ORDER BY r.file_id, r.sheet_no, r.line_no
"""


def clear_gaps(case: Case) -> None:
    """Start a run without gaps."""
    case.duck.run(GAP_SEEN, table="gap_seen")


def note_gaps(case: Case, built: Built) -> None:
    """Remember between which instants each account's balances jump, for its missing period."""
    case.duck.append(
        "gap_seen",
        {
            "account_id": [built.ledger.account_ids[each] for each in built.gap_account],
            "currency": [built.ledger.currency] * len(built.gap_account),
            "from_at": built.gap_from_at,
            "to_at": built.gap_to_at,
        },
    )


def keep_queries(case: Case, method: str, thresholds: dict[str, int]) -> list[Finding]:
    """Write next_query for ``method``; ``note_gaps`` has run for every ledger."""
    values = [method, thresholds["query_days_before"], case.settings.currency]
    rows = case.duck.fetch(statement("queries.sql"), values)
    kept = rows[: thresholds["list_rows_max"]]
    if kept:
        case.duck.append("next_query", _columns(case, kept))
    findings = [_failed(row) for row in case.duck.fetch(FAILED)]
    if len(rows) > len(kept):
        facts: dict[str, str | int] = {"count": len(rows) - len(kept)}
        findings.append(Finding("queries_not_listed", Level.WARN, facts))
    return findings


def _columns(case: Case, rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in COLUMNS}
    tails = [figure_tail(case, row["currency"]) for row in rows]
    columns["figure_id"] = [
        f"Q:{row['account_id']}:{row['reason']}" + (f":{tail}" if tail else "")
        for row, tail in zip(rows, tails, strict=True)
    ]
    columns["rank_no"] = list(range(1, len(rows) + 1))
    columns["last_at"] = [row["last_in_at"] for row in rows]
    return columns


def _failed(row: dict[str, Any]) -> Finding:
    facts: dict[str, str | int] = {
        "account_id": row["account_id"],
        "task": row["task_no"],
        "reason": row["reason"],
    }
    place = RowRef(row["file_id"], row["sheet_no"], row["line_no"])
    return Finding("query_failed", Level.WARN, facts, (place,))

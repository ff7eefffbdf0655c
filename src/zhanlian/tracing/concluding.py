"""Concluding: statements that can be checked against every method, and whether they hold.

in     sensitivity, trace_run, the holdings of every variant, the freeze list's own rule
out    rows of robust
keeps  "all" means every method that deals out all money, both tie orders and both opening
       modes; "methods" means the methods as run; a statement that fails is listed as failing
       where a person would ask for it (first freeze, total held)
"""

import json
from collections.abc import Mapping
from typing import Any

from zhanlian.engines import as_columns
from zhanlian.evidence import BY_NAME, Case
from zhanlian.terms import Finding, Level
from zhanlian.tracing.freezes import first_freezes
from zhanlian.tracing.methods import Method
from zhanlian.tracing.reported import statement
from zhanlian.tracing.results import figure_tail

ALL, METHODS, NO = "all", "methods", "no"
LYING = """
SELECT '' AS variant, method, currency, account_id, sum(amount_minor)::BIGINT AS minor
FROM holding WHERE payment_id <> '' GROUP BY ALL
UNION ALL
SELECT variant, method, currency, account_id, sum(amount_minor)::BIGINT
FROM variant_holding GROUP BY ALL
"""
NEW_PLACES = """
SELECT DISTINCT v.currency FROM variant_holding AS v
ANTI JOIN holding AS h ON h.account_id = v.account_id AND h.currency = v.currency
  AND h.payment_id <> ''
WHERE v.account_id NOT LIKE '@%'
"""
HELD_TOTAL = """
WITH lines AS (
  SELECT '' AS variant, method, currency, account_id, amount_minor FROM holding
  WHERE payment_id <> ''
  UNION ALL
  SELECT variant, method, currency, account_id, amount_minor FROM variant_holding
),
runs AS (
  SELECT '' AS variant, method, currency FROM trace_run UNION ALL SELECT * FROM variant_run
),
sums AS (
  SELECT r.variant, r.method, r.currency,
    coalesce(sum(l.amount_minor) FILTER (a.is_held), 0)::BIGINT AS minor,
    r.method <> 'direct' OR count(DISTINCT r.method) OVER (PARTITION BY r.currency) = 1 AS deals
  FROM runs AS r LEFT JOIN lines AS l USING (variant, method, currency)
  LEFT JOIN account AS a USING (account_id)
  GROUP BY r.variant, r.method, r.currency
)
SELECT currency, min(minor) FILTER (variant = '') AS low, max(minor) FILTER (variant = '') AS high,
  min(minor) AS low_all, max(minor) AS high_all,
  to_json(map_from_entries(list((method, minor) ORDER BY method) FILTER (variant = '')))::VARCHAR
    AS by_method
FROM sums WHERE deals GROUP BY currency
"""


def keep_robust(case: Case, main: Method, *, rows_max: int) -> list[Finding]:
    """Write robust; ``sensitivity`` has its rows."""
    rows = _first_freezes(case, main) + _held_totals(case)
    listed = case.duck.fetch(statement("robust.sql"), [rows_max])
    rows += [
        {name: row[name] for name in row if name not in ("turn", "kind_count")} for row in listed
    ]
    for number, row in enumerate(rows, start=1):
        row["rank_no"] = number
    if rows:
        case.duck.append("robust", as_columns(rows, BY_NAME["robust"].column_names()))
    counts = {row["kind"]: row["kind_count"] for row in listed}
    left_out = sum(max(0, count - rows_max) for count in counts.values())
    facts: dict[str, str | int] = {"count": left_out}
    return [Finding("robust_not_listed", Level.WARN, facts)] if left_out else []


def _first_freezes(case: Case, main: Method) -> list[dict[str, Any]]:
    """Whether every run puts the same account first."""
    lying: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for row in case.duck.fetch(LYING):
        found = lying.setdefault((row["variant"], row["method"]), {})
        found[row["account_id"], row["currency"]] = row["minor"]
    new_places = {row["currency"] for row in case.duck.fetch(NEW_PLACES)}
    return [
        {
            "figure_id": _figure(case, "first_freeze", currency),
            "kind": "first_freeze",
            "currency": currency,
            "account_id": firsts.get(("", main.value), ""),
            "payment_id": "",
            "by_method": json.dumps(
                {method: each for (variant, method), each in sorted(firsts.items()) if not variant},
                ensure_ascii=False,
            ),
            "holds": _agree(firsts, is_whole=currency not in new_places),
        }
        for currency, firsts in sorted(first_freezes(case, main.value, lying).items())
    ]


def _agree(firsts: Mapping[tuple[str, str], str], *, is_whole: bool) -> str:
    """How far the runs agree; direct, which leaves doubts open, is asked only if it is alone."""
    dealing = {run: each for run, each in firsts.items() if run[1] != Method.DIRECT} or firsts
    if is_whole and len(set(dealing.values())) == 1:
        return ALL
    own = {each for (variant, _), each in dealing.items() if not variant}
    return METHODS if len(own) == 1 else NO


def _held_totals(case: Case) -> list[dict[str, Any]]:
    """What accounts with statements hold of victims' money altogether."""
    own = case.settings.currency
    found = case.duck.fetch(HELD_TOTAL)
    return [
        {
            "figure_id": _figure(case, "held_total", row["currency"]),
            "kind": "held_total",
            "currency": row["currency"],
            "account_id": "",
            "payment_id": "",
            "amount_minor": row["low_all"],
            "high_minor": row["high_all"],
            "by_method": row["by_method"],
            "holds": ALL
            if row["low_all"] == row["high_all"]
            else METHODS
            if row["low"] == row["high"]
            else NO,
        }
        for row in sorted(found, key=lambda row: (row["currency"] != own, row["currency"]))
    ]


def _figure(case: Case, kind: str, currency: str) -> str:
    tail = figure_tail(case, currency)
    return f"R:{kind}" + (f":{tail}" if tail else "")

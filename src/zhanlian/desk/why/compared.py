"""Compared: what rests on several methods at once, and what stands beside them.

in     a figure id of sensitivity, robust, upper_bound, conversion, passage, declared origins,
       patterns
out    the figure with its numbers, and beneath it the holdings of every method, which open
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from zhanlian.desk.veils import as_account, as_figure
from zhanlian.desk.why.exchanges import conversion_reason
from zhanlian.desk.why.reasons import ASSUMPTION, FACT, INFERENCE, Reason
from zhanlian.desk.why.rows import find_transfers, transfer_reason
from zhanlian.evidence import Case

KINDS = {"holds": "statement", "via_account_id": "passage", "label": "origin_kind"}
HOLDINGS_SQL = """
    SELECT h.* FROM holding h LEFT JOIN account a USING (account_id)
    WHERE h.currency = $1 AND h.payment_id <> '' AND ($2 = '' OR h.account_id = $2)
      AND ($3 = '' OR h.payment_id = $3) AND ($2 <> '' OR coalesce(a.is_held, false))
    ORDER BY h.method, h.amount_minor DESC, h.figure_id
"""
ORIGIN_FLOWS_SQL = """
    SELECT t.*, f.amount_minor AS carried_minor
    FROM origin_flow f JOIN transfer t USING (transfer_id)
    WHERE f.method = ? AND f.origin_id = ? AND ? IN (t.payer_id, t.payee_id)
    ORDER BY t.transfer_id
"""


def sensitivity(case: Case, figure: str, limit: int) -> Reason | None:
    """An amount under every method: the holdings it is made of."""
    row = _row(case, "sensitivity", figure)
    return None if row is None else _over(case, "sensitivity", row, limit)


def robust(case: Case, figure: str, limit: int) -> Reason | None:
    """A statement: the holdings of every method that it was checked against."""
    row = _row(case, "robust", figure)
    return None if row is None else _over(case, "robust", row, limit)


def bound(case: Case, figure: str, limit: int) -> Reason | None:
    """An upper bound: what any method leaves there, which it covers."""
    row = _row(case, "upper_bound", figure)
    return None if row is None else _over(case, "upper_bound", row | {"payment_id": ""}, limit)


def conversion(case: Case, figure: str, _limit: int) -> Reason | None:
    """What a conversion took across."""
    row = _row(case, "conversion", figure)
    return None if row is None else conversion_reason(case, row)


def passage(case: Case, figure: str, _limit: int) -> Reason | None:
    """Money that left or joined by no transfer of its own."""
    row = _row(case, "passage", figure)
    return None if row is None else Reason("passage", as_figure(figure), ASSUMPTION, _facts(row))


def origin(case: Case, figure: str, limit: int) -> Reason | None:
    """A declared origin: its receipt, and where its money lies."""
    row = _row(case, "declared_origin", figure)
    if row is None:
        return None
    own = find_transfers(case, "transfer_id = ?", [row["transfer_id"]])
    held = case.duck.fetch(
        "SELECT * FROM origin_holding WHERE origin_id = ? ORDER BY method, amount_minor DESC",
        [row["origin_id"]],
    )
    steps = [transfer_reason(case, each) for each in own]
    steps += [_leaf("origin_holding", each) for each in held]
    return _told("origin", row, FACT, steps, limit)


def origin_holding(case: Case, figure: str, limit: int) -> Reason | None:
    """What of a declared origin lies in an account: the transfers that brought and took it."""
    row = _row(case, "origin_holding", figure)
    if row is None:
        return None
    values = [row["method"], row["origin_id"], row["account_id"]]
    steps = [
        transfer_reason(
            case, each, carried_minor=each["carried_minor"],
            says="brought it" if each["payee_id"] == row["account_id"] else "took some on",
        )
        for each in case.duck.fetch(ORIGIN_FLOWS_SQL, values)
    ]  # fmt: skip
    return _told("origin_holding", row, ASSUMPTION, steps, limit)


def origin_flow(case: Case, figure: str, limit: int) -> Reason | None:
    """What a transfer carried of a declared origin."""
    row = _row(case, "origin_flow", figure)
    if row is None:
        return None
    own = find_transfers(case, "transfer_id = ?", [row["transfer_id"]])
    currency = {"currency": own[0]["currency"]}
    steps = [transfer_reason(case, each) for each in own]
    return _told("origin_flow", row | currency, ASSUMPTION, steps, limit)


def pattern(case: Case, figure: str, limit: int) -> Reason | None:
    """A pattern: the transfers it rests on, in their order, and the limits it was measured by."""
    row = _row(case, "pattern_hit", figure)
    if row is None:
        return None
    steps = [
        transfer_reason(case, each)
        for each in case.duck.fetch(
            """SELECT t.* FROM pattern_row r JOIN transfer t USING (transfer_id)
               WHERE r.figure_id = ? ORDER BY r.place_no""",
            [figure],
        )
    ]
    return _told("pattern_hit", row, INFERENCE, steps, limit)


TELLERS: dict[str, Callable[[Case, str, int], Reason | None]] = {
    "M": sensitivity, "D": sensitivity, "R": robust, "U": bound, "C": conversion, "X": passage,
    "O": origin, "I": origin_holding, "J": origin_flow,
    "T": pattern,
}  # fmt: skip


def _row(case: Case, table: str, figure: str) -> dict[str, Any] | None:
    rows = case.duck.fetch(f"SELECT * FROM {table} WHERE figure_id = ?", [figure])
    return rows[0] if rows else None


def _over(case: Case, kind: str, row: dict[str, Any], limit: int) -> Reason:
    """A figure that rests on holdings of every method."""
    values = [row["currency"], row["account_id"], row["payment_id"]]
    steps = [_leaf("holding", each) for each in case.duck.fetch(HOLDINGS_SQL, values)]
    ground = INFERENCE if kind == "robust" and row["holds"] == "all" else ASSUMPTION
    return _told(kind, row, ground, steps, limit)


def _leaf(kind: str, row: dict[str, Any]) -> Reason:
    return Reason(kind, as_figure(row["figure_id"]), ASSUMPTION, _facts(row))


def _told(kind: str, row: dict[str, Any], ground: str, steps: list[Reason], limit: int) -> Reason:
    shown = tuple(steps[:limit])
    name = as_figure(row["figure_id"])
    return Reason(kind, name, ground, _facts(row), shown, len(steps) - len(shown))


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    kind = KINDS[next(name for name in KINDS if name in row)] if "kind" in row else ""
    for name, value in row.items():
        if name == "kind":
            facts[kind] = value
        elif name in ("figure_id", "scope") or value in (None, ""):
            continue
        elif name.endswith("account_id"):
            facts[name.removesuffix("_id")] = as_account(value)
        elif name == "by_method":
            facts[name] = say_methods(value)
        else:
            facts[name.removesuffix("_id")] = value
    return facts


def say_methods(text: str) -> Any:
    """The amounts, or the accounts, that a figure has under each method."""
    found = json.loads(text)
    return {
        name: each if isinstance(each, int) else as_account(each) for name, each in found.items()
    }

"""Accounts and payments as reasons.

in     an account number (or another number of it), a victim payment
out    reasons: what is held there, what tied the payment to a transfer, the lines that say so
"""

from __future__ import annotations

from typing import Any

from zhanlian.desk.veils import as_account, as_figure, as_name
from zhanlian.desk.why.reasons import ASSUMPTION, FACT, INFERENCE, Reason
from zhanlian.desk.why.rows import find_transfers, line_reason, transfer_reason
from zhanlian.evidence import Case
from zhanlian.tracing import main_method


def resolve_account(case: Case, number: str) -> str:
    """The account a number belongs to in this case; empty where it is not known."""
    rows = case.duck.fetch(
        """SELECT account_id FROM account WHERE account_id = ?
           UNION ALL SELECT account_id FROM account_alias WHERE alias = ?""",
        [number, number],
    )
    return str(rows[0]["account_id"]) if rows else ""


def account_reason(case: Case, account_id: str, limit: int) -> Reason:
    """An account: who holds it, what victims' money it holds per method, who says so."""
    row = case.duck.fetch("SELECT * FROM account WHERE account_id = ?", [account_id])[0]
    held = case.duck.fetch(
        """SELECT * FROM holding WHERE account_id = ? AND payment_id <> ''
           ORDER BY method, payment_id""",
        [account_id],
    )
    aliases = case.duck.fetch(
        "SELECT * FROM account_alias WHERE account_id = ? ORDER BY alias", [account_id]
    )
    steps = (*(_holding(each) for each in held), *(_alias(case, each) for each in aliases))
    facts = {
        "holder": as_name(row["holder_name"]),
        "bank": row["bank"],
        "status": row["status"],
        "is_held": row["is_held"],
        "entry_count": row["entry_count"],
        "first_at": row["first_at"],
        "last_at": row["last_at"],
        "balance_minor": row["balance_minor"],
        "currency": row["currency"],
    }
    known = {name: value for name, value in facts.items() if value not in (None, "")}
    ground = FACT if row["is_held"] else INFERENCE
    return Reason("account", as_account(account_id), ground, known, steps[:limit],
                  max(0, len(steps) - limit))  # fmt: skip


def payment_reason(case: Case, payment: str, limit: int) -> Reason:
    """A victim's payment: the line that reports it, the transfer it is, where it lies now."""
    row = case.duck.fetch(
        """SELECT p.*, v.name AS victim_name, m.state, m.transfer_id, m.account_id, m.basis,
                  m.difference_minor
           FROM victim_payment p JOIN victim v USING (victim_id)
           LEFT JOIN victim_match m USING (payment_id) WHERE p.payment_id = ?""",
        [payment],
    )[0]
    names = tuple(row[name] for name in ("victim_name", "from_number", "to_name") if row[name])
    steps: list[Reason] = [line_reason(case, row, names=names)]
    if row["transfer_id"] is not None:
        anchor = find_transfers(case, "transfer_id = ?", [row["transfer_id"]])
        steps.extend(transfer_reason(case, each, basis=row["basis"]) for each in anchor)
    held = case.duck.fetch(
        "SELECT * FROM holding WHERE method = ? AND payment_id = ? ORDER BY amount_minor DESC",
        [main_method(case).value, payment],
    )
    steps.extend(_holding(each) for each in held)
    return Reason("payment", payment, _payment_ground(row), _payment_facts(row),
                  tuple(steps[:limit]), max(0, len(steps) - limit))  # fmt: skip


def _payment_ground(row: dict[str, Any]) -> str:
    return FACT if row["transfer_id"] is None else INFERENCE


def _payment_facts(row: dict[str, Any]) -> dict[str, Any]:
    facts = {
        "victim": as_name(row["victim_name"]),
        "paid_at_text": row["paid_at_text"],
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
        "to": as_account(row["to_number"]),
        "match": row["state"],
        "basis": row["basis"],
        "difference_minor": row["difference_minor"],
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _holding(row: dict[str, Any]) -> Reason:
    facts = {
        "method": row["method"],
        "account": as_account(row["account_id"]),
        "payment": row["payment_id"],
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
    }
    return Reason("holding", as_figure(row["figure_id"]), ASSUMPTION, facts)


def _alias(case: Case, row: dict[str, Any]) -> Reason:
    has_line = row["file_id"] is not None and row["line_no"] is not None
    steps = (line_reason(case, row, names=(row["alias"],)),) if has_line else ()
    ground = FACT if row["basis"] in ("sheet", "row", "wallet") else INFERENCE
    return Reason("alias", as_account(row["alias"]), ground, {"basis": row["basis"]}, steps)

"""Reported: victims' payments and the transfers that may be them, read from the tables.

in     victim_payment, account_alias, account, transfer
out    ``Said`` per payment, and ``Moved`` per transfer that any of them could be
keeps  a number that names an account counts as that account; a short or masked number never
       names one; a payee known by name only is looked for by its whole, unmasked name
"""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from zhanlian.evidence import Case
from zhanlian.terms import RowRef
from zhanlian.tracing.said import DAY_US, Moved, Said, said_span

LINK_DIGITS_MIN = 8
MASK = "*"
SLACK_DIVISOR = 10  # a proposal of another amount is at most a tenth away
SAID_COLUMNS = ("payment_id", "payee_id", "payer_id", "currency", "amount_minor")


@dataclass(frozen=True, slots=True)
class Reported:
    """Payments in order of their rows, and per payment the transfers that it could be."""

    payments: list[Said]
    candidates: dict[str, list[Moved]]


def read_reported(case: Case) -> Reported:
    """Every payment with a readable amount, and its candidates."""
    payments = [_said(row) for row in case.duck.fetch(statement("said.sql"))]
    _keep_said(case, payments)
    candidates: dict[str, list[Moved]] = {each.payment_id: [] for each in payments}
    query = statement("candidates.sql").replace("$slack_divisor", str(SLACK_DIVISOR))
    for row in case.duck.fetch(query):
        candidates[row["payment_id"]].append(moved_of(row))
    return Reported(payments, candidates)


def statement(name: str) -> str:
    """The SQL file of this room with that name."""
    return files("zhanlian.tracing").joinpath(name).read_text(encoding="utf-8")


def moved_of(row: dict[str, Any]) -> Moved:
    """A candidate row as ``Moved``."""
    return Moved(
        transfer_id=row["transfer_id"],
        payer_id=row["payer_id"],
        payee_id=row["payee_id"],
        at=row["moved_at"],
        is_day_only=row["is_day_only"],
        amount_minor=row["amount_minor"],
        is_reversed=row["is_reversed"],
        entry_id=row["entry_id"],
        payer_numbers=frozenset(row["payer_numbers"]),
    )


def _said(row: dict[str, Any]) -> Said:
    from_number = row["from_number"]
    is_tail = 0 < len(from_number) < LINK_DIGITS_MIN
    is_usable = not is_tail and MASK not in from_number
    return Said(
        payment_id=row["payment_id"],
        victim_id=row["victim_id"],
        at=row["paid_at"],
        precision=row["precision"],
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        payer_id=(row["payer_id"] or from_number) if is_usable else "",
        payer_tail=from_number if is_tail else "",
        payee_id=row["payee_id"] or row["to_number"],
        payee_name="" if MASK in row["to_name"] else row["to_name"],
        place=RowRef(row["file_id"], row["sheet_no"], row["line_no"]),
    )


def _keep_said(case: Case, payments: list[Said]) -> None:
    """Put the payments where SQL can join them; by-name payments with every account so named."""
    columns = ", ".join(
        f"{name} {'BIGINT' if name.endswith(('minor', '_at')) else 'VARCHAR'}"
        for name in (*SAID_COLUMNS, "from_at", "to_at")
    )
    case.duck.run(f"CREATE OR REPLACE TEMP TABLE said ({columns})", table="said")
    tolerance_s = case.settings.match_tolerance_s
    by_name = _accounts_by_name(case, payments)
    rows = [
        (each, payee_id, said_span(each, tolerance_s=tolerance_s) or (0, 0))
        for each in payments
        for payee_id in ([each.payee_id] if each.payee_id else by_name.get(each.payee_name, []))
    ]
    case.duck.append(
        "said",
        {
            **{
                name: [getattr(each, name) for each, _, _ in rows]
                for name in SAID_COLUMNS
                if name != "payee_id"
            },
            "payee_id": [payee_id for _, payee_id, _ in rows],
            "from_at": [span[0] - DAY_US for _, _, span in rows],
            "to_at": [span[1] for _, _, span in rows],
        },
    )


def _accounts_by_name(case: Case, payments: list[Said]) -> dict[str, list[str]]:
    names = sorted({each.payee_name for each in payments if not each.payee_id} - {""})
    found: dict[str, list[str]] = {}
    query = (
        "SELECT holder_name, account_id FROM account WHERE list_contains(?, holder_name) "
        "AND account_id NOT LIKE '@%' ORDER BY account_id"
    )
    for row in case.duck.fetch(query, [names]) if names else []:
        found.setdefault(row["holder_name"], []).append(row["account_id"])
    return found

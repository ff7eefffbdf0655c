"""Rows: transfers, entries and lines as reasons, down to the raw text.

in     ids of transfers, entries, lines
out    reasons, each with its lines beneath it
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zhanlian.desk.veils import Veiled, as_account, as_name
from zhanlian.desk.why.reasons import FACT, INFERENCE, Reason
from zhanlian.evidence import Case
from zhanlian.intake import raw_line

STATED_DIRECTION = ("stated", "sign", "columns")
STATED_COUNTERPARTY = ("number", "cash", "fee", "interest")

ENTRY_SQL = """
    SELECT e.*, b.account_id, b.cp_account_id, b.cp_basis, b.direction AS found_direction,
           b.direction_basis, b.state, b.copy_of_entry_id, b.reversal_of_entry_id, b.order_basis,
           b.order_no
    FROM entry e LEFT JOIN booking b USING (entry_id)
"""


def transfer_reason(case: Case, row: dict[str, Any], **facts: object) -> Reason:
    """A transfer with its one or two entries; a fact where a bank wrote both ends itself."""
    sides = [row[name] for name in ("out_entry_id", "in_entry_id") if row[name] is not None]
    entries = tuple(entry_reason(case, entry_id) for entry_id in sides)
    is_stated = any(each.ground == FACT for each in entries)
    return Reason(
        "transfer",
        f"T{row['transfer_id']}",
        FACT if is_stated else INFERENCE,
        {
            "moved_at": row["moved_at"],
            "payer": as_account(row["payer_id"]),
            "payee": as_account(row["payee_id"]),
            "amount_minor": row["amount_minor"],
            "currency": row["currency"],
            "state": row["state"],
            "kind": row["kind"],
            "seen_from": "both sides" if len(sides) > 1 else "one side",
            **facts,
        },
        entries,
    )


def find_transfers(case: Case, where: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows of table transfer, in total order."""
    return case.duck.fetch(f"SELECT * FROM transfer WHERE {where} ORDER BY transfer_id", values)


def entry_reason(case: Case, entry_id: int) -> Reason:
    """An entry, its line, and the lines that repeat it."""
    row = case.duck.fetch(f"{ENTRY_SQL} WHERE entry_id = ?", [entry_id])[0]
    copies = case.duck.fetch(
        """SELECT file_id, sheet_no, line_no FROM entry JOIN booking b USING (entry_id)
           WHERE b.copy_of_entry_id = ? ORDER BY entry_id""",
        [entry_id],
    )
    return Reason(
        "entry",
        f"E{entry_id}",
        _ground(row),
        _entry_facts(row),
        (
            line_reason(case, row, names=_private(row)),
            *(line_reason(case, copy, names=_private(row), says="repeats it") for copy in copies),
        ),
    )


def line_reason(
    case: Case, row: dict[str, Any], *, names: Sequence[str] = (), says: str = ""
) -> Reason:
    """One physical line with its raw text: the ground everything else stands on."""
    found = raw_line(case, row["file_id"], row["sheet_no"], row["line_no"])
    facts = {
        "file_id": row["file_id"],
        "path": Veiled(found.delivered_path, names),
        "sheet": found.sheet_name or "",
        "sheet_no": row["sheet_no"],
        "line_no": row["line_no"],
        "text": Veiled(found.text, names),
    }
    name = f"f{row['file_id']}:{row['sheet_no']}:{row['line_no']}"
    return Reason("line", name, FACT, facts | ({"says": says} if says else {}))


def _ground(row: dict[str, Any]) -> str:
    is_stated = (
        row["direction_basis"] in STATED_DIRECTION and row["cp_basis"] in STATED_COUNTERPARTY
    )
    return FACT if is_stated else INFERENCE


def _entry_facts(row: dict[str, Any]) -> dict[str, Any]:
    facts = {
        "booked_at": row["booked_at"],
        "booked_at_text": row["booked_at_text"],
        "account": as_account(row["account_id"]),
        "holder": as_name(row["own_name"]),
        "counterparty": as_account(row["cp_account_id"]),
        "counterparty_name": as_name(row["cp_name"]),
        "counterparty_basis": row["cp_basis"],
        "direction": row["found_direction"],
        "direction_basis": row["direction_basis"],
        "amount_minor": row["amount_minor"],
        "balance_minor": row["balance_minor"],
        "currency": row["currency"],
        "state": row["state"],
        "summary": row["summary"],
        "copy_of": None if row["copy_of_entry_id"] is None else f"E{row['copy_of_entry_id']}",
        "reverses": (
            None if row["reversal_of_entry_id"] is None else f"E{row['reversal_of_entry_id']}"
        ),
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _private(row: dict[str, Any]) -> tuple[str, ...]:
    names = (
        "own_card", "own_account", "own_name", "own_id_no", "cp_number", "cp_number_text",
        "cp_name", "cp_id_no", "ip", "mac",
    )  # fmt: skip
    return tuple(str(row[name]) for name in names if row[name])

"""Victims (被害人对应表): each payment as told, and the bank row that shows it.

keeps  what the victim says is a fact of the victim table; that a bank row is that payment is
       an inference, and its state and difference stand beside it
"""

from __future__ import annotations

from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition, row_of
from zhanlian.reports.listing import Figured, Listing, Row, columns, listing
from zhanlian.terms import Money, RowRef

HEADS = columns("""
    seq count; victim text; id_no number below; reported_to text; fraud_type text below
    told_at text; told_amount amount; told_row text below; from_number number; first_account number
    first_holder text below; matched_row text inference; serial number below inference
    moved_at moment below inference; state text inference; difference amount inference
    match_basis text below inference; remark text
""")


def list_victims(case: Case, edition: Edition) -> Listing:
    """One row per payment a victim reports."""
    rows = [_row(edition, number, row) for number, row in enumerate(ask(case, "victims"), start=1)]
    return listing("victims", HEADS, rows)


def _row(edition: Edition, number: int, row: dict[str, Any]) -> Row:
    words = edition.words
    told = RowRef(row["file_id"], row["sheet_no"], row["line_no"])
    matched = [row_of(row[side]) for side in ("in_entry_id", "out_entry_id") if row[side]]
    receiver = row["account_id"]
    state = words.value("match", row["state"]) or words("text.not_matched_yet")
    if matched and not row["is_anchored"]:
        state = words("text.proposed_only", state=state)
    return Row((
        number, f"{row['victim_id']} {edition.name(row['name'])}", edition.number(row["id_no"]),
        edition.free(row["reported_to"]), row["fraud_type"] or "",
        row["paid_at_text"] or edition.moment(row["paid_at"]),
        Figured(_money(row, "amount_minor"), f"V:{row['payment_id']}"), edition.place(told),
        edition.number(row["from_number"]),
        edition.account(receiver) if receiver else edition.number(row["to_number_text"]) or None,
        edition.holder(receiver) or edition.name(row["to_name"]),
        words("mark.comma").join(edition.place(place) for place in matched) or None,
        edition.free(row["serial"]) or None,
        edition.moment(row["moved_at"]) if row["moved_at"] else None,
        state, _money(row, "difference_minor"), say_basis(edition, row["basis"]),
        edition.free(row["remark"]),
    ))  # fmt: skip


def _money(row: dict[str, Any], name: str) -> Money | None:
    return None if row[name] is None else Money(row[name], row["currency"])


def say_basis(edition: Edition, basis: str | None) -> str:
    """What tied a payment to its row, part by part; a decision is named by its number."""
    words = edition.words
    if not basis:
        return ""
    if basis.startswith("decision "):
        return words("text.by_decision", number=basis.removeprefix("decision "))
    parts = [part.strip() for part in basis.removeprefix("proposed:").split("+")]
    return words("mark.comma").join(words.value("match_basis", part) for part in parts)

"""Movements: transfers, bookings, flows and holdings, row by row; for the workbook.

keeps  tables of any size are read in parts; nothing is held whole in memory but the flows
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask, ask_in_parts
from zhanlian.reports.edition import Edition, row_of
from zhanlian.reports.listing import Figured, Listing, Row, columns
from zhanlian.terms import Money

TRANSFER_HEADS = columns("""
    transfer_no count; moved_at moment; payer number; payer_holder text; payee number
    payee_holder text; amount amount; currency text; transfer_kind text inference
    transfer_state text inference; out_row text; in_row text
""")
BOOKING_HEADS = columns("""
    row text; booked_at moment; booked_at_text text; account number inference
    holder text; counterparty number inference; counterparty_name text; cp_basis text inference
    direction text inference; direction_basis text inference; amount amount; currency text
    balance amount; booking_state text inference; order_no count inference; serial number
    summary text; remark text; transfer_no count inference
""")
FLOW_HEADS = columns("""
    method text; transfer_no count; moved_at moment; payer number; payee number; payment text
    victim_amount amount assumption; transfer_amount amount; currency text; out_row text
    in_row text; figure text
""")
HOLDING_HEADS = columns("""
    method text; account number; holder text; payment text; victim text
    amount amount assumption; strict_amount amount inference; currency text
    since_at moment assumption; followed text assumption; figure text
""")


def list_transfers(case: Case, edition: Edition) -> Listing:
    """Every transfer, in order."""

    def rows() -> Iterator[Row]:
        for row in ask_in_parts(case, "transfers", key="transfer_id"):
            yield Row((
                row["transfer_id"], edition.moment(row["moved_at"]),
                edition.account(row["payer_id"]), edition.name(row["payer_name"]),
                edition.account(row["payee_id"]), edition.name(row["payee_name"]),
                Money(row["amount_minor"], row["currency"]), row["currency"],
                edition.words.value("transfer_kind", row["kind"]),
                edition.words.value("booking_state", row["state"]),
                _place(edition, row["out_entry_id"]), _place(edition, row["in_entry_id"]),
            ))  # fmt: skip

    return Listing("transfers", TRANSFER_HEADS, rows)


def list_bookings(case: Case, edition: Edition) -> Listing:
    """Every booking, in order of files and lines."""

    def rows() -> Iterator[Row]:
        for row in ask_in_parts(case, "bookings", key="entry_id"):
            yield _booking(edition, row)

    return Listing("bookings", BOOKING_HEADS, rows)


def _booking(edition: Edition, row: dict[str, Any]) -> Row:
    words, currency = edition.words, row["currency"]
    return Row((
        edition.place(row_of(row["entry_id"])), edition.moment(row["booked_at"]),
        row["booked_at_text"], edition.account(row["account_id"]), edition.name(row["own_name"]),
        edition.account(row["cp_account_id"]), edition.name(row["cp_name"]),
        words.value("cp_basis", row["cp_basis"]), words.value("direction", row["direction"]),
        words.value("direction_basis", row["direction_basis"]),
        _money(row["amount_minor"], currency) or edition.free(row["amount_text"]) or None,
        currency, _money(row["balance_minor"], currency),
        words.value("booking_state", row["state"]), row["order_no"] or None,
        edition.free(row["serial"]), edition.free(row["summary"]), edition.free(row["remark"]),
        row["transfer_id"],
    ))  # fmt: skip


def list_flows(case: Case, edition: Edition, *, method: str) -> Listing:
    """What every transfer carried of every victim payment, under ``method``."""

    def rows() -> Iterator[Row]:
        for row in ask(case, "flow_rows", [method]):
            yield Row((
                edition.words.value("method", row["method"]), row["transfer_id"],
                edition.moment(row["moved_at"]), edition.account(row["payer_id"]),
                edition.account(row["payee_id"]), row["payment_id"],
                Figured(Money(row["amount_minor"], row["currency"]), row["figure_id"]),
                Money(row["transfer_minor"], row["currency"]), row["currency"],
                _place(edition, row["out_entry_id"]), _place(edition, row["in_entry_id"]),
                edition.figure(row["figure_id"]),
            ), row["figure_id"])  # fmt: skip

    return Listing("flows", FLOW_HEADS, rows)


def list_holdings(case: Case, edition: Edition) -> Listing:
    """Whose money lies where, one row per method, account and payment."""

    def rows() -> Iterator[Row]:
        for row in ask(case, "holdings"):
            yield Row((
                edition.words.value("method", row["method"]), edition.account(row["account_id"]),
                edition.name(row["holder_name"]),
                row["payment_id"] or edition.words("text.nobodys_money"),
                edition.name(row["victim_name"]),
                Figured(Money(row["amount_minor"], row["currency"]), row["figure_id"]),
                Money(row["strict_minor"], row["currency"]) if row["method"] == "direct" else None,
                row["currency"], edition.moment(row["since_at"]),
                edition.words.value("followed", row["followed"]) or None,
                edition.figure(row["figure_id"]),
            ), row["figure_id"])  # fmt: skip

    return Listing("holdings", HOLDING_HEADS, rows)


def _money(amount_minor: int | None, currency: str) -> Money | None:
    return None if amount_minor is None else Money(amount_minor, currency)


def _place(edition: Edition, entry_id: int | None) -> str | None:
    return None if entry_id is None else edition.place(row_of(entry_id))

"""What persons declared (兑换、来源认定): conversions and origins that are no victim's.

keeps  no amount here stands in a table of victims' money, except what a conversion took across
"""

from __future__ import annotations

import json
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Figured, Listing, Row, columns, listing
from zhanlian.terms import Money

CONVERSION_HEADS = columns("""
    conversion_no text; payment text; gone_amount amount assumption
    came_amount amount assumption; gone_row text; came_row text; said_order text; figure text
""")
ORIGIN_HEADS = columns("""
    origin_no text; origin_kind text; origin_label text; transfer_no count; method text
    account number; holder text below; amount amount assumption; figure text
""")


def list_conversions(case: Case, edition: Edition, *, method: str) -> Listing:
    """What each conversion took across under ``method``."""
    rows = [_conversion(edition, row) for row in ask(case, "conversions", [method])]
    return listing("conversions", CONVERSION_HEADS, rows)


def _conversion(edition: Edition, row: dict[str, Any]) -> Row:
    words = edition.words
    payment = f"{row['payment_id']} {edition.name(row['victim_name'])}".strip()
    gone, came = (
        words("mark.comma").join(f"T{each}" for each in json.loads(row[name]))
        for name in ("out_transfers", "in_transfers")
    )
    return Row((
        row["conversion_id"], payment or words("text.nobodys_money"),
        Figured(Money(row["out_minor"], row["out_currency"]), row["figure_id"]),
        Money(row["in_minor"], row["in_currency"]), gone, came, edition.free(row["said"]),
        edition.figure(row["figure_id"]),
    ), row["figure_id"])  # fmt: skip


def list_origins(case: Case, edition: Edition) -> Listing:
    """Each declared origin, and where its money lies under each method that can tell."""
    rows = [_origin(edition, row) for row in ask(case, "origins")]
    return listing("origins", ORIGIN_HEADS, rows)


def _origin(edition: Edition, row: dict[str, Any]) -> Row:
    words, is_held = edition.words, row["figure_id"] is not None
    amount = (
        Money(row["amount_minor"], row["currency"])
        if is_held
        else Money(row["declared_minor"], row["declared_currency"])
    )
    return Row((
        row["origin_id"], words(f"origin_kind.{row['kind']}"), edition.free(row["label"]),
        row["transfer_id"], words.value("method", row["method"]) or None,
        edition.account(row["account_id"] or row["declared_account_id"]),
        edition.name(row["holder_name"]), Figured(amount, row["figure_id"] or ""),
        edition.figure(row["figure_id"]) if is_held else None,
    ), row["figure_id"] or "")  # fmt: skip

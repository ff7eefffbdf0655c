"""Portraits (账户画像): indicators an account meets, thresholds, and what speaks against them."""

from __future__ import annotations

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Listing, Row, columns, listing
from zhanlian.reports.saying import say_json

HEADS = columns("""
    account number; holder text below; bank text below; indicator text inference
    definition text below; value text; threshold text; counter_facts text
""")


def list_portraits(case: Case, edition: Edition) -> Listing:
    """One row per account and indicator; counter-facts stand in the same row."""
    words = edition.words
    rows = [
        Row((
            edition.account(row["account_id"]), edition.name(row["holder_name"]),
            row["bank"] or "", words.value("indicator", row["indicator"]),
            words.value("indicator_means", row["indicator"])
            if words.has("indicator_means", row["indicator"]) else "",
            say_json(edition, row["value"]), say_json(edition, row["threshold"]),
            say_json(edition, row["counter_facts"]) or words("text.no_counter_fact"),
        ), row["figure_id"])
        for row in ask(case, "portraits")
    ]  # fmt: skip
    return listing("portraits", HEADS, rows)

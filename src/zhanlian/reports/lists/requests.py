"""Next queries (补调清单): what to ask which bank for, why, and how much hangs on it."""

from __future__ import annotations

import re
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Figured, Listing, Row, columns, listing
from zhanlian.terms import Money

HEADS = columns("""
    rank count; account number; holder text below; bank text; period text; contents text
    reason text inference; victim_amount amount assumption; last_at moment below assumption
    asked text
""")


def list_next_queries(case: Case, edition: Edition) -> Listing:
    """One row per account and reason, by rank."""
    return listing("next_queries", HEADS, [_row(edition, row) for row in ask(case, "next_queries")])


def _row(edition: Edition, row: dict[str, Any]) -> Row:
    words = edition.words
    return Row((
        row["rank_no"], edition.account(row["account_id"]), edition.name(row["holder_name"]),
        row["bank"] or "", _period(edition, row), say_contents(edition, row["contents"]),
        words.value("query_reason", row["reason"]),
        Figured(_concerned(row), row["figure_id"]),
        edition.moment(row["last_at"]), words.value("asked", row["asked"]),
    ), row["figure_id"])  # fmt: skip


def _concerned(row: dict[str, Any]) -> Money | None:
    """Victims' money that came to the account; nothing is known of one that none was seen reach."""
    is_seen = row["amount_minor"] != 0 or row["last_at"] is not None
    return Money(row["amount_minor"], row["currency"]) if is_seen else None


def _period(edition: Edition, row: dict[str, Any]) -> str:
    first = str(row["from_on"]) if row["from_on"] else edition.words("text.from_opening")
    last = str(row["to_on"]) if row["to_on"] else edition.words("text.up_to_now")
    return edition.words("text.period", first=first, last=last)


def say_contents(edition: Edition, text: str) -> str:
    """``statement, opening`` in words; a code without a word stays as it is."""
    codes = [code for code in re.split(r"[\s,;、\"\[\]]+", text) if code]
    return edition.words("mark.comma").join(edition.words.value("contents", c) for c in codes)

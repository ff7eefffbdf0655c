"""Layers (层级账户明细表): every account the money reached, in the columns analysts expect.

keeps  turnover, balances and measures are facts of the statements; which part is victims'
       money is what the named method prescribes, and its columns say so
"""

from __future__ import annotations

import json
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import UNKNOWN, Edition
from zhanlian.reports.listing import Figured, Listing, Row, columns, listing
from zhanlian.reports.saying import say_value
from zhanlian.terms import Money

HEADS = columns("""
    seq count; layer_no count; holder text; id_no number below; account number; bank text below
    region text below; parent number assumption; first_in_at moment below assumption
    last_out_at moment below assumption; in_count count; in_amount amount below; out_count count
    out_amount amount below; victim_in amount assumption; victim_out amount below assumption
    victim_held amount below assumption; targets text assumption; exit_kind text assumption
    stop_reason text below assumption; balance amount; available amount below; measures text
    feedback text below; devices text inference; remark text
""")


def list_layers(case: Case, edition: Edition, *, method: str) -> Listing:
    """Layer accounts under ``method``, layer by layer, the largest first."""
    rows = ask(case, "layers", [method])
    return listing(
        "layers", HEADS, [_row(edition, number, row) for number, row in enumerate(rows, start=1)]
    )


def _row(edition: Edition, number: int, row: dict[str, Any]) -> Row:
    words, figure = edition.words, row["figure_id"]
    currency = row["currency"]
    is_known = row["is_held"] or row["out_count"] > 0  # else nobody could see money leave it
    is_reserved = row["account_id"].startswith("@")
    return Row((
        number, row["layer_no"], edition.name(row["holder_name"]),
        edition.number(row["holder_id_no"]), edition.account(row["account_id"]), row["bank"] or "",
        "" if is_reserved else None, edition.account(row["parent_account_id"]),
        edition.moment(row["first_in_at"]), edition.moment(row["last_out_at"]),
        row["in_count"], Money(row["in_minor"], currency),
        row["out_count"] if is_known else None,
        Money(row["out_minor"], currency) if is_known else None,
        Figured(Money(row["victim_in_minor"], currency), figure),
        Money(row["victim_out_minor"], currency) if is_known else None,
        Money(row["victim_held_minor"], currency),
        say_targets(edition, row["targets"], currency), words.value("exit", row["exit_kind"]),
        words.value("stop", row["stop_reason"]), _money(row, "balance_minor", currency),
        _money(row, "available_minor", row["account_currency"]),
        "" if is_reserved else say_measures(edition, row["measures"]),
        "" if is_reserved else _feedback(edition, row), _devices(edition, row["shared"]),
        words("text.turnover_known" if row["is_held"] else "text.turnover_seen_from_outside"),
    ), figure)  # fmt: skip


def _money(row: dict[str, Any], name: str, currency: str) -> Money | None:
    return None if row[name] is None else Money(row[name], currency)


def say_targets(edition: Edition, text: str, currency: str) -> str:
    """The largest destinations of victims' money, with their amounts."""
    said = []
    for each in json.loads(text):
        if isinstance(each, dict) and "account_id" in each and "amount_minor" in each:
            amount = edition.amount(Money(each["amount_minor"], currency))
            said.append(f"{edition.account(each['account_id'])} {amount}")
        else:
            said.append(say_value(edition, "", each, currency))
    return edition.words("mark.semicolon").join(said)


def say_measures(edition: Edition, measures: list[dict[str, Any]] | None) -> str:
    """Measures in the order they began: kind, agency, end."""
    said = []
    for each in measures or []:
        kind = edition.words.value("measure", each["kind"])
        agency = edition.free(each["agency"])
        end = each["to_at"] and edition.words("text.until", moment=edition.moment(each["to_at"]))
        said.append(" ".join(part for part in (kind, agency, end) if part))
    return edition.words("mark.semicolon").join(said) or edition.words("text.no_measure")


def _feedback(edition: Edition, row: dict[str, Any]) -> str:
    words = edition.words
    if row["is_held"]:
        return words("feedback.held")
    outcomes = (row["outcomes"] or "").split()
    for outcome in ("failed", "pending", "ok"):
        if outcome in outcomes:
            reason = edition.free(row["reasons"])
            said = words.value("feedback", outcome)
            return said + words("mark.aside", text=reason) if reason else said
    return words("feedback.never")


def _devices(edition: Edition, shared: list[dict[str, Any]] | None) -> str:
    if not shared:
        return UNKNOWN
    said = [
        f"{edition.words.value('device', each['kind'])} {edition.free(each['mark'])} "
        + edition.words("text.shared_with", count=each["others"])
        for each in shared
    ]
    return edition.words("mark.semicolon").join(said)

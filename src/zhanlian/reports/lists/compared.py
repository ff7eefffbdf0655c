"""Methods compared (敏感性): what each figure depends on, who gains, what holds in any case.

keeps  bounds that are not conserved say so in every heading; a statement that fails is listed
       as failing; a method that was not run claims nothing
"""

from __future__ import annotations

import json
from typing import Any

from zhanlian.evidence import METHODS, Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Column, Figured, Ground, Kind, Listing, Row, columns, listing
from zhanlian.terms import Money

DIRECT = "direct"
SENSITIVITY_HEADS = columns("""
    scope text; account number; holder text below; payment text; main_amount amount assumption
    low_amount amount assumption; high_amount amount below assumption; spread amount assumption
    strict_amount amount inference; all_range text assumption; matters text below assumption
    upper_amount amount assumption; holds text inference
""")
ROBUST_HEADS = columns("statement text inference; holds text inference; kind text; figure text")
BOUND_HEADS = columns("""
    account number; holder text below; payment_count count assumption
    deposit_amount amount assumption; balance amount; upper_amount amount assumption
    is_reached text inference; figure text
""")


def list_sensitivity(case: Case, edition: Edition, *, scope: str = "") -> Listing:
    """Every amount with its least and most; one scope, or all of them."""
    rows = [_sensitivity(edition, row) for row in ask(case, "sensitivity", [scope])]
    return listing("sensitivity", SENSITIVITY_HEADS, rows)


def _sensitivity(edition: Edition, row: dict[str, Any]) -> Row:
    words, currency = edition.words, row["currency"]
    low, high = (
        edition.amount(Money(row[f"{end}_all_minor"], currency)) for end in ("low", "high")
    )
    matters = [name for name in ("ties", "openings") if row[f"{name}_matter"]]
    return Row((
        words(f"scope.{row['scope']}"),
        edition.account(row["account_id"]) if row["account_id"] else None,
        edition.name(row["holder_name"]), _payment(edition, row) if row["payment_id"] else None,
        Figured(Money(row["main_minor"], currency), row["figure_id"]),
        Money(row["low_minor"], currency), Money(row["high_minor"], currency),
        Money(row["spread_minor"], currency), _money(row, "strict_minor"),
        words("text.range", low=low, high=high),
        words("mark.comma").join(words(f"matters.{name}") for name in matters) or None,
        _money(row, "upper_minor"), words(f"holds.{row['holds']}"),
    ), row["figure_id"])  # fmt: skip


def list_gains(case: Case, edition: Edition, *, currency: str, main: str) -> Listing:
    """Per payment: what is held under the main method, and how the others differ from it."""
    found = [row for row in ask(case, "sensitivity", ["payment"]) if row["currency"] == currency]
    ran = {name for row in found for name in json.loads(row["by_method"])}
    others = [name for name in METHODS if name in ran - {main, DIRECT}]
    heads = (
        *columns("payment text; main_amount amount assumption"),
        *(Column(name, Kind.AMOUNT, Ground.ASSUMPTION, title=edition.words.value("method", name))
          for name in others),
        *columns("holds text inference"),
    )  # fmt: skip
    rows = []
    for row in found:
        by_method = json.loads(row["by_method"])
        rows.append(Row((
            _payment(edition, row), Figured(Money(row["main_minor"], currency), row["figure_id"]),
            *(Money(by_method.get(name, 0) - row["main_minor"], currency) for name in others),
            edition.words(f"holds.{row['holds']}"),
        ), row["figure_id"]))  # fmt: skip
    return listing("gains", heads, rows)


def list_robust(case: Case, edition: Edition) -> Listing:
    """Statements in sentences, and whether they hold."""
    rows = [
        Row((
            say_statement(edition, row), edition.words(f"holds.{row['holds']}"),
            edition.words(f"statement.{row['kind']}"), edition.figure(row["figure_id"]),
        ), row["figure_id"])
        for row in ask(case, "robust")
    ]  # fmt: skip
    return listing("robust", ROBUST_HEADS, rows)


def say_statement(edition: Edition, row: dict[str, Any]) -> str:
    """A statement with its account, payment and amounts; one that fails says what differs."""
    words, by_method = edition.words, json.loads(row["by_method"])
    key = row["kind"] + ("_no" if row["holds"] == "no" else "")
    found = words("mark.comma").join(
        f"{words.value('method', name)} {edition.account(each)}"
        for name, each in by_method.items()
        if isinstance(each, str)
    )
    amount, high = (
        edition.amount(None if minor is None else Money(minor, row["currency"]))
        for minor in (row["amount_minor"], row["high_minor"])
    )
    return words(
        f"robust_says.{key}", account=edition.account(row["account_id"]),
        payment=row["payment_id"], amount=amount, high=high, found=found,
    )  # fmt: skip


def list_bounds(case: Case, edition: Edition) -> Listing:
    """Upper bounds, under a heading that says what they are not."""
    rows = [
        Row((
            edition.account(row["account_id"]), edition.name(row["holder_name"]),
            row["payment_count"], _money(row, "deposit_minor"), _money(row, "balance_minor"),
            Figured(_money(row, "upper_minor"), row["figure_id"]),
            edition.words("mark.yes" if row["is_reached"] else "mark.no"),
            edition.figure(row["figure_id"]),
        ), row["figure_id"])
        for row in ask(case, "upper_bounds")
    ]  # fmt: skip
    return listing("upper_bounds", BOUND_HEADS, rows)


def _payment(edition: Edition, row: dict[str, Any]) -> str:
    return f"{row['payment_id']} {edition.name(row['victim_name'])}".strip()


def _money(row: dict[str, Any], name: str) -> Money | None:
    return None if row[name] is None else Money(row[name], row["currency"])

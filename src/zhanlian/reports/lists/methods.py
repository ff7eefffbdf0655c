"""Methods side by side (各方法对照): whose money lies where, under every method.

keeps  a method that was run and leaves nothing prints 0.00; a method that was not run prints
       a dash; the rounding rule stands beside every figure that was rounded
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import (
    Cell,
    Column,
    Figured,
    Ground,
    Kind,
    Listing,
    Row,
    columns,
    listing,
)
from zhanlian.reports.summary import Whereabouts
from zhanlian.terms import Money

DIRECT = "direct"


def list_methods(
    case: Case, edition: Edition, *, currency: str, runs: tuple[Whereabouts, ...]
) -> Listing:
    """Account by payment; one column per method, then lowest, highest and what ties surely."""
    methods = [each.run["method"] for each in runs if each.run["method"] != DIRECT]
    rounding = {each.run["method"]: each.run["rounding"] for each in runs}
    is_direct_run = DIRECT in rounding
    heads = (
        *columns("account number; holder text below; place text below; payment text"),
        *(_method_column(edition, method) for method in methods),
        *columns("low amount assumption; high amount below assumption"),
        *columns("direct amount inference; robust text inference"),
    )
    found = [row for row in ask(case, "holdings") if row["currency"] == currency]
    rows = [
        _row(edition, list(group), methods, rounding if is_direct_run else rounding | {DIRECT: ""},
             is_direct_run)
        for _, group in groupby(found, key=lambda row: (row["account_id"], row["payment_id"]))
    ]  # fmt: skip
    return listing("methods", heads, [row for row in rows if _is_told(row)])


def _method_column(edition: Edition, method: str) -> Column:
    title = edition.words.value("method", method)
    return Column(method, Kind.AMOUNT, Ground.ASSUMPTION, title=title)


def _row(
    edition: Edition, group: list[dict[str, Any]], methods: list[str],
    rounding: dict[str, str], is_direct_run: bool,
) -> Row:  # fmt: skip
    first = group[0]
    by_method = {row["method"]: row for row in group}
    amounts = [
        by_method[name]["amount_minor"] if name in by_method else 0 for name in methods
    ]
    low, high = min(amounts, default=0), max(amounts, default=0)
    strict = by_method.get(DIRECT, {}).get("strict_minor", 0)
    currency = first["currency"]
    return Row((
        edition.account(first["account_id"]), edition.name(first["holder_name"]),
        _place(edition, first), _payment(edition, first),
        *_figures(by_method, methods, rounding, edition, currency),
        Money(low, currency), Money(high, currency),
        Figured(Money(strict, currency), _figure(by_method, DIRECT)) if is_direct_run else None,
        _robust(edition, low, high),
    ))  # fmt: skip


def _figures(
    by_method: dict[str, dict[str, Any]], methods: Iterable[str], rounding: dict[str, str],
    edition: Edition, currency: str,
) -> list[Cell]:  # fmt: skip
    return [
        Figured(
            Money(by_method.get(name, {}).get("amount_minor", 0), currency),
            _figure(by_method, name),
            edition.words.value("rounding", rounding[name]) if rounding[name] else "",
        )
        for name in methods
    ]


def _figure(by_method: dict[str, dict[str, Any]], method: str) -> str:
    return str(by_method[method]["figure_id"]) if method in by_method else ""


def _place(edition: Edition, row: dict[str, Any]) -> str:
    kind = "held" if row["is_held"] else "un_queried"
    return "" if row["account_id"].startswith("@") else edition.words(f"place_kind.{kind}")


def _payment(edition: Edition, row: dict[str, Any]) -> str:
    if not row["payment_id"]:
        return edition.words("text.nobodys_money")
    return f"{row['payment_id']} {edition.name(row['victim_name'])}"


def _robust(edition: Edition, low_minor: int, high_minor: int) -> str:
    if low_minor == high_minor:
        return edition.words("robust.same")
    return edition.words("robust.at_least" if low_minor else "robust.depends")


def _is_told(row: Row) -> bool:
    """A row of zeros under every method says nothing."""
    return any(isinstance(cell, Figured) and cell.amount and cell.amount.minor for cell in row.cells)

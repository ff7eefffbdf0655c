"""Methods side by side (各方法对照): whose money lies where, under every method.

keeps  a method that was run and leaves nothing prints 0.00; a method that was not run prints
       a dash; the rounding rule stands beside every figure that was rounded
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import (
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
    rounding = {each.run["method"]: each.run["rounding"] for each in runs}
    heads = (
        *columns("account number; holder text below; place text below; payment text"),
        *(_method_column(edition, method) for method in _dealing(rounding)),
        *columns("low amount assumption; high amount below assumption"),
        *columns("direct amount inference; robust text inference"),
    )
    found = [row for row in ask(case, "holdings") if row["currency"] == currency]
    rows = [
        _row(edition, list(group), rounding)
        for _, group in groupby(found, key=lambda row: (row["account_id"], row["payment_id"]))
    ]
    return listing("methods", heads, [row for row in rows if _is_told(row)])


def _method_column(edition: Edition, method: str) -> Column:
    title = edition.words.value("method", method)
    return Column(method, Kind.AMOUNT, Ground.ASSUMPTION, title=title)


def _dealing(rounding: dict[str, str]) -> list[str]:
    """The methods that deal out all money; direct shows its own part in a column of its own."""
    return [method for method in rounding if method != DIRECT] or list(rounding)


def _row(edition: Edition, group: list[dict[str, Any]], rounding: dict[str, str]) -> Row:
    first, currency = group[0], group[0]["currency"]
    by_method = {row["method"]: row for row in group}
    figures = _figures(edition, by_method, rounding, currency)
    amounts = [each.amount.minor for each in figures if each.amount]
    low, high = min(amounts), max(amounts)
    strict = by_method.get(DIRECT, {}).get("strict_minor", 0)
    return Row((
        edition.account(first["account_id"]), edition.name(first["holder_name"]),
        _place(edition, first), _payment(edition, first),
        *figures, Money(low, currency), Money(high, currency),
        Figured(Money(strict, currency), _figure(by_method, DIRECT)) if DIRECT in rounding
        else None,
        _robust(edition, low, high),
    ))  # fmt: skip


def _figures(
    edition: Edition, by_method: dict[str, dict[str, Any]], rounding: dict[str, str], currency: str
) -> list[Figured]:
    return [
        Figured(
            Money(by_method.get(name, {}).get("amount_minor", 0), currency),
            _figure(by_method, name),
            edition.words.value("rounding", rounding[name]) if rounding[name] else "",
        )
        for name in _dealing(rounding)
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
    return any(
        isinstance(cell, Figured) and cell.amount and cell.amount.minor for cell in row.cells
    )

"""The report's comparison of methods: gains and losses, sensitivity, what holds, bounds.

keeps  what is an upper bound says so above its table; sections about declarations are there only
       where somebody declared something
"""

from __future__ import annotations

from collections.abc import Callable

from zhanlian.evidence import Case
from zhanlian.reports import lists
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Listing
from zhanlian.reports.page.tags import Html, join, tag
from zhanlian.reports.summary import Summary

Table = Callable[..., Html]


def make_compared(case: Case, edition: Edition, summary: Summary, table: Table) -> Html:
    """Everything the section on methods says beside the figures of each method."""
    gains = [
        table(lists.list_gains(case, edition, currency=each, main=summary.main_method))
        for each in summary.currencies
    ]
    parts = [
        _part(edition, "robust", table(lists.list_robust(case, edition))),
        _part(edition, "gains", *gains),
        _part(
            edition, "sensitivity", _said(edition, "sensitivity_means"),
            table(lists.list_sensitivity(case, edition, scope="account"), style="wide"),
        ),
        _part(
            edition, "upper_bounds", _said(edition, "bounds_caveat"),
            table(lists.list_bounds(case, edition)),
        ),
    ]  # fmt: skip
    return join(*parts, *_declared(case, edition, summary, table))


def _declared(case: Case, edition: Edition, summary: Summary, table: Table) -> list[Html]:
    listed: list[tuple[str, Listing]] = [
        ("conversions", lists.list_conversions(case, edition, method=summary.main_method)),
        ("origins", lists.list_origins(case, edition)),
    ]
    return [
        _part(edition, name, _said(edition, f"{name}_caveat"), table(what))
        for name, what in listed
        if any(True for _ in what.rows())
    ]


def _part(edition: Edition, name: str, *bodies: Html) -> Html:
    return join(tag("h3", edition.words(f"heading.{name}")), *bodies)


def _said(edition: Edition, name: str) -> Html:
    return tag("p", edition.words(f"text.{name}"))

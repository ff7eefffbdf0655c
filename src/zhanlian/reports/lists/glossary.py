"""Glossary and parameters: definitions (口径) and every setting the figures rest on."""

from __future__ import annotations

from dataclasses import asdict

from zhanlian.evidence import Case
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Listing, Row, columns, listing
from zhanlian.reports.summary import Summary

TERMS = (
    "victim_money", "anchored", "layer", "method", "conservation", "held", "un_queried",
    "effective", "copy", "failed", "reversed", "mirror", "direct", "rounding", "order",
    "transit", "settling", "collecting", "distributing", "stop_pay", "freeze", "queued_freeze",
    "dash",
)  # fmt: skip


def list_glossary(edition: Edition) -> Listing:
    """Each term with the definition that was used."""
    words = edition.words
    rows = [Row((words(f"term.{name}"), words(f"definition.{name}"))) for name in TERMS]
    return listing("glossary", columns("term text; definition text"), rows)


def list_parameters(case: Case, edition: Edition, summary: Summary) -> Listing:
    """Every setting of the case; thresholds that were not set keep the portrait's own."""
    words = edition.words
    said = asdict(case.settings) | {"main_method": summary.main_method}
    thresholds = said.pop("thresholds")
    rows = [
        Row((words.value("setting", name), _value(edition, name, value), name))
        for name, value in said.items()
        if name != "name"
    ]
    rows += [
        Row((words.value("setting", "threshold"), f"{value:,}", f"thresholds.{name}"))
        for name, value in sorted(thresholds.items())
    ]
    return listing("parameters", columns("setting text; value text; code text"), rows)


def _value(edition: Edition, name: str, value: object) -> str:
    if name in ("methods", "main_method"):
        names = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]
        return edition.words("mark.comma").join(edition.words.value("method", n) for n in names)
    if name == "sinks":
        accounts = list(value)  # type: ignore[call-overload]
        return edition.words("mark.comma").join(edition.account(a) for a in accounts) or (
            edition.words("text.none")
        )
    return str(value)


def list_runs(edition: Edition, summary: Summary) -> Listing:
    """Every method that was run: version, rounding, and its conservation line."""
    words = edition.words
    rows = [
        Row((
            words.value("method", each.run["method"]), each.run["method_version"],
            words.value("rounding", each.run["rounding"]) or words("text.nothing_rounded"),
            words.value("method_means", each.run["method"]), each.run["transfer_count"],
        ))
        for each in summary.whereabouts
        if each.run["currency"] == summary.currencies[0]
    ]  # fmt: skip
    heads = columns("method text; version text below; rounding text; rule text; transfers count")
    return listing("runs", heads, rows)

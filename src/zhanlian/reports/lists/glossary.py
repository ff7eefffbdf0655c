"""Glossary and parameters: definitions (口径) and every setting the figures rest on."""

from __future__ import annotations

from dataclasses import asdict

from zhanlian.evidence import Case
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Listing, Row, columns, listing
from zhanlian.reports.saying import say_name, say_value
from zhanlian.reports.summary import Summary
from zhanlian.tracing import THRESHOLDS, Method

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
    """Every setting of the case and every threshold in force, those a person set marked so."""
    words = edition.words
    said = asdict(case.settings) | {"main_method": summary.main_method}
    rows = [
        Row((words.value("setting", name), _value(edition, name, value), name))
        for name, value in said.items()
        if name not in ("name", "thresholds")
    ]
    rows += [_threshold(edition, name, case.settings.thresholds) for name in THRESHOLDS]
    return listing("parameters", columns("setting text; value text; code text"), rows)


def _threshold(edition: Edition, name: str, set_by_person: dict[str, int]) -> Row:
    value = set_by_person.get(name, THRESHOLDS[name].value)
    mark = edition.words("text.by_person") if name in set_by_person else ""
    return Row((say_name(edition, name), say_value(edition, name, value, "CNY") + mark, name))


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
            _rule(edition, each.run["method"]), each.run["transfer_count"],
        ))
        for each in summary.whereabouts
        if each.run["currency"] == summary.currencies[0]
    ]  # fmt: skip
    heads = columns("method text; version text below; rounding text; rule text; transfers count")
    return listing("runs", heads, rows)


def _rule(edition: Edition, method: str) -> str:
    rule = Method(method).rule
    return rule.zh if edition.words.lang == "zh" else rule.en

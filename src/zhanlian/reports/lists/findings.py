"""Findings and open questions (发现与待确认): what is odd in the data, in sentences."""

from __future__ import annotations

import json
from string import Formatter
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition, row_from
from zhanlian.reports.listing import Listing, Row, columns, listing
from zhanlian.reports.lists.victims import say_basis
from zhanlian.reports.saying import say_facts, say_value
from zhanlian.terms import Money

PLACES_SHOWN = 5
HEADS = columns("level text; finding text; places text; place_count count; code text")
GROUP_HEADS = columns("level text; kind text; finding_count count; place_count count; code text")
QUESTION_HEADS = columns("""
    about text; question_why text; choices text; chosen text assumption; samples text; file text
""")


def list_findings(case: Case, edition: Edition) -> Listing:
    """Every finding, the gravest first."""
    return listing("findings", HEADS, [_row(edition, row) for row in ask(case, "findings")])


def list_finding_groups(case: Case, edition: Edition) -> Listing:
    """How often each kind of finding was met."""
    words = edition.words
    rows = [
        Row((
            words.value("level", row["level"]), words.value("finding_kind", row["code"]),
            row["findings"], row["places"], row["code"],
        ))
        for row in ask(case, "finding_groups")
    ]  # fmt: skip
    return listing("finding_groups", GROUP_HEADS, rows)


def _row(edition: Edition, row: dict[str, Any]) -> Row:
    words = edition.words
    places = [edition.place(row_from(text)) for text in json.loads(row["rows"])]
    shown = words("mark.semicolon").join(places[:PLACES_SHOWN])
    if row["row_count"] > PLACES_SHOWN:
        shown += words("text.and_more_rows", count=row["row_count"] - PLACES_SHOWN)
    sentence = say_finding(edition, row["code"], json.loads(row["facts"]))
    return Row((
        words.value("level", row["level"]), sentence, shown, row["row_count"], row["code"],
    ))  # fmt: skip


def say_finding(edition: Edition, code: str, facts: dict[str, Any]) -> str:
    """A finding's sentence; without one, its kind and its facts as they are."""
    currency = str(facts.get("currency", "CNY"))
    said = {name: _fact(edition, name, facts, currency) for name in facts}
    if edition.words.has("finding", code):
        wanted = {name for _, name, _, _ in Formatter().parse(edition.words(f"finding.{code}"))}
        if {name for name in wanted if name} <= set(said):
            return edition.words(f"finding.{code}").format(**said)
    kind = edition.words.value("finding_kind", code)
    rest = say_facts(edition, facts, currency=currency)
    return kind + edition.words("mark.colon") + rest if rest else kind


def _fact(edition: Edition, name: str, facts: dict[str, Any], currency: str) -> str:
    """One fact in words; an announced total is said in the unit of the figure announced."""
    if name in ("said", "found") and str(facts.get("figure", "")).endswith("minor"):
        return edition.amount(Money(facts[name], currency))
    if name == "basis":
        return say_basis(edition, str(facts[name]))
    return say_value(edition, name, facts[name], currency)


def list_questions(case: Case, edition: Edition) -> Listing:
    """What only a person can settle, and what was used meanwhile."""
    rows = []
    for row in case.duck.fetch("SELECT * FROM question ORDER BY question_id"):
        choices, samples = (_said(edition, row[name]) for name in ("choices", "samples"))
        chosen = edition.free(row["chosen"]) or edition.words("text.nothing_chosen")
        rows.append(Row((
            edition.free(row["about"]), edition.words.value("question_why", row["why"]), choices,
            chosen, samples, edition.file(row["file_id"]),
        )))  # fmt: skip
    return listing("questions", QUESTION_HEADS, rows)


def _said(edition: Edition, text: str) -> str:
    return say_value(edition, "", json.loads(text), "CNY")

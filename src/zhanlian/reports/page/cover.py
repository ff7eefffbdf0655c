"""The cover: who made what, when, with which version and methods, from which bytes.

keeps  the three grounds a statement can stand on are told apart before any statement is made
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Any

from zhanlian.evidence import Case, digest_file
from zhanlian.reports.edition import UNKNOWN, Edition
from zhanlian.reports.page.tags import Html, join, tag
from zhanlian.reports.summary import Summary


def make_cover(case: Case, edition: Edition, summary: Summary) -> Html:
    """Who made what, when, with which version and methods, from which bytes."""
    words = edition.words
    name = edition.free(case.settings.name) or case.folder.name
    facts = [
        ("case", name),
        ("made_at", words("text.in_china", moment=edition.moment(edition.now))),
        ("tool", f"zhanlian {version('zhanlian')}"),
        ("edition", words("edition.masked" if edition.mask else "edition.open")),
        ("methods", _methods(edition, summary)),
        ("files", words("text.files", files=summary.files, lines=sum(summary.lines.values()))),
        ("evidence_digest", evidence_digest(edition)),
        ("decisions_digest", decisions_digest(case) or words("text.no_decision")),
    ]
    rows = [join(tag("dt", words(f"cover.{key}")), tag("dd", value)) for key, value in facts]
    signs = [tag("span", words(f"sign.{who}")) for who in ("maker", "checker", "date")]
    return tag(
        "header",
        tag("p", words("text.banner"), class_="banner"),
        tag("h1", words("text.report_title"), tag("span", name)),
        tag("dl", *rows),
        tag("div", *signs, class_="signs"),
        _legend(edition),
        class_="cover", id="cover",
    )  # fmt: skip


def _methods(edition: Edition, summary: Summary) -> str:
    said = [
        _method(edition, each.run)
        for each in summary.whereabouts
        if each.run["currency"] == summary.currencies[0]
    ]
    return edition.words("mark.semicolon").join(said) or edition.words("text.not_traced")


def _method(edition: Edition, run: dict[str, Any]) -> str:
    words = edition.words
    said = f"{words.value('method', run['method'])} {run['method_version']}"
    rounding = words.value("rounding", run["rounding"])
    return said + words("mark.aside", text=rounding) if rounding else said


def _legend(edition: Edition) -> Html:
    words = edition.words
    items = [
        tag("p", tag("b", words(f"ground.{ground}"), class_=f"ground {ground}"), " ",
            words(f"ground_means.{ground}"))
        for ground in ("fact", "inference", "assumption")
    ]  # fmt: skip
    return tag("div", *items, tag("p", words("text.legend")), class_="legend")


def evidence_digest(edition: Edition) -> str:
    """SHA-256 over the digests of all files, in the order they were received."""
    digests = "\n".join(file["digest"] for file in edition.sources.values())
    return hashlib.sha256(digests.encode("ascii")).hexdigest() if digests else UNKNOWN


def decisions_digest(case: Case) -> str:
    """SHA-256 of the record of decisions; empty where none was made."""
    return digest_file(case.decisions_path) if case.decisions_path.exists() else ""

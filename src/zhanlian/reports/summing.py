"""Summing: the summary as listings, for the workbook's first sheets."""

from __future__ import annotations

from importlib.metadata import version

from zhanlian.evidence import Case
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Listing, Row, columns, listing
from zhanlian.reports.summary import PLACES, Summary
from zhanlian.terms import Money

WHERE_HEADS = columns("""
    method text assumption; version text; rounding text; currency text; place text
    amount amount assumption; strict_amount amount inference; accounts count; adds_up text
""")


def list_summary(case: Case, edition: Edition, summary: Summary) -> Listing:
    """Cover facts and what was lost, as name, value and note."""
    words = edition.words
    rows = [
        _said(edition, "case", edition.free(case.settings.name)),
        _said(edition, "made_at", words("text.in_china", moment=edition.moment(edition.now))),
        _said(edition, "tool", f"zhanlian {version('zhanlian')}"),
        _said(edition, "edition", words("edition.masked" if edition.mask else "edition.open")),
        _said(edition, "main_method", words.value("method", summary.main_method)),
    ]
    for each in summary.lost:
        rows += [
            Row((words("lost.victims"), each.victims, None, words("ground.fact"))),
            Row((words("lost.payments"), each.payments, Money(each.said_minor, each.currency),
                 words("ground.fact"))),
            Row((words("lost.anchored"), each.anchored,
                 Money(each.anchored_minor, each.currency), words("ground.inference"))),
            Row((words("lost.loose"), each.loose, Money(each.loose_minor, each.currency),
                 words("ground.fact"))),
        ]  # fmt: skip
    rows += [
        Row((words("text.lines_of", name=words.value("class", name)), count, None,
             words("ground.fact")))
        for name, count in sorted(summary.lines.items())
    ]  # fmt: skip
    return listing("summary", columns("item text; count count; amount amount; basis text"), rows)


def _said(edition: Edition, key: str, value: str) -> Row:
    return Row((edition.words(f"cover.{key}"), None, None, value))


def list_whereabouts(edition: Edition, summary: Summary) -> Listing:
    """Where victims' money lies: a row per method and kind of place, then each method's total."""
    words = edition.words
    rows = []
    for each in summary.whereabouts:
        run, currency = each.run, each.run["currency"]
        head = (words.value("method", run["method"]), run["method_version"],
                words.value("rounding", run["rounding"]), currency)  # fmt: skip
        for name in PLACES:
            if name in each.places:
                place = each.places[name]
                strict = Money(place.strict_minor, currency) if run["method"] == "direct" else None
                rows.append(Row((
                    *head, words(f"place_kind.{name}"), Money(place.amount_minor, currency),
                    strict, place.accounts, None,
                )))  # fmt: skip
        verdict = words("mark.agrees" if each.is_whole else "mark.differs")
        total = Money(run["victim_minor"], currency)
        rows.append(Row((*head, words("text.total_in"), total, None, None, verdict), is_total=True))
    return listing("whereabouts", WHERE_HEADS, rows)

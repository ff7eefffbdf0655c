"""The bar of where the money lies, and the most urgent steps, for the first page.

keeps  the bar only repeats the table below it; what is most urgent is what the lists rank first
"""

from __future__ import annotations

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import UNKNOWN, Edition
from zhanlian.reports.lists import say_expiry
from zhanlian.reports.page.tags import Html, join, tag
from zhanlian.reports.summary import PLACES, Whereabouts
from zhanlian.terms import Money

URGENT_MAX = 3
PER_MILLE = 1000


def make_bar(edition: Edition, answer: Whereabouts, currency: str) -> Html:
    """One bar for one method: a stretch per kind of place, patterned and named."""
    total_minor = sum(place.amount_minor for place in answer.places.values())
    if total_minor <= 0:
        return Html("")
    stretches, keys = [], []
    for name in (each for each in PLACES if each in answer.places):
        amount_minor = answer.places[name].amount_minor
        wide = amount_minor * PER_MILLE // total_minor
        stretches.append(tag("i", class_=f"place-{name}", style=f"flex:{max(4, wide)}"))
        said = edition.amount(Money(amount_minor, currency))
        keys.append(tag(
            "span", tag("i", class_=f"key place-{name}"),
            edition.words(f"place_kind.{name}"), " ", tag("b", said),
        ))  # fmt: skip
    return join(
        tag("div", *stretches, class_="bar", aria_hidden="true"),
        tag("p", *keys, class_="keys"),
    )


def make_urgent(case: Case, edition: Edition) -> Html:
    """The first of the freeze list and of the query list, in sentences."""
    words = edition.words
    steps = [
        words(
            "urgent.freeze", advice=words.value("advice", row["advice"]),
            account=edition.account(row["account_id"]), holder=edition.name(row["holder_name"]),
            amount=edition.amount(Money(row["victim_minor"], row["currency"])),
        )
        + ("" if (end := say_expiry(edition, row)) == UNKNOWN else f" {end}")
        for row in ask(case, "freezes")[:URGENT_MAX]
        if row["advice"] != "none"
    ]  # fmt: skip
    steps += [
        words(
            "urgent.query", account=edition.account(row["account_id"]),
            holder=edition.name(row["holder_name"]),
            reason=words.value("query_reason", row["reason"]),
            amount=edition.amount(Money(row["amount_minor"], row["currency"])),
        )
        for row in ask(case, "next_queries")[:URGENT_MAX]
    ]  # fmt: skip
    if not steps:
        return Html("")
    return join(
        tag("h3", words("heading.urgent")),
        tag("ol", *(tag("li", step) for step in steps), class_="urgent"),
    )

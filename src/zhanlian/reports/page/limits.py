"""What the report does not prove (本报告不能证明什么), with the counts of this case."""

from __future__ import annotations

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import Edition
from zhanlian.reports.page.tags import Html, tag
from zhanlian.reports.summary import Summary
from zhanlian.terms import Money

ALWAYS = ("law", "method", "ownership", "names", "devices", "hypotheses", "guilt")


def make_limits(case: Case, edition: Edition, summary: Summary) -> Html:
    """General limits, then those this case's data add."""
    words = edition.words
    said = [words(f"limit.{name}") for name in ALWAYS]
    said += _un_queried(edition, summary)
    counts = ask(case, "limits")[0]
    said += [
        words(f"limit.{name}", count=f"{count:,}")
        for name, count in counts.items()
        if count and name != "portraits"
    ]
    if summary.questions:
        said.append(words("limit.questions", count=summary.questions))
    born = [each for each in summary.whereabouts if each.run["born_minor"]]
    if born:
        amount = max(each.run["born_minor"] for each in born)
        money = edition.amount(Money(amount, born[0].run["currency"]))
        said.append(words("limit.born", amount=money))
    return tag("ol", *(tag("li", text) for text in said), class_="limits")


def _un_queried(edition: Edition, summary: Summary) -> list[str]:
    found = []
    for currency in summary.currencies:
        answers = summary.of_currency(currency)
        places = [a.places["un_queried"] for a in answers if "un_queried" in a.places]
        if places:
            amounts = [a.places["un_queried"].amount_minor if "un_queried" in a.places else 0
                       for a in answers]  # fmt: skip
            low, high = (edition.amount(Money(n, currency)) for n in (min(amounts), max(amounts)))
            found.append(edition.words(
                "limit.un_queried", count=max(place.accounts for place in places),
                low=low, high=high,
            ))  # fmt: skip
    return found

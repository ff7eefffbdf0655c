"""The summary: what was lost, what is anchored, where it lies; every number a sum of figures.

keeps  per method, victims' money in = out + held, printed with its verdict
"""

from __future__ import annotations

from zhanlian.reports.edition import Edition
from zhanlian.reports.page.notes import Notes
from zhanlian.reports.page.tags import Html, join, tag
from zhanlian.reports.page.urgent import make_bar
from zhanlian.reports.summary import PLACES, Lost, Summary, Whereabouts
from zhanlian.terms import Money

DIRECT = "direct"


def make_summary(edition: Edition, summary: Summary, notes: Notes) -> Html:
    """What was lost, what is anchored, where it lies now."""
    words = edition.words
    parts: list[Html] = [_lost(edition, each) for each in summary.lost]
    if not summary.lost:
        parts.append(tag("p", words("empty.victims"), class_="empty"))
    for currency in summary.currencies:
        parts.append(_conservation(edition, summary, currency))
        parts.append(make_bar(edition, main_answer(summary, currency), currency))
        parts.append(_places(edition, summary, currency, notes))
    if not summary.currencies:
        parts.append(tag("p", words("text.not_traced"), class_="empty"))
    parts.append(_quality_line(edition, summary))
    return join(*parts)


def say_ground(edition: Edition, ground: str, *sentence: str) -> Html:
    """A sentence with what it stands on in front."""
    label = tag("b", edition.words(f"ground.{ground}"), class_=f"ground {ground}")
    return tag("p", label, " ", *sentence, class_=f"said {ground}")


def _lost(edition: Edition, lost: Lost) -> Html:
    words = edition.words
    said = edition.amount(Money(lost.said_minor, lost.currency))
    parts = [
        say_ground(edition, "fact", words(
            "summary.lost", victims=lost.victims, payments=lost.payments, amount=said,
        ), words("summary.unsaid", count=lost.unsaid) if lost.unsaid else ""),
        say_ground(edition, "inference", words(
            "summary.anchored", count=lost.anchored,
            amount=edition.amount(Money(lost.anchored_minor, lost.currency)),
        )),
    ]  # fmt: skip
    if lost.loose:
        amount = edition.amount(Money(lost.loose_minor, lost.currency))
        parts.append(say_ground(
            edition, "fact", words("summary.loose", count=lost.loose, amount=amount),
        ))  # fmt: skip
    return join(*parts)


def main_answer(summary: Summary, currency: str) -> Whereabouts:
    """The main method's answer; the first method's where the main one was not run."""
    answers = summary.of_currency(currency)
    return next((a for a in answers if a.run["method"] == summary.main_method), answers[0])


def _conservation(edition: Edition, summary: Summary, currency: str) -> Html:
    answers = summary.of_currency(currency)
    main = main_answer(summary, currency)
    sums = {
        name: edition.amount(Money(main.run[f"{name}_minor"], currency))
        for name in ("victim", "held", "outside")
    }
    whole = all(each.is_whole for each in answers)
    verdict = edition.words("summary.whole" if whole else "summary.broken", count=len(answers))
    return say_ground(
        edition, "assumption",
        edition.words("summary.conservation", **sums,
                      method=edition.words.value("method", main.run["method"]),
                      version=main.run["method_version"]),
        tag("strong", verdict, class_="whole" if whole else "broken"),
    )  # fmt: skip


def _places(edition: Edition, summary: Summary, currency: str, notes: Notes) -> Html:
    """Where the money lies: a row per kind of place, a column per method, lowest to highest."""
    words = edition.words
    answers = [a for a in summary.of_currency(currency) if a.run["method"] != DIRECT]
    answers = answers or list(summary.of_currency(currency))
    met = [name for name in PLACES if any(name in a.places for a in answers)]
    heads = [words("column.place"), *(_method_head(edition, a) for a in answers)]
    rows = [_place_row(edition, name, answers, currency, notes) for name in met]
    total = [edition.amount(Money(a.run["victim_minor"], currency)) for a in answers]
    rows.append(tag(
        "tr", tag("th", words("text.total_in"), scope="row"),
        *(tag("td", text, class_="amount") for text in total), tag("td", class_="amount"),
        class_="total",
    ))  # fmt: skip
    head = [tag("th", text, scope="col", class_="amount" if n else "")
            for n, text in enumerate([*heads, words("column.range")])]  # fmt: skip
    return tag("div", tag(
        "table", tag("caption", words("caption.whereabouts", currency=currency)),
        tag("thead", tag("tr", *head)), tag("tbody", *rows), id=f"table-whereabouts-{currency}",
    ), class_="scroll", tabindex="0", role="region",
        aria_label=words("caption.whereabouts", currency=currency))  # fmt: skip


def _method_head(edition: Edition, answer: Whereabouts) -> Html:
    rounding = answer.run["rounding"]
    note = tag("small", edition.words.value("rounding", rounding)) if rounding else ""
    return join(tag("span", edition.words.value("method", answer.run["method"])), note)


def _place_row(
    edition: Edition, name: str, answers: list[Whereabouts], currency: str, notes: Notes
) -> Html:
    found = [answer.places.get(name) for answer in answers]
    amounts = [place.amount_minor if place else 0 for place in found]
    cells = []
    for answer, place, amount in zip(answers, found, amounts, strict=True):
        figure = f"S:{answer.run['method']}:{currency}:{name}"
        link = notes.link_sum(figure, place.figures, place.holdings) if place else Html("")
        said = tag("span", edition.amount(Money(amount, currency)), " ", link, id=figure)
        cells.append(tag("td", said, class_="amount assumption"))
    low, high = (edition.amount(Money(end, currency)) for end in (min(amounts), max(amounts)))
    span = low if low == high else edition.words("text.range", low=low, high=high)
    return tag(
        "tr", tag("th", edition.words(f"place_kind.{name}"), scope="row"), *cells,
        tag("td", span, class_="amount"),
    )  # fmt: skip


def _quality_line(edition: Edition, summary: Summary) -> Html:
    """How many lines were read and where they went, in one sentence."""
    words = edition.words
    total = sum(summary.lines.values())
    classes = words("mark.comma").join(
        f"{words.value('class', name)} {count:,}" for name, count in sorted(
            summary.lines.items(), key=lambda item: (-item[1], item[0]))
    )  # fmt: skip
    alarms = sum(row["findings"] for row in summary.findings if row["level"] == "alarm")
    warns = sum(row["findings"] for row in summary.findings if row["level"] == "warn")
    return say_ground(edition, "fact", words(
        "summary.lines", files=summary.files, lines=f"{total:,}", classes=classes,
        alarms=alarms, warns=warns, questions=summary.questions,
    ))  # fmt: skip

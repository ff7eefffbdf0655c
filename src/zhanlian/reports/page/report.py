"""The report page: twelve sections in one HTML file.

in     a case and an edition
out    the whole page as text
keeps  no address outside the file, no font, no script beside the inline one; the page reads
       without scripts and prints on A4
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from zhanlian.evidence import Case
from zhanlian.reports import lists
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Listing
from zhanlian.reports.page.compared import make_compared
from zhanlian.reports.page.cover import make_cover
from zhanlian.reports.page.first import make_summary
from zhanlian.reports.page.flows import make_flows
from zhanlian.reports.page.limits import make_limits
from zhanlian.reports.page.notes import Notes
from zhanlian.reports.page.table import make_table
from zhanlian.reports.page.tags import Html, join, tag
from zhanlian.reports.page.urgent import make_urgent
from zhanlian.reports.summary import Summary, summarise

FINDINGS_MAX = 120
LANDSCAPE = ("victims", "flows", "layers", "portraits", "queries", "freezes", "methods")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every section is made from."""

    case: Case
    edition: Edition
    summary: Summary
    notes: Notes

    def table(self, what: Listing, *, rows_max: int = 300, style: str = "") -> Html:
        """One listing as a table."""
        return make_table(what, self.edition, self.notes, rows_max=rows_max, style=style)


Section = Callable[[Desk], Html]


def make_page(case: Case, edition: Edition) -> str:
    """The whole report."""
    desk = Desk(case, edition, summarise(case), Notes(edition))
    words = edition.words
    bodies = [_section(desk, name, make) for name, make in SECTIONS]
    title = f"{words('text.report_title')} {edition.free(case.settings.name)}".strip()
    head = tag(
        "head", tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title), tag("style", _part("style.css")),
    )  # fmt: skip
    body = tag(
        "body", tag("a", words("text.skip"), href="#summary", class_="skip"), _contents(edition),
        tag("main", make_cover(case, edition, desk.summary), *bodies),
        tag("script", _part("behave.js"), data_filter=words("text.filter"),
        ),
    )  # fmt: skip
    language = "zh-CN" if words.lang == "zh" else words.lang
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=language)}\n"


def _part(name: str) -> Html:
    return Html(files("zhanlian.reports.page").joinpath(name).read_text(encoding="utf-8"))


def _contents(edition: Edition) -> Html:
    words = edition.words
    links = [tag("li", tag("a", words(f"section.{name}"), href=f"#{name}")) for name, _ in SECTIONS]
    return tag("nav", tag("ol", *links), aria_label=words("text.contents"))


def _section(desk: Desk, name: str, make: Section) -> Html:
    words = desk.edition.words
    number = [each for each, _ in SECTIONS].index(name) + 1
    heading = tag("h2", tag("span", str(number)), words(f"section.{name}"))
    intro = tag("p", words(f"intro.{name}"), class_="intro")
    return tag(
        "section", heading, intro, make(desk), id=name, aria_label=words(f"section.{name}"),
        class_="landscape" if name in LANDSCAPE else "",
    )  # fmt: skip


def _summary(desk: Desk) -> Html:
    return join(
        make_summary(desk.edition, desk.summary, desk.notes), make_urgent(desk.case, desk.edition)
    )


def _quality(desk: Desk) -> Html:
    words = desk.edition.words
    return join(
        desk.table(lists.list_line_classes(desk.case, desk.edition), style="dense"),
        tag("h3", words("heading.findings")),
        desk.table(lists.list_finding_groups(desk.case, desk.edition)),
        desk.table(lists.list_findings(desk.case, desk.edition), rows_max=FINDINGS_MAX),
        tag("h3", words("heading.questions")),
        desk.table(lists.list_questions(desk.case, desk.edition)),
    )


def _victims(desk: Desk) -> Html:
    return desk.table(lists.list_victims(desk.case, desk.edition), style="wide")


def _flows(desk: Desk) -> Html:
    return make_flows(desk.case, desk.edition, desk.summary, desk.notes)


def _layers(desk: Desk) -> Html:
    found = lists.list_layers(desk.case, desk.edition, method=desk.summary.main_method)
    return desk.table(found, style="wide")


def _portraits(desk: Desk) -> Html:
    return desk.table(lists.list_portraits(desk.case, desk.edition))


def _queries(desk: Desk) -> Html:
    return desk.table(lists.list_next_queries(desk.case, desk.edition), style="wide")


def _freezes(desk: Desk) -> Html:
    return desk.table(lists.list_freezes(desk.case, desk.edition), style="wide")


def _methods(desk: Desk) -> Html:
    tables = [
        desk.table(
            lists.list_methods(
                desk.case, desk.edition, currency=currency,
                runs=desk.summary.of_currency(currency),
            ),
            style="wide",
        )
        for currency in desk.summary.currencies
    ]  # fmt: skip
    if not tables:
        return tag("p", desk.edition.words("empty.methods"), class_="empty")
    return join(
        desk.table(lists.list_runs(desk.edition, desk.summary)), *tables,
        make_compared(desk.case, desk.edition, desk.summary, desk.table),
    )  # fmt: skip


def _limits(desk: Desk) -> Html:
    return make_limits(desk.case, desk.edition, desk.summary)


def _appendix(desk: Desk) -> Html:
    words = desk.edition.words
    return join(
        tag("h3", words("heading.glossary")),
        desk.table(lists.list_glossary(desk.edition)),
        tag("h3", words("heading.parameters")),
        desk.table(lists.list_parameters(desk.case, desk.edition, desk.summary)),
        tag("h3", words("heading.files")),
        desk.table(lists.list_files(desk.edition)),
        tag("h3", words("heading.notes")),
        tag("p", words("text.notes_intro")),
        desk.notes.index(desk.case, method=desk.summary.main_method),
    )


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("summary", _summary), ("quality", _quality), ("victims", _victims), ("flows", _flows),
    ("layers", _layers), ("portraits", _portraits), ("queries", _queries), ("freezes", _freezes),
    ("methods", _methods), ("limits", _limits), ("appendix", _appendix),
)  # fmt: skip

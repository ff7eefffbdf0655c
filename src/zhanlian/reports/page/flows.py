"""The flow chart section: sheets, their legend, their edges as a table, and what was cut.

keeps  the chart, its table and the method's total name the same sum, or the page says not
"""

from __future__ import annotations

from zhanlian.evidence import Case
from zhanlian.reports.chart import Chart, Sheet, draw_sheet, lay_out, read_graph, split_graph
from zhanlian.reports.edition import Edition
from zhanlian.reports.listing import Figured, Listing, Row, columns, listing
from zhanlian.reports.page.first import main_answer
from zhanlian.reports.page.notes import Notes
from zhanlian.reports.page.table import make_table
from zhanlian.reports.page.tags import Html, join, tag
from zhanlian.reports.summary import Summary
from zhanlian.terms import Money

EDGE_HEADS = columns("""
    payer text; payee text; victim_amount amount assumption; transfers count
    first_at moment; last_moved_at moment below
""")
LEGEND = ("victim", "held", "kept", "un_queried", "exit", "folded", "back")


def make_flows(case: Case, edition: Edition, summary: Summary, notes: Notes) -> Html:
    """One chart per currency, under the main method."""
    parts = [_legend(edition)]
    for currency in summary.currencies:
        graph = read_graph(case, method=summary.main_method, currency=currency)
        chart = split_graph(graph)
        total = int(main_answer(summary, currency).run["victim_minor"])
        parts += [
            _figure(sheet, edition, notes, currency=currency, place=(number, len(chart.sheets)))
            for number, sheet in enumerate(chart.sheets, start=1)
        ]
        parts.append(_reconcile(chart, edition, total, currency))
    if len(parts) == 1:
        return tag("p", edition.words("empty.flows"), class_="empty")
    return join(*parts)


def _legend(edition: Edition) -> Html:
    items = [
        tag("span", tag("i", class_=f"key {name}"), edition.words(f"chart_key.{name}"))
        for name in LEGEND
    ]
    return tag("p", *items, class_="keys")


def _figure(
    sheet: Sheet, edition: Edition, notes: Notes, *, currency: str, place: tuple[int, int]
) -> Html:
    number, sheets = place
    sheet_id = f"flow-{currency}-{number}"
    svg = Html(draw_sheet(lay_out(sheet), edition, sheet_id=sheet_id, currency=currency))
    caption = edition.words(
        "chart.caption", number=number, sheets=sheets, nodes=len(sheet.nodes),
        amount=edition.amount(Money(sheet.in_minor, currency)),
    )  # fmt: skip
    if sheet.folded:
        amount = edition.amount(Money(sheet.folded_minor, currency))
        caption += edition.words("chart.folded_says", count=sheet.folded, amount=amount)
    table = make_table(list_edges(sheet, edition, notes, currency, sheet_id), edition, notes)
    return tag("figure", svg, tag("figcaption", caption), table, class_="wide", id=sheet_id)


def list_edges(
    sheet: Sheet, edition: Edition, notes: Notes, currency: str, sheet_id: str
) -> Listing:
    """The edges of a sheet: who, whom, how much, how often, from when to when."""
    edges = sorted(
        sheet.edges, key=lambda e: (sheet.nodes[e.source].layer_no, -e.amount_minor, e.target)
    )
    rows = []
    for number, edge in enumerate(edges, start=1):
        figure = f"E:{sheet_id}:{number}"
        notes.link_sum(figure, edge.figures, edge.figure_count)
        rows.append(Row((
            _name(sheet, edge.source, edition), _name(sheet, edge.target, edition),
            Figured(Money(edge.amount_minor, currency), figure), len(edge.transfers),
            edition.moment(edge.first_at), edition.moment(edge.last_at),
        ), figure))  # fmt: skip
    return listing("edges", EDGE_HEADS, rows)


def _name(sheet: Sheet, key: str, edition: Edition) -> str:
    node = sheet.nodes[key]
    if node.folded:
        name = "chart.folded" if node.layer_no else "chart.folded_victims"
        return edition.words(name, count=node.folded)
    if not node.account_id:
        return f"{key.partition(':')[2]} {edition.name(node.name)}".strip()
    return f"{edition.account(node.account_id)} {edition.name(node.name)}".strip()


def _reconcile(chart: Chart, edition: Edition, total_minor: int, currency: str) -> Html:
    drawn_minor = sum(sheet.in_minor for sheet in chart.sheets)
    words = edition.words
    text = words(
        "chart.reconcile", drawn=edition.amount(Money(drawn_minor, currency)),
        total=edition.amount(Money(total_minor, currency)),
    )  # fmt: skip
    if chart.left_branches:
        left = edition.amount(Money(chart.left_minor, currency))
        text += words("chart.left", count=chart.left_branches, amount=left)
    agrees = drawn_minor + chart.left_minor == total_minor
    verdict = words("mark.agrees" if agrees else "mark.differs")
    return tag("p", text, tag("strong", verdict, class_="whole" if agrees else "broken"))

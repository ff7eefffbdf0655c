"""Tables: a ``Listing`` as an HTML table.

keeps  amounts stand right with equal digits; columns that rest on a rule or a conclusion are
       marked in words and by their line; rows a page leaves out are counted, money and all
"""

from __future__ import annotations

from itertools import islice

from zhanlian.reports.edition import UNKNOWN, Edition
from zhanlian.reports.listing import Cell, Column, Figured, Ground, Kind, Listing, Row
from zhanlian.reports.page.notes import Notes
from zhanlian.reports.page.tags import Html, join, tag
from zhanlian.terms import Money

ROWS_MAX = 300
Group = list[tuple[int, Column]]


def make_table(
    what: Listing, edition: Edition, notes: Notes, *, rows_max: int = ROWS_MAX, style: str = ""
) -> Html:
    """The table with its caption; ``rows_max`` rows and a sentence about the rest."""
    rows = iter(what.rows())
    shown = list(islice(rows, rows_max))
    if not shown:
        return tag("p", edition.words(f"empty.{what.name}"), class_="empty")
    groups = _groups(what.columns)
    table = tag(
        "table",
        tag("caption", edition.words(f"caption.{what.name}")),
        tag("thead", tag("tr", *(_head(group, edition) for group in groups))),
        tag("tbody", *(_row(row, groups, edition, notes) for row in shown)),
        id=f"table-{what.name}",
    )
    box = tag(
        "div", table, class_=f"scroll {style}".strip(), tabindex="0", role="region",
        aria_label=edition.words(f"caption.{what.name}"),
    )  # fmt: skip
    return join(box, _cut(list(rows), len(shown), edition))


def _groups(heads: tuple[Column, ...]) -> list[Group]:
    groups: list[Group] = []
    for at, column in enumerate(heads):
        if column.is_below and groups:
            groups[-1].append((at, column))
        else:
            groups.append([(at, column)])
    return groups


def _head(group: Group, edition: Edition) -> Html:
    parts = []
    is_alike = len({column.ground for _, column in group}) == 1
    for _, column in group:
        title = column.title or edition.words(f"column.{column.name}")
        mark = ""
        if column.ground is not Ground.FACT and not (is_alike and column.is_below):
            mark = tag("i", edition.words(f"ground_mark.{column.ground}"), class_=column.ground)
        parts.append(tag("span", title, mark))
    return tag("th", *parts, scope="col", class_=_style(group))


def _style(group: Group) -> str:
    column = group[0][1]
    ground = "" if column.ground is Ground.FACT else f" {column.ground}"
    return f"{column.kind}{ground}"


def _row(row: Row, groups: list[Group], edition: Edition, notes: Notes) -> Html:
    cells = []
    has_link = any(isinstance(cell, Figured) for cell in row.cells)
    for number, group in enumerate(groups):
        lead = group[0][1].ground
        parts = [_value(row.cells[at], column, lead, edition, notes) for at, column in group]
        if row.figure and not has_link and number == len(groups) - 1:
            parts.append(notes.link(row.figure))
        name = "th" if number == 0 else "td"
        scope = "row" if number == 0 else ""
        cells.append(tag(name, *parts, scope=scope, class_=_style(group)))
    figure = edition.figure(row.figure) if row.figure else ""
    return tag("tr", *cells, id=figure, class_="total" if row.is_total else "")


def _value(cell: Cell, column: Column, lead: Ground, edition: Edition, notes: Notes) -> Html:
    said = say_cell(cell, column, edition)
    if isinstance(cell, Figured):
        remark = tag("small", cell.remark) if cell.remark else ""
        figure = edition.figure(cell.figure) if cell.figure.startswith("H:") else ""
        return tag("span", said, " ", notes.link(cell.figure), remark, id=figure)
    ground = column.ground if column.ground is not lead else ""
    style = f"below {column.kind} {ground}".strip() if column.is_below else ""
    return tag("span", said, class_=style) if said else Html("")


def say_cell(cell: Cell, column: Column, edition: Edition) -> str:
    """A cell in words; None is a dash."""
    if isinstance(cell, Figured):
        return edition.amount(cell.amount)
    if isinstance(cell, Money):
        return edition.amount(cell)
    if isinstance(cell, int):
        return f"{cell:,}" if column.kind is Kind.COUNT else str(cell)
    return UNKNOWN if cell is None else cell


def _cut(left: list[Row], shown: int, edition: Edition) -> Html:
    if not left:
        return Html("")
    totals: dict[str, int] = {}
    for row in left:
        figured = next((c for c in row.cells if isinstance(c, Figured) and c.amount), None)
        if figured and figured.amount:
            currency = figured.amount.currency
            totals[currency] = totals.get(currency, 0) + figured.amount.minor
    money = [edition.amount(Money(minor, currency)) for currency, minor in totals.items()]
    text = edition.words("text.rows_cut", shown=shown, left=len(left))
    if money:
        text += edition.words("text.rows_cut_money", amount=edition.words("mark.comma").join(money))
    return tag("p", text, class_="cut")

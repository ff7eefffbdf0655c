"""Drawing: one sheet as SVG that reads without colour.

in     a ``Drawn`` sheet and the edition that says its names and amounts
out    SVG text; every box and ribbon has a title with its count, amount, first and last time
keeps  un-queried accounts are dashed, exits dotted, held money hatched, frozen ones named so
"""

from __future__ import annotations

from html import escape

from zhanlian.reports.chart.graph import VICTIM, NodeKind
from zhanlian.reports.chart.layout import BOX_WIDTH, Box, Drawn, Ribbon
from zhanlian.reports.edition import Edition
from zhanlian.terms import Money

LABELLED_RIBBONS_MAX = 26
THIN = 1.2
LEVEL_BEND = 64
NAME_MAX = 12
PATTERNS = """<defs>
<pattern id="{id}-kept" width="6" height="6" patternUnits="userSpaceOnUse"
 patternTransform="rotate(45)"><rect width="6" height="6" class="paper"/>
<rect width="2.4" height="6" class="ink"/></pattern>
<pattern id="{id}-exit" width="5" height="5" patternUnits="userSpaceOnUse">
<rect width="5" height="5" class="paper"/><circle cx="2.5" cy="2.5" r="1.3" class="ink"/></pattern>
<marker id="{id}-tip" markerWidth="9" markerHeight="9" refX="7" refY="4" orient="auto"
 markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8Z" class="ink"/></marker>
</defs>"""


def draw_sheet(drawn: Drawn, edition: Edition, *, sheet_id: str, currency: str) -> str:
    """The SVG of one sheet."""
    words = edition.words
    is_labelled = len(drawn.ribbons) <= LABELLED_RIBBONS_MAX
    parts = [
        _opening(drawn, sheet_id),
        f'<title id="{sheet_id}-title">{escape(words("chart.title"))}</title>',
        f'<desc id="{sheet_id}-desc">{escape(words("chart.desc"))}</desc>',
        PATTERNS.format(id=sheet_id),
        *(_heading(edition, layer, x) for layer, x in drawn.columns.items()),
        *(_ribbon(each, drawn, edition, sheet_id, currency) for each in drawn.ribbons),
        *(_box(box, edition, sheet_id, currency) for box in drawn.boxes.values()),
    ]
    if is_labelled:
        parts += [_ribbon_label(each, edition, currency) for each in drawn.ribbons]
    return "\n".join([*parts, "</svg>"])


def _opening(drawn: Drawn, sheet_id: str) -> str:
    return (
        f'<svg class="flow" viewBox="0 0 {drawn.width:.0f} {drawn.height:.0f}" role="img" '
        f'aria-labelledby="{sheet_id}-title {sheet_id}-desc">'
    )


def _heading(edition: Edition, layer_no: int, x: float) -> str:
    words = edition.words
    text = words("chart.layer", n=layer_no) if layer_no else words("chart.victims")
    return f'<text class="layer" x="{x:.1f}" y="14">{escape(text)}</text>'


def _ribbon(ribbon: Ribbon, drawn: Drawn, edition: Edition, sheet_id: str, currency: str) -> str:
    edge = ribbon.edge
    kind = drawn.boxes[edge.target].node.kind
    title = edition.words(
        "chart.edge",
        payer=_name(edition, drawn.boxes[edge.source]),
        payee=_name(edition, drawn.boxes[edge.target]),
        count=len(edge.transfers),
        amount=edition.amount(Money(edge.amount_minor, currency)),
        first=edition.moment(edge.first_at),
        last=edition.moment(edge.last_at),
    )
    shape = _loop(ribbon) if ribbon.is_backward else _band(ribbon)
    style = "back" if ribbon.is_backward else f"to-{kind}"
    tip = f' marker-end="url(#{sheet_id}-tip)"' if ribbon.is_backward else ""
    return f'<path class="ribbon {style}" d="{shape}"{tip}><title>{escape(title)}</title></path>'


def _band(ribbon: Ribbon) -> str:
    thick = max(THIN, ribbon.thickness)
    x0, x1, y0, y1 = ribbon.x0, ribbon.x1, ribbon.y0, ribbon.y1
    middle = (x0 + x1) / 2
    return (
        f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"v{thick:.1f}C{middle:.1f} {y1 + thick:.1f} {middle:.1f} {y0 + thick:.1f} "
        f"{x0:.1f} {y0 + thick:.1f}Z"
    )


def _loop(ribbon: Ribbon) -> str:
    """Back to an earlier layer: out to the left; inside one layer: round the right side."""
    y0, y1 = ribbon.y0 + ribbon.thickness / 2, ribbon.y1 + ribbon.thickness / 2
    ends = ribbon.x1 + BOX_WIDTH
    if ribbon.is_level:
        bend = ribbon.x0 + LEVEL_BEND
        return (
            f"M{ribbon.x0:.1f} {y0:.1f}C{bend:.1f} {y0:.1f} {bend:.1f} {y1:.1f} {ends:.1f} {y1:.1f}"
        )
    starts = ribbon.x0 - BOX_WIDTH
    middle = (starts + ends) / 2
    return f"M{starts:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {ends:.1f} {y1:.1f}"


def _ribbon_label(ribbon: Ribbon, edition: Edition, currency: str) -> str:
    x = (ribbon.x0 + ribbon.x1) / 2
    y = (ribbon.y0 + ribbon.y1 + ribbon.thickness) / 2 + 3.5
    if ribbon.is_level:  # beside the upper end, where no name stands
        x, y = ribbon.x0 + LEVEL_BEND, min(ribbon.y0, ribbon.y1) + ribbon.thickness / 2
    amount = edition.amount(Money(ribbon.edge.amount_minor, currency))
    count = len(ribbon.edge.transfers)
    many = f" ×{count}" if count > 1 else ""
    return f'<text class="amount" x="{x:.1f}" y="{y:.1f}">{escape(amount + many)}</text>'


def _box(box: Box, edition: Edition, sheet_id: str, currency: str) -> str:
    node = box.node
    came = edition.words("chart.came", amount=edition.amount(Money(box.came_minor, currency)))
    kept = ""
    if box.kept_minor and node.kind is NodeKind.HELD:
        amount = edition.amount(Money(box.kept_minor, currency))
        kept = " " + edition.words("chart.kept", amount=amount)
    fill = f' style="fill:url(#{sheet_id}-exit)"' if node.kind is NodeKind.EXIT else ""
    name = _name(edition, box)
    frame = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{BOX_WIDTH}" height="{box.height:.1f}"'
    return "".join([
        f'<g class="node is-{node.kind}"><title>{escape(f"{name} {came}{kept}")}</title>',
        f"<rect {frame}{fill}/>",
        _kept_part(box, sheet_id),
        _label("name", box, 19, _shorten(edition, box, name)),
        _label("sum", box, 6, came + kept),
        "</g>",
    ])  # fmt: skip


def _label(style: str, box: Box, above: int, text: str) -> str:
    return f'<text class="{style}" x="{box.x:.1f}" y="{box.y - above:.1f}">{escape(text)}</text>'


def _kept_part(box: Box, sheet_id: str) -> str:
    if not box.kept or box.node.kind is not NodeKind.HELD:
        return ""
    tall = max(THIN * 2, box.kept)
    return (
        f'<rect x="{box.x:.1f}" y="{box.y + box.height - tall:.1f}" width="{BOX_WIDTH}" '
        f'height="{tall:.1f}" style="fill:url(#{sheet_id}-kept)"/>'
    )


def _name(edition: Edition, box: Box) -> str:
    node, words = box.node, edition.words
    if node.kind is NodeKind.FOLDED:
        key = "chart.folded" if node.layer_no else "chart.folded_victims"
        return words(key, count=node.folded)
    if node.kind is NodeKind.VICTIM:
        return f"{node.key.removeprefix(VICTIM)} {edition.name(node.name)}".strip()
    name = node.name if not node.account_id.startswith("@") else ""
    return f"{edition.tail(node.account_id)} {edition.name(name)}".strip()


def _shorten(edition: Edition, box: Box, name: str) -> str:
    marks = [edition.words("chart.frozen")] if box.node.is_frozen else []
    if box.node.kind is NodeKind.UN_QUERIED:
        marks.append(edition.words("chart.un_queried"))
    room = NAME_MAX + (0 if marks else 4)
    short = name if len(name) <= room else name[: room - 1] + "…"
    return " ".join([short, *marks])

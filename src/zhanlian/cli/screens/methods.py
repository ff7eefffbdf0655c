"""Methods: per method, the conservation line and what each account holds."""

from __future__ import annotations

from collections.abc import Sequence

from zhanlian.cli.face import Face
from zhanlian.cli.screens.lists import draw_list, holding_cells
from zhanlian.cli.screens.say import say_amount
from zhanlian.desk import Holding, MethodTotals


def draw_trace(face: Face, totals: Sequence[MethodTotals], holdings: Sequence[Holding]) -> None:
    """Draw every method asked for: in = held + outside, then the holdings."""
    if not totals:
        face.say(face.words("trace.none"))
    for each in totals:
        _draw_totals(face, each)
        rows = [
            row
            for row in holdings
            if row.method == each.method and row.currency == each.currency and row.payment
        ]
        if rows:
            draw_list(face, "trace", holding_cells(face, rows))
        face.say()


def _draw_totals(face: Face, each: MethodTotals) -> None:
    words, currency = face.words, each.currency
    title = words("trace.title", method=each.method, title=face.codes.value("method", each.method))
    face.say(title, style="bold")
    face.say(
        words(
            "trace.conserved", victim=say_amount(each.victim_minor, currency),
            held=say_amount(each.held_minor, currency), version=each.version,
            outside=say_amount(each.outside_minor, currency), currency=currency,
        )
    )  # fmt: skip
    face.say(
        words(
            "trace.other", other=say_amount(each.other_minor, currency),
            born=say_amount(each.born_minor, currency),
        )
    )  # fmt: skip

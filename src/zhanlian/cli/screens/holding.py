"""Holding: measures and assets as tables, the urgent ones said first."""

from __future__ import annotations

from collections.abc import Sequence

from zhanlian.cli.face import Face
from zhanlian.cli.screens.say import DASH, say_account, say_amount
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import holding

RIGHT = ("amount", "value", "share", "part", "left", "rank")


def measure_cells(face: Face, rows: Sequence[holding.MeasureRow]) -> list[list[str]]:
    """Measures, a line each."""
    value = face.words.value
    return [
        [
            say_account(face, each.account), value("measure_kind", each.kind),
            value("measure_state", each.state), str(each.rank or DASH), each.agency or DASH,
            each.from_on, each.ends_on or DASH,
            DASH if each.days_left is None else str(each.days_left),
            face.words("holding.written" if each.is_written else "holding.by_law"),
            each.legal_end_on or DASH,
            DASH if each.amount_minor is None else say_amount(each.amount_minor, each.currency),
            each.place,
        ]
        for each in rows
    ]  # fmt: skip


def draw_measures(
    face: Face,
    rows: Sequence[holding.MeasureRow],
    cells: list[list[str]],
    unplaced_count: int,
) -> None:
    """Reminders that have come, then every measure."""
    for each in rows:
        if each.is_due:
            face.say(_due(face, each), style="bold")
    for each in rows:
        if each.is_too_long:
            face.say(face.words("holding.too_long", account=say_account(face, each.account),
                                end=each.ends_on, legal=each.legal_end_on))  # fmt: skip
    if not cells:
        face.say(face.words("holding.no_measures"))
        return
    columns = face.words.columns("holding_columns.measures")
    right = [text for name, text in columns.items() if name in RIGHT]
    draw_table(face, list(columns.values()), cells, keys=(0, 1), right=right)
    _draw_remarks(face, rows)
    if unplaced_count:
        face.say(face.words("holding.unplaced", count=unplaced_count))


def _draw_remarks(face: Face, rows: Sequence[holding.MeasureRow]) -> None:
    """What a person must look at, with its provision."""
    for each in rows:
        account = say_account(face, each.account)
        for remark in each.remarks:
            cites = "; ".join(remark["cites"])
            face.say(f"{account}, {each.place}: {remark[face.words.lang]} [{cites}]")
        if each.refused:
            face.say(f"{account}, {each.place}: {each.refused}")


def _due(face: Face, each: holding.MeasureRow) -> str:
    return face.words(
        "holding.due", account=say_account(face, each.account), end=each.ends_on,
        kind=face.words.value("measure_kind", each.kind), days=each.days_left,
    )  # fmt: skip


def asset_cells(face: Face, rows: Sequence[holding.AssetRow]) -> list[list[str]]:
    """Assets, a line each."""
    value = face.words.value
    return [
        [
            say_account(face, each.asset), value("asset_kind", each.kind), each.name or DASH,
            face.shown(each.holder) or DASH, face.shown(each.owner) or DASH,
            _amount(each.value_minor, each.currency), each.valued_on or DASH,
            _range(each.share_low_minor, each.share_high_minor, each.currency),
            _range(each.part_low_minor, each.part_high_minor, each.currency),
            " ".join(value("measure_kind", kind) for kind in each.held) or DASH,
            value("asset_outcome", each.outcome), face.shown(each.source),
        ]
        for each in rows
    ]  # fmt: skip


def draw_assets(face: Face, rows: Sequence[holding.AssetRow], cells: list[list[str]]) -> None:
    """The register, then the grounds on third parties and mixed money."""
    if not cells:
        face.say(face.words("holding.no_assets"))
        return
    columns = face.words.columns("holding_columns.assets")
    right = [text for name, text in columns.items() if name in RIGHT]
    draw_table(face, list(columns.values()), cells, keys=(0, 1), right=right)
    face.say(face.words("holding.share_means"))
    for each in rows:
        for ground in each.because:
            cites = "; ".join(ground["cites"])
            face.say(f"{say_account(face, each.asset)}: {ground[face.words.lang]} [{cites}]")


def _amount(minor: int | None, currency: str) -> str:
    return DASH if minor is None else say_amount(minor, currency)


def _range(low: int | None, high: int | None, currency: str) -> str:
    if low is None or high is None:
        return DASH
    said = say_amount(low, currency)
    return said if low == high else f"{said}–{say_amount(high, currency)}"

"""Holding: assets, measures, confiscate, restitution: what is held, until when, and for whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.looking import traced
from zhanlian.cli.options import AsJson, Author, CaseFolder, CsvFile, Lang, Mask, Reason, somebody
from zhanlian.cli.statutes import day

OnDay = Annotated[str, typer.Option("--on", metavar="DATE")]
RecordFile = Annotated[Path | None, typer.Option("--record", metavar="FILE.toml")]
IcsFile = Annotated[Path | None, typer.Option("--ics", metavar="FILE")]
SheetFile = Annotated[Path, typer.Argument(metavar="FILE.toml")]


def measures(
    folder: CaseFolder,
    as_on: OnDay = "",
    record: RecordFile = None,
    ics: IcsFile = None,
    csv: CsvFile = None,
    author: Author = "",
    reason: Reason = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """List stop payments, freezes and waiting freezes with their ends."""
    from zhanlian.cli.screens.holding import draw_measures, measure_cells
    from zhanlian.desk import holding, write_csv

    face = Face(lang=lang, as_json=as_json, mask=mask)
    on = _day(as_on)
    if record is not None:
        holding.record_measure(folder, record, author=somebody(author), reason=reason)
    with traced(face, folder) as case:
        rows = holding.list_measure_rows(case, on=on)
        unplaced_count = holding.count_unplaced(case)
        if ics is not None:
            title, kinds = face.words("holding.event"), face.words.columns("measure_kind")
            ics.write_bytes(holding.measure_feed(case, title=title, kinds=kinds, on=on))
    cells = measure_cells(face, rows)
    if csv is not None:
        write_csv(csv, list(face.words.columns("holding_columns.measures").values()), cells)
    body = {"measures": rows, "unplaced_count": unplaced_count}
    face.show("measures/1", body, lambda face: draw_measures(face, rows, cells, unplaced_count))


def assets(
    folder: CaseFolder,
    as_on: OnDay = "",
    record: RecordFile = None,
    csv: CsvFile = None,
    author: Author = "",
    reason: Reason = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """List the register of assets with the share traced to victims."""
    from zhanlian.cli.screens.holding import asset_cells, draw_assets
    from zhanlian.desk import holding, write_csv

    face = Face(lang=lang, as_json=as_json, mask=mask)
    if record is not None:
        holding.record_asset(folder, record, author=somebody(author), reason=reason)
    with traced(face, folder) as case:
        rows = holding.list_asset_rows(case, on=_day(as_on))
    cells = asset_cells(face, rows)
    if csv is not None:
        write_csv(csv, list(face.words.columns("holding_columns.assets").values()), cells)
    face.show("assets/1", {"assets": rows}, lambda face: draw_assets(face, rows, cells))


def confiscate(
    sheet: SheetFile, as_on: OnDay = "", as_json: AsJson = False, lang: Lang = ""
) -> None:
    """Say where confiscation without a conviction stands: conditions, papers, people, terms."""
    from zhanlian.cli.screens.sheets import confiscation_body, draw_confiscation
    from zhanlian.desk import holding

    face = Face(lang=lang, as_json=as_json)
    found = holding.make_confiscation_sheet(sheet, on=_day(as_on))
    body = {"sheet": confiscation_body(found)}
    face.show("confiscation/1", body, lambda face: draw_confiscation(face, found))


def restitution(sheet: SheetFile, as_json: AsJson = False, lang: Lang = "") -> None:
    """Lay out what somebody could pay and did: reasons on both sides."""
    from zhanlian.cli.screens.sheets import draw_restitution, restitution_body
    from zhanlian.desk import holding

    face = Face(lang=lang, as_json=as_json)
    found = holding.make_restitution_sheet(sheet)
    body = {"sheet": restitution_body(found)}
    face.show("restitution/1", body, lambda face: draw_restitution(face, found))


def execute(sheet: SheetFile, as_on: OnDay = "", as_json: AsJson = False, lang: Lang = "") -> None:
    """Share out what a judgment lets be executed, in the order of the law."""
    from zhanlian.cli.screens.sheets import draw_execution, execution_body
    from zhanlian.desk import holding

    face = Face(lang=lang, as_json=as_json)
    found = holding.share_out_judgment(sheet, on=_day(as_on))
    body = execution_body(found)
    face.show("execution/1", body, lambda face: draw_execution(face, found))


def _day(said: str) -> date | None:
    return day(said) if said else None

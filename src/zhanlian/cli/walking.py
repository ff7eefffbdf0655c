"""Walking: alert, where, expand, patterns: which way money went, without changing the case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.looking import traced
from zhanlian.cli.options import AsJson, CaseFolder, CsvFile, Lang, Mask, MethodName

HOPS, DAYS = 5, 7

Number = Annotated[str, typer.Argument(metavar="ACCOUNT")]
Payment = Annotated[str, typer.Argument(metavar="PAYMENT")]
PaidAt = Annotated[str, typer.Option("--at", metavar="TIME")]
Amount = Annotated[str, typer.Option("--amount", metavar="AMOUNT")]
Currency = Annotated[str, typer.Option("--currency", metavar="CODE")]
Hops = Annotated[int, typer.Option("--hops", metavar="N", min=1)]
Days = Annotated[int, typer.Option("--days", metavar="N", min=1)]
Least = Annotated[str, typer.Option("--least", metavar="AMOUNT")]
Upstream = Annotated[bool, typer.Option("--upstream")]
PatternName = Annotated[str, typer.Option("--pattern", metavar="NAME")]


def alert(
    folder: CaseFolder,
    number: Number,
    paid_at: PaidAt,
    amount: Amount,
    currency: Currency = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Say where a payment made to an account lies now, the first to freeze first."""
    from zhanlian.cli.screens.walks import draw_alert
    from zhanlian.desk import walks

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with traced(face, folder) as case:
        found = walks.find_money(case, number, at=paid_at, amount=amount, currency=currency)
    face.show("alert/1", found, lambda face: draw_alert(face, found))


def where(
    folder: CaseFolder,
    payment: Payment,
    method: MethodName = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Say which way a victim's payment went, and where it lies."""
    from zhanlian.cli.screens.walks import draw_route
    from zhanlian.desk import walks

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with traced(face, folder) as case:
        found = walks.find_route(case, payment, method=method)
    face.show("route/1", found, lambda face: draw_route(face, found))


def expand(
    folder: CaseFolder,
    number: Number,
    from_at: PaidAt,
    hops: Hops = HOPS,
    days: Days = DAYS,
    least: Least = "",
    upstream: Upstream = False,
    currency: Currency = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Say how far money could have gone from an account, hop by hop."""
    from zhanlian.cli.screens.walks import draw_expansion
    from zhanlian.desk import walks

    face = Face(lang=lang, as_json=as_json, mask=mask)
    limits = walks.Limits(hops=hops, days=days, least=least, is_upstream=upstream)
    with traced(face, folder) as case:
        found = walks.widen(case, number, at=from_at, limits=limits, currency=currency)
    face.show("expansion/1", found, lambda face: draw_expansion(face, found))


def patterns(
    folder: CaseFolder,
    pattern: PatternName = "",
    csv: CsvFile = None,
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """List typologies found in the transfers, each with the transfers it rests on."""
    from zhanlian.cli.screens.walks import draw_patterns, pattern_cells
    from zhanlian.desk import walks, write_csv

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with face.busy() as progress:
        case = walks.open_patterned(Path(folder), progress=progress)
    try:
        found = walks.list_patterns(case, pattern=pattern)
    finally:
        case.close()
    cells = pattern_cells(face, found)
    if csv is not None:
        write_csv(csv, list(face.words.columns("walk_columns.patterns").values()), cells)
    face.show("patterns/1", {"patterns": found}, lambda face: draw_patterns(face, cells, csv))

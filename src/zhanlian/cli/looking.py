"""Looking: check, trace, layers, next, freeze, why: what a case says, without changing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import (
    LOOK,
    OK,
    OPEN,
    AsJson,
    CaseFolder,
    CsvFile,
    Figure,
    Lang,
    Limit,
    Mask,
    MethodName,
)
from zhanlian.terms import Refusal

if TYPE_CHECKING:
    from zhanlian.evidence import Case

CHILDREN_MAX = 50
KEYS = {"layers": (0, 4), "next": (0, 1), "freeze": (0, 3)}  # number or rank, and account


class HalfAQuestion(Refusal):
    """A question that lacks its other half."""

    code = "ZL-CLI-002"

    def __init__(self, sentence: str, do_next: str) -> None:
        super().__init__(
            sentence, where="command line", why="the question needs both parts", do_next=do_next
        )


def check(folder: CaseFolder, as_json: AsJson = False, lang: Lang = "", mask: Mask = False) -> None:
    """Say the data quality."""
    from zhanlian.cli.screens.quality import draw_checked
    from zhanlian.desk import check_case

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with traced(face, folder) as case:
        checked = check_case(case)
    face.show("checked/1", checked, lambda face: draw_checked(face, checked))
    has_alarm = any(each.level == "alarm" for each in checked.findings)
    raise typer.Exit(OPEN if checked.blocking_count else LOOK if has_alarm else OK)


def trace(
    folder: CaseFolder,
    method: MethodName = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Say what each account holds, per method."""
    from zhanlian.cli.screens.compared import draw_comparison
    from zhanlian.cli.screens.methods import draw_trace
    from zhanlian.desk import check_method, compare, list_holdings, list_totals

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with traced(face, folder) as case:
        wanted = "" if method == "all" else check_method(case, method)
        totals = [each for each in list_totals(case) if wanted in ("", each.method)]
        names = dict.fromkeys(each.method for each in totals)
        holdings = [row for name in names for row in list_holdings(case, method=name)]
        compared = compare(case) if method == "all" else None

    def draw(face: Face) -> None:
        draw_trace(face, totals, holdings)
        if compared is not None:
            draw_comparison(face, compared)

    body = {"methods": totals, "holdings": holdings, "comparison": compared}
    face.show("trace/1", body, draw)


def layers(
    folder: CaseFolder,
    method: MethodName = "",
    csv: CsvFile = None,
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """List layer accounts."""
    from zhanlian.cli.screens.lists import layer_cells
    from zhanlian.desk import check_method, list_layers

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with traced(face, folder) as case:
        chosen = check_method(case, method)
        rows = list_layers(case, method=chosen)
    title = face.words("layers.title", method=face.codes.value("method", chosen), count=len(rows))
    body = {"method": chosen, "layers": rows}
    _show_list(face, "layers", body, layer_cells(face, rows), title=title, csv=csv)


def next_(
    folder: CaseFolder,
    csv: CsvFile = None,
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """List what to query next."""
    from zhanlian.cli.screens.lists import next_cells
    from zhanlian.desk import list_next

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with traced(face, folder) as case:
        rows = list_next(case)
    title = face.words("next.title", count=len(rows))
    _show_list(face, "next", {"queries": rows}, next_cells(face, rows), title=title, csv=csv)


def freeze(
    folder: CaseFolder,
    csv: CsvFile = None,
    platform: Annotated[bool, typer.Option("--platform")] = False,
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """List what to stop or freeze."""
    from zhanlian.cli.screens.lists import freeze_cells
    from zhanlian.desk import PLATFORM_COLUMNS, list_freezes, platform_rows, write_csv

    if platform and csv is None:
        raise HalfAQuestion(
            sentence="--platform says the shape of a CSV file.", do_next="add --csv FILE"
        )
    face = Face(lang=lang, as_json=as_json, mask=mask)
    with traced(face, folder) as case:
        rows = list_freezes(case)
    if platform and csv is not None:
        write_csv(csv, PLATFORM_COLUMNS, platform_rows(rows, mask=mask))
    title = face.words("freeze.title", count=len(rows))
    own_csv = None if platform else csv
    body = {"candidates": rows}
    _show_list(face, "freeze", body, freeze_cells(face, rows), title=title, csv=own_csv)


def why(
    folder: CaseFolder,
    figure: Figure = "",
    account: Annotated[str, typer.Option("--account", metavar="NUMBER")] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME")] = "",
    method: MethodName = "",
    limit: Limit = CHILDREN_MAX,
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Say what a figure rests on."""
    from zhanlian.cli.screens.tree import draw_explanation
    from zhanlian.desk import explain, explain_at

    if bool(account) != bool(at) or bool(figure) == bool(account):
        raise HalfAQuestion(
            sentence="Why what?",
            do_next="name a figure, or give --account NUMBER and --at TIME together",
        )
    face = Face(lang=lang, as_json=as_json, mask=mask)
    with traced(face, folder) as case:
        if account:
            found = explain_at(case, account, at, method=method, limit=limit)
        else:
            found = explain(case, figure, limit=limit)
    face.show("explanation/1", found, lambda face: draw_explanation(face, found))


@contextmanager
def traced(face: Face, folder: Path) -> Iterator[Case]:
    """The case, open for reading, with results that follow from what it holds."""
    from zhanlian.desk import open_traced

    with face.busy() as progress:
        case = open_traced(folder, progress=progress)
    try:
        yield case
    finally:
        case.close()


def _show_list(
    face: Face, group: str, body: object, cells: list[list[str]], *, title: str, csv: Path | None
) -> None:
    from zhanlian.cli.screens.lists import draw_list
    from zhanlian.desk import write_csv

    if csv is not None:
        write_csv(csv, list(face.words.columns(f"{group}.columns").values()), cells)

    def draw(face: Face) -> None:
        if not cells:
            face.say(face.words(f"{group}.none"))
        else:
            draw_list(face, group, cells, keys=KEYS[group], titled=title)
        if csv is not None:
            face.say(face.words("next.saved", path=csv, count=len(cells)))

    face.show(f"{group}/1", body, draw)

"""Warning: the verbs ``classify`` (case narratives) and ``bulletin`` (closed cases to print).

keeps  narratives are answered and forgotten; a bulletin is written only where the person says
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import AsJson, Lang

if TYPE_CHECKING:
    from zhanlian.screening import Given

Narrative = Annotated[str, typer.Argument(metavar="[TEXT]")]
NarrativeFiles = Annotated[list[Path] | None, typer.Option("--file", metavar="FILE")]
ManyNarratives = Annotated[Path | None, typer.Option("--many", metavar="FILE")]
CasesFile = Annotated[Path, typer.Argument(metavar="CASES.jsonl")]
BulletinMonth = Annotated[str, typer.Option("--month", metavar="YYYY-MM")]
BulletinRegion = Annotated[str, typer.Option("--region", metavar="REGION")]
BulletinAudience = Annotated[str, typer.Option("--audience", metavar="WHO")]
SheetFile = Annotated[Path | None, typer.Option("--out", metavar="FILE.html")]


def classify(
    narrative: Narrative = "", narrative_files: NarrativeFiles = None,
    many_narratives: ManyNarratives = None, as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Say the fraud type of case narratives, with the sentences that decide."""
    from zhanlian.cli.screens.warning import draw_classified
    from zhanlian.screening import classify_many

    face = Face(lang=lang, as_json=as_json)
    given = _narratives(narrative, narrative_files or [], many_narratives)
    found = list(
        zip([each.source for each in given], classify_many([g.text for g in given]), strict=True)
    )
    body = {"narratives": [{"source": source, "answer": answer} for source, answer in found]}
    face.show("classified/1", body, lambda face: draw_classified(face, found))


def bulletin(
    cases_file: CasesFile, bulletin_month: BulletinMonth, bulletin_region: BulletinRegion = "",
    bulletin_audience: BulletinAudience = "", sheet_file: SheetFile = None,
    as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Make warning cards and a bulletin out of closed cases."""
    from zhanlian.cli.screens.warning import draw_bulletin
    from zhanlian.screening import (
        Audience,
        BulletinAsked,
        Month,
        bulletin_sheet,
        make_bulletin,
        read_audience,
        read_cases,
    )

    face = Face(lang=lang, as_json=as_json)
    chosen: Audience | None = read_audience(bulletin_audience)
    held = read_cases(cases_file)
    asked = BulletinAsked(Month.of(bulletin_month), bulletin_region, chosen or "")
    made = make_bulletin(held.cases, asked)
    if sheet_file is not None:
        sheet_file.write_text(bulletin_sheet(made, face.words.lang), encoding="utf-8")
    body = {
        "bulletin": made,
        "open_count": held.open_count,
        "sheet": str(sheet_file) if sheet_file else "",
    }
    face.show("bulletin/1", body, lambda face: draw_bulletin(face, made, held.open_count))


def _narratives(said: str, files: list[Path], many: Path | None) -> list[Given]:
    """What was handed over, in order; the pipe where nothing was."""
    from zhanlian.screening import Given, Kind, read_given, read_many

    given = [read_given(path, kind=Kind.NARRATIVE) for path in files]
    given += list(read_many(many, kind=Kind.NARRATIVE)) if many else []
    if said and said != "-":
        given.append(Given(said, Kind.NARRATIVE, "text"))
    return given or [Given(sys.stdin.read(), Kind.NARRATIVE, "stdin")]

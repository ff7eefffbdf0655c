"""Papers: the verbs of ``zhanlian papers``: documents of a case, of a file, of the law.

keeps  the program fills what it knows and leaves visible blanks; nobody's signature is made up
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import AsJson, CaseFolder, Lang
from zhanlian.cli.statutes import day

if TYPE_CHECKING:
    from zhanlian.reports import documents

papers = typer.Typer(name="papers", no_args_is_help=True)

PaperName = Annotated[str, typer.Argument(metavar="KIND")]
PaperNames = Annotated[list[str] | None, typer.Argument(metavar="KIND…")]
PaperFile = Annotated[Path, typer.Argument(metavar="FILE.toml")]
PaperFacts = Annotated[Path, typer.Argument(metavar="FACTS.toml")]
SuspectFile = Annotated[Path, typer.Argument(metavar="SUSPECT.toml")]
Target = Annotated[Path, typer.Option("--to", metavar="FOLDER")]
FillFile = Annotated[Path | None, typer.Option("--fill", metavar="FILE.toml")]
PaperDay = Annotated[str, typer.Option("--on", metavar="DATE")]
Forms = Annotated[str, typer.Option("--form", metavar="docx|pdf|docx,pdf")]
Templates = Annotated[Path | None, typer.Option("--templates", metavar="FOLDER")]
Fonts = Annotated[Path | None, typer.Option("--fonts", metavar="FOLDER")]
Declarations = Annotated[bool, typer.Option("--declarations")]
BOTH = "docx,pdf"
HERE = Path("papers")


@papers.command()
def kinds(templates: Templates = None, as_json: AsJson = False, lang: Lang = "") -> None:
    """List the kinds of documents."""
    from zhanlian.cli.screens.papers import draw_kinds
    from zhanlian.desk import papers as papers_desk

    face = Face(lang=lang, as_json=as_json)
    found = papers_desk.list_paper_kinds(templates)
    face.show("paper_kinds/1", {"kinds": found}, lambda face: draw_kinds(face, found))


@papers.command()
def fields(
    paper: PaperName, templates: Templates = None, as_json: AsJson = False, lang: Lang = ""
) -> None:
    """List the fields of one kind."""
    from zhanlian.cli.screens.papers import draw_fields
    from zhanlian.desk import papers as papers_desk

    face = Face(lang=lang, as_json=as_json)
    found = papers_desk.paper_kind(paper, templates)
    face.show("paper_kinds/1", {"kinds": [found]}, lambda face: draw_fields(face, found))


@papers.command()
def write(
    folder: CaseFolder, paper: PaperName, on: PaperDay = "", fill: FillFile = None,
    forms: Forms = BOTH, templates: Templates = None, fonts: Fonts = None, as_json: AsJson = False,
    lang: Lang = "",
) -> None:  # fmt: skip
    """Write the documents of one kind that a case can fill."""
    from zhanlian.cli.screens.papers import draw_papers
    from zhanlian.desk import papers as papers_desk

    face = Face(lang=lang, as_json=as_json)
    with face.busy() as progress:
        ask = papers_desk.PaperAsk(paper, on=day(on) if on else None, fill=fill)
        written = papers_desk.write_papers(
            folder, ask, style=_style(forms, templates, fonts), progress=progress
        )
    face.show("papers/1", written, lambda face: draw_papers(face, written))


@papers.command("fill")
def fill_(
    draft_file: PaperFile, target: Target = HERE, forms: Forms = BOTH, templates: Templates = None,
    fonts: Fonts = None, as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Write the document that a file describes."""
    from zhanlian.cli.screens.papers import draw_papers
    from zhanlian.desk import papers as papers_desk

    face = Face(lang=lang, as_json=as_json)
    written = papers_desk.fill_papers(draft_file, target, style=_style(forms, templates, fonts))
    face.show("papers/1", written, lambda face: draw_papers(face, written))


@papers.command("confiscate")
def confiscate_(
    folder: CaseFolder, suspect_file: SuspectFile, on: PaperDay = "", fill: FillFile = None,
    forms: Forms = BOTH, templates: Templates = None, fonts: Fonts = None, as_json: AsJson = False,
    lang: Lang = "",
) -> None:  # fmt: skip
    """Write the opinion on confiscating what an absent suspect gained."""
    from zhanlian.cli.screens.papers import draw_papers
    from zhanlian.desk import papers as papers_desk

    face = Face(lang=lang, as_json=as_json)
    with face.busy() as progress:
        ask = papers_desk.PaperAsk("confiscation_opinion", on=day(on) if on else None, fill=fill)
        written = papers_desk.confiscate_to_paper(
            folder, suspect_file, ask, style=_style(forms, templates, fonts), progress=progress
        )
    face.show("papers/1", written, lambda face: draw_papers(face, written))


@papers.command("assess")
def assess_(
    facts: PaperFacts, target: Target = HERE, on: PaperDay = "", forms: Forms = BOTH,
    templates: Templates = None, fonts: Fonts = None, as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Write what facts may come to in law, as a document."""
    from zhanlian.cli.screens.papers import draw_papers
    from zhanlian.desk import papers as papers_desk

    face = Face(lang=lang, as_json=as_json)
    written = papers_desk.assess_to_paper(
        facts, target, on=day(on) if on else None, style=_style(forms, templates, fonts)
    )
    face.show("papers/1", written, lambda face: draw_papers(face, written))


@papers.command("templates")
def templates_(
    paper_names: PaperNames = None, target: Target = HERE, declarations: Declarations = False,
    as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Copy templates into a folder for editing."""
    from zhanlian.cli.screens.papers import draw_copied
    from zhanlian.desk import papers as papers_desk

    face = Face(lang=lang, as_json=as_json)
    written, kept = papers_desk.copy_paper_templates(
        target, tuple(paper_names or ()), with_declarations=declarations
    )
    body = {"folder": str(target), "written": written, "kept": kept}
    face.show("paper_templates/1", body, lambda face: draw_copied(face, body))


def _style(forms: str, templates: Path | None, fonts: Path | None) -> documents.Style:
    from zhanlian.desk import papers as papers_desk

    return papers_desk.paper_style(forms, templates=templates, fonts=fonts)

"""Making: new, add, run, demo: from files to a case and its report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import (
    OK,
    OPEN,
    AsJson,
    Author,
    CaseFolder,
    Files,
    Lang,
    Mask,
    SomeFiles,
    somebody,
)


def new(
    folder: CaseFolder,
    name: Annotated[str, typer.Option("--name", metavar="TEXT")] = "",
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Make an empty case folder."""
    from zhanlian.desk import make_case

    face = Face(lang=lang, as_json=as_json)
    made = make_case(folder, name=name)

    def draw(face: Face) -> None:
        face.say(face.words("new.made", case=made.case, folder=made.folder))
        face.say(face.words("new.next", folder=made.folder))

    face.show("made/1", made, draw)


def add(
    folder: CaseFolder,
    paths: Files,
    author: Author = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Take files in."""
    from zhanlian.cli.screens.quality import draw_added
    from zhanlian.desk import add_to_case

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with face.busy() as progress:
        added = add_to_case(folder, paths, author=somebody(author), progress=progress)
    face.show("added/1", added, lambda face: draw_added(face, added))
    raise typer.Exit(OPEN if added.blocking_count else OK)


def run(
    folder: CaseFolder,
    paths: SomeFiles = None,
    author: Author = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Files to report in one go."""
    from zhanlian.cli.screens.summary import draw_summary
    from zhanlian.desk import run_case

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with face.busy() as progress:
        summary = run_case(
            folder, paths or (), author=somebody(author), lang=face.words.lang, mask=mask,
            progress=progress,
        )  # fmt: skip
    face.show("summary/1", summary, lambda face: draw_summary(face, summary))
    raise typer.Exit(OPEN if summary.blocking_count else OK)


def demo(
    place: Annotated[Path | None, typer.Argument(metavar="DIR")] = None,
    server: Annotated[bool, typer.Option("--server")] = False,
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Make the example case."""
    from zhanlian.cli.screens.summary import draw_summary
    from zhanlian.cli.serving import show_seeded
    from zhanlian.desk import run_demo

    face = Face(lang=lang, as_json=as_json, mask=mask)
    if server:
        show_seeded(face, place or Path("demo-server"))
        return
    with face.busy() as progress:
        summary = run_demo(
            place or Path("demo-case"), lang=face.words.lang, mask=mask, progress=progress
        )
    face.show("summary/1", summary, lambda face: draw_summary(face, summary))

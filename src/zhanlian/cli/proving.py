"""Proving: verify a case; write or compare the generated pages of docs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import LOOK, OK, AsJson, CaseFolder, Lang, Mask


def verify(
    folder: CaseFolder, as_json: AsJson = False, lang: Lang = "", mask: Mask = False
) -> None:
    """Check a case against its files and decisions."""
    from zhanlian.cli.screens.proof import draw_verified
    from zhanlian.desk import verify

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with face.busy() as progress:
        verified = verify(folder, progress=progress)
    face.show("verified/1", verified, lambda face: draw_verified(face, verified))
    raise typer.Exit(verified.status)


def docs(
    place: Annotated[Path, typer.Argument(metavar="DIR")] = Path("docs"),
    write: Annotated[bool, typer.Option("--write/--check")] = True,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Write or compare the generated pages."""
    from zhanlian.cli.pages import make_pages

    face = Face(lang=lang, as_json=as_json)
    pages, said = make_pages(), {}
    for name, text in pages.items():
        path = place / name
        if write:
            place.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            said[name] = "wrote"
        else:
            is_same = path.is_file() and path.read_text(encoding="utf-8") == text
            said[name] = "same" if is_same else "differs"

    def draw(face: Face) -> None:
        for name, state in said.items():
            face.say(face.words(f"docs.{state}", path=place / name, folder=place))

    face.show("pages/1", {"folder": str(place), "pages": said}, draw)
    raise typer.Exit(LOOK if "differs" in said.values() else OK)

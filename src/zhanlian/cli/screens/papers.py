"""Papers: kinds of documents, their fields, and what was written, on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhanlian.cli.face import Face
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import papers


def draw_kinds(face: Face, kinds: Sequence[papers.PaperKind]) -> None:
    """Draw every kind of document with its title."""
    heads = face.words.columns("papers_columns.kinds")
    rows = [
        [each.kind, each.zh, each.en, *_marks(face, each.from_case, each.is_served)]
        for each in kinds
    ]
    draw_table(face, list(heads.values()), rows)


def draw_fields(face: Face, kind: papers.PaperKind) -> None:
    """Draw what one kind of document says."""
    heads = face.words.columns("papers_columns.fields")
    face.say(f"{kind.zh}  {kind.en}", style="bold")
    rows = [
        [each.key, face.words.value("papers_types", each.type), each.zh, each.en,
         *_marks(face, each.must)]
        for each in kind.fields
    ]  # fmt: skip
    draw_table(face, list(heads.values()), rows)


def draw_papers(face: Face, written: papers.Papers) -> None:
    """Draw what was written, where, and what is still blank."""
    words = face.words
    for each in written.papers:
        face.say(f"{each.title}", style="bold")
        for name in each.files:
            face.say(f"  {name}")
        if each.blanks:
            face.say("  " + words("papers.blanks", blanks=words("papers.comma").join(each.blanks)))
    face.say(words("papers.written", folder=written.folder, manifest=written.manifest))


def draw_copied(face: Face, body: Mapping[str, Any]) -> None:
    """Draw which templates were copied and which were left as they lay."""
    words = face.words
    face.say(words("papers.copied", count=len(body["written"]), folder=body["folder"]))
    if body["kept"]:
        face.say(words("papers.kept", names=words("papers.comma").join(body["kept"])))


def _marks(face: Face, *claims: bool) -> list[str]:
    return [face.words("papers.yes") if claim else "" for claim in claims]

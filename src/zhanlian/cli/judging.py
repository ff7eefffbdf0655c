"""Judging: map, decide, undo: what a person says about a case, with name and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.looking import HalfAQuestion
from zhanlian.cli.options import OK, OPEN, AsJson, Author, CaseFolder, Lang, Mask, Reason

if TYPE_CHECKING:
    from zhanlian.desk import Decided


def map_(
    folder: CaseFolder,
    question: Annotated[str, typer.Argument(metavar="QUESTION")] = "",
    field: Annotated[str, typer.Argument(metavar="FIELD")] = "",
    author: Author = "",
    reason: Reason = "",
    profile: Annotated[str, typer.Option("--profile", metavar="NAME")] = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """List open questions, or answer one."""
    from zhanlian.desk import answer_question

    face = Face(lang=lang, as_json=as_json, mask=mask)
    if not question:
        _list_questions(face, folder)
    if not field:
        raise HalfAQuestion(sentence="Which reading?", do_next="zhanlian map CASE QUESTION FIELD")
    with face.busy() as progress:
        decided = answer_question(
            folder, question, field, author=author, reason=reason, profile=profile,
            progress=progress,
        )  # fmt: skip
    _show_decided(face, decided)


def decide(
    folder: CaseFolder,
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    names: Annotated[list[str], typer.Argument(metavar="NAMES…")],
    author: Author = "",
    reason: Reason = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Record a decision."""
    from zhanlian.desk import decide

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with face.busy() as progress:
        decided = decide(
            folder, kind, tuple(names), author=author, reason=reason, progress=progress
        )
    _show_decided(face, decided)


def undo(
    folder: CaseFolder,
    run_id: Annotated[int, typer.Argument(metavar="RUN")],
    author: Author = "",
    reason: Reason = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Take one import back."""
    from zhanlian.desk import undo_import

    face = Face(lang=lang, as_json=as_json, mask=mask)
    with face.busy() as progress:
        decided = undo_import(folder, run_id, author=author, reason=reason, progress=progress)
    _show_decided(face, decided)


def _list_questions(face: Face, folder: CaseFolder) -> None:
    from zhanlian.cli.screens.quality import draw_questions
    from zhanlian.desk import list_questions, open_to_read

    with face.busy() as progress:
        case = open_to_read(folder, progress=progress)
    try:
        questions = list_questions(case)
    finally:
        case.close()
    face.show(
        "questions/1", {"questions": questions},
        lambda face: draw_questions(face, str(folder), questions),
    )  # fmt: skip
    raise typer.Exit(OPEN if any(not each.chosen for each in questions) else OK)


def _show_decided(face: Face, decided: Decided) -> None:
    from zhanlian.cli.screens.quality import draw_decided

    face.show("decided/1", decided, lambda face: draw_decided(face, decided))

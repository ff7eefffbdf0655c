"""Screening: the verbs ``screen`` and ``entities``, for a text, a pipe, a picture or many messages.

keeps  what is handed over is answered and forgotten; the answer alone goes to stdout
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import AsJson, Lang

if TYPE_CHECKING:
    from zhanlian.screening import Given

Message = Annotated[str, typer.Argument(metavar="[TEXT]")]
GivenFiles = Annotated[list[Path] | None, typer.Option("--file", metavar="FILE")]
ManyFile = Annotated[Path | None, typer.Option("--many", metavar="FILE")]
AudienceName = Annotated[str, typer.Option("--audience", metavar="WHO")]
KindName = Annotated[str, typer.Option("--kind", metavar="KIND")]
Paid = Annotated[bool | None, typer.Option("--paid/--not-paid")]


def screen(
    message: Message = "", files_given: GivenFiles = None, many: ManyFile = None,
    audience: AudienceName = "", message_kind: KindName = "", paid: Paid = None,
    as_json: AsJson = False, lang: Lang = "",
) -> None:  # fmt: skip
    """Say whether a message is a trick, which one, and what to do now."""
    from zhanlian.cli.screens.screening import draw_queue, draw_screened
    from zhanlian.desk import screening
    from zhanlian.screening import plain_screened, read_asked

    face = Face(lang=lang, as_json=as_json)
    today = date.today()  # noqa: DTZ011  the law of the day here
    asked = read_asked(audience=audience, kind=message_kind, on=today, is_money_gone=paid)
    if many is not None:
        rows = screening.screen_queue(
            screening.read_messages([many], kind=message_kind, is_many=True), asked
        )
        face.show("screened_many/1", {"messages": rows}, lambda face: draw_queue(face, rows))
        return
    given = [*screening.read_messages(files_given or [], kind=message_kind)]
    given += [_message(message)] if message or not given else []
    answers = list(zip(given, screening.screen_given(given, asked), strict=True))
    body = {
        "answers": [{"source": each.source, **plain_screened(found)} for each, found in answers]
    }
    face.show("screened/1", body, lambda face: draw_screened(face, answers))


def entities(
    message: Message = "", files_given: GivenFiles = None, as_json: AsJson = False, lang: Lang = ""
) -> None:
    """List accounts, numbers, addresses, amounts and days named in a text."""
    from zhanlian.cli.screens.screening import draw_entities
    from zhanlian.desk import screening
    from zhanlian.screening import find_entities

    face = Face(lang=lang, as_json=as_json)
    given = [*screening.read_messages(files_given or [])]
    given += [_message(message)] if message or not given else []
    found = [(each, find_entities(each.text)) for each in given]
    body = {
        "texts": [
            {"source": each.source, "entities": hits.entities, "doubtful": hits.doubtful}
            for each, hits in found
        ]
    }
    face.show("entities/1", body, lambda face: draw_entities(face, found))


def _message(said: str) -> Given:
    """The text of the command line, or of the pipe where none was given."""
    from zhanlian.screening import Given, Kind

    if said and said != "-":
        return Given(said, Kind.TEXT, "text")
    return Given(sys.stdin.read(), Kind.TEXT, "stdin")

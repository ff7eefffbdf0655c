"""From file: a draft, or values for blanks, as a person writes them in TOML.

in     FILE.toml: ``kind``, ``on``, ``name``, ``[fields]``, ``[[tables.KEY]]``; a value is plain,
       or ``{ value = …, source = …, currency = … }``
out    ``Draft``; or fields for the blanks of drafts made from a case
keeps  amounts are whole minor units; transfer letters and opinions get the grounds of the law room
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from zhanlian.law import law_book, linkage
from zhanlian.reports.documents.draft import Draft, Given, Row
from zhanlian.reports.documents.from_law import drafts_of_linkage
from zhanlian.reports.documents.kinds import read_kind
from zhanlian.reports.documents.refusals import BadDraft
from zhanlian.terms import to_instant

__all__ = ["Fill", "fill_blanks", "read_drafts", "read_fill"]

LETTERS = {"transfer_letter": linkage.referral_draft,
           "prosecutorial_opinion": linkage.opinion_draft}  # fmt: skip
NUMBER = "document_number"  # a sign of the letter, no field of the law room
BETWEEN = ";"
PERSONAL = ("name", "number", "money", "count", "moment")


@dataclass(frozen=True, slots=True)
class Fill:
    """Values for blanks: in every document, or in the one of a name."""

    file: Path
    fields: Mapping[str, Given]
    only: Mapping[str, Mapping[str, Given]]


def read_drafts(file: Path) -> tuple[Draft, ...]:
    """The draft a file describes, and what belongs beside it."""
    said = _read(file)
    kind, on = said.get("kind"), said.get("on")
    if not isinstance(kind, str) or not isinstance(on, date):
        raise BadDraft(file, why="it names no kind (text) or no day (on, a date)")
    draft = Draft(
        kind, on, fields=_fields(said.get("fields", {}), file), name=str(said.get("name", "")),
        tables={key: _rows(rows, file) for key, rows in said.get("tables", {}).items()},
    )  # fmt: skip
    return _letters(draft) if kind in LETTERS else (draft,)


def read_fill(file: Path) -> Fill:
    """What a file fills blanks with: ``[fields]`` in all documents, ``[only.NAME]`` in one."""
    said = _read(file)
    only = said.get("only", {})
    if not isinstance(only, Mapping):
        raise BadDraft(file, why="fields of one document are written as [only.NAME]")
    return Fill(
        file, _fields(said.get("fields", {}), file),
        {str(name): _fields(fields, file) for name, fields in only.items()},
    )  # fmt: skip


def fill_blanks(drafts: Sequence[Draft], fill: Fill) -> tuple[Draft, ...]:
    """Fill blanks of drafts; refuses one person's value for several documents."""
    names = {draft.name for draft in drafts}
    strange = [name for name in fill.only if name not in names]
    if strange:
        raise BadDraft(fill.file, why=f"there is no document named {strange[0]!r}; the documents "
                       f"are {', '.join(sorted(names))}")  # fmt: skip
    if len(drafts) > 1:
        _refuse_shared(drafts[0].kind, fill)
    return tuple(
        each.filled_with({**fill.fields, **fill.only.get(each.name, {})}) for each in drafts
    )


def _refuse_shared(kind: str, fill: Fill) -> None:
    """A name, a number or an amount belongs to one document."""
    declared = read_kind(kind).fields
    for key in fill.fields:
        if key in declared and declared[key].type in PERSONAL:
            raise BadDraft(fill.file, why=f"{key} belongs to one document: write it under "
                           "[only.NAME]")  # fmt: skip


def _letters(draft: Draft) -> tuple[Draft, ...]:
    """A letter of the law room: its grounds come from the law, its texts from the file."""
    texts = {
        key: linkage.DraftText(str(each.value or ""), _evidence(each.source))
        for key, each in draft.fields.items()
        if key != NUMBER
    }
    said = LETTERS[draft.kind](texts, on=draft.on, law=law_book())
    letter, *beside = drafts_of_linkage(said, on=draft.on)
    number = {NUMBER: draft.fields[NUMBER]} if NUMBER in draft.fields else {}
    return (letter.filled_with(number), *beside)


def _evidence(source: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in source.split(BETWEEN) if each.strip())


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadDraft(file, why="there is no such file") from error
    except ValueError as error:
        raise BadDraft(file, why=f"it is no TOML in UTF-8: {error}") from error


def _rows(rows: Any, file: Path) -> list[Row]:
    if not isinstance(rows, list):
        raise BadDraft(file, why="rows of a table are written as [[tables.NAME]]")
    return [_fields(row, file) for row in rows]


def _fields(said: Any, file: Path) -> dict[str, Given]:
    if not isinstance(said, Mapping):
        raise BadDraft(file, why="fields are written as a table of names and values")
    return {str(key): _given(each, file) for key, each in said.items()}


def _given(said: Any, file: Path) -> Given:
    if not isinstance(said, Mapping):
        return Given(_value(said, file))
    if not {"value"} <= said.keys() <= {"value", "source", "currency"}:
        raise BadDraft(file, why=f"a value is {{ value, source, currency }}, not {dict(said)}")
    return Given(
        _value(said["value"], file), str(said.get("source", "")), str(said.get("currency", "CNY"))
    )


def _value(said: Any, file: Path) -> str | int | date:
    """A text, a whole number, a day, or a moment as microseconds UTC; nothing inexact."""
    if isinstance(said, datetime):
        if said.tzinfo is None:
            raise BadDraft(file, why=f"the moment {said} has no zone, such as +08:00")
        return to_instant(said)
    if isinstance(said, bool) or not isinstance(said, str | int | date):
        raise BadDraft(file, why=f"{said!r} is no text, whole number, day or moment")
    return said

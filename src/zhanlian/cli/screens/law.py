"""Law: parameters, histories, changes and faults of the legal data on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhanlian.cli.face import Face
from zhanlian.cli.screens.tables import draw_table
from zhanlian.law import Change, Fault, Value, say_value


def draw_list(face: Face, body: Mapping[str, Any]) -> None:
    """Draw the parameters asked for, each with its question."""
    _draw_version(face, body)
    lang = face.words.lang
    heads = [face.words("law.parameter"), face.words("law.question")]
    rows = [[each["parameter"], each[lang]] for each in body["parameters"]]
    draw_table(face, heads, rows)


def draw_explained(face: Face, body: Mapping[str, Any], rows: Sequence[Value]) -> None:
    """Draw one parameter: its question, its rows, their instruments."""
    words, lang = face.words, face.words.lang
    _draw_version(face, body)
    face.say(body[lang], style="bold")
    face.say(words("law.picked_by", date=words(f"law.date.{body['picked_by']}")))
    for row in rows:
        face.say(f"  {say_value(row, lang)}")
    for each in body["instruments"]:
        face.say(words("law.instrument", title=each[f"title_{lang}"], **_dates(each)))
        if each["doubt"]:
            face.say(f"    {each['doubt'][lang]}")


def _dates(each: Mapping[str, Any]) -> dict[str, str]:
    return {
        "number": each["number"] or each["key"],
        "in_force_on": each["in_force_on"] or "?",
        "until_on": each["until_on"] or "",
    }


def draw_changes(face: Face, changes: Sequence[Change]) -> None:
    """Draw what differs between two days."""
    words, lang = face.words, face.words.lang
    if not changes:
        face.say(words("law.no_change"))
    for each in changes:
        face.say(f"{each.parameter} {each.only_for}".strip(), style="bold")
        for key, row in (("law.before", each.before), ("law.after", each.after)):
            told = say_value(row, lang) if row else words("law.none")
            face.say(f"  {words(key)} {told}")


def draw_faults(face: Face, body: Mapping[str, Any], faults: Sequence[Fault]) -> None:
    """Draw how much there is, how sure it is, and every breach."""
    words = face.words
    _draw_version(face, body)
    face.say(
        words(
            "law.counted", parameters=body["parameter_count"], values=body["value_count"],
            instruments=body["instrument_count"],
        )
    )  # fmt: skip
    for standing, count in sorted(body["standings"].items()):
        face.say(f"  {words(f'law.standing.{standing}')}: {count}")
    for each in faults:
        face.say(f"{words(f'law.fault.{each.kind}')}  {each.place}  {each.told}")
    if not faults:
        face.say(words("law.no_fault"))


def _draw_version(face: Face, body: Mapping[str, Any]) -> None:
    face.say(face.words("law.version", version=body["version"]))


def draw_lines(face: Face, lines: Sequence[str]) -> None:
    """Draw what a rule said, line by line; a line without an indent is a heading."""
    for line in lines:
        face.say(line, style="" if line.startswith(" ") else "bold")

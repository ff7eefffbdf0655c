"""Screening: answers, queues and entities on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from zhanlian.cli.face import Face
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import screening
from zhanlian.screening import Entity, Found, Given, Screened, screened_lines, screening_word

EVIDENCE_MAX = 24
PERCENT_PPM = 10_000


def draw_screened(face: Face, answers: Sequence[tuple[Given, Screened]]) -> None:
    """Draw each answer; a line without an indent is a heading."""
    for given, found in answers:
        if len(answers) > 1:
            face.say(given.source, style="dim")
        for line in screened_lines(found, face.words.lang):
            face.say(line, style="" if line.startswith(" ") else "bold")


def draw_queue(face: Face, rows: Sequence[screening.Queued]) -> None:
    """Draw the queue, the most urgent first."""
    columns = face.words.columns("screened_columns")
    lang = face.words.lang
    cells = [
        [
            each.source,
            screening_word(lang, "state", each.state),
            f"{each.probability_ppm // PERCENT_PPM}%" if not each.refusal else each.refusal,
            screening_word(lang, "type", each.type) if each.type else "—",
            each.evidence[:EVIDENCE_MAX] or "—",
        ]
        for each in rows
    ]
    draw_table(face, list(columns.values()), cells)


def draw_entities(face: Face, found: Sequence[tuple[Given, Found]]) -> None:
    """Draw every entity with its place; doubtful ones say that their check digit fails."""
    columns = face.words.columns("entity_columns")
    for _, hits in found:
        rows = [_entity_row(face, each, is_held=True) for each in hits.entities]
        rows += [_entity_row(face, each, is_held=False) for each in hits.doubtful]
        draw_table(face, list(columns.values()), rows)


def _entity_row(face: Face, entity: Entity, *, is_held: bool) -> list[str]:
    checked = "held" if is_held and entity.is_checked else "" if is_held else "fails"
    return [
        f"{entity.start}–{entity.end}",
        entity.type.value,
        entity.text,
        entity.value,
        face.words(f"entity_check.{checked or 'none'}"),
        face.words(f"entity_role.{entity.role.value}"),
    ]

"""Warning: classified narratives and bulletins on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from zhanlian.cli.face import Face
from zhanlian.cli.screens.tables import draw_table
from zhanlian.screening import (
    Bulletin,
    Card,
    Classified,
    NarrativeState,
    education_word,
    screening_word,
)

TYPES_SHOWN = 2
PERCENT = 100


def draw_classified(face: Face, found: Sequence[tuple[str, Classified]]) -> None:
    """Draw the type of each narrative and its deciding sentences."""
    words, lang = face.words, face.words.lang
    for source, answer in found:
        if len(found) > 1:
            face.say(source, style="dim")
        face.say(words(f"classified.{answer.state.value}"), style="bold")
        if answer.state is NarrativeState.CANNOT_TELL:
            continue
        shown = TYPES_SHOWN if answer.state is NarrativeState.TWO_TYPES else 1
        for each in answer.types[:shown]:
            share = round(each.share * PERCENT)
            face.say(f"  {screening_word(lang, 'type', each.code)}  {share}%")
        face.say(words("classified.sentences"))
        for sentence in answer.sentences:
            face.say(f"  「{sentence.text}」")


def draw_bulletin(face: Face, made: Bulletin, open_count: int) -> None:
    """Draw counts, then cards."""
    lang = face.words.lang
    face.say(education_word(lang, "sheet", "title", month=made.month), style="bold")
    face.say(education_word(lang, "season", made.season))
    heads = [education_word(lang, "sheet", key) for key in ("type", "this_month", "last_month")]
    rows = [
        [f"{screening_word(lang, 'type', each.type)}{' ▲' if each.is_rising else ''}", *each.shown]
        for each in made.counts
    ]
    draw_table(face, heads, rows, right=heads[1:])
    for card in made.cards:
        _draw_card(face, card)
    face.say(
        face.words("bulletin.kept", open_count=open_count, kept_back=made.kept_back_count),
        style="dim",
    )


def _draw_card(face: Face, card: Card) -> None:
    lang = face.words.lang
    face.say(screening_word(lang, "type", card.type), style="bold")
    for sentence in card.story:
        face.say(f"  「{sentence}」")
    for sign in card.signs:
        face.say(f"  · {sign.zh if lang == 'zh' else sign.en}")
    face.say(f"  {education_word(lang, 'do', card.type)}")

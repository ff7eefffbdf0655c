"""Bulletins: warning cards out of closed cases, for a month, a region and an audience.

in     closed cases, a month, a region and an audience (empty: all)
out    ``Bulletin``: counts, season, and a ``Card`` per leading type
keeps  no sentence is printed in which an identifier is left; sentences kept back are counted; a
       type of one or two cases has a card without a story, so that nobody is recognised by it;
       the same cases give the same bulletin
"""

from collections.abc import Sequence
from dataclasses import dataclass

from zhanlian.screening.education.cases import ClosedCase, Month
from zhanlian.screening.education.counting import SHOWN_LEAST, TypeCount, count_types
from zhanlian.screening.education.refusals import NoClosedCases
from zhanlian.screening.education.removing import clean, left_over
from zhanlian.screening.normal import normalise
from zhanlian.screening.signals import Dont, Signal, find_signals

__all__ = ["Asked", "Bulletin", "Card", "Sign", "make_bulletin"]

CARDS_MAX = 4
SIGNS_MAX = 4
SENTENCES_MAX = 3
SEASONS = {1: "new_year", 2: "new_year", 3: "spring", 4: "spring", 5: "spring", 6: "graduation",
           7: "summer", 8: "summer", 9: "school", 10: "autumn", 11: "shopping",
           12: "year_end"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which bulletin: empty region or audience mean all."""

    month: Month
    region: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the trick, in both languages."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Card:
    """One type: sentences of a closed case, without identifiers; its signs; the don'ts."""

    type: str
    audience: str
    story: tuple[str, ...]
    signs: tuple[Sign, ...]
    donts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """``kept_back_count``: sentences not printed because something was left in them."""

    month: str
    last_month: str
    region: str
    audience: str
    season: str
    this_count: int
    last_count: int
    counts: tuple[TypeCount, ...]
    cards: tuple[Card, ...]
    kept_back_count: int


def make_bulletin(cases: Sequence[ClosedCase], asked: Asked) -> Bulletin:
    """The bulletin of one month; refuses a selection without any case."""
    months = {asked.month, asked.month.before}
    chosen = [
        case
        for case in cases
        if case.month in months
        and asked.region in {"", case.region}
        and asked.audience in {"", case.audience}
    ]
    if not chosen:
        raise NoClosedCases(str(asked.month))
    counts = count_types(chosen, asked.month)
    made = [_card(each.type, chosen, asked) for each in counts[:CARDS_MAX]]
    return Bulletin(
        month=str(asked.month),
        last_month=str(asked.month.before),
        region=asked.region,
        audience=asked.audience,
        season=SEASONS[asked.month.month],
        this_count=sum(each.this_count for each in counts),
        last_count=sum(each.last_count for each in counts),
        counts=counts,
        cards=tuple(card for card, _ in made),
        kept_back_count=sum(kept_back for _, kept_back in made),
    )


def _card(code: str, cases: Sequence[ClosedCase], asked: Asked) -> tuple[Card, int]:
    """The card of a type, from the case whose sentences say most; and sentences kept back."""
    of_type = sorted(
        (case for case in cases if case.type == code),
        key=lambda case: (-len(case.reading.sentences), case.case_id),
    )
    kept_back = 0
    for case in of_type if len(of_type) >= SHOWN_LEAST else ():
        story, dropped = _story(case)
        kept_back += dropped
        if story:
            return _from(code, case, story, asked), kept_back
    return _from(code, of_type[0], (), asked), kept_back


def _story(case: ClosedCase) -> tuple[tuple[str, ...], int]:
    sentences = sorted(case.reading.sentences[:SENTENCES_MAX], key=lambda each: each.start)
    story, dropped = [], 0
    for sentence in sentences:
        cleaned = clean(sentence.text, case.names).text.strip("，,。；; ")
        if left_over(cleaned, case.names):
            dropped += 1
        else:
            story.append(cleaned)
    return tuple(story), dropped


def _from(code: str, case: ClosedCase, story: tuple[str, ...], asked: Asked) -> Card:
    found = {hit.signal.id: hit.signal for hit in find_signals(normalise(case.narrative).text)}
    votes = sorted(found.values(), key=lambda each: (-each.votes.get(code, 0.0), each.id))
    chosen = [each for each in votes if each.votes.get(code, 0.0) > 0][:SIGNS_MAX]
    return Card(
        type=code,
        audience=asked.audience or case.audience,
        story=story,
        signs=tuple(Sign(each.id, each.zh, each.en) for each in chosen),
        donts=_donts(chosen),
    )


def _donts(chosen: Sequence[Signal]) -> tuple[str, ...]:
    touched = {each.dont for each in chosen}
    return tuple(each.value for each in Dont if each in touched)

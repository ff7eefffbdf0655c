"""Evidence: the spans of a text that speak for a trick, each with its reason.

in     the text as given, its normal form, its signals as meant, its links
out    at most three ``Evidence``, the weightiest first chosen, in order of place
keeps  a span lies inside the text as given and holds a character that is seen; no two overlap;
       a span reaches to the edges of what it names (a whole link, a whole amount)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from zhanlian.screening.entities import Entity, EntityType
from zhanlian.screening.links import Link, LinkMark
from zhanlian.screening.normal import Normal
from zhanlian.screening.signals import Dont
from zhanlian.screening.speech import Heard, Speech
from zhanlian.screening.weighing import strongest_hits
from zhanlian.screening.words import LANGUAGES, word

__all__ = ["Evidence", "Seen", "find_evidence"]

SPANS_MAX = 3
REST_LEAST = 2
AGAIN = 0.5  # what a second hit of one rule ranks at
GROWN = frozenset({EntityType.URL, EntityType.AMOUNT})
LINK_WEIGHT, SUSPECT_WEIGHT = 1.2, 2.5


class Seen(NamedTuple):
    """A passage as the person sees it: ``part`` begins at place ``at`` of the whole text."""

    part: str
    at: int
    normal: Normal
    entities: tuple[Entity, ...]
    links: Sequence[tuple[Entity, Link]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One span of the text as given. ``rule`` names the signal, or the link's first mark."""

    start: int
    end: int
    text: str
    dont: Dont
    rule: str
    zh: str
    en: str


def find_evidence(passage: Seen, speech: Speech) -> tuple[Evidence, ...]:
    """The spans that decide, in order of place: each rule's best first, then its others."""
    best = {id(each) for each in strongest_hits(speech.heard)}
    weighted = [
        (each.weight * (1 if id(each) in best else AGAIN), _of_signal(passage, each))
        for each in speech.heard
    ]
    weighted += [_of_link(entity, link) for entity, link in passage.links]
    ranked = sorted(weighted, key=lambda pair: (-pair[0], pair[1].start))
    kept: list[Evidence] = []
    for weight, each in ranked:
        rest = _beside(each, kept)
        if weight > 0 and rest is not None and len(kept) < SPANS_MAX:
            kept.append(rest)
    return tuple(sorted(kept, key=lambda each: each.start))


def _beside(span: Evidence, kept: list[Evidence]) -> Evidence | None:
    """What of a span no weightier one has taken; None where that says too little."""
    start, end = span.start, span.end
    for one in kept:
        if one.start <= start < one.end:
            start = min(one.end, end)
        if one.start < end <= one.end:
            end = max(one.start, start)
        if start < one.start and one.end < end:
            end = one.start
    if end - start < REST_LEAST:
        return None
    return replace(span, start=start, end=end, text=span.text[start - span.start :][: end - start])


def _of_signal(seen: Seen, heard: Heard) -> Evidence:
    """The hit's span, grown to hold every link and amount that it touches."""
    start, end = seen.normal.span(heard.hit.start, heard.hit.end)
    start, end = seen.at + start, seen.at + end
    for each in seen.entities:
        if each.type in GROWN and each.start < end and start < each.end:
            start, end = min(start, each.start), max(end, each.end)
    signal = heard.hit.signal
    text = seen.part[start - seen.at : end - seen.at]
    return Evidence(start, end, text, signal.dont, signal.id, signal.zh, signal.en)


def _of_link(entity: Entity, link: Link) -> tuple[float, Evidence]:
    is_suspect = bool(set(link.marks) - {LinkMark.UNKNOWN_HOST})
    weight = 0.0 if link.is_official else SUSPECT_WEIGHT if is_suspect else LINK_WEIGHT
    told = {
        lang: "; ".join(word(lang, "mark", mark.value) for mark in link.marks) for lang in LANGUAGES
    }
    rule = link.marks[-1].value if link.marks else LinkMark.UNKNOWN_HOST.value
    span = Evidence(entity.start, entity.end, entity.text, Dont.CLICK, rule, told["zh"], told["en"])
    return weight, span

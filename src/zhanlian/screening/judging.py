"""Judging: the passages of texts, each judged; a text is as suspect as its worst passage.

in     texts and their entities
out    ``Judged`` per text: the passage that speaks most for a trick
keeps  many texts cost one call of the model; the company of a text does not change its answer
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zhanlian.screening.entities import Entity, EntityType
from zhanlian.screening.evidence import Evidence, Seen, find_evidence
from zhanlian.screening.links import Link, check_link, is_payment_code
from zhanlian.screening.normal import Normal, is_chinese, normalise
from zhanlian.screening.passages import passages
from zhanlian.screening.scoring import Opinion, model_opinions
from zhanlian.screening.signals import SignalHit, find_signals
from zhanlian.screening.speech import Speech, hear
from zhanlian.screening.weighing import State, Weighed, weigh, weighing_rules

__all__ = ["Judged", "judge_texts"]

RANK = {State.NOTHING_FOUND: 0, State.UNSURE: 1, State.HIGH: 2}
LENGTH_LEAST = 8
LINK_SIGNAL = "link"
TARGETS = frozenset({EntityType.QQ, EntityType.QQGROUP, EntityType.WECHAT, EntityType.TELEGRAM})


@dataclass(frozen=True, slots=True)
class Judged:
    """One passage, judged; places of its evidence are those of the whole text."""

    normal: Normal
    links: tuple[Link, ...]
    speech: Speech
    weighed: Weighed
    state: State
    evidence: tuple[Evidence, ...]


class Passage(NamedTuple):
    """One passage, read but not judged."""

    text_row: int
    place: int
    part: str
    entities: tuple[Entity, ...]
    normal: Normal
    hits: list[SignalHit]

    @property
    def is_bare_link(self) -> bool:
        """Whether it is nothing but links: words say nothing there, the address does."""
        linked = sum(each.end - each.start for each in self.entities if is_link(each))
        return linked > 0 and len(self.part.strip()) - linked < LENGTH_LEAST


def is_link(entity: Entity) -> bool:
    """Whether an entity is a web address."""
    return entity.type is EntityType.URL


def judge_texts(texts: Sequence[str], entities: Sequence[tuple[Entity, ...]]) -> list[Judged]:
    """The worst passage of each text. No text is blank."""
    read = [
        _read(row, place, part, found)
        for row, (text, found) in enumerate(zip(texts, entities, strict=True))
        for place, part in passages(text)
        if part.strip()
    ]
    asked = [each for each in read if not each.is_bare_link]
    said = model_opinions([each.normal.text for each in asked], [each.hits for each in asked])
    opinions = iter(said)
    worst: dict[int, Judged] = {}
    for each in read:
        judged = _judge(each, None if each.is_bare_link else next(opinions))
        known = worst.get(each.text_row)
        if known is None or _rank(judged) > _rank(known):
            worst[each.text_row] = judged
    return [worst[row] for row in range(len(texts))]


def _rank(judged: Judged) -> tuple[int, float]:
    return RANK[judged.state], judged.weighed.probability


def _read(row: int, place: int, part: str, entities: tuple[Entity, ...]) -> Passage:
    end = place + len(part)
    inside = tuple(each for each in entities if place <= each.start and each.end <= end)
    normal = normalise(part)
    return Passage(row, place, part, inside, normal, find_signals(normal.text))


def _judge(passage: Passage, opinion: Opinion | None) -> Judged:
    entities, normal = passage.entities, passage.normal
    linked = [(each, check_link(each.value)) for each in entities if is_link(each)]
    links = tuple(link for _, link in linked)
    is_all_official = all(each.is_official for each in links)
    has_target = not is_all_official or any(each.type in TARGETS for each in entities)
    hits = passage.hits
    if links and is_all_official:
        hits = [each for each in hits if each.signal.id != LINK_SIGNAL]
    speech = hear(normal.text, hits, has_target=has_target)
    weighed = weigh(speech, links, normal.steps, opinion=opinion)
    is_stranger = passage.is_bare_link and not is_all_official
    is_stranger |= is_payment_code(passage.part)
    state = decide(normal, speech, weighed, is_stranger=is_stranger)
    found: tuple[Evidence, ...] = ()
    if state is not State.NOTHING_FOUND:
        seen = Seen(passage.part, passage.place, normal, entities, linked)
        found = find_evidence(seen, speech)
    return Judged(normal, links, speech, weighed, state, found)


def decide(normal: Normal, speech: Speech, weighed: Weighed, *, is_stranger: bool) -> State:
    """The verdict: high needs a hard signal or agreement; too little to tell is said so.

    ``is_stranger``: the text is nothing but a link on no list, or a payment code.
    """
    turns = weighing_rules()["turns"]
    agrees = weighed.model is not None and weighed.model >= turns["model_agrees"]
    is_backed = weighed.has_hard or weighed.total >= turns["sum_alone"] or agrees
    if weighed.probability >= turns["high"] and is_backed and weighed.total > 0:
        return State.HIGH
    if weighed.probability >= turns["low"] or is_stranger or _tells_nothing(normal, speech):
        return State.UNSURE
    doubts = weighed.model is not None and weighed.model >= turns["model_doubts"]
    return State.UNSURE if doubts and not speech.acts else State.NOTHING_FOUND


def _tells_nothing(normal: Normal, speech: Speech) -> bool:
    """Whether the text is too short, in no language the rules read, or names no matter."""
    is_short = len(normal.text.strip()) < LENGTH_LEAST
    is_read = any(is_chinese(mark) or (mark.isascii() and mark.isalpha()) for mark in normal.text)
    is_plain = not any(each.factor for each in speech.heard)
    return not is_read or (is_plain and (is_short or speech.is_vague))

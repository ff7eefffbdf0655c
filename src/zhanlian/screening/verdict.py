"""Verdict: which trick a text resembles, how sure that is, why, and what to do now.

in     a text as somebody wrote it; for whom and what it is, where a person says so
out    ``Screened``
keeps  nothing is stored or logged, and no request leaves the machine; every span points at what
       the person sees; "cannot tell" is said where nothing can be told; there is no "safe"
"""

import re
from dataclasses import dataclass
from datetime import date

from zhanlian.law import law_book
from zhanlian.screening.audiences import Audience, Kind, audience_of, kind_of, read_audience
from zhanlian.screening.bodies import Body, bodies_edition, find_bodies
from zhanlian.screening.entities import Entity, EntityType, find_entities
from zhanlian.screening.evidence import Evidence, find_evidence
from zhanlian.screening.links import Link, check_link
from zhanlian.screening.normal import Normal, is_chinese, normalise
from zhanlian.screening.passages import passages
from zhanlian.screening.refusals import NothingToScreen, TooLongToScreen
from zhanlian.screening.scoring import model_opinion, model_version
from zhanlian.screening.signals import Dont, find_signals, rules_version
from zhanlian.screening.speech import Act, Speech, hear
from zhanlian.screening.steps import Ask, Step, steps_for
from zhanlian.screening.weighing import State, TypeShare, Weighed, weigh, weighing_rules

__all__ = ["Screened", "screen"]

NOTHING = State.NOTHING_FOUND
RANK = {State.NOTHING_FOUND: 0, State.UNSURE: 1, State.HIGH: 2}
PLACE = "screening.screen"
LENGTH_MAX = 50_000
LENGTH_LEAST = 8
TARGETS = frozenset({EntityType.QQ, EntityType.QQGROUP, EntityType.WECHAT, EntityType.TELEGRAM})
MONEY_GONE = re.compile(
    r"(已经?|刚刚?|都|全)(转|汇|打|付|充|投)(过去|出去|给|了|账|款|进|入)|(转|汇|打|付|充|投)(了|过去了|出去了|给了?)"
    r"(他|她|对方|骗子|\d|[一二两三四五六七八九十几])|被(转走|骗走|盗刷|扣走|扣款|划走)|损失|共计转账|先后转账|转账共计"
    r"|(i|we)( have|'ve)? (already )?(paid|sent|transferred)"
)


@dataclass(frozen=True, slots=True)
class Screened:
    """One answer.

    Attributes
    ----------
    state : high, unsure or nothing_found
    probability : how likely somebody plays a trick here, calibrated
    types : fraud types, the likeliest first; a second one only if it is close
    donts : which of the four don'ts it touches
    evidence : at most three spans of the text as given, each with its reason
    entities : numbers, addresses and amounts in it
    links : what its links show unopened
    impersonated : whom it may be posing as
    steps : what to do now, in order
    acts : what else the text does: warns, reports, asks, gives notice
    audience, is_audience_guessed : for whom the steps are worded
    kind : what was handed over
    disguises : steps that undid a disguise
    rules_version, model_version, law_version, bodies_on : what the answer rests on
    """

    state: State
    probability: float
    types: tuple[TypeShare, ...]
    donts: tuple[Dont, ...]
    evidence: tuple[Evidence, ...]
    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    impersonated: tuple[Body, ...]
    steps: tuple[Step, ...]
    acts: tuple[Act, ...]
    audience: Audience
    is_audience_guessed: bool
    kind: Kind
    disguises: tuple[str, ...]
    rules_version: str
    model_version: str
    law_version: str
    bodies_on: date


def screen(
    text: str,
    *,
    audience: str = "",
    kind: str = "",
    on: date | None = None,
    is_money_gone: bool | None = None,
) -> Screened:
    """Say whether ``text`` is a trick, which one, and what to do.

    Parameters
    ----------
    text : str
        As received; nothing of it is kept.
    audience : str
        One of ``Audience``; empty: guessed from the text.
    kind : str
        One of ``Kind``; empty: plain text.
    on : date or None
        Day whose law gives the stop-payment clock; None: the newest.
    is_money_gone : bool or None
        Whether money has been paid; None: as the text says.

    Raises
    ------
    Refusal
        For an empty text, one longer than any message, an unknown audience or kind.

    Examples
    --------
    >>> screen("我是公安局的，把钱转到安全账户，不许告诉家人").state.value
    'high'
    """
    if not text.strip():
        raise NothingToScreen(PLACE)
    if len(text) > LENGTH_MAX:
        raise TooLongToScreen(len(text), most=LENGTH_MAX)
    chosen, what = read_audience(audience), kind_of(kind)
    entities = find_entities(text).entities
    judged = _worst_passage(text, entities)
    is_found = judged.state is not NOTHING
    types = _types(judged.weighed) if is_found else ()
    reader = chosen or audience_of(judged.normal.text, what)
    named = find_bodies(judged.normal.text) if is_found else ()
    impersonated = tuple(dict.fromkeys((*named, *_imitated(judged.links))))
    gone = _is_money_gone(text) if is_money_gone is None else is_money_gone
    codes = tuple(each.code for each in types)
    return Screened(
        state=judged.state,
        probability=judged.weighed.probability,
        types=types,
        donts=tuple(dict.fromkeys(each.dont for each in judged.evidence)),
        evidence=judged.evidence,
        entities=entities,
        links=judged.links,
        impersonated=impersonated,
        steps=steps_for(Ask(judged.state, codes, reader, impersonated, gone, on)),
        acts=tuple(sorted(judged.speech.acts)),
        audience=reader,
        is_audience_guessed=chosen is None,
        kind=what,
        disguises=tuple(step for step in judged.normal.steps if step in _hiding()),
        rules_version=rules_version(),
        model_version=model_version(),
        law_version=law_book().version,
        bodies_on=bodies_edition(),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """One passage, judged."""

    normal: Normal
    links: tuple[Link, ...]
    speech: Speech
    weighed: Weighed
    state: State
    evidence: tuple[Evidence, ...]


def _worst_passage(text: str, entities: tuple[Entity, ...]) -> Judged:
    """The passage that speaks most for a trick; its evidence in places of the whole text."""
    judged = [
        _judge(text, place, part, _inside(entities, place, place + len(part)))
        for place, part in passages(text)
        if part.strip()
    ]
    return max(judged, key=lambda each: (RANK[each.state], each.weighed.probability))


def _judge(text: str, place: int, part: str, entities: tuple[Entity, ...]) -> Judged:
    normal = normalise(part)
    links = tuple(check_link(each.value) for each in entities if each.type is EntityType.URL)
    hits = find_signals(normal.text)
    speech = hear(normal.text, hits, has_target=_has_target(entities, links))
    weighed = weigh(speech, links, normal.steps, opinion=model_opinion(normal.text, hits))
    state = decide(normal, speech, links, weighed)
    found = () if state is NOTHING else find_evidence(part, normal, speech, entities, at=place)
    assert all(text[each.start : each.end] == each.text for each in found)
    return Judged(normal, links, speech, weighed, state, found)


def _inside(entities: tuple[Entity, ...], start: int, end: int) -> tuple[Entity, ...]:
    return tuple(each for each in entities if start <= each.start and each.end <= end)


def _is_money_gone(text: str) -> bool:
    return MONEY_GONE.search(text) is not None


def decide(normal: Normal, speech: Speech, links: tuple[Link, ...], weighed: Weighed) -> State:
    """The verdict: high needs a hard signal or agreement; too little to tell is said so."""
    turns = weighing_rules()["turns"]
    agrees = weighed.model is not None and weighed.model >= turns["model_agrees"]
    is_backed = weighed.has_hard or weighed.total >= turns["sum_alone"] or agrees
    if weighed.probability >= turns["high"] and is_backed and weighed.total > 0:
        return State.HIGH
    if weighed.probability >= turns["low"] or _tells_nothing(normal, speech, links):
        return State.UNSURE
    doubts = weighed.model is not None and weighed.model >= turns["model_doubts"]
    return State.UNSURE if doubts and not speech.acts else NOTHING


def _tells_nothing(normal: Normal, speech: Speech, links: tuple[Link, ...]) -> bool:
    """Whether the text is too short, in no language the rules read, or names no matter."""
    if links:
        return not all(each.is_official for each in links) and not speech.heard
    is_short = len(normal.text.strip()) < LENGTH_LEAST
    is_read = any(is_chinese(mark) or (mark.isascii() and mark.isalpha()) for mark in normal.text)
    is_plain = not any(each.factor for each in speech.heard)
    return not is_read or (is_plain and (is_short or speech.is_vague))


def _has_target(entities: tuple[Entity, ...], links: tuple[Link, ...]) -> bool:
    """Whether the text names somewhere to go."""
    return any(not each.is_official for each in links) or any(
        each.type in TARGETS for each in entities
    )


def _hiding() -> frozenset[str]:
    return frozenset(weighing_rules()["disguises"]["steps"])


def _types(weighed: Weighed) -> tuple[TypeShare, ...]:
    """The likeliest type, and the next if it is close."""
    beside = weighing_rules()["turns"]["types_beside"]
    first = weighed.types[:1]
    return first + tuple(
        each for each in weighed.types[1:2] if each.share >= first[0].share - beside
    )


def _imitated(links: tuple[Link, ...]) -> tuple[Body, ...]:
    return tuple(each.imitates for each in links if each.imitates is not None)

"""Verdict: which trick a text resembles, how sure that is, why, and what to do now.

in     a text as somebody wrote it; for whom and what it is, where a person says so
out    ``Screened``
keeps  nothing is stored or logged, and no request leaves the machine; every span points at what
       the person sees; "cannot tell" is said where nothing can be told; there is no "safe"
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhanlian.law import law_book
from zhanlian.screening.audiences import Audience, Kind, audience_of, kind_of, read_audience
from zhanlian.screening.bodies import Body, bodies_edition, find_bodies
from zhanlian.screening.entities import Entity, find_entities
from zhanlian.screening.evidence import Evidence
from zhanlian.screening.judging import Judged, judge_texts
from zhanlian.screening.links import Link, is_payment_code
from zhanlian.screening.refusals import NothingToScreen, TooLongToScreen
from zhanlian.screening.scoring import model_version
from zhanlian.screening.signals import Dont, rules_version
from zhanlian.screening.speech import Act
from zhanlian.screening.steps import Ask, Step, steps_for
from zhanlian.screening.weighing import State, TypeShare, Weighed, weighing_rules

__all__ = ["Asked", "Screened", "read_asked", "screen", "screen_many"]

PLACE = "screening.screen"
LENGTH_MAX = 50_000
MONEY_GONE = re.compile(
    r"(已经?|刚刚?|都|全)(转|汇|打|付|充|投)(过去|出去|给|了)|(转|汇|打|付|充|投)(了|过去了|出去了|给了?)"
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
        Whether money has been paid; None: as the text says, where it is not harmless.

    Raises
    ------
    Refusal
        For an empty text, one longer than any message, an unknown audience or kind.

    Examples
    --------
    >>> screen("我是公安局的，把钱转到安全账户，不许告诉家人").state.value
    'high'
    """
    asked = read_asked(audience=audience, kind=kind, on=on, is_money_gone=is_money_gone)
    return screen_many([text], [asked])[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """How one text is to be screened; None where the text itself is to say."""

    audience: Audience | None = None
    kind: Kind | None = None
    on: date | None = None
    is_money_gone: bool | None = None


def read_asked(
    *,
    audience: str = "",
    kind: str = "",
    on: date | None = None,
    is_money_gone: bool | None = None,
) -> Asked:
    """What a person asked for, in the words of a face; refuses unknown ones."""
    what = kind_of(kind) if kind else None
    return Asked(read_audience(audience), what, on, is_money_gone)


def screen_many(texts: Sequence[str], asked: Sequence[Asked] | None = None) -> list[Screened]:
    """The answers for many texts; the same as for each alone, at a fraction of the cost."""
    for text in texts:
        _require_readable(text)
    how = [Asked()] * len(texts) if asked is None else asked
    entities = [find_entities(text).entities for text in texts]
    judged = judge_texts(texts, entities)
    return [_answer(*each) for each in zip(texts, how, entities, judged, strict=True)]


def _require_readable(text: str) -> None:
    if not text.strip():
        raise NothingToScreen(PLACE)
    if len(text) > LENGTH_MAX:
        raise TooLongToScreen(len(text), most=LENGTH_MAX)


def _answer(text: str, asked: Asked, entities: tuple[Entity, ...], judged: Judged) -> Screened:
    is_found = judged.state is not State.NOTHING_FOUND
    types = _types(judged.weighed) if is_found else ()
    what = asked.kind or Kind.TEXT
    reader = asked.audience or audience_of(judged.normal.text, what)
    named = find_bodies(judged.normal.text) if is_found else ()
    imitated = (each.imitates for each in judged.links if each.imitates is not None)
    impersonated = tuple(dict.fromkeys((*named, *imitated)))
    said = asked.is_money_gone
    gone = said if said is not None else is_found and MONEY_GONE.search(text) is not None
    codes = tuple(each.code for each in types)
    ask = Ask(judged.state, codes, reader, impersonated, gone, asked.on, is_payment_code(text))
    hiding = weighing_rules()["disguises"]["steps"]
    return Screened(
        state=judged.state,
        probability=judged.weighed.probability,
        types=types,
        donts=tuple(dict.fromkeys(each.dont for each in judged.evidence)),
        evidence=judged.evidence,
        entities=entities,
        links=judged.links,
        impersonated=impersonated,
        steps=steps_for(ask),
        acts=tuple(sorted(judged.speech.acts)),
        audience=reader,
        is_audience_guessed=asked.audience is None,
        kind=what,
        disguises=tuple(step for step in judged.normal.steps if step in hiding),
        rules_version=rules_version(),
        model_version=model_version(),
        law_version=law_book().version,
        bodies_on=bodies_edition(),
    )


def _types(weighed: Weighed) -> tuple[TypeShare, ...]:
    """The likeliest type, and the next if it is close."""
    beside = weighing_rules()["turns"]["types_beside"]
    first = weighed.types[:1]
    return first + tuple(
        each for each in weighed.types[1:2] if each.share >= first[0].share - beside
    )

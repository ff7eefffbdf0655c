"""Saying: an answer as lines a person reads, and as plain values for machines.

keeps  the same facts in both; the text itself is quoted only as its deciding spans
"""

from collections.abc import Iterator
from typing import Any

from zhanlian.screening.links import Link
from zhanlian.screening.verdict import Screened
from zhanlian.screening.words import LANGUAGES, word

__all__ = ["plain_screened", "screened_lines"]

PERCENT, PPM = 100, 1_000_000
COMMAS = {"zh": "、", "en": ", "}


def screened_lines(screened: Screened, lang: str) -> list[str]:
    """The answer, headings first; a line under a heading begins with blanks."""
    return [*_head(screened, lang), *_because(screened, lang), *_do(screened, lang)]


def _head(screened: Screened, lang: str) -> Iterator[str]:
    comma = COMMAS[lang]
    yield word(lang, "state", screened.state.value)
    yield "  " + word(lang, "said", "probability", percent=round(screened.probability * PERCENT))
    if screened.types:
        said = comma.join(word(lang, "type", each.code) for each in screened.types)
        yield "  " + word(lang, "said", "types", types=said)
    if screened.donts:
        said = comma.join(word(lang, "dont", each.value) for each in screened.donts)
        yield "  " + word(lang, "said", "donts", donts=said)
    if screened.impersonated:
        said = comma.join(each.zh if lang == "zh" else each.en for each in screened.impersonated)
        yield "  " + word(lang, "said", "impersonated", bodies=said)
    if screened.disguises:
        said = comma.join(word(lang, "disguise", each) for each in screened.disguises)
        yield "  " + word(lang, "said", "disguises", steps=said)
    for act in screened.acts:
        yield "  " + word(lang, "act", act.value)


def _because(screened: Screened, lang: str) -> Iterator[str]:
    if screened.evidence:
        yield word(lang, "said", "evidence")
    for each in screened.evidence:
        reason = each.zh if lang == "zh" else each.en
        yield f"  「{each.text}」 {reason}（{word(lang, 'dont', each.dont.value)}）"


def _do(screened: Screened, lang: str) -> Iterator[str]:
    yield word(lang, "said", "steps")
    for number, step in enumerate(screened.steps, start=1):
        yield f"  {number}. {step.said(lang)}"
    said = word(lang, "audience", screened.audience.value)
    guessed = word(lang, "said", "guessed") if screened.is_audience_guessed else ""
    yield "  " + word(lang, "said", "for_audience", audience=said) + guessed
    yield "  " + word(
        lang, "said", "versions",
        rules=screened.rules_version, law=screened.law_version, bodies=screened.bodies_on,
        model=screened.model_version or word(lang, "said", "no_model"),
    )  # fmt: skip


def plain_screened(screened: Screened) -> dict[str, Any]:
    """The answer as plain values, sentences in both languages."""
    return {
        "state": screened.state.value,
        "probability_ppm": round(screened.probability * PPM),
        "types": [
            {"code": each.code, "share_ppm": round(each.share * PPM)} for each in screened.types
        ],
        "donts": [each.value for each in screened.donts],
        "evidence": [
            {
                "start": each.start, "end": each.end, "text": each.text,
                "dont": each.dont.value, "rule": each.rule, "zh": each.zh, "en": each.en,
            }
            for each in screened.evidence
        ],
        "entities": [
            {"type": each.type.value, "start": each.start, "end": each.end, "value": each.value}
            for each in screened.entities
        ],
        "links": [_plain_link(each) for each in screened.links],
        "impersonated": [
            {"id": each.id, "zh": each.zh, "en": each.en} for each in screened.impersonated
        ],
        "steps": [
            {"id": each.key, **{lang: each.said(lang) for lang in LANGUAGES}}
            for each in screened.steps
        ],
        "acts": [each.value for each in screened.acts],
        "audience": screened.audience.value,
        "is_audience_guessed": screened.is_audience_guessed,
        "kind": screened.kind.value,
        "disguises": list(screened.disguises),
        "rules_version": screened.rules_version,
        "model_version": screened.model_version,
        "law_version": screened.law_version,
        "bodies_on": screened.bodies_on.isoformat(),
    }  # fmt: skip


def _plain_link(link: Link) -> dict[str, Any]:
    return {
        "host": link.host,
        "registered": link.registered,
        "owner": link.owner.id if link.owner else "",
        "imitates": link.imitates.id if link.imitates else "",
        "marks": [each.value for each in link.marks],
        "is_official": link.is_official,
    }

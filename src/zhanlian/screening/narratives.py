"""Narratives (案情描述): the fraud type of a case description, and the sentences that decide.

in     the description as somebody wrote it
out    ``Classified``: types by share, the deciding sentences as spans of that text, each with
       the phrases found in it; or that the description does not tell
keeps  names, dates, amounts and what every report says have no say in the type; where two types
       are close both are given: cases move, as from romance to investment

A sentence decides by what its absence would change: the lead of the best type, in log-odds.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhanlian.screening.model import TypeShare, type_claims
from zhanlian.screening.normal import Normal, normalise
from zhanlian.screening.refusals import NothingToScreen
from zhanlian.screening.signals import find_signals

__all__ = ["Classified", "Deciding", "NarrativeState", "classify", "classify_many"]

Floats = NDArray[np.floating[Any]]

CLOSE = 0.2
SIGNAL_VOTE = 0.8
DECIDING_MAX = 3
DECIDING_LEAST = 0.5  # log-odds
SOFTENED = 2.0  # phrases and words say the same thing twice
LENGTH_LEAST = 8
KNOWN_LEAST = 0.3
CLAIM_LEAST = 0.0
SENTENCE_ENDS = re.compile(r"[。！？；!?;\n]+")
CLAUSE_ENDS = re.compile(r"(?:[，。！？；!?;\n]|(?<!\d),|,(?!\d))+")


class NarrativeState(StrEnum):
    """Whether a description says its type."""

    CLASSIFIED = "classified"
    TWO_TYPES = "two_types"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Deciding:
    """A sentence of the text: its span, the log-odds it adds, the phrases found in it."""

    start: int
    end: int
    text: str
    adds: float
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classified:
    """``types``: the likeliest first, all of them; ``sentences``: the weightiest first."""

    state: NarrativeState
    types: tuple[TypeShare, ...]
    sentences: tuple[Deciding, ...]
    known_share: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A normal form as the heads and the rules read it."""

    text: str
    votes: Mapping[str, float]
    phrases: tuple[str, ...]


@cache
def _rules() -> Mapping[str, Any]:
    file = files("zhanlian.screening") / "data" / "narratives.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _boilerplate() -> re.Pattern[str]:
    return re.compile("|".join(_rules()["boilerplate"]))


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(cue, re.IGNORECASE))
        for code, cues in _rules()["cues"].items()
        for cue in cues
    )


def classify(narrative: str) -> Classified:
    """The fraud type of one case description."""
    return classify_many([narrative])[0]


def classify_many(narratives: Sequence[str]) -> list[Classified]:
    """The fraud type of each description; refuses one that is empty."""
    normals = []
    for number, each in enumerate(narratives, start=1):
        if not each.strip():
            where = f"narrative {number}"
            raise NothingToScreen(where)
        normals.append(normalise(each))
    labels, claims, known = _claims([_read(normal.text) for normal in normals])
    return [
        _classified(narrative, normal, labels, (claims[row], float(known[row])))
        for row, (narrative, normal) in enumerate(zip(narratives, normals, strict=True))
    ]


def _read(text: str) -> Reading:
    votes: dict[str, float] = {}
    phrases = []
    for code, cue in _cues():
        found = cue.search(text)
        if found:
            votes[code] = votes.get(code, 0.0) + _rules()["vote"]
            phrases.append(found.group())
    for signal in {hit.signal.id: hit.signal for hit in find_signals(text)}.values():
        for code, weight in signal.votes.items():
            votes[code] = votes.get(code, 0.0) + SIGNAL_VOTE * weight
    return Reading(_boilerplate().sub(",", text), votes, tuple(dict.fromkeys(phrases)))


def _claims(readings: Sequence[Reading]) -> tuple[tuple[str, ...], Floats, Floats]:
    """Types, log-odds of each per reading, and how much of its words is known."""
    claimed = type_claims([reading.text for reading in readings])
    added = np.array([[each.votes.get(code, 0.0) for code in claimed.labels] for each in readings])
    return claimed.labels, claimed.log_odds + added, claimed.known_share


def _classified(
    narrative: str, normal: Normal, labels: tuple[str, ...], seen: tuple[Floats, float]
) -> Classified:
    claims, known = seen
    raised = np.exp((claims - claims.max()) / SOFTENED)
    shares = raised / raised.sum()
    ranked = np.argsort(-shares, kind="stable")
    types = tuple(TypeShare(labels[each], float(shares[each])) for each in ranked)
    if len(normal.text) < LENGTH_LEAST or known < KNOWN_LEAST or claims.max() < CLAIM_LEAST:
        return Classified(NarrativeState.CANNOT_TELL, types, (), known)
    is_close = types[0].share - types[1].share < CLOSE
    state = NarrativeState.TWO_TYPES if is_close else NarrativeState.CLASSIFIED
    return Classified(state, types, _deciding(narrative, normal, int(ranked[0]), claims), known)


def _deciding(narrative: str, normal: Normal, best: int, claims: Floats) -> tuple[Deciding, ...]:
    spans = _sentences(normal.text)
    left = _claims([_read(normal.text[:start] + normal.text[end:]) for start, end in spans])[1]
    adds = _margin(claims[None, :], best)[0] - _margin(left, best)
    found: list[Deciding] = []
    for row in np.argsort(-adds, kind="stable")[:DECIDING_MAX]:
        if adds[row] < DECIDING_LEAST and found:
            break
        first, last = normal.span(*spans[row])
        phrases = _read(normal.text[slice(*spans[row])]).phrases
        found.append(Deciding(first, last, narrative[first:last], float(adds[row]), phrases))
    return tuple(found)


def _margin(claims: Floats, best: int) -> Floats:
    """By how much one type leads the best of the others."""
    others: Floats = np.delete(claims, best, axis=1).max(axis=1)
    return claims[:, best] - others


def _sentences(text: str) -> list[tuple[int, int]]:
    """Spans of sentences; of clauses where the text is one sentence."""
    spans = _between(text, SENTENCE_ENDS)
    return spans if len(spans) > 1 else _between(text, CLAUSE_ENDS) or spans


def _between(text: str, ends: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [0, *(found.end() for found in ends.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if text[start:end].strip()]

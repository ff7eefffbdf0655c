"""Scoring: how likely a normal form is a trick, and of which type.

in     normal forms (``normalise(text).text``), and their signals where somebody has found them
out    ``Scored`` for each: a calibrated probability, fraud types by share, how much was known
keeps  a long text is read in windows and is as suspect as its worst one, so that harmless
       filler around a trick does not hide it; the order and the company of a text change nothing
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.screening.model.grams import occurrences, plain
from zhanlian.screening.model.heads import Floats, Values, values_of
from zhanlian.screening.model.shipped import Model, shipped_model
from zhanlian.screening.signals import SignalHit, find_signals, signals

__all__ = ["Claims", "Scored", "TypeShare", "score", "score_many", "type_claims"]

WINDOW = 120
STEP = 60
BATCH = 512
SIGNAL_VALUE = 0.5
VOTE_WEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class TypeShare:
    """A fraud type (code of the taxonomy) and its share among all types, 0 to 1."""

    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Scored:
    """``fraud_types``: all of them, the likeliest first; ``known_share``: how much was seen before.

    ``best_type_log_odds`` below zero: no type claims the text for itself.
    """

    probability: float
    fraud_types: tuple[TypeShare, ...]
    known_share: float
    best_type_log_odds: float


class Claims(NamedTuple):
    """Log-odds of every type for every text, by words alone, and how much was seen before."""

    labels: tuple[str, ...]
    log_odds: Floats
    known_share: Floats


class Window(NamedTuple):
    """A piece of one text and the signals that start in it."""

    text_row: int
    text: str
    signal_ids: frozenset[str]


def score(normal_text: str, hits: Sequence[SignalHit] | None = None) -> Scored:
    """Score one normal form."""
    return score_many([normal_text], None if hits is None else [hits])[0]


def score_many(
    normal_texts: Sequence[str],
    hits: Sequence[Sequence[SignalHit]] | None = None,
    *,
    model: Model | None = None,
) -> list[Scored]:
    """Score many normal forms at once; ``hits`` are their signals, found here if not given."""
    model = model or shipped_model()
    found = [find_signals(text) for text in normal_texts] if hits is None else hits
    pairs = list(zip(normal_texts, found, strict=True))
    scored: list[Scored] = []
    for start in range(0, len(pairs), BATCH):
        scored += _score_batch(pairs[start : start + BATCH], model)
    return scored


def type_claims(normal_texts: Sequence[str]) -> Claims:
    """What the type heads say of whole texts, without rules."""
    heads = shipped_model().types
    texts = [plain(text) for text in normal_texts]
    values = values_of(occurrences(texts), len(texts), heads.vocabulary)
    return Claims(heads.labels, heads.score_values(values, len(texts)), values.known_share)


def windows(text: str, hits: Sequence[SignalHit], text_row: int) -> Iterator[Window]:
    """Pieces of at most ``WINDOW`` characters; each half of one stands in two pieces."""
    starts = range(0, max(len(text) - STEP, 1), STEP) if len(text) > WINDOW else range(1)
    for start in starts:
        inside = frozenset(hit.signal.id for hit in hits if start <= hit.start < start + WINDOW)
        yield Window(text_row, text[start : start + WINDOW], inside)


def _score_batch(pairs: Sequence[tuple[str, Sequence[SignalHit]]], model: Model) -> list[Scored]:
    pieces = [piece for row, (text, hits) in enumerate(pairs) for piece in windows(text, hits, row)]
    texts = [plain(piece.text) for piece in pieces]
    values = values_of(occurrences(texts), len(texts), model.vocabulary)
    log_odds = _fraud_log_odds(pieces, values, model)
    claims = model.types.score_values(values, len(pieces)) + _votes(pieces, model)
    rows = np.array([piece.text_row for piece in pieces])
    order = np.lexsort((-log_odds, rows))
    worst = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
    return [
        _scored(log_odds[each], claims[each], values.known_share[each], model) for each in worst
    ]


def signal_matrix(sets: Sequence[frozenset[str]], signal_ids: Sequence[str]) -> Floats:
    """One row per text, one column per rule: its value where the rule was found."""
    place = {each: column for column, each in enumerate(signal_ids)}
    table = np.zeros((len(sets), len(signal_ids)), dtype=np.float32)
    for row, ids in enumerate(sets):
        table[row, [place[each] for each in ids if each in place]] = SIGNAL_VALUE
    return table


def _fraud_log_odds(pieces: Sequence[Window], values: Values, model: Model) -> NDArray[np.float64]:
    by_words = model.fraud.score_values(values, len(pieces))[:, 0]
    rules = signal_matrix([piece.signal_ids for piece in pieces], model.signal_ids)
    raw: NDArray[np.float64] = (by_words + rules @ model.signal_weights).astype(np.float64)
    return raw * model.slope + model.offset


def _votes(pieces: Sequence[Window], model: Model) -> Floats:
    """What the rules found say about the type, added to the heads' log-odds."""
    votes = {each.id: each.votes for each in signals()}
    place = {code: column for column, code in enumerate(model.types.labels)}
    table = np.zeros((len(pieces), len(place)), dtype=np.float32)
    for row, piece in enumerate(pieces):
        for each in sorted(piece.signal_ids):
            for code, weight in votes[each].items():
                if code in place:
                    table[row, place[code]] += VOTE_WEIGHT * weight
    return table


def _scored(log_odds: float, claims: Floats, known_share: float, model: Model) -> Scored:
    shares = np.exp(claims - claims.max())
    shares /= shares.sum()
    best = np.argsort(-shares, kind="stable")
    types = tuple(TypeShare(model.types.labels[each], float(shares[each])) for each in best)
    probability = float(1 / (1 + np.exp(-log_odds)))
    return Scored(probability, types, float(known_share), float(claims.max()))

"""Scoring: what the statistical model says of a text, as the verdict needs it.

in     a normal form and its signals
out    ``Opinion``: probability, shares of fraud types, how much of the text it had seen before
keeps  a package without the model's file answers by rules alone, and the version says so
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from zhanlian.screening import model
from zhanlian.screening.signals import SignalHit

__all__ = ["Opinion", "model_opinions", "model_version"]

PLACES = 6  # so that the company of a text, which moves the last bits of sums, changes nothing


@dataclass(frozen=True, slots=True)
class Opinion:
    """The model's own answer."""

    probability: float
    types: Mapping[str, float]
    known_share: float


@cache
def has_model() -> bool:
    """Whether the package holds a trained model."""
    return (files("zhanlian.screening") / "data" / "model" / "screen.npz").is_file()


def model_opinions(
    texts: Sequence[str], hits: Sequence[Sequence[SignalHit]]
) -> list[Opinion | None]:
    """What the model says of normal forms; None for each where there is no model."""
    if not has_model() or not texts:
        return [None] * len(texts)
    return [
        Opinion(
            round(said.probability, PLACES),
            {each.code: round(each.share, PLACES) for each in said.fraud_types},
            said.known_share,
        )
        for said in model.score_many(texts, hits)
    ]


def model_version() -> str:
    """The version of the model; empty where there is none."""
    return model.model_version() if has_model() else ""

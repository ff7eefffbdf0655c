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

__all__ = ["Opinion", "model_opinion", "model_version"]


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


def model_opinion(text: str, hits: Sequence[SignalHit]) -> Opinion | None:
    """What the model says of a normal form; None where there is none."""
    if not has_model():
        return None
    said = model.score(text, hits)
    types = {each.code: each.share for each in said.fraud_types}
    return Opinion(said.probability, types, said.known_share)


def model_version() -> str:
    """The version of the model; empty where there is none."""
    return model.model_version() if has_model() else ""

"""Scoring: the statistical model, where the package holds one.

in     a normal form
out    (probability, shares of fraud types), or None where there is no model
keeps  the rules answer alone where no model is at hand, and the version says so
"""

from collections.abc import Mapping

__all__ = ["model_score", "model_version"]


def model_score(text: str) -> tuple[float, Mapping[str, float]] | None:  # noqa: ARG001  no model
    """What the model says of a text."""
    return None


def model_version() -> str:
    """The version of the model; empty where there is none."""
    return ""

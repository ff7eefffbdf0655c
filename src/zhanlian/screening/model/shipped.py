"""The shipped model: one file of arrays, read once.

in     data/model/screen.npz, made by scripts/train_screen.py
out    ``Model``: the fraud head, the type heads, their calibration and thresholds
keeps  the version shown with every verdict is a digest of that file; the rules the fraud head
       was trained with are named in it, so that a later rule weighs nothing until it is retrained
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhanlian.screening.model.heads import Heads, Vocabulary

__all__ = ["FILE", "Model", "as_bytes", "model_version", "read_model", "shipped_model"]

FILE = "screen.npz"
VERSION_LENGTH = 12
NOTE = "note"


@dataclass(frozen=True, slots=True)
class Model:
    """Fraud or not, and which: ``signal_weights`` belong to ``signal_ids``.

    ``slope`` and ``offset`` make a calibrated log-odds of the fraud head's score; at or above
    ``threshold_high`` at most one ordinary training text in a hundred stood, at or above
    ``threshold_low`` nineteen in twenty fraud texts did (both out of fold).
    """

    fraud: Heads
    types: Heads
    signal_ids: tuple[str, ...]
    signal_weights: NDArray[np.float32]
    slope: float
    offset: float
    threshold_high: float
    threshold_low: float

    @property
    def vocabulary(self) -> Vocabulary:
        """The bins both kinds of heads share."""
        return self.fraud.vocabulary


def as_bytes(model: Model) -> bytes:
    """The model as the bytes of its file; the same model gives the same bytes."""
    note = {
        "types": model.types.labels,
        "signals": model.signal_ids,
        "slope": model.slope,
        "offset": model.offset,
        "threshold_high": model.threshold_high,
        "threshold_low": model.threshold_low,
    }
    arrays: dict[str, NDArray[Any]] = {
        "bins": model.vocabulary.bins,
        "rarity": model.vocabulary.rarity,
        "signal_weights": model.signal_weights,
        **model.fraud.arrays("fraud"),
        **model.types.arrays("types"),
        NOTE: np.frombuffer(json.dumps(note).encode(), dtype=np.uint8),
    }
    held = io.BytesIO()
    np.savez(held, allow_pickle=False, **arrays)
    return held.getvalue()


def read_model(content: bytes) -> Model:
    """The model that ``as_bytes`` wrote."""
    with np.load(io.BytesIO(content), allow_pickle=False) as held:
        arrays: Mapping[str, NDArray[Any]] = {name: held[name] for name in held.files}
    note = json.loads(arrays[NOTE].tobytes())
    vocabulary = Vocabulary(arrays["bins"], arrays["rarity"])
    return Model(
        fraud=Heads.of_arrays("fraud", ["fraud"], vocabulary, arrays),
        types=Heads.of_arrays("types", note["types"], vocabulary, arrays),
        signal_ids=tuple(note["signals"]),
        signal_weights=arrays["signal_weights"],
        slope=note["slope"],
        offset=note["offset"],
        threshold_high=note["threshold_high"],
        threshold_low=note["threshold_low"],
    )


@cache
def _content() -> bytes:
    return (files("zhanlian.screening") / "data" / "model" / FILE).read_bytes()


@cache
def shipped_model() -> Model:
    """The model of this package."""
    return read_model(_content())


@cache
def model_version() -> str:
    """A digest of the model's file."""
    return hashlib.sha256(_content()).hexdigest()[:VERSION_LENGTH]

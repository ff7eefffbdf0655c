"""Heads: linear weights over hashed bins, one column per label.

in     plain texts (``grams.plain``)
out    one score per text and label; above zero speaks for the label
keeps  weights are whole numbers of one byte times one scale per label: a model is the same bytes
       wherever it is trained from the same data; a bin outside the model weighs nothing

A bin's value in a text is (1 + log count) x rarity, and a text's values have length one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhanlian.screening.model.grams import BIN_COUNT, Occurrences, count_bins, occurrences

__all__ = ["Heads", "Values", "Vocabulary", "values_of"]

Floats = NDArray[np.float32]


class Values(NamedTuple):
    """Values of texts in known bins (by ``slot``, a row of the weights), and how much is known."""

    text_row: NDArray[np.int64]
    slot: NDArray[np.int64]
    value: Floats
    known_share: Floats


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The bins a model knows, rising, and the rarity of each."""

    bins: NDArray[np.int32]
    rarity: Floats

    def slots(self) -> NDArray[np.int32]:
        """For every bin its row in the weights, -1 where the model does not know it."""
        table = np.full(BIN_COUNT, -1, dtype=np.int32)
        table[self.bins] = np.arange(self.bins.size, dtype=np.int32)
        return table


def values_of(found: Occurrences, text_count: int, vocabulary: Vocabulary) -> Values:
    """The values of a batch; a text of nothing known has none."""
    counted = count_bins(found)
    slot = vocabulary.slots()[counted.bin]
    known = slot >= 0
    totals = np.bincount(counted.text_row, weights=counted.times, minlength=text_count)
    hits = np.bincount(counted.text_row[known], weights=counted.times[known], minlength=text_count)
    rows, slots = counted.text_row[known], slot[known].astype(np.int64)
    raw = (1 + np.log(counted.times[known])) * vocabulary.rarity[slots]
    length = np.sqrt(np.bincount(rows, weights=raw * raw, minlength=text_count))
    value = (raw / length[rows]).astype(np.float32)
    return Values(rows, slots, value, (hits / np.maximum(totals, 1)).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Heads:
    """A trained model: ``weights[slot, label] * scales[label]`` and a bias per label."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    weights: NDArray[np.int8]
    scales: Floats
    biases: Floats

    def scores(self, texts: Sequence[str]) -> Floats:
        """One row per plain text, one column per label."""
        return self.score_values(
            values_of(occurrences(texts), len(texts), self.vocabulary), len(texts)
        )

    def score_values(self, values: Values, text_count: int) -> Floats:
        """The same, from values already made with this vocabulary."""
        summed = np.zeros((text_count, len(self.labels)), dtype=np.float32)
        if values.slot.size:
            starts = np.flatnonzero(np.diff(values.text_row, prepend=-1))
            weighed = self.weights[values.slot] * values.value[:, None]
            summed[values.text_row[starts]] = np.add.reduceat(weighed, starts, axis=0)
        return summed * self.scales + self.biases

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The label of each plain text: the highest score, the first of equals."""
        return [self.labels[best] for best in self.scores(texts).argmax(axis=1)]

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Its weights for a file, under ``name``; the vocabulary is kept apart."""
        return {
            f"{name}.weights": self.weights,
            f"{name}.scales": self.scales,
            f"{name}.biases": self.biases,
        }

    @classmethod
    def of_arrays(
        cls,
        name: str,
        labels: Sequence[str],
        vocabulary: Vocabulary,
        arrays: Mapping[str, NDArray[Any]],
    ) -> "Heads":
        """The heads that ``arrays`` holds under ``name``."""
        parts = (arrays[f"{name}.{part}"] for part in ("weights", "scales", "biases"))
        return cls(tuple(labels), vocabulary, *parts)

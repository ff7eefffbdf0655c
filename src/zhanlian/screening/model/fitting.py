"""Fitting: plain (text, label) rows to linear heads.

in     rows of text and label, a group for each row (its template or source), a weight for each
out    ``Heads``
keeps  the same rows give the same heads; a run of characters stands in the vocabulary only if
       two groups hold it, so that no wording of one text alone becomes a feature

Needs scikit-learn (extra ``train``); answering does not. Nothing else in the room imports this.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # published without types
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from zhanlian.screening.model.grams import BIN_COUNT, count_bins, occurrences, plain
from zhanlian.screening.model.heads import Heads, Values, Vocabulary, values_of
from zhanlian.screening.normal import normalise

__all__ = [
    "Fit",
    "as_matrix",
    "fit",
    "fit_heads",
    "learn_vocabulary",
    "one_head",
    "predict",
    "quantise",
]

BYTE_MAX = 127
GROUPS_MIN = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """How to fit: ``cost`` of a wrong row, the seed, how many groups a run needs."""

    cost: float = 1.0
    seed: int = 20240601
    groups_min: int = GROUPS_MIN
    is_balanced: bool = False
    is_logistic: bool = False

    def machine(self) -> LinearSVC | LogisticRegression:
        """The machine for one label against the others."""
        balance = "balanced" if self.is_balanced else None
        if self.is_logistic:
            return LogisticRegression(
                C=self.cost, random_state=self.seed, class_weight=balance, solver="liblinear"
            )
        return LinearSVC(C=self.cost, random_state=self.seed, class_weight=balance)


def fit(rows: Iterable[tuple[str, str]], how: Fit | None = None) -> Heads:
    """Heads over raw (text, label) rows, for texts of a user's own: each row is its own group."""
    pairs = list(rows)
    texts = [plain(normalise(text).text) for text, _ in pairs]
    return fit_heads(texts, [label for _, label in pairs], how=how or Fit())


def predict(heads: Heads, texts: Iterable[str]) -> list[str]:
    """The label of each raw text."""
    return heads.predict([plain(normalise(text).text) for text in texts])


def fit_heads(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    how: Fit,
    groups: Sequence[str] = (),
    weights: NDArray[np.float64] | None = None,
) -> Heads:
    """One head per label against the others, over plain texts."""
    vocabulary = learn_vocabulary(texts, groups, groups_min=how.groups_min)
    names = sorted(set(labels))
    matrix = as_matrix(
        values_of(occurrences(texts), len(texts), vocabulary), len(texts), vocabulary
    )
    rows = np.array([names.index(label) for label in labels])
    columns = [one_head(matrix, rows == each, weights, how) for each in range(len(names))]
    return quantise(names, vocabulary, np.array(columns).T)


def one_head(
    matrix: csr_array,
    is_label: NDArray[np.bool_],
    weights: NDArray[np.float64] | None,
    how: Fit,
) -> NDArray[np.float64]:
    """Weights of one label, the bias last."""
    machine = how.machine()
    machine.fit(matrix, is_label, sample_weight=weights)
    return np.append(machine.coef_[0], machine.intercept_[0])


def learn_vocabulary(
    texts: Sequence[str], groups: Sequence[str] = (), *, groups_min: int = GROUPS_MIN
) -> Vocabulary:
    """The bins that enough groups hold; rarity counts groups, so that copies weigh nothing."""
    counted = count_bins(occurrences(texts))
    said = list(groups) or [str(row) for row in range(len(texts))]
    numbers = {group: number for number, group in enumerate(dict.fromkeys(said))}
    group = np.array([numbers[each] for each in said])[counted.text_row]
    held = np.unique(group * BIN_COUNT + counted.bin)
    frequency = np.bincount(held % BIN_COUNT, minlength=BIN_COUNT)
    bins = np.flatnonzero(frequency >= groups_min)
    rarity = 1 + np.log((1 + len(numbers)) / (1 + frequency[bins]))
    return Vocabulary(bins.astype(np.int32), rarity.astype(np.float32))


def as_matrix(values: Values, text_count: int, vocabulary: Vocabulary) -> csr_array:
    """Values as a sparse matrix of texts by slots."""
    shape = (text_count, vocabulary.bins.size)
    places = (values.text_row.astype(np.int32), values.slot.astype(np.int32))
    return csr_array((values.value.astype(np.float64), places), shape=shape)


def quantise(labels: Sequence[str], vocabulary: Vocabulary, columns: NDArray[np.float64]) -> Heads:
    """Heads of one-byte weights; the last row of ``columns`` is the bias."""
    weights, biases = columns[:-1], columns[-1]
    scales = np.maximum(np.abs(weights).max(axis=0), np.finfo(np.float32).tiny) / BYTE_MAX
    whole = np.rint(weights / scales).astype(np.int8)
    return Heads(
        tuple(labels), vocabulary, whole, scales.astype(np.float32), biases.astype(np.float32)
    )

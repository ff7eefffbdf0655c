"""Train the screening model and write it into the package.

in     the rows of screen_rows.py; the rules of the room
out    src/zhanlian/screening/data/model/screen.npz
keeps  the same data and rules give the same bytes; calibration and thresholds come from texts
       held out by family, never from texts the heads have learned

    python scripts/train_screen.py [SHARED]
"""

# ruff: noqa: INP001  a script, not a package
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from near_duplicates import families
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from screen_rows import NONE, Row, read_rows
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from zhanlian.screening.model.fitting import (
    Fit,
    as_matrix,
    learn_vocabulary,
    one_head,
    quantise,
)
from zhanlian.screening.model.grams import occurrences, plain
from zhanlian.screening.model.heads import Heads, Vocabulary, values_of
from zhanlian.screening.model.scoring import score_many, signal_matrix
from zhanlian.screening.model.shipped import FILE, Model, as_bytes
from zhanlian.screening.normal import normalise
from zhanlian.screening.signals import SignalHit, find_signals, signals

TARGET = Path("src/zhanlian/screening/data/model") / FILE
SEED = 20240601
FRAUD = Fit(cost=10.0, is_logistic=True, is_balanced=True)
TYPES = Fit(cost=5.0, is_logistic=True, is_balanced=True)
FOLDS = 5
FALSE_HIGH, CAUGHT_LOW = 0.01, 0.95
DIGITS = 6
SURE = 1e-12


class Prepared(NamedTuple):
    """Rows ready to learn from: normal form, signals, plain text, names of the signals."""

    rows: list[Row]
    normal: list[str]
    hits: list[list[SignalHit]]
    texts: list[str]
    rules: list[frozenset[str]]


def prepare(rows: list[Row]) -> Prepared:
    """Normal forms, signals and plain forms of all rows."""
    normal = [normalise(row.text).text for row in rows]
    hits = [find_signals(text) for text in normal]
    rules = [frozenset(hit.signal.id for hit in each) for each in hits]
    return Prepared(rows, normal, hits, [plain(text) for text in normal], rules)


def take(held: Prepared, which: NDArray[np.int64]) -> Prepared:
    """Some of the rows."""
    return Prepared(*([column[each] for each in which] for column in held))


def train(held: Prepared) -> Model:
    """Both kinds of heads, not yet calibrated."""
    groups = [row.group for row in held.rows]
    vocabulary = learn_vocabulary(held.texts, groups)
    ids = tuple(each.id for each in signals())
    words = as_matrix(
        values_of(occurrences(held.texts), len(held.texts), vocabulary), len(held.texts), vocabulary
    )
    rules = signal_matrix(held.rules, ids)
    weights = np.array([row.weight for row in held.rows])
    is_fraud = np.array([row.is_fraud for row in held.rows])
    both = csr_array(hstack([words, csr_array(rules)], format="csr"))
    column = one_head(both, is_fraud, weights, FRAUD)
    size = vocabulary.bins.size
    fraud = quantise(["fraud"], vocabulary, np.append(column[:size], column[-1])[:, None])
    return Model(
        fraud=fraud,
        types=_types(held, words, weights, vocabulary),
        signal_ids=ids,
        signal_weights=column[size:-1].round(DIGITS).astype(np.float32),
        slope=1.0,
        offset=0.0,
        threshold_high=1.0,
        threshold_low=0.0,
    )


def _types(
    held: Prepared, words: csr_array, weights: NDArray[np.float64], vocabulary: Vocabulary
) -> Heads:
    typed = np.flatnonzero([row.type not in {NONE, ""} for row in held.rows])
    labels = sorted({held.rows[each].type for each in typed})
    named = np.array([labels.index(held.rows[each].type) for each in typed])
    columns = [
        one_head(words[typed], named == each, weights[typed], TYPES) for each in range(len(labels))
    ]
    return quantise(labels, vocabulary, np.array(columns).T)


def raw_log_odds(model: Model, held: Prepared) -> NDArray[np.float64]:
    """The fraud head's score before calibration."""
    scored = score_many(held.normal, held.hits, model=model)
    chance = np.clip([each.probability for each in scored], SURE, 1 - SURE)
    return np.log(chance / (1 - chance))


def out_of_fold(held: Prepared) -> NDArray[np.float64]:
    """Every row's raw score by a model that has not seen its family."""
    groups = families(held.texts, [row.group for row in held.rows])
    scores = np.zeros(len(held.rows))
    for learned, left in GroupKFold(FOLDS, shuffle=True, random_state=SEED).split(
        groups, groups=groups
    ):
        scores[left] = raw_log_odds(train(take(held, learned)), take(held, left))
    return scores


def calibrate(model: Model, held: Prepared, scores: NDArray[np.float64]) -> Model:
    """The model with slope, offset and thresholds read from ``scores`` out of fold."""
    is_fraud = np.array([row.is_fraud for row in held.rows])
    weights = np.array([row.weight for row in held.rows])
    weights = np.where(
        is_fraud, weights / weights[is_fraud].sum(), weights / weights[~is_fraud].sum()
    )
    line = LogisticRegression(C=1e6).fit(
        scores[:, None], is_fraud, sample_weight=weights * scores.size
    )
    slope, offset = round(float(line.coef_[0, 0]), DIGITS), round(float(line.intercept_[0]), DIGITS)
    chance = 1 / (1 + np.exp(-(scores * slope + offset)))
    high = _quantile(chance[~is_fraud], weights[~is_fraud], 1 - FALSE_HIGH)
    low = _quantile(chance[is_fraud], weights[is_fraud], 1 - CAUGHT_LOW)
    return Model(
        model.fraud, model.types, model.signal_ids, model.signal_weights,
        slope, offset, round(high, DIGITS), round(low, DIGITS),
    )  # fmt: skip


def _quantile(values: NDArray[np.float64], weights: NDArray[np.float64], share: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][np.searchsorted(reached, share)])


def main() -> None:
    """Train on everything, calibrate out of fold, write the file."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    held = prepare(read_rows(shared, seed=SEED))
    model = calibrate(train(held), held, out_of_fold(held))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(as_bytes(model))
    sys.stdout.write(
        f"{len(held.rows)} rows, {model.vocabulary.bins.size} bins, "
        f"high {model.threshold_high}, low {model.threshold_low}, "
        f"slope {model.slope}, {TARGET.stat().st_size} bytes\n"
    )


if __name__ == "__main__":
    main()

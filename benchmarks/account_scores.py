"""Account scores: one number per account from degree and amount columns, or from patterns too.

in     a ledger; for fitting, which accounts are known bad
out    columns per account; a logistic score, fitted by plain Newton steps
keeps  every column is a count, a sum or an extreme that can be recomputed by hand; the model is a
       weighted sum, fitted on one part and used on another

Columns of patterns, per window and pattern: closings that touch the account, closings it is the
hub of, most accounts of a closing that touches it; and the window counters' maxima.
"""

import numpy as np

from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.pattern_limits import (
    Bipartite,
    Chain,
    Cycle,
    GatherScatter,
    ScatterGather,
    Stack,
)
from zhanlian.tracing.patterns import Limits, Pattern, find_hits, window_features

DAY_S = 86_400
WINDOWS_DAYS = (7, 14, 30)
SHAPES = (
    Pattern.GATHER_SCATTER, Pattern.SCATTER_GATHER, Pattern.CYCLE, Pattern.CHAIN,
    Pattern.BIPARTITE, Pattern.STACK,
)  # fmt: skip
RIDGE = 10.0  # chosen on the first half of AMLGentex
STEPS = 30


def degree_columns(ledger: Ledger) -> np.ndarray:
    """Fifteen columns of degree and amount, as a plain baseline would take them."""
    accounts, amount = ledger.account_count, ledger.amount_minor / 100
    pairs = np.unique(np.stack([ledger.src, ledger.dst], axis=1), axis=0)
    columns = [np.bincount(pairs[:, side], minlength=accounts) for side in (0, 1)]
    sums = []
    for account in (ledger.src, ledger.dst):
        count = np.bincount(account, minlength=accounts)
        total = np.bincount(account, amount, minlength=accounts)
        square = np.bincount(account, amount**2, minlength=accounts)
        mean = total / np.maximum(count, 1)
        most, least = np.zeros(accounts), np.full(accounts, np.inf)
        np.maximum.at(most, account, amount)
        np.minimum.at(least, account, amount)
        spread = np.sqrt(np.maximum(0, square / np.maximum(count, 1) - mean**2))
        columns += [count, total, mean, most, np.where(count > 0, least, 0), spread]
        sums.append(total)
    columns.append(sums[0] / (sums[1] + 1))
    return np.stack(columns, axis=1)


def pattern_columns(ledger: Ledger) -> np.ndarray:
    """Columns of window counters and of six patterns, at three windows."""
    columns = []
    for days in WINDOWS_DAYS:
        columns += counter_columns(ledger, days * DAY_S)
        found = find_hits(ledger, asked=SHAPES, limits=loose_limits(days * DAY_S))
        for hits in found.values():
            columns += hit_columns(ledger, hits)
    return np.stack(columns, axis=1)


def loose_limits(window_s: int) -> Limits:
    """Limits that let small cases through: the score weighs them, nobody is shown them."""
    return Limits(
        gather_scatter=GatherScatter(window_s, 2, 2, 0),
        scatter_gather=ScatterGather(window_s, 2),
        cycle=Cycle(window_s, length_max=8),
        chain=Chain(window_s, hops_min=4, row_minor_min=0),
        bipartite=Bipartite(window_s, 2, 2),
        stack=Stack(window_s),
    )


def counter_columns(ledger: Ledger, window_s: int) -> list[np.ndarray]:
    """The most that each window counter reached, per account."""
    found = window_features(ledger, window_s=window_s)
    columns = []
    for name in found.names:
        account = (ledger.src if name.startswith("payer") else ledger.dst)[found.row]
        most = np.zeros(ledger.account_count)
        np.maximum.at(most, account, found.column(name))
        columns.append(most)
    return columns


def hit_columns(ledger: Ledger, hits) -> list[np.ndarray]:
    """Closings that touch an account, closings it is the hub of, most accounts of one of them."""
    touched, led, size = (np.zeros(ledger.account_count) for _ in range(3))
    for hit in range(hits.closing.size):
        row = hits.rows_of(hit)
        account = np.union1d(ledger.src[row], ledger.dst[row])
        touched[account] += 1
        size[account] = np.maximum(size[account], account.size)
    for hub in (hits.hub, hits.second_hub):
        np.add.at(led, hub[hub >= 0], 1)
    return [touched, led, size]


def fit_score(columns: np.ndarray, is_bad: np.ndarray):
    """A logistic score of log columns, ridge-penalised; gives the function that scores columns."""
    logs = np.log1p(columns)
    mean, spread = logs.mean(axis=0), logs.std(axis=0) + 1e-9

    def design(raw: np.ndarray) -> np.ndarray:
        return np.column_stack([np.ones(len(raw)), (np.log1p(raw) - mean) / spread])

    x, weight = design(columns), np.zeros(columns.shape[1] + 1)
    penalty = RIDGE * np.eye(weight.size)
    penalty[0, 0] = 0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ weight, -30, 30)))
        slope = x.T @ (is_bad - chance) - penalty @ weight
        bend = (x * (chance * (1 - chance) + 1e-9)[:, None]).T @ x + penalty
        weight += np.linalg.solve(bend, slope)
    return lambda raw: design(raw) @ weight


def average_precision(is_bad: np.ndarray, score: np.ndarray) -> float:
    """The mean, over the bad ones, of the precision where each is reached; ties take the worst."""
    order = np.lexsort((is_bad, -score))
    hit = is_bad[order].astype(np.float64)
    if not hit.sum():
        return float("nan")
    return float((hit * np.cumsum(hit) / np.arange(1, hit.size + 1)).sum() / hit.sum())

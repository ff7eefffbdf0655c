"""Features: what payer and payee of each row did inside the window that the row closes.

in     a ``Ledger``, a window in seconds
out    ``Features``: eight int64 columns, one line per counted row
keeps  a line counts its own row and earlier ones only; rows that patterns do not look at have
       no line, rather than a line of zeros
"""

from dataclasses import dataclass

from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.patterns.counted import Prepared, count_rows
from zhanlian.tracing.patterns.kernels.counters import NAMES, count_windows


@dataclass(frozen=True, slots=True)
class Features:
    """``values`` int64[lines, 8], columns as in ``names``; ``row``: each line's ledger row."""

    row: Int64s
    values: Int64s
    names: tuple[str, ...] = NAMES

    def column(self, name: str) -> Int64s:
        """One column by its name."""
        return self.values[:, self.names.index(name)]


def window_features(ledger: Ledger, *, window_s: int) -> Features:
    """Distinct parties, rows and money in and out of both accounts of every counted row."""
    ledger.check()
    return features_of(count_rows(ledger), window_s=window_s)


def features_of(prepared: Prepared, *, window_s: int) -> Features:
    """The same for rows prepared before."""
    counted = prepared.counted
    values = count_windows(
        counted.src, counted.dst, counted.second, counted.amount_minor,
        prepared.pairs, window_s, prepared.account_count,
    )  # fmt: skip
    return Features(counted.row, values)

"""Joining: gap rows put between the rows they belong between.

in     how many rows there are, and the gaps
out    ``Joint``: any column of both, in the ledger's order
keeps  a gap stands before the row whose balance shows it; each account has a gap account of
       its own, numbered after all others
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from zhanlian.tracing.gaps import Gaps
from zhanlian.tracing.kernels.tables import Int64s


@dataclass(frozen=True, slots=True)
class Joint:
    """Rows and gaps in one order; ``gap_account`` and ``with_gap``: gap accounts and their owners.

    ``place[k]`` is where row k stands among rows and gaps.
    """

    order: Int64s
    place: Int64s
    gap_account: Int64s
    with_gap: Int64s

    def column(self, own: Any, of_gaps: Any, kind: Any = np.int64) -> Any:
        """One column of the rows and its like for the gaps, in the ledger's order."""
        return np.concatenate([own, of_gaps]).astype(kind)[self.order]


def join_gaps(row_count: int, account_count: int, gaps: Gaps) -> Joint:
    """The order of rows and gaps, and the numbers of the gap accounts."""
    with_gap = np.unique(gaps.account)
    key = np.concatenate([2 * np.arange(row_count) + 1, 2 * gaps.row])
    owner = np.concatenate([np.zeros(row_count, dtype=np.int64), gaps.account])
    order = np.lexsort((owner, key))
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    gap_account = account_count + np.searchsorted(with_gap, gaps.account)
    return Joint(order, place, gap_account, with_gap)

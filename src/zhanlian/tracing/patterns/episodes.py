"""Episodes: for people, one case where hits of a pattern at the same hub share rows.

in     ``Hits``
out    ``Episodes``: hub, closings, and every row of every hit, each once
keeps  two hits are one episode when their keys are equal and they share a row, directly or
       through other hits; every hit is in exactly one episode; an episode's rows are the union
       of its hits' rows

The keys: the hub; for scatter-gather source and sink; for cycles the accounts in their turning
order; for chains the first row; for structuring hub and limit; blocks and stacks share one key.
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.pattern_limits import Pattern
from zhanlian.tracing.patterns.hits import Hits
from zhanlian.tracing.patterns.kernels.joining import join_lists, join_spans


@dataclass(frozen=True, slots=True)
class Episodes:
    """Episodes of one pattern in order of first closing row, then hub; ledger row numbers.

    Rows of episode e: ``row[row_start[e]:row_start[e + 1]]``, in order. ``stopped``: closing
    rows whose search was cut short, so that something may be missing there.
    """

    pattern: Pattern
    hub: Int64s
    second_hub: Int64s
    first_closing: Int64s
    last_closing: Int64s
    closing_count: Int64s
    row_start: Int64s
    row: Int64s
    stopped: Int64s

    @property
    def count(self) -> int:
        """How many episodes there are."""
        return int(self.hub.size)

    def rows_of(self, episode: int) -> Int64s:
        """The ledger rows of one episode, in order."""
        return self.row[self.row_start[episode] : self.row_start[episode + 1]]

    def sum_rows(self, amount_minor: Int64s) -> Int64s:
        """Per episode the sum of ``amount_minor`` over its rows."""
        if not self.count:
            return np.zeros(0, dtype=np.int64)
        return np.add.reduceat(amount_minor[self.row], self.row_start[:-1])


def join_episodes(hits: Hits) -> Episodes:
    """Join hits that share rows. Cost: one sort of the rows that episodes list."""
    case, owner, row = _span_cases(hits) if hits.is_span else _list_cases(hits)
    order = np.lexsort((row, owner))
    owner, row = owner[order], row[order]
    is_new = np.ones(row.size, dtype=np.bool_)
    is_new[1:] = (np.diff(owner) != 0) | (np.diff(row) != 0)
    return _number(hits, case, owner[is_new], row[is_new])


def _span_cases(hits: Hits) -> tuple[Int64s, Int64s, Int64s]:
    case, owner, line = join_spans(hits.key, hits.first, hits.turn, hits.last, hits.is_lead)
    return case, owner, hits.listing[line]


def _list_cases(hits: Hits) -> tuple[Int64s, Int64s, Int64s]:
    size = hits.last - hits.first + 1
    hit_of_line = np.repeat(np.arange(size.size), size)
    offset = np.arange(hit_of_line.size) - np.repeat(np.cumsum(size) - size, size)
    row = hits.listing[hits.first[hit_of_line] + offset]
    order = np.lexsort((row, hits.key[hit_of_line]))
    case = join_lists(hits.key, hit_of_line, row, order)
    return case, case[hit_of_line], row


def _number(hits: Hits, case: Int64s, owner: Int64s, row: Int64s) -> Episodes:
    """Put cases in order of first closing row, and their rows with them."""
    name, first_hit, place, count = np.unique(
        case, return_index=True, return_inverse=True, return_counts=True
    )
    last_closing = np.full(name.size, -1, dtype=np.int64)
    np.maximum.at(last_closing, place, hits.closing)
    first_closing = np.full(name.size, np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(first_closing, place, hits.closing)
    order = np.lexsort((first_hit, hits.hub[first_hit], first_closing))
    rank = np.empty(name.size, dtype=np.int64)
    rank[order] = np.arange(name.size)
    of_row = rank[np.searchsorted(name, owner)]
    by_rank = np.argsort(of_row, kind="stable")
    size = np.bincount(of_row, minlength=name.size)
    return Episodes(
        hits.pattern, hits.hub[first_hit][order], hits.second_hub[first_hit][order],
        first_closing[order], last_closing[order], count[order].astype(np.int64),
        np.concatenate([[0], np.cumsum(size)]).astype(np.int64), row[by_rank], hits.stopped,
    )  # fmt: skip

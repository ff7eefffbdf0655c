"""Hits: every row that closes a pattern, with the rows the pattern is made of.

in     what a kernel found, in counted rows
out    ``Hits`` in ledger rows, one line per closing; ``rows_of`` lists one hit's rows
keeps  a hit's rows are all at or before its closing row; hits that may be one case have one key;
       hits stand in order of key, then of closing row

Windows of one hub overlap, so a hit does not own its rows: it names a span of a listing that
hits share. Where only one side of the hub counts before a turning point (gather-scatter),
``is_lead`` says which lines do.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.pattern_limits import Pattern

NO_ACCOUNT = -1


@dataclass(frozen=True, slots=True)
class Hits:
    """Closings of one pattern; a line per hit, rows and accounts by their ledger numbers.

    ``hub``, ``second_hub``: -1 where the pattern has none. ``first``, ``turn``, ``last``: places
    in ``listing``; up to ``turn`` only lines with ``is_lead`` count. ``is_span``: whether hits
    share lines. ``stopped``: closing rows whose search was cut short by its budget.
    """

    pattern: Pattern
    closing: Int64s
    hub: Int64s
    second_hub: Int64s
    key: Int64s
    first: Int64s
    turn: Int64s
    last: Int64s
    listing: Int64s
    is_lead: Bools
    is_span: bool
    stopped: Int64s

    def rows_of(self, hit: int) -> Int64s:
        """The ledger rows of one hit, in order, each once."""
        place = np.arange(self.first[hit], self.last[hit] + 1)
        counts = (place > self.turn[hit]) | self.is_lead[place]
        return np.asarray(np.unique(self.listing[place[counts]]), dtype=np.int64)


NO_ROWS: Int64s = np.zeros(0, dtype=np.int64)


def span_hits(
    pattern: Pattern, closing: Int64s, hub: Int64s, span: tuple[Int64s, Int64s], listing: Int64s
) -> Hits:
    """Hits of one hub each, whose rows are a span of the hub's own list."""
    first, last = span
    nobody = np.full(closing.size, NO_ACCOUNT, dtype=np.int64)
    is_lead = np.ones(listing.size, dtype=np.bool_)
    return Hits(pattern, closing, hub, nobody, hub, first, first - 1, last, listing, is_lead,
                is_span=True, stopped=NO_ROWS)  # fmt: skip


class Spans(NamedTuple):
    """Hits in any order: closing row, key, first and last line, hubs where there are any."""

    closing: Int64s
    key: Int64s
    first: Int64s
    last: Int64s
    hub: Int64s | None = None
    second_hub: Int64s | None = None


def listed_hits(pattern: Pattern, found: Spans, listing: Int64s, stopped: Int64s = NO_ROWS) -> Hits:
    """Hits with rows of their own, put in order of key and closing row."""
    nobody = np.full(found.closing.size, NO_ACCOUNT, dtype=np.int64)
    order = np.lexsort((found.closing, found.key))
    first = found.first[order]
    return Hits(
        pattern, found.closing[order],
        (nobody if found.hub is None else found.hub)[order],
        (nobody if found.second_hub is None else found.second_hub)[order],
        found.key[order], first, first - 1, found.last[order], listing,
        np.ones(listing.size, dtype=np.bool_), is_span=False, stopped=stopped,
    )  # fmt: skip


def join_hits(pattern: Pattern, parts: list[Hits]) -> Hits:
    """Span hits of the same pattern found in several lists, as one."""
    shift = np.cumsum([0, *(part.listing.size for part in parts)])[:-1]
    moved = [
        (part.first + by, part.turn + by, part.last + by)
        for part, by in zip(parts, shift.tolist(), strict=True)
    ]
    keys = [part.key * len(parts) + number for number, part in enumerate(parts)]
    key = np.concatenate(keys)
    closing = np.concatenate([part.closing for part in parts])
    order = np.lexsort((closing, key))
    first, turn, last = (np.concatenate(column)[order] for column in zip(*moved, strict=True))
    return Hits(
        pattern, closing[order],
        np.concatenate([part.hub for part in parts])[order],
        np.concatenate([part.second_hub for part in parts])[order],
        key[order], first, turn, last,
        np.concatenate([part.listing for part in parts]),
        np.concatenate([part.is_lead for part in parts]),
        is_span=True,
        stopped=np.concatenate([part.stopped for part in parts]),
    )  # fmt: skip

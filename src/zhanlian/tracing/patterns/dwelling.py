"""Dwelling: pass-through (快进快出), of all money or of the money that a trace follows.

in     a ``Ledger``; or a ``Trace`` with a lineage
out    ``Hits`` of pass-through
keeps  first in, first out in both; for one account the lineage of a FIFO trace in which every
       sum has an origin says the same moves, which is tested. Rows to an end count as leaving and
       rows from an end as coming; returned payments and their returns count as neither. Rows
       that stand for a jump of a balance (gaps, negative transfer ids) say nothing of when:
       they move money through the line, and no stay is measured by them
"""

from typing import NamedTuple

import numpy as np

from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import MICROS, Ledger
from zhanlian.tracing.pattern_limits import PassThrough, Pattern
from zhanlian.tracing.patterns.counted import is_standing
from zhanlian.tracing.patterns.hits import Hits, span_hits
from zhanlian.tracing.patterns.kernels.dwells import find_dwells, line_up
from zhanlian.tracing.patterns.kernels.gathers import list_touches
from zhanlian.tracing.patterns.kernels.lists import Int32s, list_rows, starts_of
from zhanlian.tracing.tallies import add_up
from zhanlian.tracing.trace import Trace


class Moves(NamedTuple):
    """Pieces that moved on fast, by account and leaving row: came row, left row, minor units."""

    account: Int64s
    came: Int64s
    left: Int64s
    minor: Int64s


class Arrivals(NamedTuple):
    """Money that came, by account and row: account a's are ``start[a]`` to ``start[a + 1]``."""

    start: Int64s
    row: Int32s | Int64s
    minor: Int64s


def pass_through(ledger: Ledger, limits: PassThrough) -> Hits:
    """Accounts that most of their money leaves soon after it came, whoever's it is."""
    row = np.flatnonzero(is_standing(ledger))
    src = np.ascontiguousarray(ledger.src[row], dtype=np.int32)
    dst = np.ascontiguousarray(ledger.dst[row], dtype=np.int32)
    amount_minor, second = ledger.amount_minor[row], ledger.at[row] // MICROS
    start, listed, is_in = list_touches(src, dst, ledger.account_count)
    found = line_up(
        start, listed, is_in, amount_minor, second, ledger.transfer_ids[row] >= 0,
        ledger.opening_minor, ledger.is_sink, limits.within_s,
    )  # fmt: skip
    lists = list_rows(src, dst, ledger.account_count)
    arrivals = Arrivals(lists[0], lists[1], amount_minor[lists[1]])
    return _dwells(Moves(*found.T), arrivals, second, limits, row.astype(np.int64))


def traced_pass_through(found: Trace, limits: PassThrough) -> Hits:
    """Accounts that most of the traced (victims') money left soon after it came."""
    ledger, lineage = found.ledger, found.lineage
    second = ledger.at // MICROS
    moved = np.flatnonzero((lineage.parent >= 0) & (lineage.amount_minor > 0))
    came, left = lineage.row[lineage.parent[moved]], lineage.row[moved]
    is_real = (ledger.transfer_ids[came] >= 0) & (ledger.transfer_ids[left] >= 0)
    is_fast = is_real & (second[left] - second[came] <= limits.within_s)
    came, left, moved = came[is_fast], left[is_fast], moved[is_fast]
    account = ledger.dst[came].astype(np.int64)
    order = np.lexsort((came, left, account))
    minor = lineage.amount_minor[moved]
    moves = Moves(account[order], came[order], left[order], minor[order])
    every = np.arange(ledger.row_count, dtype=np.int64)
    return _dwells(moves, _arrivals(found), second, limits, every)


def _arrivals(found: Trace) -> Arrivals:
    ledger, lineage = found.ledger, found.lineage
    minor = add_up(lineage.row, lineage.amount_minor, ledger.row_count)
    row = np.flatnonzero(minor).astype(np.int64)
    account = ledger.dst[row].astype(np.int64)
    order = np.lexsort((row, account))
    return Arrivals(starts_of(account, ledger.account_count), row[order], minor[row[order]])


def _dwells(
    moves: Moves, arrivals: Arrivals, second: Int64s, limits: PassThrough, row: Int64s
) -> Hits:
    """Hits of the moves; ``row`` names rows as the ledger does."""
    hits = find_dwells(
        np.ascontiguousarray(moves.account), np.ascontiguousarray(moves.left),
        np.ascontiguousarray(moves.minor), *arrivals, second,
        limits.window_s, limits.within_s, limits.share_ppm_min, limits.minor_min,
    )  # fmt: skip
    listing = np.stack([row[moves.came], row[moves.left]], axis=1).reshape(-1)
    span = 2 * hits[:, 2], 2 * hits[:, 3] + 1
    return span_hits(Pattern.PASS_THROUGH, row[hits[:, 0]], hits[:, 1], span, listing)

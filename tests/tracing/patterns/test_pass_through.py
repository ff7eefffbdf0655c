"""Pass-through by lineage: a trace's own pieces say the same as first in, first out by hand."""

from dataclasses import replace

import numpy as np

from tests.tracing.patterns import slow_twins
from tests.tracing.patterns.drawn_ledgers import draw_ledger
from tests.tracing.patterns.drawn_limits import draw_limits
from tests.tracing.patterns.shown import hits_of
from zhanlian.tracing.methods import Method
from zhanlian.tracing.pattern_limits import Pattern
from zhanlian.tracing.patterns.dwelling import pass_through, traced_pass_through
from zhanlian.tracing.trace import trace

LEDGERS = 600


def without_before(seed):
    """A ledger in which nothing was held before, there is no end, and nothing was returned."""
    ledger = draw_ledger(seed, has_undo=False)
    return replace(
        ledger,
        opening_minor=np.zeros_like(ledger.opening_minor),
        is_sink=np.zeros_like(ledger.is_sink),
    )


def test_all_money_moves_as_a_trace_of_all_money_says():
    """With every shortfall an origin, the lineage's hits differ in nothing but born money."""
    for seed in range(LEDGERS):
        ledger, limits = without_before(seed), draw_limits(Pattern.PASS_THROUGH, seed)
        found = trace(ledger, method=Method.FIFO, shortfall_is_origin=True)
        assert hits_of(traced_pass_through(found, limits)) == hits_of(pass_through(ledger, limits))


def test_traced_money_is_measured_by_its_own_lineage():
    closed = 0
    for seed in range(LEDGERS):
        ledger, limits = draw_ledger(seed), draw_limits(Pattern.PASS_THROUGH, seed)
        is_paid = (ledger.src != ledger.dst) & (ledger.undo_row < 0)
        labelled = np.flatnonzero(is_paid)[:3]
        origin = np.zeros(ledger.row_count, dtype=np.int32)
        origin[labelled] = np.arange(1, labelled.size + 1)
        names = tuple(map(str, range(labelled.size)))
        found = trace(replace(ledger, origin=origin, origin_ids=names), method=Method.FIFO)
        lineage = found.lineage
        moves = [
            (int(lineage.row[lineage.parent[k]]), int(lineage.row[k]), int(lineage.amount_minor[k]))
            for k in np.flatnonzero(lineage.parent >= 0)
            if lineage.amount_minor[k]
        ]
        came = list(zip(lineage.row.tolist(), lineage.amount_minor.tolist(), strict=True))
        expected = slow_twins.dwells(found.ledger, limits, moves, came)
        assert hits_of(traced_pass_through(found, limits)) == expected, seed
        closed += bool(expected)
    assert closed

"""Blocks: bipartite hits (多对多), and stacks (分层) built of two of them.

in     ``Prepared`` rows, the two limits records
out    ``Hits`` of bipartite and stack
keeps  a row is tried only where its payer has paid, and its payee been paid by, enough others;
       a stack's lower block was closed before its upper one, inside the stack's window
"""

import numpy as np

from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.pattern_limits import Bipartite, Pattern, Stack
from zhanlian.tracing.patterns.counted import Prepared
from zhanlian.tracing.patterns.hits import Hits, Spans, listed_hits
from zhanlian.tracing.patterns.kernels import counters
from zhanlian.tracing.patterns.kernels.blocks import find_blocks, find_stacks

PAYEES, PAYERS = counters.NAMES.index("payer_payee_count"), counters.NAMES.index(
    "payee_payer_count"
)  # fmt: skip


def bipartite_and_stack(
    prepared: Prepared, limits: Bipartite, stack_limits: Stack
) -> tuple[Hits, Hits]:
    """Blocks of sources and sinks, and pairs of blocks that stand one upon the other."""
    prepared = prepared.at_least(limits.row_minor_min)
    counted = prepared.counted
    seen = counters.count_windows(
        *counted[:4], prepared.pairs, limits.window_s, prepared.account_count
    )
    tried = (seen[:, PAYEES] >= limits.sinks_min) & (seen[:, PAYERS] >= limits.sources_min)
    found, listing, stopped = find_blocks(
        counted.src, counted.dst, counted.second, prepared.lists, prepared.pairs, tried,
        limits.window_s, limits.sources_min, limits.sinks_min, limits.dense_ppm, limits.steps_max,
    )  # fmt: skip
    stacks, below = find_stacks(
        counted.src, counted.dst, counted.second, found, listing,
        stack_limits.window_s, stack_limits.middles_min, prepared.account_count,
    )  # fmt: skip
    row = counted.row
    key = np.zeros(found.shape[0], dtype=np.int64)
    spans = Spans(row[found[:, 0]], key, found[:, 1], found[:, 2])
    blocks = listed_hits(Pattern.BIPARTITE, spans, row[listing], row[stopped])
    first, last, lines = _join_blocks(found, listing, stacks, below)
    upper = stacks[:, 0]
    spans = Spans(row[found[upper, 0]], key[upper], first, last)
    return blocks, listed_hits(Pattern.STACK, spans, row[lines])


def _join_blocks(
    found: Int64s, listing: Int64s, stacks: Int64s, below: Int64s
) -> tuple[Int64s, Int64s, Int64s]:
    """(first line, last line, rows) of each stack: its upper block and every lower one."""
    parts, size = [], []
    for upper, first, last in stacks.tolist():
        hits = [upper, *np.unique(below[first : last + 1]).tolist()]
        rows = np.concatenate([listing[found[hit, 1] : found[hit, 2] + 1] for hit in hits])
        parts.append(np.unique(rows))
        size.append(parts[-1].size)
    last_line = np.cumsum(np.array(size, dtype=np.int64)) - 1
    first_line = last_line - np.array(size, dtype=np.int64) + 1
    lines = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    return first_line, last_line, lines

"""Finding: every pattern asked for, in one ledger.

in     a ``Ledger``, patterns by name, ``Limits``
out    ``Hits`` per pattern, or ``Episodes`` per pattern
keeps  detectors see the same counted rows; the same ledger and limits give the same answer;
       random walks are looked for last, among rows that no other pattern holds
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.pattern_limits import DEFAULTS, Limits, Pattern
from zhanlian.tracing.patterns import detectors
from zhanlian.tracing.patterns.blocks import bipartite_and_stack
from zhanlian.tracing.patterns.counted import Prepared, count_rows
from zhanlian.tracing.patterns.dwelling import pass_through
from zhanlian.tracing.patterns.episodes import Episodes, join_episodes
from zhanlian.tracing.patterns.hits import Hits

USUAL = tuple(each for each in Pattern if each is not Pattern.RANDOM)
BLOCKS = (Pattern.BIPARTITE, Pattern.STACK)
DETECTORS: dict[Pattern, Callable[[Prepared, Any], Hits]] = {
    Pattern.FAN_IN: detectors.fan_in,
    Pattern.FAN_OUT: detectors.fan_out,
    Pattern.GATHER_SCATTER: detectors.gather_scatter,
    Pattern.SCATTER_GATHER: detectors.scatter_gather,
    Pattern.CYCLE: detectors.cycle,
    Pattern.CHAIN: detectors.chain,
    Pattern.STRUCTURING_IN: detectors.structuring_in,
    Pattern.STRUCTURING_OUT: detectors.structuring_out,
}


def find_hits(
    ledger: Ledger, *, asked: Sequence[str] = USUAL, limits: Limits = DEFAULTS
) -> dict[Pattern, Hits]:
    """Every closing of every pattern asked for; refuses an unfit ledger or limit."""
    ledger.check()
    limits.check()
    wanted = {Pattern(each) for each in asked}
    prepared = count_rows(ledger)
    found = {
        each: detect(prepared, limits_of(limits, each))
        for each, detect in DETECTORS.items()
        if each in wanted
    }
    if Pattern.PASS_THROUGH in wanted:
        found[Pattern.PASS_THROUGH] = pass_through(ledger, limits.pass_through)
    if wanted & set(BLOCKS):
        pair = bipartite_and_stack(prepared, limits.bipartite, limits.stack)
        found |= {name: hits for name, hits in zip(BLOCKS, pair, strict=True) if name in wanted}
    if Pattern.RANDOM in wanted:
        found[Pattern.RANDOM] = _leftover(prepared, found, limits, ledger.row_count)
    return {each: found[each] for each in Pattern if each in wanted}


def find_patterns(
    ledger: Ledger, *, asked: Sequence[str] = USUAL, limits: Limits = DEFAULTS
) -> dict[Pattern, Episodes]:
    """Every case of every pattern asked for: hits that share rows, joined."""
    hits = find_hits(ledger, asked=asked, limits=limits)
    return {each: join_episodes(found) for each, found in hits.items()}


def limits_of(limits: Limits, pattern: Pattern) -> Any:
    """The record of a pattern; both kinds of structuring share one."""
    is_structuring = pattern in {Pattern.STRUCTURING_IN, Pattern.STRUCTURING_OUT}
    return limits.structuring if is_structuring else getattr(limits, pattern.value)


def _leftover(
    prepared: Prepared, found: dict[Pattern, Hits], limits: Limits, row_count: int
) -> Hits:
    """Walks among the rows that none of ``found`` holds."""
    is_free = np.ones(row_count, dtype=np.int64)
    for hits in found.values():
        is_free[join_episodes(hits).row] = 0

    def free(row: Int64s) -> Int64s:
        return is_free[row]

    return detectors.random_walk(prepared, limits.random, free)

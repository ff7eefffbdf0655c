"""Detectors: one function per pattern, from prepared rows and limits to hits.

in     ``Prepared`` rows, the pattern's limits record
out    ``Hits`` in ledger rows
keeps  a hit is closed by its last row and depends on rows at or before it only; definitions in
       words stand in docs/patterns.md and are what the slow twins of the tests say
"""

from collections.abc import Callable

import numpy as np

from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.pattern_limits import (
    Chain,
    Cycle,
    FanIn,
    FanOut,
    GatherScatter,
    Pattern,
    ScatterGather,
    Structuring,
    Walk,
    bands_of,
)
from zhanlian.tracing.patterns.counted import Prepared
from zhanlian.tracing.patterns.hits import (
    NO_ACCOUNT,
    Hits,
    Spans,
    join_hits,
    listed_hits,
    span_hits,
)
from zhanlian.tracing.patterns.kernels import cycles, fans, gathers, scatters
from zhanlian.tracing.patterns.kernels.chains import find_chains, list_chains
from zhanlian.tracing.patterns.kernels.lists import Int32s
from zhanlian.tracing.patterns.kernels.walks import find_walks


def fan_in(prepared: Prepared, limits: FanIn) -> Hits:
    """Hubs that many pay."""
    return _fans(Pattern.FAN_IN, prepared.at_least(limits.row_minor_min), limits)


def fan_out(prepared: Prepared, limits: FanOut) -> Hits:
    """Hubs that pay many."""
    return _fans(Pattern.FAN_OUT, prepared.at_least(limits.row_minor_min), limits)


def _fans(pattern: Pattern, prepared: Prepared, limits: FanIn | FanOut) -> Hits:
    side = _side(pattern, prepared)
    return _fan_hits(
        pattern, prepared, side, limits.window_s, limits.parties_min, limits.total_minor_min
    )


def _side(pattern: Pattern, prepared: Prepared) -> tuple[Int64s, Int32s]:
    """The lists that a one-sided pattern reads: rows by payee, or by payer."""
    lists = prepared.lists
    if pattern in {Pattern.FAN_IN, Pattern.STRUCTURING_IN}:
        return lists.in_start, lists.in_row
    return lists.out_start, lists.out_row


def _fan_hits(  # noqa: PLR0913, PLR0917  the kernel's own columns and limits
    pattern: Pattern, prepared: Prepared, side: tuple[Int64s, Int32s], window_s: int,
    parties_min: int, total_min: int,
) -> Hits:  # fmt: skip
    counted = prepared.counted
    found = fans.find_fans(
        *side, counted.second, counted.amount_minor, prepared.pairs,
        window_s, parties_min, total_min,
    )  # fmt: skip
    return span_hits(
        pattern, counted.row[found[:, fans.CLOSING]], found[:, fans.HUB],
        (found[:, fans.FIRST], found[:, fans.LAST]), counted.row[side[1]],
    )  # fmt: skip


def structuring_in(prepared: Prepared, limits: Structuring) -> Hits:
    """Accounts that several pay near-equal amounts just below a limit."""
    return _structuring(Pattern.STRUCTURING_IN, prepared, limits)


def structuring_out(prepared: Prepared, limits: Structuring) -> Hits:
    """Accounts that pay several near-equal amounts just below a limit."""
    return _structuring(Pattern.STRUCTURING_OUT, prepared, limits)


def _structuring(pattern: Pattern, prepared: Prepared, limits: Structuring) -> Hits:
    amount = prepared.counted.amount_minor
    parts = []
    for least, most in bands_of(limits) or [(1, 0)]:
        banded = prepared.only((amount >= least) & (amount <= most))
        parts.append(
            _fan_hits(
                pattern, banded, _side(pattern, banded), limits.window_s, limits.parties_min, 0
            )
        )
    return join_hits(pattern, parts)


def gather_scatter(prepared: Prepared, limits: GatherScatter) -> Hits:
    """Hubs that many pay, and that then pay many."""
    prepared = prepared.at_least(limits.row_minor_min)
    counted = prepared.counted
    start, listed, is_in = gathers.list_touches(counted.src, counted.dst, prepared.account_count)
    turns = gathers.find_turns(
        start, listed, is_in, counted.second, prepared.pairs, limits.window_s, limits.payers_min
    )
    found = gathers.find_gathers(
        start, listed, is_in, counted.amount_minor, prepared.pairs, turns,
        limits.payees_min, limits.total_minor_min,
    )  # fmt: skip
    hub = found[:, gathers.HUB]
    return Hits(
        Pattern.GATHER_SCATTER, counted.row[found[:, gathers.CLOSING]], hub,
        np.full(hub.size, NO_ACCOUNT, dtype=np.int64), hub,
        found[:, gathers.FIRST], found[:, gathers.TURN], found[:, gathers.LAST],
        counted.row[listed], is_in, is_span=True, stopped=np.zeros(0, dtype=np.int64),
    )  # fmt: skip


def scatter_gather(prepared: Prepared, limits: ScatterGather) -> Hits:
    """Sources whose money several middles pass on to one sink."""
    prepared = prepared.at_least(limits.row_minor_min)
    counted = prepared.counted
    found, listing, stopped = scatters.find_scatters(
        counted.src, counted.second, prepared.lists, prepared.pairs,
        limits.window_s, limits.middles_min, limits.touches_max,
    )  # fmt: skip
    source, sink = found[:, scatters.HUB], found[:, scatters.SECOND_HUB]
    spans = Spans(
        counted.row[found[:, scatters.CLOSING]], source * prepared.account_count + sink,
        found[:, scatters.FIRST], found[:, scatters.LAST], source, sink,
    )  # fmt: skip
    stopped = np.sort(counted.row[stopped])
    return listed_hits(Pattern.SCATTER_GATHER, spans, counted.row[listing], stopped)


def cycle(prepared: Prepared, limits: Cycle) -> Hits:
    """Ways by which money comes back to the account it left."""
    prepared = prepared.at_least(limits.row_minor_min)
    counted = prepared.counted
    found, listing, stopped = cycles.find_cycles(
        counted.src, counted.dst, counted.second, counted.amount_minor,
        prepared.lists, prepared.pairs,
        limits.window_s, limits.length_max, limits.keep_ppm_min, limits.steps_max,
    )  # fmt: skip
    first, last = found[:, cycles.FIRST], found[:, cycles.LAST]
    hub, key = _name_cycles(counted.src, listing, first, last, limits.length_max)
    spans = Spans(counted.row[found[:, cycles.CLOSING]], key, first, last, hub)
    return listed_hits(Pattern.CYCLE, spans, counted.row[listing], counted.row[stopped])


def _name_cycles(
    src: Int32s, listing: Int64s, first: Int64s, last: Int64s, length_max: int
) -> tuple[Int64s, Int64s]:
    """(least account, number of the cycle of accounts) per hit, wherever it starts."""
    step, length = np.arange(length_max), last - first + 1
    is_in = step < length[:, None]
    place = np.where(is_in, first[:, None] + step, 0)
    on_way = np.where(is_in, src[listing][place] if listing.size else 0, src.size)
    turn = on_way.argmin(axis=1)[:, None]
    turned = np.take_along_axis(on_way, np.where(is_in, (step + turn) % length[:, None], step), 1)
    turned = np.where(is_in, turned, NO_ACCOUNT).astype(np.int64)
    _, key = np.unique(turned, axis=0, return_inverse=True)
    hub = turned[:, 0] if first.size else first
    return hub, key.reshape(-1).astype(np.int64)


def chain(prepared: Prepared, limits: Chain) -> Hits:
    """Sums handed on hop by hop, most of them kept each time."""
    prepared = prepared.at_least(limits.row_minor_min)
    counted = prepared.counted
    length, before, stopped = find_chains(
        counted.src, counted.dst, counted.second, counted.amount_minor, prepared.lists,
        limits.hop_s, limits.keep_ppm_min, limits.peel_ppm_min, limits.hops_max, limits.steps_max,
    )  # fmt: skip
    found, listing = list_chains(length, before, limits.hops_min)
    closing, root, first, last = found.T
    spans = Spans(counted.row[closing], root, first, last, counted.src[root].astype(np.int64))
    return listed_hits(Pattern.CHAIN, spans, counted.row[listing], counted.row[stopped])


def random_walk(prepared: Prepared, limits: Walk, is_free: Callable[[Int64s], Int64s]) -> Hits:
    """Walks of rows none of which any other pattern explains.

    ``is_free`` tells which of the given ledger rows stand in no other hit, as 0 and 1.
    """
    counted = prepared.counted
    first, number = find_walks(
        counted.src, counted.dst, counted.second, limits.hop_s, prepared.account_count
    )
    order = np.lexsort((number, first))
    walk = first[order]
    start = np.flatnonzero(np.diff(walk, prepend=-1))
    length = np.diff(np.append(start, walk.size))
    free = np.add.reduceat(is_free(counted.row[order]), start) if start.size else start
    kept = (length >= limits.rows_min) & (free == length)
    begin, size = start[kept], length[kept]
    closing = counted.row[order[begin + limits.rows_min - 1]]
    spans = Spans(
        closing, walk[begin], begin, begin + size - 1, counted.src[walk[begin]].astype(np.int64)
    )
    return listed_hits(Pattern.RANDOM, spans, counted.row[order])

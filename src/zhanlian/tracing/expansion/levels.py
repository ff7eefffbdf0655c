"""Levels: an expansion hop by hop over an index; for a reach that is small beside the ledger.

in     an ``Index``, arrivals at the seeds, limits
out    steps, accounts, cut rows
keeps  the scratch tables are clean again, whatever happened in between
"""

import numpy as np

from zhanlian.tracing.expansion.asking import NO_ROW, Ask
from zhanlian.tracing.expansion.index import Index, Records, Scratch
from zhanlian.tracing.expansion.met import Met
from zhanlian.tracing.kernels.expansion_levels import (
    ACCOUNTS,
    FOUND,
    LOW_32,
    SMALL_FOUND,
    arrive,
    find_starts,
    walk,
    wipe,
)
from zhanlian.tracing.kernels.expansion_records import ARRIVAL, SMALL
from zhanlian.tracing.kernels.tables import Int64s


def walk_levels(index: Index, seeds: Records, ask: Ask) -> Met:
    """Walk hop by hop from ``seeds`` ARRIVAL[s], in total order.

    Cost: a search per arrival and a step per row met, whatever the size of the ledger.
    """
    scratch = index.borrow()
    try:
        _meet_seeds(seeds, scratch)
        return _gather(index, scratch, _walk_all(index, scratch, seeds, ask))
    finally:
        wipe(
            scratch.found, scratch.small, scratch.account, scratch.count, scratch.skip,
            scratch.seen,
        )  # fmt: skip
        index.give_back(scratch)


def _meet_seeds(seeds: Records, scratch: Scratch) -> None:
    accounts = np.unique(seeds["account"])
    scratch.account[: accounts.size] = accounts
    scratch.seen["layer"][accounts] = 1
    scratch.count[ACCOUNTS] = accounts.size


def _walk_all(index: Index, scratch: Scratch, seeds: Records, ask: Ask) -> list[Int64s]:
    """The rows of each hop as keys (row << 32 | place), rising."""
    levels: list[Int64s] = []
    arrival = seeds[::-1].copy()
    for hop in range(1, ask.hops + 1):
        start = int(scratch.count[FOUND])
        find_starts(
            arrival, index.leg_row, index.offset, index.leg_row.reshape(-1, 1),
            index.offset.reshape(-1, 1), scratch.seen.view(np.int64).reshape(scratch.seen.size, 2),
        )  # fmt: skip
        walk(
            arrival, index.leg, index.leg_row, index.offset, scratch.skip, scratch.parent,
            scratch.seen, scratch.found, scratch.small, scratch.count, ask.amount_minor_min,
            index.leg_block(), scratch.skip.reshape(-1, 1),
        )  # fmt: skip
        key = np.sort(scratch.found[start : scratch.count[FOUND]])
        arrival = np.empty(key.size, dtype=ARRIVAL)
        arrive(
            key[::-1], index.leg, arrival, index.course.units(ask.window_s), hop + 1,
            scratch.seen, scratch.account, scratch.count,
        )  # fmt: skip
        levels.append(key)
    return levels


def _gather(index: Index, scratch: Scratch, levels: list[Int64s]) -> Met:
    key = np.concatenate(levels)
    account = scratch.account[: scratch.count[ACCOUNTS]]
    seen = scratch.seen[account]
    by_layer = np.sort(seen["layer"].astype(np.int64) << 32 | account) & LOW_32
    seen = scratch.seen[by_layer]
    cut_row = np.sort(index.leg_row[scratch.small[: scratch.count[SMALL_FOUND]]])
    return Met(
        row=key >> 32,
        hop=np.repeat(np.arange(1, len(levels) + 1), [each.size for each in levels]),
        parent=scratch.parent[key & LOW_32],
        account=by_layer.astype(np.int32),
        layer=seen["layer"].astype(np.int64),
        late=seen["late"] + NO_ROW,
        cut_row=cut_row,
        cut_why=np.full(cut_row.size, SMALL),
    )

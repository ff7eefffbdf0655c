"""Total order: one order of all transfers that agrees with the order inside every account.

in     transfers with their instants, and each account's own order of its entries
out    a permutation, and instants that never fall back
keeps  an account's own order always wins over another bank's clock; where two banks' orders
       contradict each other the earlier instant goes first and the place is reported
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np

Ints = np.ndarray[Any, np.dtype[np.int64]]


def order_transfers(at: Ints, key: Ints, chains: tuple[Ints, Ints, Ints]) -> tuple[Ints, int]:
    """Order transfers by instant and key, then by every account's own chain.

    Parameters
    ----------
    at, key : int64[transfers]
        Instant in microseconds UTC and a tie-breaker that does not depend on run order.
    chains : (transfer int64[links], account int64[links], order_no int64[links])
        Which transfer is which place of which account's chain.

    Returns
    -------
    (int64[transfers], int)
        Transfers in order, and how many links had to give way (contradicting clocks).
        Cost: one sort, and a heap over each stretch in which clocks disagree.
    """
    simple = np.lexsort((key, at))
    before, after = _links(chains)
    place = np.empty(simple.size, dtype=np.int64)
    place[simple] = np.arange(simple.size)
    order, broken = simple.copy(), 0
    for low, high, first, second in _tangles(place[before], place[after]):
        inside, gave_way = _merge(high - low, first - low, second - low)
        order[low:high] = simple[low:high][inside]
        broken += gave_way
    return order, broken


def never_back(at: Ints) -> Ints:
    """Instants in final order, none before the one ahead of it."""
    return np.maximum.accumulate(at) if at.size else at


def _links(chains: tuple[Ints, Ints, Ints]) -> tuple[Ints, Ints]:
    transfer, account, order_no = chains
    index = np.lexsort((order_no, account))
    transfer, account = transfer[index], account[index]
    together = (np.diff(account) == 0) & (np.diff(transfer) != 0)
    return transfer[:-1][together], transfer[1:][together]


def _tangles(before: Ints, after: Ints) -> Iterator[tuple[int, int, Ints, Ints]]:
    """Stretches of places that links run back across: (first, end, their links).

    No link runs back over the edge of a stretch, so outside them the order by time stands.
    """
    back = before > after
    if not back.any():
        return
    lows, highs = _joined(after[back], before[back])
    stretch = np.searchsorted(lows, before, side="right") - 1
    is_in = (stretch >= 0) & (after >= lows[stretch])
    is_in &= (before <= highs[stretch]) & (after <= highs[stretch])
    index = np.flatnonzero(is_in)
    index = index[np.argsort(stretch[index], kind="stable")]
    bounds = np.searchsorted(stretch[index], np.arange(lows.size + 1))
    for each, (low, high) in enumerate(zip(lows.tolist(), highs.tolist(), strict=True)):
        links = index[bounds[each] : bounds[each + 1]]
        yield low, high + 1, before[links], after[links]


def _joined(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Intervals, those that touch made one."""
    index = np.argsort(low, kind="stable")
    low, reach = low[index], np.maximum.accumulate(high[index])
    is_new = np.append(True, low[1:] > reach[:-1])
    is_last = np.append(is_new[1:], True)
    return low[is_new], reach[is_last]


def _merge(count: int, before: Ints, after: Ints) -> tuple[Ints, int]:
    """Places 0 to ``count`` in an order that keeps every link it can, the lowest free one first.

    Where links run in a ring, the lowest place in it goes first and one more is counted.
    """
    followers: dict[int, list[int]] = defaultdict(list)
    wait = [0] * count
    for first, second in zip(before.tolist(), after.tolist(), strict=True):
        followers[first].append(second)
        wait[second] += 1
    ready = [each for each in range(count) if wait[each] == 0]
    done: list[int] = []
    is_done = [False] * count
    broken = stuck = 0
    while len(done) < count:
        if not ready:
            while is_done[stuck]:
                stuck += 1
            ready.append(stuck)
            broken += 1
        place = heapq.heappop(ready)
        if is_done[place]:
            continue
        is_done[place] = True
        done.append(place)
        for follower in followers[place]:
            wait[follower] -= 1
            if wait[follower] == 0 and not is_done[follower]:
                heapq.heappush(ready, follower)
    return np.array(done, dtype=np.int64), broken

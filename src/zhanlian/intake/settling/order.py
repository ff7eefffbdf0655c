"""Total order: one order of all transfers that agrees with the order inside every account.

in     transfers with their instants, and each account's own order of its entries
out    a permutation, and instants that never fall back
keeps  an account's own order always wins over another bank's clock; where two banks' orders
       contradict each other the earlier instant goes first and the place is reported
source tracing-kernels.md §1 (total order)
"""

from __future__ import annotations

import heapq
from collections import defaultdict
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
        Cost: one sort where the clocks agree; a heap over all transfers where not.
    """
    simple = np.lexsort((key, at))
    before, after = _links(chains)
    place = np.empty(simple.size, dtype=np.int64)
    place[simple] = np.arange(simple.size)
    if (place[before] < place[after]).all():
        return simple, 0
    return _merge(at, key, before, after)


def never_back(at: Ints) -> Ints:
    """Instants in final order, none before the one ahead of it."""
    return np.maximum.accumulate(at) if at.size else at


def _links(chains: tuple[Ints, Ints, Ints]) -> tuple[Ints, Ints]:
    transfer, account, order_no = chains
    index = np.lexsort((order_no, account))
    transfer, account = transfer[index], account[index]
    together = (np.diff(account) == 0) & (np.diff(transfer) != 0)
    return transfer[:-1][together], transfer[1:][together]


def _merge(at: Ints, key: Ints, before: Ints, after: Ints) -> tuple[Ints, int]:
    followers: dict[int, list[int]] = defaultdict(list)
    waits = np.zeros(at.size, dtype=np.int64)
    for first, second in zip(before.tolist(), after.tolist(), strict=True):
        followers[first].append(second)
        waits[second] += 1
    wait = waits.tolist()
    rank = list(zip(at.tolist(), key.tolist(), range(at.size), strict=True))
    ready = [each for each in rank if wait[each[2]] == 0]
    heapq.heapify(ready)
    stuck = sorted(each for each in rank if wait[each[2]] > 0)
    done: list[int] = []
    is_done = [False] * at.size
    broken = stuck_at = 0
    while len(done) < at.size:
        if not ready:
            while is_done[stuck[stuck_at][2]]:
                stuck_at += 1
            ready.append(stuck[stuck_at])
            broken += 1
        transfer = heapq.heappop(ready)[2]
        if is_done[transfer]:
            continue
        is_done[transfer] = True
        done.append(transfer)
        for follower in followers[transfer]:
            wait[follower] -= 1
            if wait[follower] == 0 and not is_done[follower]:
                heapq.heappush(ready, rank[follower])
    return np.array(done, dtype=np.int64), broken

"""Reach: which accounts victims' money reached, on which layer, and what cut a branch off.

in     what moved (``Moving``) and the limits of the case
out    ``Reach``: a layer per account, 0 where none; marks on the lines that were not followed
keeps  an account's layer is its least; layer 1 is an account that a victim paid; what a
       conversion brings goes on from the layer its money left; limits stop layers, never the
       trace itself: holdings and flows are whole whatever the limits say
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.moving import Moving

DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Where following stops: days after arrival, layers, least amount of one transfer."""

    follow_days: int
    layer_max: int
    minor_min: int


@dataclass(frozen=True, slots=True)
class Reach:
    """``layer_no`` int64[accounts]; ``is_late`` and ``is_small`` bool[lines]: not followed."""

    layer_no: Int64s
    is_late: Bools
    is_small: Bools


def find_reach(
    moving: Moving, limits: Limits, is_mixed: Bools, start_layer: Int64s | None = None
) -> Reach:
    """Layers breadth first; ``is_mixed`` bool[accounts]: no branch goes on from there.

    ``start_layer`` int64[lines]: the layer that a deposit's line arrives at, 1 where None. The
    follow window of a payment starts when it arrives at layer 1, in any currency.
    Cost: lines x layers.
    """
    is_late = moving.at > moving.paid_at + limits.follow_days * DAY_US
    is_small = row_totals(moving) < limits.minor_min
    starts = np.where(moving.is_deposit, 1 if start_layer is None else start_layer, 0)
    layer_no = np.zeros(is_mixed.size, dtype=np.int64)
    is_open = ~(is_late | is_small | moving.is_deposit) & (moving.src != moving.dst)
    src, dst = moving.src[is_open], moving.dst[is_open]
    layer_max = max(1, limits.layer_max)
    for layer in range(1, layer_max + 1):
        arrives = moving.dst[starts == layer]
        layer_no[arrives[layer_no[arrives] == 0]] = layer
        if layer == layer_max:
            break
        goes_on = (layer_no[src] == layer) & (layer_no[dst] == 0)
        if layer > 1:  # the account a victim paid is always followed
            goes_on &= ~is_mixed[src]
        layer_no[dst[goes_on]] = layer + 1
    return Reach(layer_no, is_late & ~moving.is_deposit, is_small & ~moving.is_deposit)


def row_totals(moving: Moving) -> Int64s:
    """For each line, what its row carried of all payments together."""
    if not moving.row.size:
        return moving.amount_minor
    first = np.flatnonzero(np.diff(moving.row, prepend=-1))
    totals = np.add.reduceat(moving.amount_minor, first)
    repeated: Int64s = np.repeat(totals, np.diff(np.append(first, moving.row.size)))
    return repeated

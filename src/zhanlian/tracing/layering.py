"""Layering: the layers of every currency under one method, conversions included.

in     a method's traces, what decisions declare, direct's traces for what they tie
out    ``Reached`` per currency
keeps  what a conversion brings starts one layer beyond the account that paid for it; a victim
       who pays for it himself starts it at layer 1; layers only fall while they are worked out,
       so the work ends
"""

from collections.abc import Mapping

import numpy as np

from zhanlian.tracing.build import Role
from zhanlian.tracing.declaring import Conversion, Declared
from zhanlian.tracing.following import Traced
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.layers import Marks, Reached, find_layers
from zhanlian.tracing.moving import strict_rows
from zhanlian.tracing.reach import Limits

NEVER = 1 << 31


def layer_currencies(
    traced: Mapping[str, Traced],
    declared: Declared,
    *,
    direct: Mapping[str, Traced],
    limits: Limits,
    mixed_share_ppm: int,
) -> dict[str, Reached]:
    """Layers of every currency; ``direct`` is empty where direct was not traced."""
    strict = {currency: _strict(each, direct.get(currency)) for currency, each in traced.items()}
    starts: dict[str, Int64s | None] = dict.fromkeys(traced)
    while True:
        reached = {
            currency: find_layers(
                each.found, each.built, limits=limits,
                marks=Marks(strict[currency], starts[currency]), mixed_share_ppm=mixed_share_ppm,
            )
            for currency, each in traced.items()
        }  # fmt: skip
        now = {currency: _starts(currency, traced, declared, reached) for currency in traced}
        if all(_is_same(now[currency], starts[currency]) for currency in traced):
            return reached
        starts = now


def _is_same(one: Int64s | None, other: Int64s | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool((one == other).all())


def _strict(traced: Traced, direct: Traced | None) -> Bools | None:
    """The rows that direct ties, found again in another method's ledger."""
    if direct is None:
        return None
    is_strict = strict_rows(direct.found)
    if direct.built is traced.built:
        return is_strict
    ids = direct.built.ledger.transfer_ids[is_strict]
    found: Bools = np.isin(traced.built.ledger.transfer_ids, ids)
    return found


def _starts(
    currency: str,
    traced: Mapping[str, Traced],
    declared: Declared,
    reached: Mapping[str, Reached],
) -> Int64s | None:
    """The layer each row's new money starts at; None where no conversion brings any."""
    coming = [
        each
        for each in declared.conversions
        if each.came[0].currency == currency and each.gone[0].currency in reached
    ]
    if not coming:
        return None
    ledger, role = traced[currency].built.ledger, traced[currency].built.role
    starts = np.ones(ledger.row_count, dtype=np.int64)
    for conversion in coming:
        via = ledger.account_ids.index(conversion.via)
        layer = _layer_after(conversion, reached[conversion.gone[0].currency])
        starts[(role == Role.ARRIVED) & (ledger.src == via)] = layer
    return starts


def _layer_after(conversion: Conversion, paid: Reached) -> int:
    """One beyond the nearest account that paid; ``NEVER`` where no victims' money came so far."""
    ledger, role = paid.built.ledger, paid.built.role
    via = ledger.account_ids.index(conversion.via)
    rows = np.flatnonzero((role == Role.GONE) & (ledger.dst == via))
    if (ledger.origin[rows] > 0).any():
        return 1
    layers = paid.reach.layer_no[ledger.src[rows]]
    return int(layers[layers > 0].min(initial=NEVER - 1)) + 1

"""Following: one method over every currency, joined where a conversion takes money across.

in     a ``Built`` ledger per currency, what decisions declare, a method
out    ``Traced`` per currency: the trace and the ledger it was made on
keeps  what a conversion's payments carried arrives whole: per receipt the parts are whole minor
       units and add up to it (cumulative rounding, 累计取整); the payments' own money ends in
       the conversion's account, so each currency is conserved by itself
source docs/methods.md, Pro-rata (cumulative rounding) and One currency per trace

A conversion carries what stood before its payments, and those stand before its receipts. So its
parts depend on earlier conversions only: a currency is traced again until no part changes, which
takes at most one round per conversion and one more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from zhanlian.tracing.build import Built
from zhanlian.tracing.declaring import Conversion, Declared
from zhanlian.tracing.detours import Detour, take_detours
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import Trace

Tracer = Callable[[Ledger], Trace]
Carried = tuple[tuple[str, int], ...]
ALIKE = (Method.FIFO, Method.LIFO, Method.PRO_RATA)  # they treat all money alike


@dataclass(frozen=True, slots=True)
class Traced:
    """One method's trace of one currency, with the ledger that its conversions led to."""

    found: Trace
    built: Built


def follow(
    builts: Mapping[str, Built], declared: Declared, tracer: Tracer, *, has_origins: bool = False
) -> dict[str, Traced]:
    """Trace every currency by ``tracer``, conversions followed from one to the next.

    ``has_origins``: declared origins are traced like victims' payments; else their money is
    money of no victim.
    """
    paid_at = _paid_at(builts, declared)
    carried: dict[str, Carried] = {}
    traced: dict[str, Traced] = {}
    stale = set(builts)
    while stale:
        for currency in sorted(stale):
            detours = _detours(declared, carried, has_origins=has_origins)
            built = take_detours(builts[currency], detours, paid_at)
            traced[currency] = Traced(tracer(built.ledger), built)
        before, carried = carried, _carried(declared, traced)
        stale = {
            each.came[0].currency
            for each in declared.conversions
            if carried[each.conversion_id] != before.get(each.conversion_id, ())
        }
    return traced


def take_origins(built: Built, declared: Declared, *, has_origins: bool) -> Built:
    """A ledger that no conversion touches, with its declared origins taken."""
    apart = Declared(origins=declared.origins)
    detours = _detours(apart, {}, has_origins=has_origins)
    return take_detours(built, detours, _paid_at({built.ledger.currency: built}, apart))


def _paid_at(builts: Mapping[str, Built], declared: Declared) -> dict[str, int]:
    """When each origin's money was paid: a payment's own row, a declared origin's receipt."""
    found = {each.origin_id: each.moved.at for each in declared.origins}
    for built in builts.values():
        found |= zip(built.ledger.origin_ids, built.paid_at[1:].tolist(), strict=True)
    return found


def _detours(
    declared: Declared, carried: Mapping[str, Carried], *, has_origins: bool
) -> list[Detour]:
    """The detours of all currencies; a ledger takes those whose transfers it has."""
    found = [
        Detour(
            each.moved.transfer_id, each.via, is_arrival=True,
            shares=((each.origin_id, each.moved.amount_minor),) if has_origins else (),
        )
        for each in declared.origins
    ]  # fmt: skip
    for conversion in declared.conversions:
        found += [
            Detour(each.transfer_id, conversion.via, is_arrival=False) for each in conversion.gone
        ]
        parts = carried.get(conversion.conversion_id, ())
        found += [
            Detour(
                each.transfer_id, conversion.via, is_arrival=True,
                shares=parts_of(parts, each.amount_minor, conversion.gone_minor),
            )
            for each in conversion.came
        ]  # fmt: skip
    return found


def parts_of(carried: Carried, amount_minor: int, total_minor: int) -> Carried:
    """Each origin's part of ``amount_minor``, as its share of ``total_minor`` carried.

    The running sums are cut down to whole units, money of no origin first, so the parts never
    exceed the amount.

    >>> parts_of((("V1-1", 100), ("V2-1", 100)), 100, 300)
    (('V1-1', 33), ('V2-1', 34))
    """
    so_far = total_minor - sum(minor for _, minor in carried)
    given = so_far * amount_minor // total_minor
    parts = []
    for name, minor in carried:
        so_far += minor
        upto = so_far * amount_minor // total_minor
        parts.append((name, upto - given))
        given = upto
    return tuple(parts)


def _carried(declared: Declared, traced: Mapping[str, Traced]) -> dict[str, Carried]:
    """What each conversion's payments carried, in the order of the origins' payments."""
    return {
        each.conversion_id: _carried_by(each, traced[each.gone[0].currency])
        for each in declared.conversions
    }


def _carried_by(conversion: Conversion, traced: Traced) -> Carried:
    held, ledger = traced.found.holdings, traced.built.ledger
    number = ledger.account_ids.index(conversion.via)
    here = np.flatnonzero((held.account == number) & (held.origin > 0))
    minor = held.amount_minor if held.strict_minor is None else held.strict_minor
    found = tuple(
        (ledger.origin_ids[int(held.origin[line]) - 1], int(minor[line]))
        for line in here
        if minor[line]
    )
    if held.strict_minor is None or [minor for _, minor in found] == [conversion.gone_minor]:
        return found
    return ()  # direct: money that is not strictly one payment's is evidence of nothing there

"""Detours: transfers whose money ends, or starts anew, because a person decided so.

in     a ``Built`` ledger and the ``Detour`` of each such transfer
out    a ``Built`` in which these transfers go by way of an account of their own
keeps  payer and payee give and get the same as before; what the payer's money was ends visibly
       in that account, a sink; what the payee's money is, the decision says; the parts of an
       arrival add up to the transfer; other rows, and their order, are as they were

A conversion (兑换) has a detour in both currencies: the payment's money ends in its account, and
the receipt's money starts from it. A declared origin is a receipt like that without a payment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from zhanlian.tracing.build import Built, Role, Wholes
from zhanlian.tracing.ends import End, code_of, end_of
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.openings import Basis


@dataclass(frozen=True, slots=True)
class Detour:
    """One transfer by way of ``via``; ``shares``: whose money leaves it, by origin's name.

    ``is_arrival``: money starts from ``via``. What ``shares`` leave open is of no origin.
    """

    transfer_id: int
    via: str
    is_arrival: bool
    shares: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """A row that a detour puts in the place of a transfer's own."""

    row: int
    src: int
    dst: int
    amount_minor: int
    label: str
    role: Role


def take_detours(built: Built, detours: Sequence[Detour], paid_at: Mapping[str, int]) -> Built:
    """The ledger with its detours taken; the same object where there are none.

    ``paid_at``: when each origin's money was paid, whatever the currency.
    """
    rows = rows_of(built.ledger, detours)
    if not rows:
        return built
    vias = sorted({each.via for each in rows.values()})
    number = {via: built.ledger.account_count + place for place, via in enumerate(vias)}
    legs = [
        leg
        for row in sorted(rows)
        for leg in _legs(built.ledger, row, rows[row], number[rows[row].via])
    ]
    relaid = _relaid(built, legs, vias)
    paid = [0, *(paid_at[name] for name in relaid.ledger.origin_ids)]
    return replace(relaid, paid_at=np.array(paid, dtype=np.int64))


def rows_of(ledger: Ledger, detours: Sequence[Detour]) -> dict[int, Detour]:
    """The row of each detour whose transfer is in the ledger; no row is given back later."""
    by_id = {each.transfer_id: each for each in detours}
    wanted = np.array(sorted(by_id), dtype=np.int64)
    found = np.flatnonzero(np.isin(ledger.transfer_ids, wanted))
    assert not np.isin(found, ledger.undo_row).any(), "a detour was given back"
    return {int(row): by_id[int(ledger.transfer_ids[row])] for row in found}


def _legs(ledger: Ledger, row: int, detour: Detour, via: int) -> list[Leg]:
    src, dst = int(ledger.src[row]), int(ledger.dst[row])
    amount_minor, origin = int(ledger.amount_minor[row]), int(ledger.origin[row])
    label = ledger.origin_ids[origin - 1] if origin else ""
    if not detour.is_arrival:
        return [
            Leg(row, src, via, amount_minor, label, Role.GONE),
            Leg(row, via, dst, amount_minor, "", Role.AFTER),
        ]
    assert not origin, "a victim's own payment is no receipt of a conversion"
    rest_minor = amount_minor - sum(minor for _, minor in detour.shares)
    assert rest_minor >= 0, "the parts are more than the receipt"
    parts = [("", rest_minor), *detour.shares]
    return [
        Leg(row, src, via, amount_minor, "", Role.DISPLACED),
        *(Leg(row, via, dst, minor, name, Role.ARRIVED) for name, minor in parts if minor),
    ]


def _relaid(built: Built, legs: list[Leg], vias: list[str]) -> Built:
    """The columns of the ledger with the legs in the places of their rows."""
    ledger = built.ledger
    leg_row = np.array([each.row for each in legs], dtype=np.int64)
    kept = np.setdiff1d(np.arange(ledger.row_count), leg_row)
    turn = np.concatenate([np.zeros(kept.size, np.int64), np.arange(leg_row.size)])
    order = np.lexsort((turn, np.concatenate([kept, leg_row])))
    lay = Lay(kept, leg_row, order)
    labels = _labels(ledger, lay, legs)
    number: dict[str, int] = {}
    origin = np.zeros(order.size, dtype=np.int32)
    for row in sorted(labels):
        origin[row] = number.setdefault(labels[row], len(number) + 1)
    relaid = replace(
        ledger,
        src=lay.column(ledger.src, [each.src for each in legs]),
        dst=lay.column(ledger.dst, [each.dst for each in legs]),
        at=lay.column(ledger.at, ledger.at[leg_row]),
        amount_minor=lay.column(ledger.amount_minor, [each.amount_minor for each in legs]),
        undo_row=lay.pointers(ledger.undo_row),
        origin=origin,
        opening_minor=np.append(ledger.opening_minor, np.zeros(len(vias), np.int64)),
        is_sink=np.append(ledger.is_sink, np.ones(len(vias), np.bool_)),
        account_ids=(*ledger.account_ids, *vias),
        transfer_ids=lay.column(ledger.transfer_ids, _numbers(ledger, legs)),
        origin_ids=tuple(number),
    )
    return _described(built, relaid, lay, legs, vias)


@dataclass(frozen=True, slots=True)
class Lay:
    """Which rows stay, which rows the legs stand for, and the order of both together."""

    kept: Int64s
    leg_row: Int64s
    order: Int64s

    def column(self, own: Any, of_legs: Any) -> Any:
        """One column of the kept rows and its like for the legs."""
        return np.concatenate([own[self.kept], np.asarray(of_legs, own.dtype)])[self.order]

    def places(self) -> Int64s:
        """Where each old row stands now; the first of its legs for a row that has some."""
        rows = np.concatenate([self.kept, self.leg_row])[self.order]
        _, first = np.unique(rows, return_index=True)
        return first.astype(np.int64)

    def pointers(self, own: Any) -> Any:
        """A column of row numbers, pointing at where those rows stand now."""
        moved = np.where(own >= 0, self.places()[np.maximum(own, 0)], -1)
        return self.column(moved.astype(own.dtype), np.full(self.leg_row.size, -1))


def _labels(ledger: Ledger, lay: Lay, legs: list[Leg]) -> dict[int, str]:
    """Row of the new ledger -> the name of the origin that it creates."""
    place = np.empty(lay.order.size, dtype=np.int64)
    place[lay.order] = np.arange(lay.order.size)
    own = np.flatnonzero(ledger.origin[lay.kept] > 0)
    found = {
        int(place[each]): ledger.origin_ids[int(ledger.origin[lay.kept[each]]) - 1] for each in own
    }
    for number, leg in enumerate(legs, start=lay.kept.size):
        if leg.label:
            found[int(place[number])] = leg.label
    return found


def _numbers(ledger: Ledger, legs: list[Leg]) -> list[int]:
    """The transfer a leg stands for; legs that only lead to or from it have numbers below 0."""
    lowest = min(0, int(ledger.transfer_ids.min(initial=0)))
    return [
        int(ledger.transfer_ids[leg.row])
        if leg.role in (Role.GONE, Role.ARRIVED)
        else lowest - 1 - number
        for number, leg in enumerate(legs)
    ]


def _described(built: Built, relaid: Ledger, lay: Lay, legs: list[Leg], vias: list[str]) -> Built:
    ledger, extra = built.ledger, len(vias)
    none = np.zeros(extra, dtype=np.bool_)
    at_account = np.array([_beside(ledger, each) for each in legs], dtype=np.int64)
    wholes = built.wholes
    return replace(
        built,
        ledger=relaid,
        end=np.append(built.end, [code_of(_end_of(each)) for each in vias]),
        is_held=np.append(built.is_held, none),
        is_chain=np.append(built.is_chain, none),
        basis=np.append(built.basis, np.full(extra, int(Basis.SINK))),
        is_tie_free=lay.column(built.is_tie_free, np.zeros(len(legs), np.bool_)),
        entry_id=lay.column(built.entry_id, built.entry_id[lay.leg_row]),
        is_own=lay.column(built.is_own, built.is_own[lay.leg_row]),
        role=lay.column(built.role, [int(each.role) for each in legs]),
        beside=lay.column(built.beside, at_account),
        wholes=Wholes(lay.places()[wholes.row], wholes.src, wholes.dst, wholes.amount_minor),
    )


def _beside(ledger: Ledger, leg: Leg) -> int:
    """The real account at which a leg's money leaves or joins the trail."""
    is_out = leg.role in (Role.GONE, Role.AFTER)
    return int(ledger.dst[leg.row] if is_out else ledger.src[leg.row])


def _end_of(via: str) -> End:
    return end_of(via, is_held=False, scheme="reserved", holder_name="")

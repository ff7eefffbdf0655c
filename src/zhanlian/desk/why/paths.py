"""Paths: by which transfers each piece of a holding came to lie where it is, exactly.

in     a method, a victim payment, an account
out    pieces of the holding, each with its transfers, the oldest first
keeps  pieces add up to the holding; pro-rata money has no single path, so it gives none; behind a
       conversion a path starts at the receipt. Cost: one trace of the case under that method
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhanlian.evidence import Case
from zhanlian.tracing import Method, path_of, trace_again


@dataclass(frozen=True, slots=True)
class Piece:
    """Some fen of a holding and the transfers that brought them, in order."""

    amount_minor: int
    transfer_ids: tuple[int, ...]


def find_pieces(
    case: Case, *, method: str, currency: str, account: str, payment: str
) -> tuple[Piece, ...]:
    """The pieces of ``payment`` in ``account``; those that came the same way are one."""
    if method == Method.PRO_RATA:
        return ()
    found = trace_again(case, method=Method(method))[currency].found
    ledger, pieces = found.ledger, found.pieces
    number = ledger.account_ids.index(account)
    origin = ledger.origin_ids.index(payment) + 1
    amounts: dict[tuple[int, ...], int] = {}
    for index in np.flatnonzero((pieces.account == number) & (pieces.origin == origin)).tolist():
        rows = path_of(found, index)
        way = tuple(int(ledger.transfer_ids[row]) for row in rows if ledger.transfer_ids[row] > 0)
        amounts[way] = amounts.get(way, 0) + int(pieces.amount_minor[index])
    return tuple(Piece(amount_minor, way) for way, amount_minor in amounts.items())

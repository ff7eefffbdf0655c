"""Paths: by which transfers each piece of a holding came to lie where it is, exactly.

in     a method, a victim payment, an account
out    pieces of the holding, each with its transfers, the oldest first
keeps  pieces add up to the holding; pro-rata money has no single path, so it gives none.
       Cost: one trace of the currency under that method, in memory
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhanlian.evidence import Case
from zhanlian.tracing import Method, build_ledger, path_of, trace

ORIGINS_SQL = """
    SELECT DISTINCT m.transfer_id, m.payment_id
    FROM victim_match m JOIN flow f USING (transfer_id, payment_id)
    JOIN transfer t USING (transfer_id) WHERE f.method = ? AND t.currency = ?
"""


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
    matches = case.duck.fetch(ORIGINS_SQL, [method, currency])
    origins = {row["transfer_id"]: row["payment_id"] for row in matches}
    found = trace(build_ledger(case, currency, origins).ledger, method=Method(method))
    ledger, pieces = found.ledger, found.pieces
    number = ledger.account_ids.index(account)
    origin = ledger.origin_ids.index(payment) + 1
    amounts: dict[tuple[int, ...], int] = {}
    for index in np.flatnonzero((pieces.account == number) & (pieces.origin == origin)).tolist():
        way = tuple(int(ledger.transfer_ids[row]) for row in path_of(found, index))
        amounts[way] = amounts.get(way, 0) + int(pieces.amount_minor[index])
    return tuple(Piece(amount_minor, way) for way, amount_minor in amounts.items())

"""Moving: a trace's flows without what came straight back.

in     a ``Trace`` and its ``Built`` ledger
out    ``Moving``: per row and payment what was carried on, with payer and payee at hand
keeps  a row that was returned whole, and the row that returned it, carried nothing on; where
       part had been spent, both stay, since that part did move
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.tracing.build import Built
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.trace import Trace


@dataclass(frozen=True, slots=True)
class Moving:
    """Victims' money on the move, sorted by row and origin.

    ``is_deposit``: a victim's payment, or what a conversion brings; ``paid_at``: when the victim
    had paid.
    """

    row: Int64s
    origin: Int64s
    amount_minor: Int64s
    src: Int64s
    dst: Int64s
    at: Int64s
    paid_at: Int64s
    is_deposit: Bools

    def pick(self, is_kept: Bools) -> "Moving":
        """The lines where ``is_kept`` is true."""
        return Moving(
            self.row[is_kept],
            self.origin[is_kept],
            self.amount_minor[is_kept],
            self.src[is_kept],
            self.dst[is_kept],
            self.at[is_kept],
            self.paid_at[is_kept],
            self.is_deposit[is_kept],
        )


def moving_of(found: Trace, built: Built) -> Moving:
    """What each row carried of each payment, returned rows left out."""
    ledger, flows = built.ledger, found.flows
    is_kept = ~returned_rows(found)[flows.row]
    row = flows.row[is_kept].astype(np.int64)
    return Moving(
        row=row,
        origin=flows.origin[is_kept].astype(np.int64),
        amount_minor=flows.amount_minor[is_kept],
        src=ledger.src[row].astype(np.int64),
        dst=ledger.dst[row].astype(np.int64),
        at=ledger.at[row],
        paid_at=built.paid_at[flows.origin[is_kept]],
        is_deposit=ledger.origin[row] > 0,
    )


def returned_rows(found: Trace) -> Bools:
    """Rows returned whole and the rows that returned them."""
    undo_row = found.ledger.undo_row
    is_returned = np.zeros(undo_row.size, dtype=np.bool_)
    undoing = np.setdiff1d(np.flatnonzero(undo_row >= 0), found.undo_shortfall.row)
    is_returned[undoing] = True
    is_returned[undo_row[undoing]] = True
    return is_returned


def strict_rows(direct: Trace) -> Bools:
    """Rows on the way of money that the direct method still ties payment by payment."""
    lineage, pieces = direct.lineage, direct.pieces
    is_marked = np.zeros(lineage.row.size, dtype=np.bool_)
    records = np.unique(pieces.record[pieces.is_strict & (pieces.record >= 0)])
    while records.size:
        is_marked[records] = True
        parents = np.unique(lineage.parent[records])
        records = parents[(parents >= 0) & ~is_marked[np.maximum(parents, 0)]]
    is_strict = np.zeros(direct.ledger.row_count, dtype=np.bool_)
    is_strict[lineage.row[is_marked]] = True
    return is_strict

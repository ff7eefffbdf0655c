"""Dwell: how fast victims' money left each account, piece by piece.

in     a trace with a lineage (any method but pro-rata)
out    per account: victims' money that arrived, and what of it left within a number of seconds
keeps  a piece's stay is the time of the row that moved it on less that of the row that brought
       it: exact, and no second definition beside the trace's own
source docs/patterns.md, Pass-through (快进快出)
"""

import numpy as np

from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import MICROS
from zhanlian.tracing.tallies import add_up
from zhanlian.tracing.trace import Trace


def fast_leaving(found: Trace, *, within_s: int) -> tuple[Int64s, Int64s]:
    """(arrived, left fast) per account, in minor units."""
    ledger, lineage = found.ledger, found.lineage
    accounts = ledger.account_count
    place = ledger.dst[lineage.row].astype(np.int64)
    arrived = add_up(place, lineage.amount_minor, accounts)
    moved = np.flatnonzero(lineage.parent >= 0)
    before = lineage.parent[moved]
    stay = ledger.at[lineage.row[moved]] - ledger.at[lineage.row[before]]
    is_fast = stay <= within_s * MICROS
    fast = add_up(place[before[is_fast]], lineage.amount_minor[moved[is_fast]], accounts)
    return arrived, fast

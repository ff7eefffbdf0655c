"""Asked: one ledger as the kernels want it, a method, and the limits of the work."""

from dataclasses import dataclass

from zhanlian.tracing.kernels.rows import Rows
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import MAX_ENTRIES, MAX_MOVES, columns_of


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on the work, as ``trace`` has them."""

    max_moves: int = MAX_MOVES
    max_entries: int = MAX_ENTRIES


@dataclass(frozen=True, slots=True)
class Asked:
    """A checked ledger, its columns and openings, the method and the limits."""

    ledger: Ledger
    rows: Rows
    opening_minor: Int64s
    method: Method
    limits: Limits

    @property
    def origin_count(self) -> int:
        """How many payments of victims there are."""
        return len(self.ledger.origin_ids)


def ask_for(ledger: Ledger, method: Method, limits: Limits) -> Asked:
    """The ledger, which has been checked, with its rows' kinds worked out."""
    rows, opening = columns_of(ledger)
    return Asked(ledger, rows, opening, method, limits)

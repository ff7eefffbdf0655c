"""Tables: what a trace gives back, as columns of equal length.

keeps  every amount is in the ledger's minor unit; origin 0 is money of no victim;
       a table is sorted by its first columns and holds no zero amount where it says so
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Bools = NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Whose money lies where: sorted by account, origin; no zero rows.

    ``strict_minor`` is the part still strict, measured by the direct method only (else None).
    """

    account: Int32s
    origin: Int32s
    amount_minor: Int64s
    strict_minor: Int64s | None = None


@dataclass(frozen=True, slots=True)
class Flows:
    """What each ledger row carried of each victim's money: sorted by row, origin (> 0).

    A row that creates an origin carries it; so do a row later given back and its undo row.
    """

    row: Int64s
    origin: Int32s
    amount_minor: Int64s


@dataclass(frozen=True, slots=True)
class Lineage:
    """One record per move of a tainted piece, in row order; a parent stands before its child.

    ``amount_minor`` leaves out what an undo row gave back, so it may be 0; it always equals the
    amounts of the children plus the live pieces that point at the record.
    """

    row: Int64s
    parent: Int64s
    origin: Int32s
    amount_minor: Int64s


@dataclass(frozen=True, slots=True)
class Pieces:
    """Money as it lies, account by account, position 0 leaving next.

    ``record`` points into the lineage, -1 for money of no victim; only the direct method
    sets ``is_strict``. Pro-rata money lies in no order: one piece per origin, record -1.
    """

    account: Int32s
    position: Int32s
    origin: Int32s
    record: Int64s
    amount_minor: Int64s
    is_strict: Bools


@dataclass(frozen=True, slots=True)
class UndoShortfall:
    """Undo rows whose money the payee had spent, and how much came back as an ordinary row."""

    row: Int64s
    amount_minor: Int64s


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything a kernel run gives back; ``born_minor`` int64[A] is money no row explains."""

    holdings: Holdings
    flows: Flows
    lineage: Lineage
    pieces: Pieces
    born_minor: Int64s
    undo_shortfall: UndoShortfall


def first_lines(column: NDArray[Kind], used: int) -> NDArray[Kind]:
    """The lines in use; a copy where more than half of the room would be kept for nothing."""
    return column[:used] if 2 * used > column.size else column[:used].copy()

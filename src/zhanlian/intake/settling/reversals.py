"""Reversals: pair a reversed booking with its original.

in     one batch of bookings in account and time order
out    reversal row -> original row; both leave the effective totals, neither is hidden
keeps  a serial named in the remark wins; else the nearest earlier row of the account with
       the same amount, the opposite effect and no contradicting counterparty; never abs()
source docs/intake.md, Twelve steps, 10
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from zhanlian.intake.settling.batch import Batch


def pair_reversals(batch: Batch) -> dict[int, int]:
    """Row of each reversal or returned payment -> row of its original.

    Cost: one pass over the rows of accounts that hold a reversal.
    """
    undoing = np.flatnonzero((batch.is_red | (batch.undo_word != "")) & batch.is_live)
    if undoing.size == 0:
        return {}
    wanted = {(int(batch.account[row]), abs(int(batch.amount_minor[row]))) for row in undoing}
    waiting: dict[tuple[int, int], list[int]] = defaultdict(list)
    paired: dict[int, int] = {}
    undoing_rows = set(undoing.tolist())
    touched = np.isin(batch.account, np.unique(batch.account[undoing]))
    for row in np.flatnonzero(touched & batch.is_live).tolist():
        key = (int(batch.account[row]), abs(int(batch.amount_minor[row])))
        if key not in wanted:
            continue
        if row in undoing_rows:
            original = _pick(batch, row, waiting[key])
            if original is not None:
                paired[row] = original
                waiting[key].remove(original)
                continue
        waiting[key].append(row)
    return paired


def _pick(batch: Batch, row: int, waiting: list[int]) -> int | None:
    fitting = [other for other in waiting if _undoes(batch, row, other)]
    named = [other for other in fitting if batch.serial[other] == batch.undo_serial[row]]
    if batch.undo_serial[row] is not None and named:
        return named[-1]
    return fitting[-1] if fitting else None


def _undoes(batch: Batch, row: int, other: int) -> bool:
    if batch.is_red[other]:
        return False
    if batch.is_red[row]:
        opposite = batch.direction[row] == batch.direction[other]
    else:
        opposite = {batch.direction[row], batch.direction[other]} == {"in", "out"}
    same_party = (
        batch.cp_account_id[row] == batch.cp_account_id[other]
        or str(batch.cp_account_id[row]).startswith("@")
        or str(batch.cp_account_id[other]).startswith("@")
    )
    return opposite and same_party

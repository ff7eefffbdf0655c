"""A batch of entries of whole accounts, as arrays in account, time and file order.

keeps  an account is never split over batches; rows of files written newest first are
       turned, so that ``rank`` always runs forward in time
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from zhanlian.engines import NOTHING

if TYPE_CHECKING:
    from zhanlian.evidence import Case

Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Objects = np.ndarray[Any, np.dtype[np.object_]]

BATCH_ROWS = 100_000

ACCOUNT_SIZES = """
SELECT account_id, count(*) AS entries FROM sided GROUP BY account_id ORDER BY account_id
"""

TURNED = """
CREATE OR REPLACE TEMP TABLE turned AS
WITH steps AS (
  SELECT section_id,
    sign(booked_at - lag(booked_at) OVER (PARTITION BY section_id, own_account, own_card
      ORDER BY line_no)) AS step
  FROM entry WHERE booked_at IS NOT NULL
)
SELECT section_id, coalesce(sum(step), 0) < 0 AS is_turned FROM steps GROUP BY section_id
"""

BATCH = """
SELECT e.entry_id, dense_rank() OVER (ORDER BY s.account_id) - 1 AS account, s.account_id,
  e.booked_at,
  CASE WHEN t.is_turned THEN -e.entry_id ELSE e.entry_id END AS rank,
  coalesce(e.amount_minor, 0) AS amount_minor, e.amount_minor IS NULL AS is_unreadable,
  e.balance_minor, e.direction, e.direction_text, e.success, e.moves_balance, e.section_id,
  s.cp_account_id, s.cp_basis, s.undo_word, s.has_failed_word, s.undo_serial, e.serial, e.precision,
  c.copy_of_entry_id, x.entry_id IS NOT NULL AS is_excluded, e.channel, e.order_no
FROM entry AS e
JOIN sided AS s USING (entry_id)
LEFT JOIN turned AS t USING (section_id)
LEFT JOIN copied AS c USING (entry_id)
LEFT JOIN excluded AS x USING (entry_id)
WHERE s.account_id >= ? AND s.account_id <= ?
ORDER BY s.account_id, e.booked_at, rank
"""


@dataclass(slots=True)
class Batch:
    """Columns of one batch; arrays are equally long, in (account, booked_at, rank) order."""

    entry_id: Ints
    account: Ints
    account_id: Objects
    booked_at: Ints
    rank: Ints
    amount_minor: Ints
    is_unreadable: Flags
    balance_minor: Ints
    direction: Objects
    direction_text: Objects
    success: Objects
    moves_balance: Flags
    section_id: Ints
    cp_account_id: Objects
    cp_basis: Objects
    undo_word: Objects
    undo_serial: Objects
    has_failed_word: Flags
    serial: Objects
    precision: Objects
    copy_of_entry_id: Ints
    is_excluded: Flags
    channel: Objects
    order_no: Objects

    @property
    def is_copy(self) -> Flags:
        """Rows that repeat another."""
        return np.asarray(self.copy_of_entry_id != NOTHING)

    @property
    def is_failed(self) -> Flags:
        """Rows whose success mark says no, or that say so in words and left the balance alone."""
        worded = (self.success == "unknown") & self.has_failed_word
        unsure = (self.success == "ambiguous") | worded
        before = np.roll(self.balance_minor, 1)
        same_account = np.roll(self.account, 1) == self.account
        unmoved = (before == self.balance_minor) & self.has_balance & same_account
        moves = self.amount_minor != 0
        return np.asarray((self.success == "no") | (unsure & unmoved & moves), dtype=np.bool_)

    @property
    def is_live(self) -> Flags:
        """Rows that may have moved money: no copy, not failed, readable, not excluded."""
        return ~(self.is_copy | self.is_failed | self.is_unreadable | self.is_excluded)

    @property
    def is_red(self) -> Flags:
        """Negative amounts beside a direction: red-letter bookings."""
        stated = (self.direction == "in") | (self.direction == "out")
        return np.asarray((self.amount_minor < 0) & stated, dtype=np.bool_)

    @property
    def has_balance(self) -> Flags:
        """Rows that state a balance."""
        return np.asarray(self.balance_minor != NOTHING)


def read_batches(case: Case) -> Iterator[Batch]:
    """Whole accounts at a time, about ``BATCH_ROWS`` rows each; memory is bounded by them."""
    case.duck.run(TURNED, table="turned")
    first = last = None
    rows = 0
    for size in case.duck.fetch(ACCOUNT_SIZES):
        if first is not None and rows + size["entries"] > BATCH_ROWS:
            yield _read(case, first, last)
            first, rows = None, 0
        first = size["account_id"] if first is None else first
        last, rows = size["account_id"], rows + size["entries"]
    if first is not None:
        yield _read(case, first, last)


def _read(case: Case, first: str | None, last: str | None) -> Batch:
    return Batch(**case.duck.arrays(BATCH, [first, last]))

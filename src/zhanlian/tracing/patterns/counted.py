"""Counted: the rows of a ledger that patterns look at, listed by account once for all detectors.

in     a ``Ledger``, the least amount a row must have
out    ``Prepared``: counted rows in total order, their lists and pairs
keeps  left out are: rows from an account to itself; rows that return an earlier one, and the
       rows they return; rows from or to an end (sink), fees and gaps included; nothing else
       and no amount is changed. Time is whole seconds, so a window never splits a second
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from zhanlian.tracing.kernels.tables import Bools
from zhanlian.tracing.ledger import MICROS, Ledger
from zhanlian.tracing.patterns.kernels.lists import Counted, Lists, Pairs, list_rows, pair_rows


@dataclass(frozen=True)
class Prepared:
    """Counted rows with what every detector needs of them, made when first asked for."""

    counted: Counted
    account_count: int

    @cached_property
    def lists(self) -> Lists:
        """Rows by payee and by payer."""
        return Lists(*list_rows(self.counted.src, self.counted.dst, self.account_count))

    @cached_property
    def pairs(self) -> Pairs:
        """Each row's neighbours of the same payer and payee."""
        return Pairs(*pair_rows(self.counted.dst, self.lists.out_start, self.lists.out_row))

    def only(self, is_kept: Bools) -> "Prepared":
        """The same for some of the rows."""
        if is_kept.all():
            return self
        src, dst, second, amount_minor, row = self.counted
        kept = Counted(
            src[is_kept], dst[is_kept], second[is_kept], amount_minor[is_kept], row[is_kept]
        )
        return Prepared(kept, self.account_count)

    def at_least(self, minor: int) -> "Prepared":
        """The same for rows of at least ``minor``."""
        return self if minor <= 1 else self.only(self.counted.amount_minor >= minor)


def is_standing(ledger: Ledger) -> Bools:
    """Rows that moved money from one account to another and were not returned."""
    stands = (ledger.src != ledger.dst) & (ledger.undo_row < 0)
    stands[ledger.undo_row[ledger.undo_row >= 0]] = False
    return np.asarray(stands, dtype=np.bool_)


def is_counted(ledger: Ledger) -> Bools:
    """Rows that patterns look at: standing, and with no end on either side."""
    return is_standing(ledger) & ~(ledger.is_sink[ledger.src] | ledger.is_sink[ledger.dst])


def count_rows(ledger: Ledger) -> Prepared:
    """The counted rows of a checked ledger."""
    row = np.flatnonzero(is_counted(ledger)).astype(np.int64)
    counted = Counted(
        src=np.ascontiguousarray(ledger.src[row], dtype=np.int32),
        dst=np.ascontiguousarray(ledger.dst[row], dtype=np.int32),
        second=np.ascontiguousarray(ledger.at[row] // MICROS, dtype=np.int64),
        amount_minor=np.ascontiguousarray(ledger.amount_minor[row], dtype=np.int64),
        row=row,
    )
    return Prepared(counted, ledger.account_count)

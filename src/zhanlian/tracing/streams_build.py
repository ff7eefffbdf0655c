"""Streams: an index of one ledger that answers for one payment without replaying the rest.

in     a ``Ledger``
out    ``Streams``, for ``follow`` and ``alert`` (where a payment's money lies) and for ``whose``
       (whose money lies in an account)
keeps  first in, first out, to the minor unit: every answer equals the FIFO trace of the same
       ledger, with the new payment put in as a victim's where one is asked about
rests  which minor units move first in, first out does not depend on whose they are

``follow`` works for any row of the ledger, labelled or not. Only ``whose`` looks at labels: it
stops looking back where a row carried no victim's money.
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.terms import Refusal
from zhanlian.tracing.kernels.streams import Tapes, lay_tapes, no_stretches
from zhanlian.tracing.kernels.streams_follow import (
    NOWHERE,
    Shift,
    mark_rows,
    new_walk,
    with_more_segments,
)
from zhanlian.tracing.kernels.streams_gone import NO_ACCOUNTS, with_rewound
from zhanlian.tracing.kernels.tables import Bools
from zhanlian.tracing.ledger import MICROS, Ledger
from zhanlian.tracing.trace import columns_of

MAX_SEGMENTS = 4_000_000
NO_SHIFT = Shift(NOWHERE, 0, np.empty(0, dtype=np.int64))
NOTHING_OVER = no_stretches(NO_ACCOUNTS)


class TooManySegments(Refusal):
    """One question whose answer would be too long to be read or waited for."""

    code = "ZL-TRACE-031"

    def __init__(self, *, asked: str, max_segments: int) -> None:
        super().__init__(
            f"The answer has more than {max_segments:,} segments.",
            where=asked,
            why="the money was split over and over, or passed through accounts that pool many",
            do_next="mark the pooling accounts as sinks, ask for an earlier instant, "
            "or raise max_segments",
        )


class NotInLedger(Refusal):
    """A question about a row or an account that the ledger does not have."""

    code = "ZL-TRACE-032"

    def __init__(self, *, what: str, number: int, count: int) -> None:
        super().__init__(
            f"There is no {what} {number}: the ledger has {count:,}.",
            where="tracing.streams",
            why=f"{what}s are numbered from 0 by the ledger's own lists",
            do_next=f"look the {what} up in the ledger that the index was built from",
        )


class NotYetPaid(Refusal):
    """A payment's money was asked for at an instant before the payment."""

    code = "ZL-TRACE-033"

    def __init__(self, *, row: int, at: int, paid_at: int) -> None:
        super().__init__(
            f"At instant {at} the payment of row {row} had not been made.",
            where="tracing.follow",
            why=f"the row's own instant is {paid_at}",
            do_next="ask for the payment's own instant or a later one",
        )


@dataclass(frozen=True, slots=True)
class Streams:
    """The index of one ledger. ``carries`` bool[n]: rows that carried a victim's money."""

    ledger: Ledger
    tapes: Tapes
    carries: Bools


def build_streams(ledger: Ledger) -> Streams:
    """Index a ledger.

    Cost: two passes, 25 bytes a row and 20 an account beside the ledger's own columns; where
    rows are undone, also the rows of those accounts; then one walk along the victims' money.
    """
    ledger.check()
    rows, opening = columns_of(ledger)
    tapes = with_rewound(lay_tapes(rows, opening), stop_row=rows.row_count)
    return Streams(ledger, tapes, mark_victims(ledger, tapes))


def mark_victims(ledger: Ledger, tapes: Tapes) -> Bools:
    """The rows that carried money of any labelled row, bool[n]."""
    carries = np.zeros(ledger.row_count, dtype=np.bool_)
    labelled = np.flatnonzero(ledger.origin > 0)
    walk, done = new_walk(), 0
    while True:
        done = mark_rows(tapes, NOTHING_OVER, NO_SHIFT, walk, labelled, done, carries)
        if done == labelled.size:
            return carries
        walk = with_more_segments(walk)


def row_after(ledger: Ledger, at: int) -> int:
    """How many rows there are up to the last one with ``ledger.at <= at``.

    Seconds never go back, so the second is found by halving; inside it rows stand by the tie
    rule. Cost: the rows of one second.
    """
    low, high = 0, ledger.row_count
    while low < high:
        middle = (low + high) // 2
        if int(ledger.at[middle]) // MICROS <= at // MICROS:
            low = middle + 1
        else:
            high = middle
    while low > 0 and int(ledger.at[low - 1]) > at:
        low -= 1
    return low


def check_account(ledger: Ledger, account: int) -> None:
    """Refuse an account number that the ledger does not have."""
    if not 0 <= account < ledger.account_count:
        raise NotInLedger(what="account", number=account, count=ledger.account_count)

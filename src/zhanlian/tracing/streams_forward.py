"""Follow and alert: where one payment's money lies, by which rows, ranked for freezing.

in     ``Streams`` and a row of its ledger, or a payment that is no row yet
out    ``Followed``: the tree of segments, and the accounts where the money lies
keeps  a segment's amount = its children's amounts + what lies there; so the accounts' amounts
       sum to the payment; nothing is asked of balances, banks or measures in force: callers
       join those
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.terms import AccountId
from zhanlian.tracing.kernels import streams_follow
from zhanlian.tracing.kernels.rows import STILL
from zhanlian.tracing.kernels.streams import Stretches, Tapes, tape_length
from zhanlian.tracing.kernels.streams_follow import (
    DONE,
    NOWHERE,
    SEGMENTS_ARE_SMALL,
    USED,
    Shift,
    Walk,
    arrive,
    new_walk,
    note_extra,
    walk_on,
    with_more_segments,
)
from zhanlian.tracing.kernels.streams_gone import rows_of_rewound, with_rewound
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import AMOUNT_LIMIT, Ledger, UnfitAmount
from zhanlian.tracing.streams_build import (
    MAX_SEGMENTS,
    NO_SHIFT,
    NOTHING_OVER,
    NotInLedger,
    NotYetPaid,
    Streams,
    TooManySegments,
    check_account,
    row_after,
)
from zhanlian.tracing.streams_replay import replay_with, tape_end

NEW_PAYMENT = -1  # as a row: the payment that is not in the ledger yet
LATEST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Place:
    """One account where the money lies now.

    ``first_at``, ``last_at``: when the first and the last of what lies there arrived. ``hop``:
    fewest transfers from the payment on, the payment itself being 1. ``is_end``: tracing stops
    there, so the money may have gone on unseen.
    """

    account: int
    account_id: AccountId
    amount_minor: int
    first_at: int
    last_at: int
    hop: int
    is_end: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """One payment's money as a tree of segments, a parent before its children.

    ``parent`` int64[k]: the segment it was split from, -1 for the payment itself. ``row``: by
    which ledger row it came, -1 for a payment that is no row. ``account``: where to.
    ``amount_minor``: how much came; ``lying_minor``: how much of it lies there still.
    ``replayed_rows``: rows of accounts with undo rows that had to be played again.
    """

    ledger: Ledger
    paid_at: int
    parent: Int64s
    row: Int64s
    account: Int64s
    amount_minor: Int64s
    lying_minor: Int64s
    replayed_rows: int

    def path_of(self, segment: int) -> list[int]:
        """The rows by which one segment came, the payment's own first."""
        rows: list[int] = []
        while segment >= 0:
            rows.append(int(self.row[segment]))
            segment = int(self.parent[segment])
        return rows[::-1]

    def places(self) -> tuple[Place, ...]:
        """The accounts where the money lies, in the order in which to freeze.

        Accounts before ends (an end's money may be gone unseen), then the larger amount, then
        the later arrival, then the account's number.
        """
        lying = np.flatnonzero(self.lying_minor)
        account, line = np.unique(self.account[lying], return_inverse=True)
        arrived, hop = self._arrived_at()[lying], self._hops()[lying]
        amount = np.zeros(account.size, dtype=np.int64)
        np.add.at(amount, line, self.lying_minor[lying])
        first, least = np.full_like(amount, LATEST), np.full_like(amount, LATEST)
        last = np.full_like(amount, -LATEST)
        np.minimum.at(first, line, arrived)
        np.maximum.at(last, line, arrived)
        np.minimum.at(least, line, hop)
        is_end = self.ledger.is_sink[account]
        columns = (account, amount, first, last, least, is_end)
        order = np.lexsort((account, -last, -amount, is_end))
        ranked = zip(*(column[order].tolist() for column in columns), strict=True)
        ids = self.ledger.account_ids
        return tuple(Place(each[0], AccountId(ids[each[0]]), *each[1:]) for each in ranked)

    def _arrived_at(self) -> Int64s:
        arrived: Int64s = np.full(self.row.size, self.paid_at, dtype=np.int64)
        is_row = self.row >= 0
        arrived[is_row] = self.ledger.at[self.row[is_row]]
        return arrived

    def _hops(self) -> Int64s:
        hop = np.zeros(self.parent.size, dtype=np.int64)
        above = np.arange(self.parent.size)
        while (above >= 0).any():  # one round per layer
            hop += above >= 0
            above = np.where(above >= 0, self.parent[above], NOWHERE)
        return hop


def follow(
    streams: Streams, row: int, *, at: int | None = None, max_segments: int = MAX_SEGMENTS
) -> Followed:
    """Where the money of one ledger row lies, now or just after every row up to ``at``.

    A row that an undo row gave back is followed back to its payer and on from there. An earlier
    instant plays the rows of all accounts with undo rows again, if there are any.

    Raises ``Refusal``: no such row, not paid by then, or too long an answer.
    Cost: per segment, a search among one account's debits.
    """
    ledger, tapes = streams.ledger, streams.tapes
    if not 0 <= row < ledger.row_count:
        raise NotInLedger(what="row", number=row, count=ledger.row_count)
    stop_row = ledger.row_count if at is None else row_after(ledger, at)
    if row >= stop_row:
        raise NotYetPaid(row=row, at=at or 0, paid_at=int(ledger.at[row]))
    replayed = 0
    if stop_row < ledger.row_count and tapes.rewound.account.size:
        replayed = rows_of_rewound(tapes, stop_row).size
        tapes = with_rewound(tapes, stop_row=stop_row)
    walk = new_walk()
    if not tapes.rows.kind[row] & STILL:
        paid_minor = tapes.rows.amount_minor[row]
        while arrive(tapes, NOTHING_OVER, NO_SHIFT, walk, NOWHERE, row, 0, paid_minor) != DONE:
            walk = with_more_segments(walk)
    asked = f"tracing.follow, row {row}"
    walk = _walk(Way(tapes, NOTHING_OVER, NO_SHIFT, stop_row), walk, asked, max_segments)
    return _told(ledger, walk, paid_at=int(ledger.at[row]), replayed_rows=replayed)


def alert(
    streams: Streams,
    account: int,
    at: int,
    amount_minor: int,
    *,
    max_segments: int = MAX_SEGMENTS,
) -> Followed:
    """Where a new payment into ``account`` lies now, as if it were a victim's row of the ledger.

    It comes after every row up to ``at``. Amounts of rows stay, so only this account's tape
    changes; where undo rows touch the account, it is played again, and so is any account to
    which they then give back other money.

    Raises ``Refusal``: no such account, an unfit amount, or too long an answer.
    """
    ledger, tapes = streams.ledger, streams.tapes
    check_account(ledger, account)
    if not 0 < amount_minor < AMOUNT_LIMIT:
        most = AMOUNT_LIMIT - 1
        raise UnfitAmount(column="amount_minor", row=0, amount_minor=amount_minor, most=most)
    from_row, over, replayed = row_after(ledger, at), NOTHING_OVER, 0
    shift = NO_SHIFT._replace(account=account, from_row=from_row)
    place = int(tape_length(tapes, account, from_row))
    if tapes.line_no[account] >= 0:
        place, shift = tape_end(tapes, account), NO_SHIFT
        over, replayed = replay_with(tapes, account, from_row, amount_minor)
    walk = new_walk()
    walk.segment[0] = (NOWHERE, NEW_PAYMENT, account, amount_minor, amount_minor, place)
    walk.counter[USED] = 1
    asked = f"tracing.alert, account {account}"
    walk = _walk(Way(tapes, over, shift, ledger.row_count), walk, asked, max_segments)
    return _told(ledger, walk, paid_at=at, replayed_rows=replayed)


@dataclass(frozen=True, slots=True)
class Way:
    """What a walk goes by: the tapes, what stands in for some of them, and where it stops."""

    tapes: Tapes
    over: Stretches
    shift: Shift
    stop_row: int


def _walk(way: Way, walk: Walk, asked: str, max_segments: int) -> Walk:
    """Walk to the end, giving the walk what it lacks on the way."""
    shift = way.shift
    while True:
        status = walk_on(way.tapes, way.over, shift, walk, way.stop_row)
        if walk.counter[USED] > max_segments:
            raise TooManySegments(asked=asked, max_segments=max_segments)
        if status == DONE:
            return walk
        if status == SEGMENTS_ARE_SMALL:
            walk = with_more_segments(walk)
        else:
            shift = _pushed(way.tapes, shift, walk)


def _pushed(tapes: Tapes, shift: Shift, walk: Walk) -> Shift:
    """The shift with the push of every later credit: the money has come back to its account."""
    later = tapes.credit_start[shift.account + 1] - tapes.credit_start[shift.account]
    extra = np.zeros(int(later), dtype=np.int64)
    place, minor = walk.segment[0, streams_follow.PLACE], walk.segment[0, streams_follow.AMOUNT]
    note_extra(tapes, shift.account, shift.from_row, place, minor, extra)
    return shift._replace(extra_minor=extra)


def _told(ledger: Ledger, walk: Walk, *, paid_at: int, replayed_rows: int) -> Followed:
    """The walk as columns."""
    columns = np.ascontiguousarray(walk.segment[: walk.counter[USED]].T)
    parent, row, account, amount, lying, _ = columns
    children = np.zeros(parent.size, dtype=np.int64)
    np.add.at(children, parent[parent >= 0], amount[parent >= 0])
    return Followed(ledger, paid_at, parent, row, account, amount, lying - children, replayed_rows)

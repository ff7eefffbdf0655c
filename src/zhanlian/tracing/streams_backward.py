"""Whose: whose money was in an account at an instant, and by which rows it came.

in     ``Streams``, an account, an instant
out    ``Content``: pieces, next out first, each with its origin and the rows it came by
keeps  the pieces sum to the account's balance; origin 0 is money of no victim
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.tracing.kernels.streams import Tapes, tape_gone, tape_length
from zhanlian.tracing.kernels.streams_back import (
    AMOUNT,
    BY_ROW,
    DONE,
    NEARER,
    NOBODY,
    NOWHERE,
    ORIGIN,
    POSITION,
    USED,
    Trail,
    add_stretch,
    new_trail,
    trace_back,
    with_more_nodes,
)
from zhanlian.tracing.kernels.streams_lines import FROM, HEAD, LENGTH, NEXT
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.streams_build import (
    MAX_SEGMENTS,
    NOTHING_OVER,
    Streams,
    TooManySegments,
    check_account,
    row_after,
)
from zhanlian.tracing.streams_replay import ONLY_LINE, play_account, rows_of

Stretch = tuple[int, int]  # where on the tape, how long


@dataclass(frozen=True, slots=True)
class Piece:
    """Money of one origin that came by the same rows, the victim's payment first.

    Money of no victim has origin 0 and no rows.
    """

    origin: int
    amount_minor: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What was in an account just after every row up to an instant, next out first.

    ``row_count``: how many rows of the ledger that is. ``replayed_rows``: rows of the account
    that had to be played again because an undo row touches it.
    """

    ledger: Ledger
    account: int
    row_count: int
    pieces: tuple[Piece, ...]
    replayed_rows: int

    def by_origin(self) -> dict[int, int]:
        """Minor units per origin, ascending."""
        held: dict[int, int] = {}
        for piece in sorted(self.pieces, key=lambda piece: piece.origin):
            held[piece.origin] = held.get(piece.origin, 0) + piece.amount_minor
        return held


def whose(
    streams: Streams, account: int, at: int | None = None, *, max_segments: int = MAX_SEGMENTS
) -> Content:
    """Whose money was in ``account`` just after every row up to ``at``, or is there now.

    Raises ``Refusal``: no such account, or too long an answer.
    Cost: per part found, a search among one account's credits.
    """
    ledger, tapes = streams.ledger, streams.tapes
    check_account(ledger, account)
    row_count = ledger.row_count if at is None else row_after(ledger, at)
    stretches, replayed = _lying(tapes, account, row_count)
    trail, position = new_trail(), 0
    for tape, length in stretches:
        while add_stretch(tapes, trail, NOWHERE, account, tape, length, position) != DONE:
            trail = with_more_nodes(trail)
        position += length
    while trace_back(tapes, NOTHING_OVER, streams.carries, trail) != DONE:
        if trail.counter[USED] > max_segments:
            asked = f"tracing.whose, account {account}"
            raise TooManySegments(asked=asked, max_segments=max_segments)
        trail = with_more_nodes(trail)
    pieces = _pieces(trail)
    assert sum(piece.amount_minor for piece in pieces) == position, "pieces are not the balance"
    return Content(ledger, account, row_count, pieces, replayed)


def _lying(tapes: Tapes, account: int, row_count: int) -> tuple[list[Stretch], int]:
    """What lies in the account before a row, next out first, and how many rows that cost."""
    if tapes.line_no[account] < 0:
        gone = int(tape_gone(tapes, account, row_count))
        left = int(tape_length(tapes, account, row_count)) - gone
        return ([(gone, left)] if left else []), 0
    lines = play_account(tapes, NOTHING_OVER, account, row_count)
    stretches, lot = [], int(lines.line[ONLY_LINE, HEAD])
    while lot >= 0:
        stretches.append((int(lines.lot[lot, FROM]), int(lines.lot[lot, LENGTH])))
        lot = int(lines.lot[lot, NEXT])
    return stretches, int(np.count_nonzero(rows_of(tapes, account) < row_count))


def _pieces(trail: Trail) -> tuple[Piece, ...]:
    """The leaves in order, equal neighbours joined."""
    node: Int64s = trail.node[: trail.counter[USED]]
    leaves = np.flatnonzero(node[:, ORIGIN] >= NOBODY)
    found: list[Piece] = []
    for leaf in leaves[np.argsort(node[leaves, POSITION], kind="stable")].tolist():
        origin, minor = int(node[leaf, ORIGIN]), int(node[leaf, AMOUNT])
        rows = _rows_from(node, leaf) if origin else ()
        if found and (found[-1].origin, found[-1].rows) == (origin, rows):
            minor += found.pop().amount_minor
        found.append(Piece(origin, minor, rows))
    return tuple(found)


def _rows_from(node: Int64s, leaf: int) -> tuple[int, ...]:
    """The rows from a victim's payment to the asked account."""
    rows = []
    while leaf >= 0:
        rows.append(int(node[leaf, BY_ROW]))
        leaf = int(node[leaf, NEARER])
    return tuple(rows)

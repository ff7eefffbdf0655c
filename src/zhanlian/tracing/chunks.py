"""Chunks: one trace over successive ledgers of the same accounts, one in memory at a time.

in     ledgers whose rows follow each other in time, with equal accounts, openings and origins
out    the tables that one trace over all rows would give; rows are numbered on from chunk to
       chunk
keeps  the same bytes however the rows are cut; the sums of all chunks are checked to the minor
       unit; only the accounts, the live pieces and the records stay in memory
rests  rows 1 to m, the state kept, then rows m+1 to n are the same as rows 1 to n

An undo row stands in the same chunk as the row it returns: nothing marks a row beforehand that a
later chunk will return.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from zhanlian.terms import Refusal
from zhanlian.tracing.kernels import prorata_run, queue_run
from zhanlian.tracing.kernels.conservation import Sums, add_rows, assert_conserved
from zhanlian.tracing.kernels.purses import Purses
from zhanlian.tracing.kernels.queue_run import TooMuchWork
from zhanlian.tracing.kernels.rows import Rows
from zhanlian.tracing.kernels.shares import Shares
from zhanlian.tracing.kernels.tables import Bools, Int64s, Outcome
from zhanlian.tracing.ledger import MICROS, Ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import (
    MAX_ENTRIES,
    MAX_MOVES,
    POLICIES,
    TooManyEntries,
    TooManyMoves,
    columns_of,
)

WHERE = "tracing.chunks"


class UnlikeChunks(Refusal):
    """A chunk that is not of the same case as the one before it, or not later."""

    code = "ZL-TRACE-011"

    def __init__(self, *, row: int, why: str) -> None:
        super().__init__(
            f"The chunk that begins at row {row:,} does not follow the one before it.",
            where=f"{WHERE}, row {row}",
            why=why,
            do_next="cut one ordered ledger into chunks; keep its accounts, openings and origins",
        )


@dataclass(frozen=True, slots=True)
class LongTrace:
    """What ``trace`` gives, over all chunks; row numbers count from the first chunk's row 0."""

    method: Method
    row_count: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Frame:
    """What all chunks share, and the second at which the last one ended."""

    opening_minor: Int64s
    is_sink: Bools
    account_count: int
    origin_count: int
    currency: str
    end_s: int | None

    @classmethod
    def of(cls, chunk: Ledger, before: Self | None = None) -> Self:
        """The frame of a chunk; one without rows ends when the one before it did."""
        end_s = before.end_s if before else None
        return cls(
            opening_minor=chunk.opening_minor,
            is_sink=chunk.is_sink,
            account_count=chunk.account_count,
            origin_count=len(chunk.origin_ids),
            currency=chunk.currency,
            end_s=int(chunk.at[-1]) // MICROS if chunk.row_count else end_s,
        )


@dataclass(slots=True)
class Going:
    """A trace between two chunks, and what its accounts and origins must add up to."""

    method: Method
    frame: Frame
    state: Purses | Shares
    row_count: int
    sums: Sums


def trace_chunks(
    chunks: Iterable[Ledger],
    *,
    method: Method,
    max_moves: int = MAX_MOVES,
    max_entries: int = MAX_ENTRIES,
) -> LongTrace | None:
    """Follow every origin through all chunks by ``method``; None where there is no chunk.

    Raises ``Refusal``: a chunk that fails its check or does not follow the last, or a limit.
    Cost: as ``trace``; memory: one chunk's columns, and the state, whatever the rows.
    """
    going: Going | None = None
    for chunk in chunks:
        chunk.check()
        rows, opening = columns_of(chunk)
        if going is None:
            going = start(chunk, rows, opening, Method(method))
        else:
            go_on(going, chunk, rows)
        going.state = advance(going, chunk, rows, max_moves=max_moves, max_entries=max_entries)
        going.row_count += chunk.row_count
        add_rows(rows, going.sums)
    return None if going is None else finish(going)


def start(chunk: Ledger, rows: Rows, opening: Int64s, method: Method) -> Going:
    """Before the first row of the first chunk."""
    origins = len(chunk.origin_ids)
    if method is Method.PRO_RATA:
        state: Purses | Shares = prorata_run.start_shares(rows, opening, origin_count=origins)
    else:
        state = queue_run.start_purses(rows, opening, POLICIES[method])
    nothing = Sums(opening.copy(), np.zeros(origins + 1, dtype=np.int64))
    return Going(method, Frame.of(chunk), state, 0, nothing)


def go_on(going: Going, chunk: Ledger, rows: Rows) -> None:
    """Before the first row of a further chunk."""
    check_follows(going, chunk)
    going.frame = Frame.of(chunk, going.frame)
    if isinstance(going.state, Shares):
        going.state = prorata_run.go_to_rows(rows, going.state, first_row=going.row_count)
    else:
        going.state = queue_run.go_to_rows(rows, going.state, first_row=going.row_count)


def check_follows(going: Going, chunk: Ledger) -> None:
    """The chunk has the frame of those before it, and does not go back in time."""
    before = going.frame
    start_s = int(chunk.at[0]) // MICROS if chunk.row_count else None
    is_later = before.end_s is None or start_s is None or start_s >= before.end_s
    for is_right, why in (
        (chunk.account_count == before.account_count, "it lists other accounts"),
        (len(chunk.origin_ids) == before.origin_count, "it lists other origins"),
        (chunk.currency == before.currency, "its currency is another"),
        (np.array_equal(chunk.opening_minor, before.opening_minor), "its openings are others"),
        (np.array_equal(chunk.is_sink, before.is_sink), "its sinks are others"),
        (is_later, "its first row is of an earlier second than the last row before it"),
    ):
        if not is_right:
            raise UnlikeChunks(row=going.row_count, why=why)


def advance(
    going: Going, chunk: Ledger, rows: Rows, *, max_moves: int, max_entries: int
) -> Purses | Shares:
    """The state after one chunk's rows, or a refusal where a limit tripped."""
    stop = rows.row_count
    if isinstance(going.state, Shares):
        shares = prorata_run.advance_shares(
            rows, going.state, stop_row=stop, max_entries=max_entries
        )
        if isinstance(shares, TooMuchWork):
            fullest = [(chunk.account_ids[account], count) for account, count in shares.busiest]
            place = place_of(going, shares)
            raise TooManyEntries(place=place, max_entries=max_entries, fullest=fullest)
        return shares
    policy = POLICIES[going.method]
    purses = queue_run.advance(rows, going.state, policy, stop_row=stop, max_moves=max_moves)
    if isinstance(purses, TooMuchWork):
        place = place_of(going, purses)
        raise TooManyMoves(method=going.method, place=place, max_moves=max_moves)
    return purses


def place_of(going: Going, tripped: TooMuchWork) -> str:
    """Where a limit tripped, counted over all chunks."""
    return f"{WHERE}, row {going.row_count + tripped.row}"


def finish(going: Going) -> LongTrace:
    """The state as tables, checked against the sums of all chunks."""
    if isinstance(going.state, Shares):
        outcome = prorata_run.outcome_of(going.state)
    else:
        outcome = queue_run.outcome_of(going.state, POLICIES[going.method])
    assert_conserved(going.sums, outcome)
    return LongTrace(going.method, going.row_count, outcome)

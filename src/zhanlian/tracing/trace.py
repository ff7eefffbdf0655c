"""Trace: where victims' money went and what of it is left, by a named method.

in     a ``Ledger`` and a ``Method``
out    a ``Trace``: holdings, flows per row, lineage, pieces, money that no row explains
keeps  every trace is checked against its ledger to the minor unit before it is given out:
       per account, per origin, and so in total; the same ledger and method give the same bytes
law    none here: whether a method may be used is ``law``'s question
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from zhanlian.terms import AccountId, Refusal
from zhanlian.tracing.kernels.born_run import run_born
from zhanlian.tracing.kernels.conservation import Sums, assert_conserved, sums_of
from zhanlian.tracing.kernels.prorata_run import run_shares
from zhanlian.tracing.kernels.purses import Policy
from zhanlian.tracing.kernels.queue_run import TooMuchWork, run_queues
from zhanlian.tracing.kernels.rows import Rows, make_rows
from zhanlian.tracing.kernels.tables import (
    Flows,
    Holdings,
    Int64s,
    Lineage,
    Outcome,
    Pieces,
    UndoShortfall,
)
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import AnyMethod, BornFirst, Method, method_named

__all__ = [
    "Flows",
    "Holdings",
    "Lineage",
    "Pieces",
    "Trace",
    "UndoShortfall",
    "contributions",
    "holdings_at",
    "path_of",
    "trace",
    "trace_all",
]

MAX_MOVES = 64_000_000
MAX_ENTRIES = 64_000_000
TRACES_AT_ONCE = 2  # kernels run without the interpreter lock; results take memory

FIFO_POLICY = Policy(
    takes_newest=False,
    keeps_clean_beside=False,
    clean_leaves_first=False,
    has_strict_bits=False,
    shortfall_is_origin=False,
)
POLICIES = {
    Method.FIFO: FIFO_POLICY,
    Method.LIFO: FIFO_POLICY._replace(takes_newest=True),
    Method.VICTIM_FIRST: FIFO_POLICY._replace(keeps_clean_beside=True),
    Method.LOWEST_BALANCE: FIFO_POLICY._replace(keeps_clean_beside=True, clean_leaves_first=True),
    Method.DIRECT: FIFO_POLICY._replace(has_strict_bits=True),
}


class TooManyMoves(Refusal):
    """Queues so long that moving their pieces would not end soon."""

    code = "ZL-TRACE-008"

    def __init__(self, *, method: AnyMethod, place: str, max_moves: int) -> None:
        super().__init__(
            f"The {method} trace moved more than {max_moves:,} pieces.",
            where=place,
            why="accounts that pass many small pieces back and forth multiply the work",
            do_next="mark the pooling accounts as sinks, trace fewer rows, or raise max_moves",
        )


class TooManyEntries(Refusal):
    """Shares of so many origins in so many accounts that memory would run out."""

    code = "ZL-TRACE-009"

    def __init__(self, *, place: str, max_entries: int, fullest: list[tuple[str, int]]) -> None:
        named = ", ".join(f"{AccountId(account)} ({length})" for account, length in fullest)
        super().__init__(
            f"The pro-rata trace needs more than {max_entries:,} entries.",
            where=place,
            why=f"these accounts mix the most origins: {named}",
            do_next="mark them as sinks if tracing may stop there, or raise max_entries",
        )


class TwoKindsOfOrigin(Refusal):
    """Shortfalls were asked for as origins in a ledger that has victims' payments."""

    code = "ZL-TRACE-010"

    def __init__(self, *, row: int) -> None:
        super().__init__(
            "Shortfalls cannot be origins in a ledger with labelled payments.",
            where=f"tracing.trace, row {row}",
            why="an origin's number would name both an account and a payment",
            do_next="trace without shortfall_is_origin, or set every origin to 0",
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """One method's answer for one ledger; all amounts in the ledger's minor unit.

    ``holdings``: whose money lies where. ``flows``: what each row carried of each origin.
    ``lineage``: one record per move of a victim's piece (empty for pro-rata). ``pieces``: money
    as it lies, next out first. ``born_minor`` int64[A]: what an account paid beyond all that is
    known to have come in. ``undo_shortfall``: undo rows that found their money already spent.
    """

    method: AnyMethod
    ledger: Ledger
    holdings: Holdings
    flows: Flows
    lineage: Lineage
    pieces: Pieces
    born_minor: Int64s
    undo_shortfall: UndoShortfall

    @property
    def rule_name(self) -> str:
        """The rule, its version and its rounding, to be shown beside every figure."""
        return str(self.method.rule)


def trace(
    ledger: Ledger,
    *,
    method: AnyMethod,
    max_moves: int = MAX_MOVES,
    max_entries: int = MAX_ENTRIES,
    shortfall_is_origin: bool = False,
) -> Trace:
    """Follow every origin through the ledger by ``method``.

    ``max_moves`` bounds the pieces moved, ``max_entries`` pro-rata's shares and flows.
    ``shortfall_is_origin``: money that an account lacks is an origin, numbered 1 + account.

    Raises ``Refusal``: a ledger that fails its check, or a limit that trips.
    Source: design of the tracing kernels, section 3. Cost: O(rows + moves), or for pro-rata
    the origins in both accounts per row.
    """
    ledger.check()
    ask = Ask(method_named(method), max_moves, max_entries, shortfall_is_origin)
    if shortfall_is_origin and ledger.origin.any():
        raise TwoKindsOfOrigin(row=int(ledger.origin.argmax()))
    return follow(prepare(ledger, origin_count=count_origins(ledger, ask)), ask)


def trace_all(
    ledger: Ledger, methods: Iterable[AnyMethod], *, max_moves: int = MAX_MOVES,
    max_entries: int = MAX_ENTRIES,
) -> dict[AnyMethod, Trace | TooManyMoves | TooManyEntries]:  # fmt: skip
    """Trace by several methods, two at once; a method that tripped a limit gives its refusal.

    Each trace is the one that ``trace`` gives; what they share is looked at once.
    """
    ledger.check()
    ready = prepare(ledger, origin_count=len(ledger.origin_ids))
    asks = [Ask(method_named(each), max_moves, max_entries) for each in dict.fromkeys(methods)]
    with ThreadPoolExecutor(TRACES_AT_ONCE) as pool:
        found = pool.map(lambda ask: follow_or_refuse(ready, ask), asks)
        return dict(zip((ask.method for ask in asks), found, strict=True))


@dataclass(frozen=True, slots=True)
class Ready:
    """A checked ledger as the kernels want it, and what every trace of it must add up to."""

    ledger: Ledger
    rows: Rows
    opening_minor: Int64s
    sums: Sums


def prepare(ledger: Ledger, *, origin_count: int) -> Ready:
    """Make a checked ledger ready. Cost: two passes over the rows."""
    rows, opening = columns_of(ledger)
    return Ready(ledger, rows, opening, sums_of(rows, opening, origin_count=origin_count))


def follow_or_refuse(ready: Ready, ask: "Ask") -> Trace | TooManyMoves | TooManyEntries:
    """The trace, or the limit that it tripped: another method may still find its way."""
    try:
        return follow(ready, ask)
    except (TooManyMoves, TooManyEntries) as refusal:
        return refusal


def follow(ready: Ready, ask: "Ask") -> Trace:
    """Run one method over a ledger, and check what it gives."""
    run = run_mixing if ask.method is Method.PRO_RATA else run_lining_up
    outcome = run(ready.ledger, ready.rows, ready.opening_minor, ask)
    assert_conserved(ready.sums, outcome, shortfall_is_origin=ask.shortfall_is_origin)
    return Trace(
        method=ask.method,
        ledger=ready.ledger,
        holdings=outcome.holdings,
        flows=outcome.flows,
        lineage=outcome.lineage,
        pieces=outcome.pieces,
        born_minor=outcome.born_minor,
        undo_shortfall=outcome.undo_shortfall,
    )


@dataclass(frozen=True, slots=True)
class Ask:
    """What a caller of ``trace`` asked for, beside the ledger."""

    method: AnyMethod
    max_moves: int
    max_entries: int
    shortfall_is_origin: bool = False


def columns_of(ledger: Ledger) -> tuple[Rows, Int64s]:
    """The ledger's columns as the kernels want them, contiguous and of fixed types."""
    rows = make_rows(
        np.ascontiguousarray(ledger.src, dtype=np.int32),
        np.ascontiguousarray(ledger.dst, dtype=np.int32),
        np.ascontiguousarray(ledger.at, dtype=np.int64),
        np.ascontiguousarray(ledger.amount_minor, dtype=np.int64),
        undo_row=np.ascontiguousarray(ledger.undo_row, dtype=np.int32),
        origin=np.ascontiguousarray(ledger.origin, dtype=np.int32),
        is_sink=np.ascontiguousarray(ledger.is_sink, dtype=np.bool_),
    )
    return rows, np.ascontiguousarray(ledger.opening_minor, dtype=np.int64)


def count_origins(ledger: Ledger, ask: Ask) -> int:
    """The highest origin number that the trace can use."""
    return ledger.account_count if ask.shortfall_is_origin else len(ledger.origin_ids)


def run_lining_up(ledger: Ledger, rows: Rows, opening: Int64s, ask: Ask) -> Outcome:
    """Trace by a method that keeps money in lines, or refuse for too many moves."""
    if isinstance(ask.method, BornFirst):
        outcome = run_born(
            rows, opening, takes_newest=ask.method is BornFirst.NEWEST, max_moves=ask.max_moves,
            shortfall_is_origin=ask.shortfall_is_origin,
        )  # fmt: skip
    else:
        policy = POLICIES[ask.method]._replace(shortfall_is_origin=ask.shortfall_is_origin)
        outcome = run_queues(rows, opening, policy, max_moves=ask.max_moves)
    if isinstance(outcome, TooMuchWork):
        place = f"tracing.trace, row {outcome.row} of {ledger.row_count}"
        raise TooManyMoves(method=ask.method, place=place, max_moves=ask.max_moves)
    return outcome


def run_mixing(ledger: Ledger, rows: Rows, opening: Int64s, ask: Ask) -> Outcome:
    """Trace by pro-rata, or refuse for too many entries."""
    outcome = run_shares(
        rows,
        opening,
        origin_count=count_origins(ledger, ask),
        max_entries=ask.max_entries,
        shortfall_is_origin=ask.shortfall_is_origin,
    )
    if isinstance(outcome, TooMuchWork):
        fullest = [(ledger.account_ids[account], count) for account, count in outcome.busiest]
        place = f"tracing.trace, row {outcome.row} of {ledger.row_count}"
        raise TooManyEntries(place=place, max_entries=ask.max_entries, fullest=fullest)
    return outcome


def holdings_at(
    ledger: Ledger, at: int, *, method: AnyMethod, account: int | None = None
) -> Holdings:
    """Whose money lay where just after every row with ``ledger.at <= at``.

    A replay of those rows; ``account`` keeps one account's lines only.
    """
    found = np.flatnonzero(ledger.at <= at)
    row_count = int(found[-1]) + 1 if found.size else 0
    holdings = trace(prefix(ledger, row_count), method=method).holdings
    if account is None:
        return holdings
    is_here = holdings.account == account
    strict = holdings.strict_minor
    return Holdings(
        holdings.account[is_here],
        holdings.origin[is_here],
        holdings.amount_minor[is_here],
        None if strict is None else strict[is_here],
    )


def prefix(ledger: Ledger, row_count: int) -> Ledger:
    """The ledger's first ``row_count`` rows, with all its accounts and origins."""
    return replace(
        ledger,
        src=ledger.src[:row_count],
        dst=ledger.dst[:row_count],
        at=ledger.at[:row_count],
        amount_minor=ledger.amount_minor[:row_count],
        undo_row=ledger.undo_row[:row_count],
        origin=ledger.origin[:row_count],
        transfer_ids=ledger.transfer_ids[:row_count],
    )


def path_of(trace: Trace, piece_index: int) -> list[int]:
    """The ledger rows by which one piece came to lie where it is, the oldest first.

    Empty for money of no victim and for pro-rata, whose money has no single path.
    """
    rows: list[int] = []
    record = int(trace.pieces.record[piece_index])
    while record >= 0:
        rows.append(int(trace.lineage.row[record]))
        record = int(trace.lineage.parent[record])
    return rows[::-1]


def contributions(trace: Trace, account: int, origin: int) -> Flows:
    """The rows by which an origin reached an account, and how much each brought.

    What came in, not what is left: some of it may have gone on, or come and gone twice.
    """
    is_here = trace.flows.origin == origin
    is_here &= trace.ledger.dst[trace.flows.row] == account
    return Flows(
        trace.flows.row[is_here], trace.flows.origin[is_here], trace.flows.amount_minor[is_here]
    )

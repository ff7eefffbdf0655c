"""Routes: which transfers carried a victim's money, from the payment to where it lies.

in     a ``Trace``
out    ``Route``: its transfers and the paths to each account where it lies; or, where money is
       shared by proportion and has no path, ``SharedRoute``: transfers and accounts alone
keeps  the amounts that lie at the ends sum to the payment; a path's every row carried at least
       its amount; money that an undo row gave back has, as in the lineage, never gone
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.terms import Refusal
from zhanlian.tracing.kernels.lineages import below, group_by
from zhanlian.tracing.kernels.tables import Flows, Int64s
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import Trace, contributions

NO_ROW = -1


class NotAPayment(Refusal):
    """A route was asked for of an origin that the ledger does not have."""

    code = "ZL-TRACE-034"

    def __init__(self, *, origin: int, count: int) -> None:
        super().__init__(
            f"There is no origin {origin}: victims' payments are numbered 1 to {count:,}.",
            where="tracing.routes",
            why="0 is money of no victim, which is not followed record by record",
            do_next="look the payment's number up in the ledger's origin_ids",
        )


@dataclass(frozen=True, slots=True)
class Routes:
    """A trace with its lineage by parent and its pieces by record, for any number of questions.

    ``child``, ``piece``: those of record r at start[r]..start[r + 1] of the array beside;
    ``root``: records without a parent, by origin.
    """

    trace: Trace
    child_start: Int64s
    child: Int64s
    piece_start: Int64s
    piece: Int64s
    root_start: Int64s
    root: Int64s


@dataclass(frozen=True, slots=True)
class Edges:
    """Transfers that carried the money, by row; the payment itself comes first.

    ``amount_minor``: how much of it. ``hop``: the fewest transfers up to and with this one.
    ``dwell_us``: the shortest time that any of it had lain with the payer, ``NOTHING`` for the
    payment itself.
    """

    row: Int64s
    src: Int64s
    dst: Int64s
    amount_minor: Int64s
    hop: Int64s
    dwell_us: Int64s


@dataclass(frozen=True, slots=True)
class Lying:
    """Money that lies in one account and came by the same rows, the victim's payment first.

    ``carried_minor``: of each row's money, the whole that went on as one with this amount.
    """

    account: int
    amount_minor: int
    rows: tuple[int, ...]
    carried_minor: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Where one payment's money went and where it lies."""

    origin: int
    edges: Edges
    lying: tuple[Lying, ...]


@dataclass(frozen=True, slots=True)
class SharedEdges:
    """Transfers that carried a share of the money, by row; shares have neither hop nor dwell."""

    row: Int64s
    src: Int64s
    dst: Int64s
    amount_minor: Int64s


@dataclass(frozen=True, slots=True)
class SharedRoute:
    """Pro-rata: what each row carried of a payment, and what lies where. There are no paths.

    A row that was given back and its undo row both carried it.
    """

    origin: int
    edges: SharedEdges
    account: Int64s
    held_minor: Int64s


@dataclass(frozen=True, slots=True)
class SharedContent:
    """Pro-rata: how much of a payment an account holds, and by which rows it ever came in."""

    origin: int
    account: int
    held_minor: int
    brought: Flows


def index_routes(found: Trace) -> Routes:
    """Sort a trace's lineage by parent and its pieces by record. Cost: counting sorts."""
    lineage, pieces = found.lineage, found.pieces
    records, origins = lineage.row.size, len(found.ledger.origin_ids) + 1
    roots = np.where(lineage.parent < 0, lineage.origin, NO_ROW)
    return Routes(
        found,
        *group_by(lineage.parent, records),
        *group_by(pieces.record, records),
        *group_by(roots, origins),
    )


def routes_of(routes: Routes, origin: int) -> Route | SharedRoute:
    """Where a victim's payment went. Cost: the answer."""
    _check_origin(routes.trace, origin)
    if routes.trace.method is Method.PRO_RATA:
        return _shared_route(routes.trace, origin)
    first = routes.root[routes.root_start[origin] : routes.root_start[origin + 1]]
    return _route(routes, origin, first)


def onward(routes: Routes, row: int, origin: int) -> Route:
    """Where that part of a payment went which one ledger row carried; hop 1 is that row.

    Empty for pro-rata, whose parts are not told apart once they have arrived.
    """
    _check_origin(routes.trace, origin)
    lineage = routes.trace.lineage
    places = slice(*np.searchsorted(lineage.row, [row, row + 1]))
    first = np.flatnonzero(lineage.origin[places] == origin) + places.start
    return _route(routes, origin, first.astype(np.int64))


def explain(routes: Routes, account: int, origin: int) -> tuple[Lying, ...] | SharedContent:
    """How a payment's money that lies in an account came to lie there. Cost: the answer.

    Next out first; what came by the same rows is one line.
    """
    found = routes.trace
    _check_origin(found, origin)
    if found.method is Method.PRO_RATA:
        here = (found.holdings.account == account) & (found.holdings.origin == origin)
        held_minor = int(found.holdings.amount_minor[here].sum())
        return SharedContent(origin, account, held_minor, contributions(found, account, origin))
    places = slice(*np.searchsorted(found.pieces.account, [account, account + 1]))
    here = np.flatnonzero(found.pieces.origin[places] == origin) + places.start
    return _lying(found, here[np.argsort(found.pieces.position[here], kind="stable")])


def _check_origin(found: Trace, origin: int) -> None:
    count = len(found.ledger.origin_ids)
    if not 1 <= origin <= count:
        raise NotAPayment(origin=origin, count=count)


def _route(routes: Routes, origin: int, first: Int64s) -> Route:
    record, hop = below(first, routes.child_start, routes.child)
    counts = np.diff(routes.piece_start)[record]
    starts = np.repeat(routes.piece_start[record] - np.cumsum(counts) + counts, counts)
    pieces = routes.piece[starts + np.arange(starts.size)]
    return Route(origin, _edges(routes.trace, record, hop), _lying(routes.trace, np.sort(pieces)))


def _edges(found: Trace, record: Int64s, hop: Int64s) -> Edges:
    """Records added up by row; what was given back whole is left out."""
    ledger, lineage = found.ledger, found.lineage
    is_moved = lineage.amount_minor[record] > 0
    record, hop = record[is_moved], hop[is_moved]
    parent = lineage.parent[record]
    came_at = ledger.at[lineage.row[np.maximum(parent, 0)]]
    dwell = np.where(parent >= 0, ledger.at[lineage.row[record]] - came_at, NOTHING)
    row, line = np.unique(lineage.row[record], return_inverse=True)
    amount, least = np.zeros_like(row), np.full_like(row, np.iinfo(np.int64).max)
    shortest = least.copy()
    np.add.at(amount, line, lineage.amount_minor[record])
    np.minimum.at(least, line, hop)
    np.minimum.at(shortest, line, dwell)
    src, dst = ledger.src[row].astype(np.int64), ledger.dst[row].astype(np.int64)
    return Edges(row, src, dst, amount, least, shortest)


def _lying(found: Trace, pieces: Int64s) -> tuple[Lying, ...]:
    """Pieces with their paths; those of one account that came by the same rows are one line."""
    lineage = found.lineage
    lines: dict[tuple[int, tuple[int, ...]], tuple[int, dict[int, None]]] = {}
    for piece in pieces.tolist():
        records: list[int] = []
        record = int(found.pieces.record[piece])
        while record >= 0:
            records.append(record)
            record = int(lineage.parent[record])
        rows = tuple(lineage.row[records[::-1]].tolist())
        account, amount = int(found.pieces.account[piece]), int(found.pieces.amount_minor[piece])
        seen, parts = lines.get((account, rows), (0, {}))
        parts.update(dict.fromkeys(records))
        lines[account, rows] = seen + amount, parts
    return tuple(
        Lying(account, amount, rows, _carried(found, rows, list(parts)))
        for (account, rows), (amount, parts) in lines.items()
    )


def _carried(found: Trace, rows: tuple[int, ...], records: list[int]) -> tuple[int, ...]:
    """Per row of a path, the sum of the records that the path goes through."""
    carried = dict.fromkeys(rows, 0)
    for row, amount in zip(
        found.lineage.row[records].tolist(),
        found.lineage.amount_minor[records].tolist(),
        strict=True,
    ):
        carried[row] += amount
    return tuple(carried[row] for row in rows)


def _shared_route(found: Trace, origin: int) -> SharedRoute:
    ledger, flows, held = found.ledger, found.flows, found.holdings
    here = flows.origin == origin
    row = flows.row[here]
    edges = SharedEdges(
        row, ledger.src[row].astype(np.int64), ledger.dst[row].astype(np.int64),
        flows.amount_minor[here],
    )  # fmt: skip
    lies = held.origin == origin
    return SharedRoute(origin, edges, held.account[lies].astype(np.int64), held.amount_minor[lies])

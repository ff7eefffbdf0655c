"""Routing: where one victim's payment went, transfer by transfer, and where it lies.

in     a payment of the case (V1-1), a method
out    ``Routed``: the transfers that carried it, and the paths to each account where it lies
keeps  what lies at the ends sums to the payment, as far as it was traced; by proportion money
       has no path, so transfers and accounts stand without one
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from zhanlian.desk.lists import check_method
from zhanlian.desk.veils import as_account
from zhanlian.engines import NOTHING
from zhanlian.evidence import Case
from zhanlian.terms import Refusal
from zhanlian.tracing import Ledger, Method, routes, trace_again


class NotFollowed(Refusal):
    """A payment that was not traced."""

    code = "ZL-DESK-023"

    def __init__(self, payment: str) -> None:
        super().__init__(
            f"The payment {payment!r} was not followed.",
            where="where",
            why="it is no payment of this case, such as V1-1, or no transfer matches it yet",
            do_next="see check for payments without a transfer; decide anchor ties one to its row",
        )


@dataclass(frozen=True, slots=True)
class RoutedTransfer:
    """One transfer that carried money of the payment.

    Attributes
    ----------
    transfer : T and the transfer's number, to ask ``why`` with
    hop : fewest transfers from the payment on, 1 for the payment; empty for pro-rata
    payer : payer
    payee : payee
    moved_at : when, microseconds UTC
    amount_minor : how much of the payment it carried
    dwell_us : shortest time any of it had lain with the payer; empty where not known
    """

    transfer: str
    hop: int | None
    payer: str
    payee: str
    moved_at: int
    amount_minor: int
    dwell_us: int | None


@dataclass(frozen=True, slots=True)
class Path:
    """Money of the payment that lies in one account and came by the same transfers.

    Attributes
    ----------
    account : account
    amount_minor : amount that lies there
    transfers : by which it came, the payment first; empty for pro-rata
    """

    account: str
    amount_minor: int
    transfers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a payment's money went and where it lies.

    Attributes
    ----------
    payment : victim payment
    method : method
    currency : currency
    amount_minor : the payment
    transfers : what carried it, hop by hop
    paths : where it lies and how it came there, the largest first
    """

    payment: str
    method: str
    currency: str
    amount_minor: int
    transfers: tuple[RoutedTransfer, ...]
    paths: tuple[Path, ...]


def find_route(case: Case, payment: str, *, method: str = "") -> Routed:
    """Where ``payment`` went under ``method``. Raises ``NotFollowed``, ``UnknownMethod``.

    Cost: one trace of the case.
    """
    chosen = Method(check_method(case, method))
    for currency, traced in trace_again(case, method=chosen).items():
        ledger = traced.found.ledger
        if payment in ledger.origin_ids:
            origin = ledger.origin_ids.index(payment) + 1
            route = routes.routes_of(routes.index_routes(traced.found), origin)
            paid = int(ledger.amount_minor[ledger.origin == origin].sum())
            paths = _paths(route, ledger) if isinstance(route, routes.Route) else tuple(
                Path(as_account(ledger.account_ids[account]), amount, ())
                for account, amount in zip(route.account.tolist(), route.held_minor.tolist(),
                                           strict=True)
            )  # fmt: skip
            ordered = sorted(paths, key=lambda path: -path.amount_minor)
            transfers = tuple(_transfers(route.edges, ledger))
            return Routed(payment, chosen.value, currency, paid, transfers, tuple(ordered))
    raise NotFollowed(payment)


def _paths(route: routes.Route, ledger: Ledger) -> tuple[Path, ...]:
    return tuple(_path(each, ledger) for each in route.lying)


def _path(lying: routes.Lying, ledger: Ledger) -> Path:
    transfers = tuple(f"T{ledger.transfer_ids[row]}" for row in lying.rows)
    return Path(as_account(ledger.account_ids[lying.account]), lying.amount_minor, transfers)


def _transfers(
    edges: routes.Edges | routes.SharedEdges, ledger: Ledger
) -> Iterator[RoutedTransfer]:
    hops = edges.hop if isinstance(edges, routes.Edges) else None
    dwells = edges.dwell_us if isinstance(edges, routes.Edges) else None
    order = np.lexsort((edges.row, hops)) if hops is not None else np.arange(edges.row.size)
    for place in order.tolist():
        row, dwell = int(edges.row[place]), NOTHING if dwells is None else int(dwells[place])
        yield RoutedTransfer(
            transfer=f"T{ledger.transfer_ids[row]}",
            hop=None if hops is None else int(hops[place]),
            payer=as_account(ledger.account_ids[int(edges.src[place])]),
            payee=as_account(ledger.account_ids[int(edges.dst[place])]),
            moved_at=int(ledger.at[row]),
            amount_minor=int(edges.amount_minor[place]),
            dwell_us=None if dwell == NOTHING else dwell,
        )

"""Graph: who passed victims' money to whom, under one method and in one currency.

in     flow, victim_match, layer, account and measure of a case
out    nodes with their layer and kind; edges per pair and victim payment
keeps  the edges out of victims add up to what was anchored; no amount is rounded
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask

VICTIM = "victim:"


class NodeKind(StrEnum):
    """What a node is, and so how it is drawn."""

    VICTIM = "victim"
    HELD = "held"
    UN_QUERIED = "un_queried"
    EXIT = "exit"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Node:
    """An account, a victim, or several accounts of one layer folded into one."""

    key: str
    layer_no: int
    kind: NodeKind
    account_id: str = ""
    name: str = ""
    is_frozen: bool = False
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """Money of one payment (or, once merged, of all) that one node passed to another."""

    source: str
    target: str
    payment_id: str
    amount_minor: int
    transfers: frozenset[int]
    first_at: int
    last_at: int
    figures: tuple[str, ...] = ()  # the largest of the figures it adds up
    figure_count: int = 0


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by key, and edges per payment."""

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]


def read_graph(case: Case, *, method: str, currency: str) -> Graph:
    """The graph of one method and currency."""
    payments = [row for row in ask(case, "victims") if row["is_anchored"]]
    edges = _edges(ask(case, "flow_edges", [method, currency]), payments, currency)
    victims = {VICTIM + row["victim_id"]: row["name"] or "" for row in payments}
    layers = _layers(case, method)
    kinds = {row["account_id"]: row for row in case.duck.fetch(ACCOUNTS, [method])}
    nodes: dict[str, Node] = {}
    for edge in edges:
        for key, other in ((edge.source, ""), (edge.target, edge.source)):
            if key not in nodes:
                nodes[key] = _node(key, nodes.get(other), layers, victims, kinds)
    return Graph(nodes, edges)


ACCOUNTS = """
SELECT account_id, a.is_held, a.holder_name, f.account_id IS NOT NULL AS is_frozen
FROM (SELECT t.payer_id AS account_id FROM flow JOIN transfer AS t USING (transfer_id)
        WHERE method = $1
      UNION SELECT t.payee_id FROM flow JOIN transfer AS t USING (transfer_id)
        WHERE method = $1) AS seen
LEFT JOIN account AS a USING (account_id)
LEFT JOIN (
  SELECT DISTINCT coalesce(k.account_id, m.account) AS account_id
  FROM measure AS m LEFT JOIN account_alias AS k ON k.alias = m.account
  WHERE m.kind IN ('freeze', 'stop_pay', 'queued_freeze')
) AS f USING (account_id)
"""


def _edges(
    rows: Iterable[dict[str, Any]], payments: list[dict[str, Any]], currency: str
) -> tuple[Edge, ...]:
    victim_of = {row["payment_id"]: VICTIM + row["victim_id"] for row in payments}
    found, met = [], set()
    for row in rows:
        source = row["payer_id"]
        if row["is_anchor"]:
            source = victim_of[row["payment_id"]]
            met.add(row["payment_id"])
        found.append(Edge(
            source, row["payee_id"], row["payment_id"], row["amount_minor"],
            frozenset(row["transfers"]), row["first_at"], row["last_at"],
            tuple(row["figures"]), len(row["transfers"]),
        ))  # fmt: skip
    first = [
        Edge(victim_of[row["payment_id"]], row["account_id"], row["payment_id"],
             row["transfer_minor"], frozenset((row["transfer_id"],)), row["moved_at"],
             row["moved_at"], (f"V:{row['payment_id']}",), 1)
        for row in payments
        if row["payment_id"] not in met and row["currency"] == currency
    ]  # fmt: skip
    return (*first, *found)


def _layers(case: Case, method: str) -> dict[str, int]:
    rows = case.duck.fetch("SELECT account_id, layer_no FROM layer WHERE method = ?", [method])
    return {row["account_id"]: row["layer_no"] for row in rows}


def _node(
    key: str, before: Node | None, layers: dict[str, int], victims: dict[str, str],
    kinds: dict[str, dict[str, Any]],
) -> Node:  # fmt: skip
    if key in victims:
        return Node(key, 0, NodeKind.VICTIM, name=victims[key])
    known = kinds.get(key, {})
    layer_no = layers.get(key, before.layer_no + 1 if before else 1)
    kind = NodeKind.HELD if known.get("is_held") else NodeKind.UN_QUERIED
    if key.startswith("@"):
        kind = NodeKind.EXIT
    name = known.get("holder_name") or ""
    return Node(key, layer_no, kind, key, name, bool(known.get("is_frozen")))

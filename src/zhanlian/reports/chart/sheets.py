"""Sheets: a graph cut into drawings of at most sixty nodes, and what the cut left out.

in     a ``Graph``
out    ``Chart``: sheets with merged edges, and branches no sheet shows, with their money
keeps  money is never cut: sheets and left-out branches add up to what was anchored; inside a
       sheet small accounts of a layer fold into one node that keeps their sums
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from zhanlian.reports.chart.graph import Edge, Graph, Node, NodeKind

NODES_MAX = 60
COLUMN_MAX = 18
SHEETS_MAX = 6
FIGURES_NAMED = 4
FOLD = "fold:"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One drawing: its nodes, edges merged per pair, and how many accounts were folded."""

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    folded: int
    folded_minor: int

    @property
    def in_minor(self) -> int:
        """What victims paid in, on this sheet."""
        return sum(e.amount_minor for e in self.edges
                   if self.nodes[e.source].layer_no == 0)  # fmt: skip

    def kept_minor(self, key: str) -> int:
        """What came into a node and did not go on."""
        came = sum(e.amount_minor for e in self.edges if e.target == key)
        went = sum(e.amount_minor for e in self.edges if e.source == key)
        return came - went


@dataclass(frozen=True, slots=True)
class Chart:
    """All sheets, and the branches left to the table."""

    sheets: tuple[Sheet, ...]
    left_branches: int
    left_minor: int


def split_graph(graph: Graph, *, nodes_max: int = NODES_MAX, sheets_max: int = SHEETS_MAX) -> Chart:
    """Cut a graph by the first accounts victims paid; the largest branches come first."""
    if not graph.edges:
        return Chart((), 0, 0)
    if len(graph.nodes) <= nodes_max and _tallest(graph.nodes.values()) <= COLUMN_MAX:
        return Chart((_sheet(graph, graph.edges, nodes_max),), 0, 0)
    packs = _pack(graph, _branches(graph), nodes_max)
    shown, left = packs[:sheets_max], packs[sheets_max:]
    return Chart(
        tuple(_sheet(graph, [e for branch in pack for e in branch], nodes_max) for pack in shown),
        sum(len(pack) for pack in left),
        sum(_entering(graph, branch) for pack in left for branch in pack),
    )


def _branches(graph: Graph) -> list[list[Edge]]:
    """Edges by the first account their payment entered, most money first."""
    first = {e.payment_id: e.target for e in graph.edges if graph.nodes[e.source].layer_no == 0}
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        found[first[edge.payment_id]].append(edge)
    ordered = sorted(found.items(), key=lambda item: (-_entering(graph, item[1]), item[0]))
    return [edges for _, edges in ordered]


def _entering(graph: Graph, edges: Iterable[Edge]) -> int:
    return sum(e.amount_minor for e in edges if graph.nodes[e.source].layer_no == 0)


def _pack(graph: Graph, branches: list[list[Edge]], nodes_max: int) -> list[list[list[Edge]]]:
    """Put neighbouring branches on one sheet while they fit."""
    packs: list[list[list[Edge]]] = []
    keys: set[str] = set()
    for branch in branches:
        added = keys | {key for e in branch for key in (e.source, e.target)}
        fits = len(added) <= nodes_max and _tallest(graph.nodes[k] for k in added) <= COLUMN_MAX
        if packs and fits:
            packs[-1].append(branch)
            keys = added
        else:
            packs.append([branch])
            keys = {key for e in branch for key in (e.source, e.target)}
    return packs


def _tallest(nodes: Iterable[Node]) -> int:
    return max(Counter(node.layer_no for node in nodes).values(), default=0)


def _sheet(graph: Graph, edges: Iterable[Edge], nodes_max: int) -> Sheet:
    merged = _merge(edges, {})
    nodes = {key: graph.nodes[key] for e in merged for key in (e.source, e.target)}
    into = _fold_map(nodes, merged, nodes_max)
    if not into:
        return Sheet(nodes, merged, 0, 0)
    folded_minor = sum(
        e.amount_minor for e in merged
        if (e.target in into) or (nodes[e.source].layer_no == 0 and e.source in into)
    )  # fmt: skip
    counts = Counter(into.values())
    kept = {key: node for key, node in nodes.items() if key not in into}
    for key, count in sorted(counts.items()):
        layer_no = int(key.removeprefix(FOLD))
        kept[key] = Node(key, layer_no, NodeKind.FOLDED, folded=count)
    return Sheet(kept, _merge(merged, into), len(into), folded_minor)


def _fold_map(nodes: dict[str, Node], edges: tuple[Edge, ...], nodes_max: int) -> dict[str, str]:
    """Which nodes fold into which: the smallest, layer by layer, until the sheet fits."""
    weight: Counter[str] = Counter()
    for edge in edges:
        weight[edge.source] += edge.amount_minor
        weight[edge.target] += edge.amount_minor
    layers = {node.layer_no for node in nodes.values()}
    if len(nodes) <= nodes_max and _tallest(nodes.values()) <= COLUMN_MAX:
        return {}
    room = nodes_max - len(layers)
    taken: Counter[int] = Counter()
    into = {}
    for key in sorted(nodes, key=lambda k: (-weight[k], k)):
        layer_no = nodes[key].layer_no
        if room > 0 and taken[layer_no] < COLUMN_MAX - 1:
            room -= 1
            taken[layer_no] += 1
        else:
            into[key] = f"{FOLD}{layer_no}"
    return into


def _merge(edges: Iterable[Edge], into: dict[str, str]) -> tuple[Edge, ...]:
    """One edge per pair of nodes; money that stays inside one fold is not drawn."""
    found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        pair = (into.get(edge.source, edge.source), into.get(edge.target, edge.target))
        if pair[0] != pair[1]:
            found[pair].append(edge)
    return tuple(
        Edge(
            source, target, "", sum(e.amount_minor for e in group),
            frozenset[int]().union(*(e.transfers for e in group)),
            min(e.first_at for e in group), max(e.last_at for e in group),
            tuple(figure for e in group for figure in e.figures)[:FIGURES_NAMED],
            sum(e.figure_count for e in group),
        )
        for (source, target), group in found.items()
    )  # fmt: skip

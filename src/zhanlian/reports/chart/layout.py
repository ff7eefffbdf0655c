"""Layout: places for the nodes and ribbons of one sheet, layers from left to right.

in     a ``Sheet``
out    boxes and ribbons in drawing units
keeps  a box is as tall as the larger of what came in and what went on; no two boxes of a
       layer overlap; the same sheet gives the same drawing
"""

from __future__ import annotations

from dataclasses import dataclass

from zhanlian.reports.chart.graph import Edge, Node
from zhanlian.reports.chart.sheets import Sheet

WIDTH = 1160
PITCH_MIN = 168
BOX_WIDTH = 16
LABEL_HEIGHT = 34
LABEL_WIDTH = 170
GAP = 18
MONEY_HEIGHT = 300  # of the fullest layer, labels apart
BOX_MIN = 3
TOP = 30
PASSES = 4


@dataclass(slots=True)
class Box:
    """A node's place; ``kept`` is the height of what did not go on."""

    node: Node
    x: float
    y: float
    height: float
    came_minor: int
    kept_minor: int
    kept: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """An edge's place: where it leaves, where it arrives, how thick it is."""

    edge: Edge
    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float
    is_backward: bool

    @property
    def is_level(self) -> bool:
        """Whether both ends stand in one layer."""
        return self.is_backward and self.x0 - BOX_WIDTH == self.x1


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet with places for everything on it."""

    boxes: dict[str, Box]
    ribbons: tuple[Ribbon, ...]
    width: float
    height: float
    columns: dict[int, float]


def lay_out(sheet: Sheet) -> Drawn:
    """Find a place for every node and edge of ``sheet``."""
    layers = sorted({node.layer_no for node in sheet.nodes.values()})
    pitch = max(PITCH_MIN, (WIDTH - LABEL_WIDTH) // max(1, len(layers) - 1))
    columns = {layer_no: float(4 + number * pitch) for number, layer_no in enumerate(layers)}
    boxes = _boxes(sheet, columns)
    by_layer = [[b for b in boxes.values() if b.node.layer_no == layer] for layer in layers]
    height = max(_stack_height(column) for column in by_layer)
    _settle(by_layer, sheet, boxes, height)
    width = columns[layers[-1]] + LABEL_WIDTH
    return Drawn(boxes, _ribbons(sheet, boxes), max(width, WIDTH), height + TOP, columns)


def _boxes(sheet: Sheet, columns: dict[int, float]) -> dict[str, Box]:
    came = dict.fromkeys(sheet.nodes, 0)
    went = dict.fromkeys(sheet.nodes, 0)
    for edge in sheet.edges:
        went[edge.source] += edge.amount_minor
        came[edge.target] += edge.amount_minor
    full: dict[int, int] = {}
    for key, node in sheet.nodes.items():
        full[node.layer_no] = full.get(node.layer_no, 0) + max(came[key], went[key])
    scale = MONEY_HEIGHT / max(1, *full.values())
    return {
        key: Box(
            node, columns[node.layer_no], 0.0,
            max(BOX_MIN, max(came[key], went[key]) * scale),
            came[key] or went[key], max(0, came[key] - went[key]),
            max(0, came[key] - went[key]) * scale,
        )
        for key, node in sheet.nodes.items()
    }  # fmt: skip


def _stack_height(column: list[Box]) -> float:
    return sum(box.height + LABEL_HEIGHT + GAP for box in column)


def _settle(by_layer: list[list[Box]], sheet: Sheet, boxes: dict[str, Box], height: float) -> None:
    """Order each layer by the middle of its neighbours, then stack it in the middle."""
    for column in by_layer:
        column.sort(key=lambda box: (-box.height, box.node.key))
        _stack(column, height)
    for number in range(PASSES):
        is_forward = number % 2 == 0
        for column in by_layer if is_forward else reversed(by_layer):
            pull = {b.node.key: _pull(b, sheet, boxes, is_forward=is_forward) for b in column}
            column.sort(key=lambda box, pull=pull: (pull[box.node.key], box.node.key))  # type: ignore[misc]
            _stack(column, height)


def _stack(column: list[Box], height: float) -> None:
    y = TOP + (height - _stack_height(column)) / 2
    for box in column:
        box.y = y + LABEL_HEIGHT
        y = box.y + box.height + GAP


def _pull(box: Box, sheet: Sheet, boxes: dict[str, Box], *, is_forward: bool) -> float:
    near = [
        (boxes[e.source if is_forward else e.target], e.amount_minor)
        for e in sheet.edges
        if (e.target if is_forward else e.source) == box.node.key
    ]
    weight = sum(amount for _, amount in near)
    if not weight:
        return box.y + box.height / 2
    return sum((other.y + other.height / 2) * amount for other, amount in near) / weight


def _ribbons(sheet: Sheet, boxes: dict[str, Box]) -> tuple[Ribbon, ...]:
    leaves = {key: box.y for key, box in boxes.items()}
    arrives = dict(leaves)
    scale = {key: _per_minor(box, sheet) for key, box in boxes.items()}
    starts, ends = {}, {}
    for edge in sorted(sheet.edges, key=lambda e: (boxes[e.target].y, e.target)):
        starts[edge] = leaves[edge.source]
        leaves[edge.source] += edge.amount_minor * scale[edge.source]
    for edge in sorted(sheet.edges, key=lambda e: (boxes[e.source].y, e.source)):
        ends[edge] = arrives[edge.target]
        arrives[edge.target] += edge.amount_minor * scale[edge.target]
    return tuple(
        Ribbon(
            edge, boxes[edge.source].x + BOX_WIDTH, starts[edge], boxes[edge.target].x, ends[edge],
            edge.amount_minor * scale[edge.source],
            boxes[edge.target].x <= boxes[edge.source].x,
        )
        for edge in sheet.edges
    )  # fmt: skip


def _per_minor(box: Box, sheet: Sheet) -> float:
    went = sum(e.amount_minor for e in sheet.edges if e.source == box.node.key)
    came = sum(e.amount_minor for e in sheet.edges if e.target == box.node.key)
    return box.height / max(1, came, went)

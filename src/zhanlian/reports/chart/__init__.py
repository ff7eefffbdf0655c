"""Chart: the flow of victims' money as sheets of a Sankey diagram, drawn by ourselves."""

from zhanlian.reports.chart.drawing import draw_sheet
from zhanlian.reports.chart.graph import Edge, Graph, Node, read_graph
from zhanlian.reports.chart.layout import Drawn, lay_out
from zhanlian.reports.chart.sheets import NODES_MAX, Chart, Sheet, split_graph

__all__ = [
    "NODES_MAX",
    "Chart",
    "Drawn",
    "Edge",
    "Graph",
    "Node",
    "Sheet",
    "draw_sheet",
    "lay_out",
    "read_graph",
    "split_graph",
]

"""Figures: what bulletins count, each with its definition, its period and the rows behind it.

comes in   definitions (``data/figures.toml``), a period, who asks
goes out   ``Counted``: a value that never stands without its definition; comparisons; lines
stays out  figures made public by others: ours are counted from records
start at   ``figures`` for what can be asked, ``count_figure`` for one of them
"""

from zhanlian.supervision.figures.bulletin import Change, bulletin_lines, compare_periods
from zhanlian.supervision.figures.counting import Counted, Period, count_figure
from zhanlian.supervision.figures.definitions import Counts, Figure, UnknownFigure, figures

__all__ = [
    "Change",
    "Counted",
    "Counts",
    "Figure",
    "Period",
    "UnknownFigure",
    "bulletin_lines",
    "compare_periods",
    "count_figure",
    "figures",
]

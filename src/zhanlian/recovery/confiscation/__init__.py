"""Confiscation (违法所得没收程序): what is ready, what is lacking, when each step is due.

comes in   a record of one absent suspect: flight, notices, papers, people, assets, steps
goes out   ``Sheet``: whether the procedure may start and from when, papers, people, assets, terms
stays out  the finding itself: high probability, good reasons, interest are found by named people
start at   ``read_confiscation``, then ``make_sheet``
"""

from zhanlian.recovery.confiscation.reading import Confiscation, Person, Property, read_confiscation
from zhanlian.recovery.confiscation.sheet import Sheet, Start, make_sheet, words

__all__ = [
    "Confiscation",
    "Person",
    "Property",
    "Sheet",
    "Start",
    "make_sheet",
    "read_confiscation",
    "words",
]

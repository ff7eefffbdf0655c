"""Measures (止付、冻结、查封、轮候): what is held, until when, and what must be done before.

comes in   measure sheets of banks, and measures a person recorded (decision ``measure``)
goes out   ``Held`` per measure with its end, its rank and its reminders; a calendar as ICS
stays out  whose money it is (``ownership``); how terms are counted (``law.clocks``)
start at   ``list_measures``
"""

from zhanlian.recovery.measures.calendar import as_calendar
from zhanlian.recovery.measures.listing import (
    TOO_LONG,
    Due,
    Held,
    State,
    check_line,
    due_measures,
    list_measures,
)
from zhanlian.recovery.measures.reading import (
    DECISION,
    Kind,
    Measure,
    check_measure,
    count_unplaced,
    measure_of,
    read_measures,
)
from zhanlian.recovery.measures.standings import list_standings

__all__ = [
    "DECISION",
    "TOO_LONG",
    "Due",
    "Held",
    "Kind",
    "Measure",
    "State",
    "as_calendar",
    "check_line",
    "check_measure",
    "count_unplaced",
    "due_measures",
    "list_measures",
    "list_standings",
    "measure_of",
    "read_measures",
]

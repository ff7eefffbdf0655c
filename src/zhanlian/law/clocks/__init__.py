"""Clocks: terms and time limits, one ledger each; the end is computed, never stored.

comes in   a ledger of events with days, grounds and approvals; the law book; a calendar
goes out   ``ClockState``: the end or its readings, what moved it, the day to work by, alerts,
           what is left, what may still be granted; the stages of a case and what follows them
stays out  who decides (a person), and what a late act means for a person or a case
start at   ``read_ledger`` and ``compute``; ``clock_kinds`` for what can be counted
"""

from zhanlian.law.clocks.calendar import (
    Calendar,
    DayKind,
    add_working_days,
    is_working_day,
    read_calendar,
    shipped_calendar,
)
from zhanlian.law.clocks.compute import compute
from zhanlian.law.clocks.course import Move
from zhanlian.law.clocks.kinds import ClockKind, check_kinds, clock_kinds
from zhanlian.law.clocks.ledger import Event, EventKind, Ledger, ledger_of, read_ledger
from zhanlian.law.clocks.levels import is_enough, levels
from zhanlian.law.clocks.lines import clock_lines, clock_values
from zhanlian.law.clocks.points import Point, Span, add_months, sentence_end
from zhanlian.law.clocks.stages import Stage, Transition, check_stages, next_steps, stages
from zhanlian.law.clocks.state import Balance, ClockState, Possible, Status
from zhanlian.law.clocks.waiting import Rank, rank_measures

__all__ = [
    "Balance",
    "Calendar",
    "ClockKind",
    "ClockState",
    "DayKind",
    "Event",
    "EventKind",
    "Ledger",
    "Move",
    "Point",
    "Possible",
    "Rank",
    "Span",
    "Stage",
    "Status",
    "Transition",
    "add_months",
    "add_working_days",
    "check_kinds",
    "check_stages",
    "clock_kinds",
    "clock_lines",
    "clock_values",
    "compute",
    "is_enough",
    "is_working_day",
    "ledger_of",
    "levels",
    "next_steps",
    "rank_measures",
    "read_calendar",
    "read_ledger",
    "sentence_end",
    "shipped_calendar",
    "stages",
]

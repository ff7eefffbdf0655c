"""State: what can be said of a term on a day.

keeps  an end is computed, never stored: it lives here only; a term with two readings has no
       single end; ``work_by`` is the earliest day anybody could hold against us, ``free_from``
       the first day on which what had to wait may happen in every reading
"""

from dataclasses import dataclass
from enum import StrEnum

from zhanlian.law.answers import Answer, Step
from zhanlian.law.clocks.course import Move
from zhanlian.law.clocks.ledger import Event, Ledger
from zhanlian.law.clocks.points import Point, Span
from zhanlian.law.values import Value

__all__ = ["Balance", "ClockState", "Possible", "Status"]


class Status(StrEnum):
    """How a term stands on a day."""

    QUEUED = "queued"  # on a waiting list, not yet in effect
    NOT_STARTED = "not_started"
    OPEN = "open"  # asked without a day: whether it is over is not said
    RUNNING = "running"
    SUSPENDED = "suspended"
    ENDED = "ended"  # closed by a person
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    ELAPSED = "elapsed"
    IN_DOUBT = "in_doubt"  # over on one reading, running on another


@dataclass(frozen=True, slots=True)
class Balance:
    """What was given and how much of it is used: counted in ``unit``.

    ``unit`` is days, working_days or seconds; ``left`` is zero once the end has passed.
    """

    unit: str
    used: int
    left: int


@dataclass(frozen=True, slots=True)
class Possible:
    """An extension that the law still allows.

    ``latest`` is the last point at which it may be asked for, ``opens`` the first at which its
    papers may be made; ``when`` and ``level`` are words of the catalogue; ``span`` is the most
    it adds, None where the provision leaves that to the body that grants it.
    """

    key: str
    when: str
    span: Span | None
    level: str
    latest: Point
    opens: Point | None
    rests_on: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ClockState:
    """A term as of a day; without ``as_of`` all events count and a term not closed is open.

    ``nominal`` is the end before rest days; ``answer`` the end, or its readings; None while the
    term stands still or waits. ``moves`` lead to the nominal end, each reading's own moves
    stand in ``readings``. ``late_days``: how late a closed term was, on its latest reading.
    ``opened``: other terms that an event of this one began; ``notes``: why the day to work by is
    earlier than the end, and rules younger than the term.
    """

    ledger: Ledger
    status: Status
    version: str
    calendar: str
    as_of: Point | None = None
    start: Point | None = None
    granted: tuple[Span, ...] = ()
    nominal: Point | None = None
    answer: Answer[Point] | None = None
    readings: tuple[tuple[Point, tuple[Move, ...]], ...] = ()
    work_by: Point | None = None
    free_from: Point | None = None
    alerts: tuple[Point, ...] = ()
    moves: tuple[Move, ...] = ()
    notes: tuple[Step, ...] = ()
    asks: tuple[Step, ...] = ()
    balance: Balance | None = None
    possible: tuple[Possible, ...] = ()
    opened: tuple["ClockState", ...] = ()
    closed: Event | None = None
    late_days: int = 0

    @property
    def end(self) -> Point | None:
        """The end; None where readings differ, or where there is none yet."""
        return None if self.answer is None else self.answer.value

    @property
    def ends(self) -> tuple[Point, ...]:
        """Every reading of the end, the earliest first."""
        return tuple(point for point, _ in self.readings)

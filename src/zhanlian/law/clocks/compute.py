"""Compute: the state of a term from its ledger.

in     a ledger, the law book, a calendar, the day it is asked for
out    ``ClockState``
keeps  events after the day asked for do not count; a refusal carries the reasoning so far; an
       end is asked of a running term only
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from zhanlian.law.answers import Answer, Reading, Step, after
from zhanlian.law.book import LawBook
from zhanlian.law.clocks.basis import Basis
from zhanlian.law.clocks.calendar import Calendar, shipped_calendar
from zhanlian.law.clocks.course import Course
from zhanlian.law.clocks.ending import Endings, endings
from zhanlian.law.clocks.granting import begin, extend
from zhanlian.law.clocks.kinds import AtEnd, clock_kinds
from zhanlian.law.clocks.ledger import Event, EventKind, Ledger
from zhanlian.law.clocks.outlook import alerts, balance, older_rules, possible, safe_end
from zhanlian.law.clocks.pausing import finish, restart, resume, suspend
from zhanlian.law.clocks.points import Point
from zhanlian.law.clocks.refusals import LedgerClosed, NeedsMoment, OpenSuspension
from zhanlian.law.clocks.state import ClockState, Status

__all__ = ["compute"]

APPLY: Mapping[EventKind, Callable[[Course, Event, Basis], Course]] = {
    EventKind.SUSPEND: suspend,
    EventKind.RESUME: resume,
    EventKind.EXTEND: extend,
    EventKind.RESTART: restart,
    EventKind.END: finish,
}


def compute(
    ledger: Ledger,
    *,
    law: LawBook,
    as_of: date | datetime | None = None,
    calendar: Calendar | None = None,
) -> ClockState:
    """The state of a term; ``as_of`` a day, or a moment for terms in hours.

    Without ``as_of`` every event counts; a term that stands still is then refused
    (``OpenSuspension``), because its end is not known.
    """
    basis = Basis(ledger, law, calendar or shipped_calendar())
    asked = None if as_of is None else Point.of(as_of)
    events = [each for each in ledger.events if _counts(each, asked, ledger)]
    course = _run(events, basis)
    if course is None:
        status = _waiting_status(events)
        return ClockState(ledger, status, law.version, basis.calendar.version, as_of=asked)
    with after(*course.steps):
        return _standing(course, asked, basis) if course.paused else _going(course, asked, basis)


def _counts(event: Event, asked: Point | None, ledger: Ledger) -> bool:
    """Whether an event had happened; a backward term starts from an event ahead."""
    return asked is None or ledger.kind.is_backward or not event.point.is_after(asked)


def _waiting_status(events: list[Event]) -> Status:
    """How a term stands that has not begun: in line, withdrawn from it, or not there yet."""
    kinds = {event.kind for event in events}
    if EventKind.END in kinds:
        return Status.ENDED
    return Status.QUEUED if EventKind.QUEUE in kinds else Status.NOT_STARTED


def _run(events: list[Event], basis: Basis) -> Course | None:
    """The course after all events; None where only places in line are recorded."""
    if not basis.ledger.events:
        why = "a ledger begins with a start"
        raise LedgerClosed(event="(none)", where=basis.ledger.where, why=why)
    course: Course | None = None
    before: list[EventKind] = []
    for event in events:
        with after(*(course.steps if course else ())):
            if event.kind is EventKind.START and course is None:
                course = begin(event, basis)
            elif course is not None or not _is_in_line(event, before):
                course = _apply(course, event, basis)
        before.append(event.kind)
    return course


def _is_in_line(event: Event, before: list[EventKind]) -> bool:
    """Whether an event before any start is about a place in line: taking it, or giving it up."""
    if event.kind is EventKind.QUEUE:
        return not before
    return event.kind is EventKind.END and before == [EventKind.QUEUE]


def _apply(course: Course | None, event: Event, basis: Basis) -> Course:
    where = basis.ledger.where
    if course is None:
        raise LedgerClosed(event=str(event), where=where, why="nothing has started yet")
    if event.kind not in APPLY:
        raise LedgerClosed(event=str(event), where=where, why="the term has started already")
    if course.closed is not None:
        raise LedgerClosed(event=str(event), where=where, why=f"closed by {course.closed}")
    return APPLY[event.kind](course, event, basis)


def _standing(course: Course, asked: Point | None, basis: Basis) -> ClockState:
    """The state of a term that stands still."""
    assert course.paused is not None
    if asked is None and course.closed is None:
        ground, since = course.paused.ground, str(course.paused.point)
        raise OpenSuspension(ground, where=basis.ledger.where, since=since)
    return ClockState(
        ledger=basis.ledger,
        status=Status.SUSPENDED if course.closed is None else Status.ENDED,
        version=basis.law.version,
        calendar=basis.calendar.version,
        as_of=asked,
        start=course.start,
        granted=course.spans,
        moves=course.moves,
        notes=older_rules(course, course.steps),
        asks=course.asks,
        balance=balance(course, course.paused.point, basis),
        opened=_opened(course, basis),
        closed=course.closed,
    )


def _going(course: Course, asked: Point | None, basis: Basis) -> ClockState:
    """The state of a term that runs, has run out, or was closed."""
    found = endings(course, basis)
    safe, earlier = safe_end(course, found, basis)
    used = (*course.steps, *(step for each in found.found for step in each.steps))
    notes = (*earlier, *older_rules(course, used))
    asks = (*course.asks, *found.asks, *_two_readings(found))
    last = found.found[-1].point
    waits = basis.ledger.kind.at_end is AtEnd.ELAPSED
    return ClockState(
        ledger=basis.ledger,
        status=_status(course, found, asked, basis),
        version=basis.law.version,
        calendar=basis.calendar.version,
        as_of=asked,
        start=course.start,
        granted=course.spans,
        nominal=course.end,
        answer=_answer(course, found, notes=notes, asks=asks, basis=basis),
        readings=tuple((each.point, each.moves) for each in found.found),
        work_by=safe,
        free_from=last.moved(1) if waits and last.at is None else None,
        alerts=alerts(course, safe, basis),
        moves=course.moves,
        notes=notes,
        asks=asks,
        balance=None if asked is None else balance(course, asked, basis),
        possible=() if course.closed else possible(course, asked, basis),
        opened=_opened(course, basis),
        closed=course.closed,
        late_days=_late_days(course, last),
    )


def _answer(
    course: Course,
    found: Endings,
    *,
    notes: tuple[Step, ...],
    asks: tuple[Step, ...],
    basis: Basis,
) -> Answer[Point]:
    """The end with its reasoning; every reading where there are several."""
    first = found.found[0]
    if len(found.found) == 1:
        return Answer(first.point, (*course.steps, *first.steps, *notes), asks=asks)
    readings = tuple(Reading(each.point, each.steps) for each in found.found)
    missing = ("in_custody",) if basis.ledger.is_custody is None else ()
    return Answer(None, (*course.steps, *notes), readings, asks, missing)


def _two_readings(found: Endings) -> tuple[Step, ...]:
    """The question that two readings put to a person."""
    if len(found.found) == 1:
        return ()
    facts = {"earlier": str(found.found[0].point), "later": str(found.found[-1].point)}
    return (Step("clocks.two_readings", facts),)


def _status(course: Course, found: Endings, asked: Point | None, basis: Basis) -> Status:
    """How the term stands; the last day itself is still running."""
    if course.closed is not None:
        return _closed_status(course, found, basis)
    if asked is None:
        return Status.OPEN
    if course.unit.counts_hours and asked.at is None and asked.on == course.end.on:
        raise NeedsMoment(what="the question", where=basis.ledger.where)
    if not asked.is_after(found.found[0].point):
        return Status.RUNNING
    if not asked.is_after(found.found[-1].point):
        return Status.IN_DOUBT
    return Status(basis.ledger.kind.at_end.value)


def _closed_status(course: Course, found: Endings, basis: Basis) -> Status:
    """A measure that had lapsed before it was lifted stays lapsed."""
    assert course.closed is not None
    lapsed = course.closed.point.is_after(found.found[-1].point)
    if lapsed and basis.ledger.kind.at_end is AtEnd.LAPSED:
        return Status.LAPSED
    return Status.ENDED


def _late_days(course: Course, last: Point) -> int:
    """How many days after the latest reading the term was closed; a posted paper is in time."""
    if course.closed is None:
        return 0
    done_on = course.closed.posted_on or course.closed.point.on
    return max(0, (done_on - last.on).days)


def _opened(course: Course, basis: Basis) -> tuple[ClockState, ...]:
    """Terms that events of this one began."""
    return tuple(
        compute(
            Ledger(clock_kinds()[key], (Event(EventKind.START, point),), id=basis.ledger.id),
            law=basis.law,
            calendar=basis.calendar,
        )
        for key, point in course.opened
    )

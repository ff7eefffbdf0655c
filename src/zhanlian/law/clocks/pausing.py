"""Pausing: standing still, running on, counting anew, and closing.

in     an event, the course so far, the basis
out    ``Course``
keeps  time that stood still moves the end by exactly that time; only grounds that the law gives
       stop or restart a term; what has ended is not taken up again
"""

from dataclasses import replace

from zhanlian.law.answers import Step
from zhanlian.law.clocks.basis import Basis
from zhanlian.law.clocks.course import Course, Move, papers, said_span
from zhanlian.law.clocks.ending import refuse_ended
from zhanlian.law.clocks.kinds import ANY_TIMES, Restart
from zhanlian.law.clocks.ledger import Event
from zhanlian.law.clocks.points import Point
from zhanlian.law.clocks.refusals import LedgerClosed, TooManyTimes, UnknownGround

__all__ = ["finish", "restart", "resume", "suspend"]


def suspend(course: Course, event: Event, basis: Basis) -> Course:
    """Stand still from that day or moment on."""
    pause = next((p for p in basis.ledger.kind.pauses if p.key == event.ground), None)
    if pause is None:
        known = tuple(each.key for each in basis.ledger.kind.pauses)
        raise UnknownGround(event.ground, where=basis.ledger.where, known=known)
    if course.paused is not None:
        raise _misplaced(event, basis, "the term stands still already")
    refuse_ended(course, event, basis)
    rule = basis.value(pause.rule, event.point)
    facts = {"ground": f"{basis.ledger.kind.name}.pause.{pause.key}", "since": str(event.point)}
    step = Step("clocks.suspended", facts, rests_on=(rule,), evidence=papers(event))
    moves = (*course.moves, Move(course.end, None, step))
    return replace(course, paused=event, moves=moves)


def resume(course: Course, event: Event, basis: Basis) -> Course:
    """Run on; the end moves by the time that the clock stood still."""
    if course.paused is None:
        raise _misplaced(event, basis, "the term does not stand still")
    stood = _stood(course, course.paused, event)
    end = basis.resumed(course.end, stood, course.unit)
    days = (stood[1].on - stood[0].on).days
    facts = {"since": str(stood[0]), "until": str(stood[1]), "before": str(course.end),
             "after": str(end), "days": days}  # fmt: skip
    step = Step("clocks.resumed", facts, evidence=papers(event))
    return replace(
        course,
        end=end,
        whole_end=basis.resumed(course.whole_end, stood, course.unit),
        stood_days=course.stood_days + days,
        paused=None,
        moves=(*course.moves, Move(course.end, end, step)),
    )


def _stood(course: Course, paused: Event, event: Event) -> tuple[Point, Point]:
    """From when to when counted time stood still: the day of the start is not counted anyway."""
    if course.unit.counts_hours or paused.point.on > course.start.on:
        return paused.point, event.point
    first = course.start.moved(1)
    return first, first if first.is_after(event.point) else event.point


def restart(course: Course, event: Event, basis: Basis) -> Course:
    """Count anew from that day."""
    ground = _restart_of(course, event, basis)
    if course.paused is None and not ground.after_end:
        refuse_ended(course, event, basis)
    budget = basis.value(course.term.budget, event.point)
    span = basis.span(budget, event.point, figure=course.figure)
    end = basis.reach(event.point, span)
    rule = basis.value(ground.rule, event.point)
    facts = {"ground": f"{basis.ledger.kind.name}.restart.{ground.key}",
             "start": str(event.point), "span": said_span(span), "after": str(end)}  # fmt: skip
    step = Step("clocks.restarted", facts, rests_on=(rule, budget), evidence=papers(event))
    return replace(
        course,
        start=event.point,
        granted=(course.term.key,),
        spans=(span,),
        end=end,
        whole_end=end,
        months=span.months if span.is_months else None,
        stood_days=0,
        paused=None,
        restarts=(*course.restarts, ground.key),
        opened=(*course.opened, *((key, event.point) for key in ground.opens)),
        moves=(*course.moves, Move(course.end, end, step)),
    )


def _restart_of(course: Course, event: Event, basis: Basis) -> Restart:
    """The ground of a restart, and that it is not used up."""
    known = basis.ledger.kind.restarts
    ground = next((each for each in known if each.key == event.ground), None)
    if ground is None:
        keys = tuple(each.key for each in known)
        raise UnknownGround(event.ground, where=basis.ledger.where, known=keys)
    if ground.times != ANY_TIMES:
        most = basis.value(ground.times, event.point).number
        used = course.restarts.count(ground.key) + ground.counts_first
        if used >= most:
            raise TooManyTimes(ground.key, where=basis.ledger.where, most=most)
    return ground


def finish(course: Course, event: Event, _: Basis) -> Course:
    """Close the ledger: done, decided or lifted."""
    return replace(course, closed=event)


def _misplaced(event: Event, basis: Basis, why: str) -> LedgerClosed:
    return LedgerClosed(str(event), where=basis.ledger.where, why=why)

"""Granting: how long a term is given, at its start and by each extension.

in     a start or extend event, the course so far, the basis
out    ``Course`` with its end set or moved
keeps  an extension comes in order, in time, not more often and not for longer than the law gives,
       and from the body that the law names; it is counted from the statutory end before it,
       never from a day that rest days moved it to; nothing is granted in silence
"""

from dataclasses import dataclass, replace

from zhanlian.law.answers import Step
from zhanlian.law.clocks.basis import Basis
from zhanlian.law.clocks.course import Course, Move, papers, said_span
from zhanlian.law.clocks.ending import endings, refuse_ended
from zhanlian.law.clocks.kinds import ANY_TIMES, ONCE, Grant
from zhanlian.law.clocks.ledger import Event
from zhanlian.law.clocks.levels import is_enough
from zhanlian.law.clocks.points import Point, Span
from zhanlian.law.clocks.refusals import (
    BadLedger,
    ExtensionOutOfOrder,
    LevelTooLow,
    TermTooLong,
    TooManyTimes,
    UnknownGround,
)
from zhanlian.law.values import Unit, Value

__all__ = ["begin", "extend", "limits", "times_left"]


@dataclass(frozen=True, slots=True)
class Given:
    """What one event gives: the span, the rows it rests on, and what a person should look at."""

    span: Span
    figure: int | None
    rests_on: tuple[Value, ...]
    asks: tuple[Step, ...]


def begin(event: Event, basis: Basis) -> Course:
    """The course from its start; the start itself is not counted."""
    kind = basis.ledger.kind
    term = kind.terms[0] if not event.ground else _named(event, kind.terms, basis)
    given = _given(term, event, basis, is_start=term is kind.terms[0])
    end = basis.reach(event.point, given.span)
    rules = [basis.rule("start_excluded", event.point)]
    if given.span.months:
        rules.append(basis.rule("month_rule", event.point))
    key = "clocks.begun_backward" if kind.is_backward else "clocks.begun"
    facts = {"clock": kind.name, "start": str(event.point), "span": said_span(given.span),
             "ground": _ground(basis, term), "after": str(end)}  # fmt: skip
    step = Step(key, facts, rests_on=(*given.rests_on, *rules), evidence=papers(event))
    return Course(
        first=event.point,
        start=event.point,
        term=term,
        figure=given.figure,
        unit=given.span,
        granted=(term.key,),
        spans=(given.span,),
        end=end,
        whole_end=end,
        months=given.span.months if given.span.is_months else None,
        moves=(Move(None, end, step),),
        asks=given.asks,
    )


def extend(course: Course, event: Event, basis: Basis) -> Course:
    """The course with a longer term, or with an extension added to its nominal end."""
    kind = basis.ledger.kind
    grant = _named(event, (*kind.later_terms, *kind.extensions), basis)
    late = _in_time(course, event, basis)
    _in_order(course, grant, basis)
    given = _given(grant, event, basis, is_start=False)
    asks = (*course.asks, *late, *given.asks, *_dates(course, grant, event, basis))
    longer = _lengthened if grant in kind.terms else _added
    made = longer(course, grant, given, basis)
    facts = {"ground": _ground(basis, grant), "span": said_span(given.span),
             "before": str(course.end), "after": str(made.end)}  # fmt: skip
    rules = (*given.rests_on, basis.rule("extension_base", event.point))
    key = "clocks.lengthened" if grant in kind.terms else "clocks.extended"
    step = Step(key, facts, rests_on=rules, evidence=papers(event))
    _within_longest(made, event, basis)
    return replace(made, asks=asks, moves=(*course.moves, Move(course.end, made.end, step)))


def _lengthened(course: Course, grant: Grant, given: Given, basis: Basis) -> Course:
    """A longer term, counted from the start."""
    if len(course.granted) > 1 or not given.span.is_longer(course.spans[0]):
        raise ExtensionOutOfOrder(
            grant.key, where=basis.ledger.where, needs=("a shorter term without extensions",)
        )
    end = basis.reach(course.start, given.span)
    if course.stood_days:
        end = end.moved(course.stood_days)
    return replace(
        course,
        term=grant,
        figure=given.figure,
        unit=given.span,
        granted=(grant.key,),
        spans=(given.span,),
        end=end,
        whole_end=end,
        months=given.span.months if given.span.is_months else None,
    )


def _added(course: Course, grant: Grant, given: Given, basis: Basis) -> Course:
    """An extension, added to the nominal end; months also counted in one piece."""
    end = basis.reach(course.end, given.span)
    months = None
    whole_end = basis.reach(course.whole_end, given.span)
    if course.months is not None and given.span.is_months:
        months = course.months + given.span.months
        whole_end = basis.reach(course.start, Span(months=months)).moved(course.stood_days)
    return replace(
        course,
        granted=(*course.granted, grant.key),
        spans=(*course.spans, given.span),
        end=end,
        whole_end=whole_end,
        months=months,
    )


# --- what the law gives -----------------------------------------------------------------------


def limits(grant: Grant, value: Value) -> tuple[int, int]:
    """The least and the greatest figure that a budget allows."""
    if value.is_band:
        assert value.low is not None
        assert value.high is not None
        return value.low, value.high
    return (1 if grant.is_at_most else value.number), value.number


def _given(grant: Grant, event: Event, basis: Basis, *, is_start: bool) -> Given:
    """The span that a grant gives on that day, its approval checked."""
    level, asks = _approval(grant, event, basis, is_optional=is_start)
    unit = basis.ledger.kind.terms[0].budget
    budget = basis.value(grant.budget or unit, event.point)
    figure, assumed = _figure(grant, event, budget, basis)
    rests_on = (*level, budget) if grant.budget else level
    span = basis.span(budget, event.point, figure=figure)
    return Given(span, figure, rests_on, (*asks, *assumed))


def _figure(
    grant: Grant, event: Event, budget: Value, basis: Basis
) -> tuple[int | None, tuple[Step, ...]]:
    """The chosen length, within its limits; the longest where none was said.

    A first term without a length is the one that the provision states.
    """
    if not grant.budget:
        if event.length is None:
            why = "the provision gives no figure, so the ledger must say how long"
            raise BadLedger(field="length", where=f"{basis.ledger.where}, {event}", why=why)
        return event.length, ()
    if budget.unit is Unit.TABLE and event.length is not None:
        why = "this term has one length, so none is chosen"
        raise BadLedger(field="length", where=f"{basis.ledger.where}, {event}", why=why)
    if not (grant.is_at_most or budget.is_band):
        if event.length is not None and event.length != budget.value:
            raise _too_long(event, grant, budget, basis)
        return None, ()
    least, most = limits(grant, budget)
    if event.length is None and grant in basis.ledger.kind.terms and not budget.is_band:
        return None, ()
    if event.length is None:
        facts = {"ground": _ground(basis, grant), "most": most, "unit": f"unit.{budget.unit}"}
        return most, (Step("clocks.longest_assumed", facts, rests_on=(budget,)),)
    if not least <= event.length <= most:
        raise _too_long(event, grant, budget, basis)
    return event.length, ()


def _too_long(event: Event, grant: Grant, budget: Value, basis: Basis) -> TermTooLong:
    """The refusal, with the grant that would give such a length."""
    kind = basis.ledger.kind
    instead = ""
    for other in kind.terms if grant in kind.terms else kind.extensions:
        value = basis.value(other.budget, event.point) if other.budget else None
        if other is grant or value is None or value.unit is not budget.unit:
            continue
        least, most = limits(other, value)
        if event.length is not None and least <= event.length <= most:
            level = basis.value(other.level, event.point).value if other.level else ""
            told = f", approved by {level}" if level else ""
            instead = f'use ground = "{other.key}"{told}, if its condition is met'
    least, most = limits(grant, budget)
    shown = f"{most}" if least == most else f"{least} to {most}"
    return TermTooLong(
        f"{event.length} {budget.unit}",
        where=f"{basis.ledger.where}, {event}",
        most=f"{shown} {budget.unit} ({budget.cites[0]})",
        instead=instead,
    )


def _approval(
    grant: Grant, event: Event, basis: Basis, *, is_optional: bool
) -> tuple[tuple[Value, ...], tuple[Step, ...]]:
    """The row that names the approving body; a question where an ordinary start names nobody."""
    if not grant.level:
        return (), ()
    needed = basis.value(grant.level, event.point)
    level, by = str(needed.value), event.approved_by
    if by and is_enough(by, level, handled_by=basis.ledger.handled_by):
        return (needed,), ()
    if by or not is_optional:
        place = f"{basis.ledger.where}, {event}"
        raise LevelTooLow(grant.key, where=place, approved_by=by, needs=level)
    return (needed,), (Step("clocks.approval_unknown", {"level": f"level.{level}"}, (needed,)),)


# --- when an extension may come ---------------------------------------------------------------


def _in_time(course: Course, event: Event, basis: Basis) -> tuple[Step, ...]:
    """Nothing where in time; a question where it is so on one reading only."""
    refuse_ended(course, event, basis)
    if course.paused is not None or not event.point.is_after(course.end):
        return ()
    readings = endings(course, basis).found
    earlier, later = readings[0].point, readings[-1].point
    if not event.point.is_after(earlier):
        return ()
    facts = {"event": str(event.point), "earlier": str(earlier), "later": str(later)}
    return (Step("clocks.late_on_one_reading", facts),)


def _in_order(course: Course, grant: Grant, basis: Basis) -> None:
    """Refuse what skips a step or comes too often."""
    where = basis.ledger.where
    missing = grant.after and not set(grant.after) & set(course.granted)
    other_term = grant.only_terms and course.term.key not in grant.only_terms
    if missing or other_term:
        needs = grant.after if missing else grant.only_terms
        raise ExtensionOutOfOrder(grant.key, where=where, needs=needs)
    if times_left(course, grant, basis) == 0:
        most = course.granted.count(grant.key)
        raise TooManyTimes(grant.key, where=where, most=most)


def times_left(course: Course, grant: Grant, basis: Basis) -> int | None:
    """How often a grant may still be given; None where nothing limits it."""
    if grant.times == ANY_TIMES:
        return None
    most = 1 if grant.times == ONCE else basis.value(grant.times, course.start).number
    return max(0, most - course.granted.count(grant.key))


def _within_longest(course: Course, event: Event, basis: Basis) -> None:
    """Refuse a total above the greatest that the law gives."""
    longest = basis.ledger.kind.longest
    if not longest:
        return
    value = basis.value(longest, event.point)
    if course.total.is_longer(basis.span(value, event.point)):
        raise TermTooLong(
            " ".join(f"{number} {unit}" for number, unit in said_span(course.total)),
            where=f"{basis.ledger.where}, {event}",
            most=f"{value.number} {value.unit} in all ({value.cites[0]})",
            instead="",
        )


def _dates(course: Course, grant: Grant, event: Event, basis: Basis) -> tuple[Step, ...]:
    """Questions about a request that came late, or papers made too early."""
    asks = []
    lead = basis.value_if_any(grant.request_lead, event.point)
    if lead is not None and event.requested_on is not None:
        latest = course.end.moved(-lead.number)
        if Point(event.requested_on).is_after(latest):
            facts = {"requested_on": event.requested_on, "latest_on": latest.on}
            asks.append(Step("clocks.requested_late", facts, rests_on=(lead,)))
    window = basis.value_if_any(grant.window, event.point)
    if window is not None:
        opens = course.end.moved(-window.number)
        if opens.is_after(event.point):
            facts = {"made_on": event.point.on, "opens_on": opens.on}
            asks.append(Step("clocks.renewed_early", facts, rests_on=(window,)))
    return tuple(asks)


def _named(event: Event, grants: tuple[Grant, ...], basis: Basis) -> Grant:
    found = next((each for each in grants if each.key == event.ground), None)
    if found is None:
        keys = tuple(each.key for each in grants)
        raise UnknownGround(event.ground, where=basis.ledger.where, known=keys)
    return found


def _ground(basis: Basis, grant: Grant) -> str:
    """The grant's word in the catalogue."""
    return f"{basis.ledger.kind.name}.grant.{grant.key}"

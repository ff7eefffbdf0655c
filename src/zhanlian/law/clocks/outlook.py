"""Outlook: what a running term leaves to do: alerts, what is left, what may still be granted.

in     a course, its endings, the basis
out    the safe end, alert days, ``Balance``, ``Possible`` extensions
keeps  alerts follow the earliest day that any reading or any usual paper gives; how early they
       come is our convention, and said to be one
"""

from datetime import timedelta

from zhanlian.law.answers import Step
from zhanlian.law.clocks.basis import COUNTING, Basis
from zhanlian.law.clocks.course import Course
from zhanlian.law.clocks.ending import Endings
from zhanlian.law.clocks.granting import limits, times_left
from zhanlian.law.clocks.kinds import Grant
from zhanlian.law.clocks.points import HOUR_MICROS, Point, Span
from zhanlian.law.clocks.state import Balance, Possible
from zhanlian.law.values import Unit, Value
from zhanlian.terms import MICROS

__all__ = ["alerts", "balance", "older_rules", "possible", "safe_end"]

DAY_BEFORE = "day_before"


def safe_end(course: Course, found: Endings, basis: Basis) -> tuple[Point, tuple[Step, ...]]:
    """The earliest end that anybody could hold against us, and why it is earlier, if it is."""
    earliest = found.found[0].point
    kind = basis.ledger.kind
    if course.unit.counts_hours and kind.skips_first_hour:
        exact = basis.exact_reach(course.start, course.unit)
        facts = {"exact": str(exact), "after": str(earliest)}
        return exact, (Step("clocks.first_hour", facts),)
    has_months = any(span.months for span in course.spans)
    if kind.anchor and has_months and basis.ledger.is_custody is not False:
        rule = basis.value(kind.anchor, course.start)
        if DAY_BEFORE in rule.others:
            safe = earliest.moved(-1)
            facts = {"after": str(earliest), "safe": str(safe)}
            return safe, (Step("clocks.anchor", facts, rests_on=(rule,)),)
    return earliest, ()


def alerts(course: Course, safe: Point, basis: Basis) -> tuple[Point, ...]:
    """The points before the safe end at which a reminder is due, the earliest first."""
    leads = basis.value(basis.ledger.kind.leads, course.start).table.values()
    found = []
    for lead in leads:
        assert isinstance(lead, int)
        if safe.at is not None:
            found.append(Point.at_instant(safe.at - lead * HOUR_MICROS))
        else:
            found.append(safe.moved(-lead))
    is_backward = basis.ledger.kind.is_backward
    kept = [each for each in found if is_backward or each.is_after(course.start)]
    return tuple(sorted(kept, key=lambda each: (each.on, each.at or 0)))


def balance(course: Course, asked: Point, basis: Basis) -> Balance | None:
    """Used and left on a day, in the unit that the term counts; None for backward terms.

    Counted against the nominal end; on a day of standing still, up to the day before it began.
    """
    if basis.ledger.kind.is_backward:
        return None
    if course.unit.counts_hours:
        return _seconds(course, asked)
    last = asked.on - timedelta(days=1) if course.paused else asked.on
    last = min(max(last, course.start.on), course.end.on)
    if course.unit.working_days:
        left = basis.calendar.working_days(last, course.end.on)
        return Balance("working_days", course.total.working_days - left, left)
    used = (last - course.start.on).days - course.stood_days
    return Balance("days", max(0, used), (course.end.on - last).days)


def _seconds(course: Course, asked: Point) -> Balance | None:
    if asked.at is None or course.start.at is None or course.end.at is None:
        return None
    at = min(max(asked.at, course.start.at), course.end.at)
    left_s = (course.end.at - at) // MICROS
    whole_s = (course.end.at - course.start.at) // MICROS
    return Balance("seconds", whole_s - left_s, left_s)


def possible(course: Course, asked: Point | None, basis: Basis) -> tuple[Possible, ...]:
    """Extensions and longer terms that the law still allows, in the order it names them."""
    kind = basis.ledger.kind
    if kind.is_backward or (asked is not None and asked.is_after(course.end)):
        return ()
    longer = () if len(course.granted) > 1 else kind.later_terms
    found = []
    for grant in (*longer, *kind.extensions):
        made = _possible(grant, course, basis)
        if made is not None:
            found.append(made)
    return tuple(found)


def _possible(grant: Grant, course: Course, basis: Basis) -> Possible | None:
    """The extension, if its turn has come; by the law of the last day on which it could come."""
    kind, at = basis.ledger.kind, course.end
    out_of_turn = grant.after and not set(grant.after) & set(course.granted)
    other_term = grant.only_terms and course.term.key not in grant.only_terms
    if out_of_turn or other_term or times_left(course, grant, basis) == 0:
        return None
    budget = basis.value_if_any(grant.budget, at)
    if grant.budget and budget is None:
        return None
    span = None if budget is None else _longest(grant, budget, basis)
    if grant in kind.terms and (span is None or not span.is_longer(course.spans[0])):
        return None
    lead, window = (basis.value_if_any(name, at) for name in (grant.request_lead, grant.window))
    level = basis.value_if_any(grant.level, at)
    return Possible(
        key=grant.key,
        when=f"{kind.name}.grant.{grant.key}",
        span=span,
        level="" if level is None else f"level.{level.value}",
        latest=course.end if lead is None else course.end.moved(-lead.number),
        opens=None if window is None else course.end.moved(-window.number),
        rests_on=tuple(row for row in (budget, level, lead, window) if row is not None),
    )


def _longest(grant: Grant, budget: Value, basis: Basis) -> Span:
    """The greatest span that a budget allows."""
    figure = None if budget.unit is Unit.TABLE else limits(grant, budget)[1]
    return basis.span(budget, Point(budget.from_on), figure=figure)


def older_rules(course: Course, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """A note for every counting rule whose text is younger than the term."""
    rows = dict.fromkeys(row for step in steps for row in step.rests_on)
    return tuple(
        Step("clocks.older_rule", {"parameter": row.parameter, "from_on": row.from_on}, (row,))
        for row in rows
        if row.parameter.startswith(COUNTING) and row.from_on > course.first.on
    )

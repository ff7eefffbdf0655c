"""Basis: what one computation rests on, and the arithmetic of counting.

in     a ledger, the law book, a calendar
out    dated values, spans, and the point that a span reaches
keeps  a value is the one in force on the day of its event; a counting rule older than the book
       is taken from its first row (``compute`` says so); hours are exact instants
"""

from dataclasses import dataclass

from zhanlian.law.book import LawBook, NoLawInForce
from zhanlian.law.clocks.calendar import Calendar
from zhanlian.law.clocks.ledger import Ledger
from zhanlian.law.clocks.points import DAY, HOUR_MICROS, Point, Span, add_months, span_of
from zhanlian.law.clocks.refusals import NeedsMoment
from zhanlian.law.values import Value

__all__ = ["COUNTING", "Basis", "rule_name"]

COUNTING = "cn.procedure.counting"


def rule_name(name: str) -> str:
    """The parameter of a counting rule."""
    return f"{COUNTING}.{name}"


@dataclass(frozen=True, slots=True)
class Basis:
    """The ledger with the law and the calendar it is read by."""

    ledger: Ledger
    law: LawBook
    calendar: Calendar

    def value(self, name: str, at: Point) -> Value:
        """The row in force on the day of an event.

        Counting rules were there before the texts that the book holds: for earlier days their
        first row is taken.
        """
        try:
            return self.law.value(name, on=at.on)
        except NoLawInForce:
            if not name.startswith(COUNTING):
                raise
            return min(self.law.parameter(name).values, key=lambda row: row.from_on)

    def value_if_any(self, name: str, at: Point) -> Value | None:
        """The row in force on that day; None where the parameter is unnamed or had none."""
        if not name or not self.law.is_settled(name, on=at.on):
            return None
        return self.value(name, at)

    def rule(self, name: str, at: Point) -> Value:
        """A counting rule by its short name."""
        return self.value(rule_name(name), at)

    def span(self, value: Value, at: Point, *, figure: int | None = None) -> Span:
        """The span of a value, or of a chosen figure in its unit."""
        half_month_days = self.rule("half_month", at).number
        return span_of(value, half_month_days=half_month_days, figure=figure)

    def reach(self, start: Point, span: Span) -> Point:
        """Where ``span`` leads from ``start``; the start itself is not counted."""
        if span.counts_hours:
            return self._reach_hours(start, span)
        if self.ledger.kind.is_backward:
            return start.moved(-span.days)
        on = add_months(start.on, span.months)
        on = Point(on).moved(span.days).on
        return Point(self.calendar.add_working_days(on, span.working_days))

    def _reach_hours(self, start: Point, span: Span) -> Point:
        at = self.instant(start, "its start")
        if self.ledger.kind.skips_first_hour:
            at = at - at % HOUR_MICROS + HOUR_MICROS
        return Point.at_instant(at + span.hours * HOUR_MICROS)

    def exact_reach(self, start: Point, span: Span) -> Point:
        """Where hours lead from the very minute of the start."""
        return Point.at_instant(self.instant(start, "its start") + span.hours * HOUR_MICROS)

    def instant(self, point: Point, what: str) -> int:
        """The point's instant; refuses a day without one."""
        if point.at is None:
            raise NeedsMoment(what, where=self.ledger.where)
        return point.at

    def resumed(self, end: Point, stood: tuple[Point, Point], unit: Span) -> Point:
        """The end after standing still from the first point up to the second."""
        since, until = stood
        if unit.counts_hours:
            lost = self.instant(until, "the resume") - self.instant(since, "the suspension")
            return Point.at_instant(self.instant(end, "its end") + lost)
        if unit.working_days:
            left = self.calendar.working_days(since.on - DAY, end.on)
            return Point(self.calendar.add_working_days(until.on - DAY, left))
        return end.moved((until.on - since.on).days)

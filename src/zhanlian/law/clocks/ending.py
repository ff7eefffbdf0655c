"""Ending: on which day a course ends, in every defensible reading.

in     a course and its basis
out    ``Endings``: the readings by day, the first being the earliest, and what is left open
keeps  time in custody never moves for rest days; where a roll-over rule, the way of adding
       months or the custody of a person is unsettled, both days are shown; a day that is not
       known to be a rest day is not guessed
law    Criminal Procedure Law art. 105
"""

from dataclasses import dataclass, replace

from zhanlian.law.answers import Step, after
from zhanlian.law.clocks.basis import Basis, rule_name
from zhanlian.law.clocks.calendar import DayKind
from zhanlian.law.clocks.course import Course, Move
from zhanlian.law.clocks.kinds import AtEnd
from zhanlian.law.clocks.ledger import Event
from zhanlian.law.clocks.points import Point
from zhanlian.law.clocks.refusals import (
    CalendarMissing,
    ExtensionTooLate,
    MeasureLapsed,
    UnknownRoll,
)
from zhanlian.law.reading import cite
from zhanlian.law.values import Standing, Value
from zhanlian.terms import Citation

__all__ = ["Ending", "Endings", "endings", "refuse_ended"]

YES, NO = "yes", "no"
CUSTODY_RULE = rule_name("roll_custody")
FROM_START = "from_start"
NOTICE = "cn/"


@dataclass(frozen=True, slots=True)
class Ending:
    """One reading of the end, and the moves that lead from the nominal end to it."""

    point: Point
    moves: tuple[Move, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its reasoning."""
        return tuple(move.step for move in self.moves)


@dataclass(frozen=True, slots=True)
class Endings:
    """Every reading by day, and questions about readings that could not be finished."""

    found: tuple[Ending, ...]
    asks: tuple[Step, ...]


def endings(course: Course, basis: Basis) -> Endings:
    """Every reading of the end, the earliest first; equal days are one reading."""
    found: dict[Point, Ending] = {}
    asks: list[Step] = []
    for nominal in _nominal(course, basis):
        rolled, open_ends = _rolled(nominal, course, basis)
        asks += open_ends
        for ending in rolled:
            found.setdefault(ending.point, ending)
    ordered = sorted(found.values(), key=lambda each: (each.point.on, each.point.at or 0))
    return Endings(tuple(ordered), tuple(asks))


def refuse_ended(course: Course, event: Event, basis: Basis) -> None:
    """Refuse an event after the last reading of the end: what is over is not taken up again."""
    if course.paused is not None or not event.point.is_after(course.end):
        return
    last = endings(course, basis).found[-1].point
    if not event.point.is_after(last):
        return
    where = basis.ledger.where
    if basis.ledger.kind.at_end is AtEnd.LAPSED:
        raise MeasureLapsed(str(event), where=where, lapsed=str(last))
    raise ExtensionTooLate(event.ground or event.kind, where=where, ended=str(last))


def _nominal(course: Course, basis: Basis) -> list[Ending]:
    """The end before rest days; two where the ways of adding months part."""
    if course.whole_end == course.end:
        return [Ending(course.end, ())]
    rule = basis.rule("extension_months", course.start)
    if FROM_START not in rule.others:
        return [Ending(course.end, ())]
    facts = {"before": str(course.end), "after": str(course.whole_end)}
    one_by_one = Step("clocks.months_one_by_one", {"after": str(course.end)}, rests_on=(rule,))
    in_one_piece = Step("clocks.months_in_one_piece", facts, rests_on=(rule,))
    return [
        Ending(course.end, (Move(course.end, course.end, one_by_one),)),
        Ending(course.whole_end, (Move(course.end, course.whole_end, in_one_piece),)),
    ]


def _rolled(nominal: Ending, course: Course, basis: Basis) -> tuple[list[Ending], tuple[Step, ...]]:
    """The nominal end under each roll-over rule that may apply."""
    rules = _rules(course, basis)
    if not rules:
        return [nominal], ()
    made: list[Ending] = []
    missing: list[CalendarMissing] = []
    for rule, says in rules:
        if says == NO:
            made.append(_stays(nominal, rule, basis))
            continue
        try:
            made.append(_moves_on(nominal, rule, basis))
        except CalendarMissing as refusal:
            missing.append(refusal)
    if missing and not made:
        with after(*nominal.steps):
            raise missing[0]
    years = sorted({each.on.year for each in missing})
    return made, tuple(Step("clocks.calendar_missing", {"year": str(year)}) for year in years)


def _rules(course: Course, basis: Basis) -> list[tuple[Value, str]]:
    """(row, yes or no) for every roll-over rule that may apply; none where none does."""
    ledger = basis.ledger
    if not ledger.kind.rolls or course.unit.counts_hours or course.unit.working_days:
        return []
    if ledger.is_custody is None:
        names = [CUSTODY_RULE, ledger.kind.rolls]
    else:
        names = [CUSTODY_RULE if ledger.is_custody else ledger.kind.rolls]
    return [pair for name in names for pair in _readings(name, course, basis)]


def _readings(name: str, course: Course, basis: Basis) -> list[tuple[Value, str]]:
    """The rule's answer, and the other one where it is unsettled."""
    rule = basis.value(name, course.start)
    said = [rule.value, *(rule.others if rule.standing is Standing.UNSETTLED else ())]
    for each in said:
        if each not in {YES, NO}:
            raise UnknownRoll(name, where=basis.ledger.where, said=str(each))
    return [(rule, str(each)) for each in said]


def _stays(nominal: Ending, rule: Value, basis: Basis) -> Ending:
    """The nominal day, with the reason where it is known to be a rest day."""
    try:
        day = basis.calendar.kind(nominal.point.on)
    except CalendarMissing:
        return nominal
    if day.is_working:
        return nominal
    key = "clocks.stays_custody" if rule.parameter == CUSTODY_RULE else "clocks.stays"
    facts = {"before": str(nominal.point), "rest": _rest(day)}
    step = Step(key, facts, rests_on=(rule,), cites=_notice(day))
    return replace(nominal, moves=(*nominal.moves, Move(nominal.point, nominal.point, step)))


def _moves_on(nominal: Ending, rule: Value, basis: Basis) -> Ending:
    """The first working day from the nominal day on."""
    day = basis.calendar.kind(nominal.point.on)
    if day.is_working:
        return nominal
    reached = basis.calendar.kind(basis.calendar.next_working_day(day.on))
    facts = {"before": str(day.on), "after": str(reached.on), "rest": _rest(day),
             "source": day.source, "reached": f"clocks.day.{reached.why}"}  # fmt: skip
    cites = tuple(dict.fromkeys((*_notice(day), *_notice(reached))))
    step = Step("clocks.rolled", facts, rests_on=(rule,), cites=cites)
    point = Point(reached.on)
    return Ending(point, (*nominal.moves, Move(nominal.point, point, step)))


def _rest(day: DayKind) -> str:
    return day.name or f"clocks.day.{day.why}"


def _notice(day: DayKind) -> tuple[Citation, ...]:
    return (cite(day.source),) if day.source.startswith(NOTICE) else ()

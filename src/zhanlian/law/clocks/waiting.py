"""Waiting: several units want the same property; one holds it, the others wait in line.

in     the ledgers of one piece of property, a day
out    ``Rank`` per ledger, in the order in which they came
keeps  property is never frozen twice at once; a waiting measure (轮候) takes effect, and begins to
       run, when the one before it has ended; who came first ranks first
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhanlian.law.answers import Step
from zhanlian.law.book import LawBook
from zhanlian.law.clocks.calendar import Calendar
from zhanlian.law.clocks.compute import compute
from zhanlian.law.clocks.ledger import EventKind, Ledger
from zhanlian.law.clocks.points import Point
from zhanlian.law.clocks.refusals import BadLedger, SecondFreeze
from zhanlian.law.clocks.state import ClockState, Status

__all__ = ["Rank", "rank_measures"]

OVER = {Status.ENDED, Status.LAPSED}
WAITING_START = "cn.property.freeze.waiting_start"


@dataclass(frozen=True, slots=True)
class Rank:
    """One measure in line: 1 holds the property, 2 and more wait, 0 is over.

    ``asks``: a measure that the program took to have come into effect puts that day to a person.
    """

    ledger: Ledger
    state: ClockState
    rank: int
    asks: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """Who held the property last, and the first day on which it was free; None while held."""

    holder: str
    free_on: date | None

    def is_free(self, on: date) -> bool:
        """Whether a measure may take effect on that day."""
        return self.free_on is not None and self.free_on <= on


def rank_measures(
    ledgers: Sequence[Ledger], *, law: LawBook, as_of: date, calendar: Calendar | None = None
) -> tuple[Rank, ...]:
    """Who holds the property on a day and who waits. Raises ``SecondFreeze``."""
    _refuse_other_property(ledgers)
    came = [each for each in ledgers if each.events and each.events[0].point.on <= as_of]
    ranks: list[Rank] = []
    held = Property("", date.min)
    waiting = 1
    for ledger in sorted(came, key=lambda each: each.events[0].point.on):
        in_effect, asks = _in_effect(ledger, held, law=law, as_of=as_of)
        state = compute(in_effect, law=law, as_of=as_of, calendar=calendar)
        if state.start is None:
            waiting += state.status is Status.QUEUED
            ranks.append(Rank(ledger, state, waiting if state.status is Status.QUEUED else 0))
        else:
            held = Property(ledger.unit or ledger.where, _free_on(state))
            ranks.append(Rank(ledger, state, 0 if state.status in OVER else 1, asks))
    return tuple(ranks)


def _refuse_other_property(ledgers: Sequence[Ledger]) -> None:
    """Only measures of one group on one piece of property compete."""
    for ledger in ledgers:
        if not ledger.kind.group:
            why = "only freezes and sealings compete for property"
            raise BadLedger(field="clock.kind", where=ledger.where, why=why)
    if len({(each.kind.group, each.asset) for each in ledgers}) > 1:
        why = "ledgers in one line are about one piece of property"
        raise BadLedger(field="clock.asset", where=ledgers[0].where, why=why)


def _in_effect(
    ledger: Ledger, held: Property, *, law: LawBook, as_of: date
) -> tuple[Ledger, tuple[Step, ...]]:
    """The ledger as it runs: a waiting one begins when the property is free.

    Its own start, where it has one, must not come before that day.
    """
    starts = [event for event in ledger.events if event.kind is EventKind.START]
    if starts and starts[0].point.on <= as_of:
        if not held.is_free(starts[0].point.on):
            raise SecondFreeze(ledger.unit or ledger.where, where=ledger.where, holder=held.holder)
        return ledger, ()
    queued, *rest = ledger.events
    if held.free_on is None or starts or not held.is_free(as_of):
        return ledger, ()
    begins = max(held.free_on, queued.point.on)
    if any(event.point.on <= begins for event in rest):
        return ledger, ()  # given up before it could take effect
    start = replace(queued, kind=EventKind.START, point=Point(begins))
    facts = {"free_on": held.free_on, "start": begins}
    is_settled = law.is_settled(WAITING_START, on=begins)
    rules = (law.value(WAITING_START, on=begins),) if is_settled else ()
    step = Step("clocks.promoted", facts, rests_on=rules)
    return replace(ledger, events=(queued, start, *rest)), (step,)


def _free_on(state: ClockState) -> date | None:
    """The first day on which the property is free again; None while it is held."""
    if state.status is Status.ENDED:
        assert state.closed is not None
        return state.closed.point.on
    if state.status is Status.LAPSED:
        return state.ends[-1].moved(1).on
    return None

"""Terms of a person: each begun by a step, moved by events, ended by a step or an act done.

in     one person's steps and term events, in the order of time
out    ``PersonTerm``: a ledger for ``law.clocks``, and its state on a day
keeps  a clock begun again is a new term; an event of a term that never began is refused by the
       law room, never dropped
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from zhanlian.law import LawBook, clocks
from zhanlian.supervision.persons.steps import FIRST_STAGE, transition_to
from zhanlian.supervision.tables import PersonStep, TermEvent


@dataclass(frozen=True, slots=True)
class PersonTerm:
    """One term of a person, and how it stands."""

    party_id: str
    ledger: clocks.Ledger
    state: clocks.ClockState


@dataclass(slots=True)
class _Course:
    """The ledgers while steps are read: by clock, the newest last."""

    party_id: str
    by_clock: dict[str, list[clocks.Ledger]] = field(default_factory=dict)

    def start(self, clock: str, event: clocks.Event) -> None:
        kind = clocks.clock_kinds()[clock]
        ledger = clocks.Ledger(kind=kind, events=(event,), id=self.party_id)
        self.by_clock.setdefault(clock, []).append(ledger)

    def move(self, clock: str, event: clocks.Event) -> None:
        """Add to the newest term of ``clock``; one that never began stands there to be refused."""
        if clock not in self.by_clock:
            self.by_clock[clock] = [
                clocks.Ledger(kind=clocks.clock_kinds()[clock], events=(), id=self.party_id)
            ]
        newest = self.by_clock[clock][-1]
        self.by_clock[clock][-1] = replace(newest, events=(*newest.events, event))

    def end(self, clock: str, event: clocks.Event) -> None:
        """End the newest term of ``clock`` where it runs: a step names every clock it may end."""
        running = self.by_clock.get(clock, [])
        if running and running[-1].events[-1].kind is not clocks.EventKind.END:
            self.move(clock, event)


def ledgers_of(
    party_id: str, steps: Sequence[PersonStep], events: Sequence[TermEvent]
) -> list[clocks.Ledger]:
    """The ledgers that a person's steps and events make."""
    course = _Course(party_id)
    stage = FIRST_STAGE
    rows: list[PersonStep | TermEvent] = [*steps, *events]
    for each in sorted(rows, key=lambda row: row.happened_at):
        point = clocks.Point.at_instant(each.happened_at)
        if isinstance(each, TermEvent):
            course.move(each.clock, _moved(each, point))
            continue
        step = transition_to(each, stage=stage)
        for clock in step.ends:
            course.end(clock, clocks.Event(clocks.EventKind.END, point, document=each.document))
        for clock in step.starts:
            course.start(clock, clocks.Event(clocks.EventKind.START, point, document=each.document))
        stage = each.to_stage
    return [ledger for ledgers in course.by_clock.values() for ledger in ledgers]


def terms_of(
    party_id: str,
    steps: Sequence[PersonStep],
    events: Sequence[TermEvent],
    *,
    law: LawBook,
    as_of: date | datetime,
) -> list[PersonTerm]:
    """Every term of a person as it stands on ``as_of``."""
    return [
        PersonTerm(party_id, ledger, clocks.compute(ledger, law=law, as_of=as_of))
        for ledger in ledgers_of(party_id, steps, events)
    ]


def _moved(event: TermEvent, point: clocks.Point) -> clocks.Event:
    return clocks.Event(
        clocks.EventKind(event.move), point, ground=event.ground, length=event.length,
        approved_by=event.approved_by, document=event.document,
    )  # fmt: skip

"""Course: how a term has run so far.

in     what starting, pausing and granting have done
out    ``Course``: the nominal end, what was granted, and the moves with their provisions
keeps  every change of the end is a ``Move`` with the step that explains it
"""

from dataclasses import dataclass

from zhanlian.law.answers import Step
from zhanlian.law.clocks.kinds import Grant
from zhanlian.law.clocks.ledger import Event
from zhanlian.law.clocks.points import Point, Span

__all__ = ["Course", "Move", "papers", "said_span"]


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that set or moved the end: where it stood, where it went, and why."""

    before: Point | None
    after: Point | None
    step: Step


@dataclass(frozen=True, slots=True)
class Course:
    """How a term has run.

    ``end`` is nominal: no rest day has moved it. ``whole_end`` counts all months from the start
    in one piece, where ``end`` counts each extension from the end before it; ``months`` are
    those of ``whole_end`` while nothing but months was granted, None afterwards.
    ``granted`` holds the term and the extensions since the last start; ``figure`` is the term's
    chosen length, where one was chosen.
    """

    first: Point
    start: Point
    term: Grant
    figure: int | None
    unit: Span
    granted: tuple[str, ...]
    spans: tuple[Span, ...]
    end: Point
    whole_end: Point
    months: int | None
    moves: tuple[Move, ...]
    asks: tuple[Step, ...] = ()
    stood_days: int = 0
    paused: Event | None = None
    restarts: tuple[str, ...] = ()
    opened: tuple[tuple[str, Point], ...] = ()
    closed: Event | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The reasoning so far."""
        return tuple(move.step for move in self.moves)

    @property
    def total(self) -> Span:
        """Everything granted since the last start."""
        total = Span()
        for span in self.spans:
            total += span
        return total


def said_span(span: Span) -> tuple[tuple[int, str], ...]:
    """A span as (number, unit) pairs, for sentences."""
    names = ("months", "days", "working_days", "hours")
    return tuple(pair for pair in zip(span.parts, names, strict=True) if pair[0])


def papers(event: Event) -> tuple[str, ...]:
    """The event's document, as evidence."""
    return (event.document,) if event.document else ()

"""Listing: every measure as it stands on a moment, its end, its reminders, what may still be done.

in     measures, a moment
out    ``Held`` per measure, the most urgent first; ``Due``: reminders that have come
keeps  a term that is not renewed ends by itself; a freeze by the same agency before the end renews
       the one before it; a release ends its own agency's measures; a waiting freeze holds
       nothing; an end that somebody wrote is checked against the longest that the law allows
law    ``freeze.*``, ``property.sealing`` and ``property.stop_payment`` of ``law.clocks``
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from zhanlian.law import clocks, law_book
from zhanlian.recovery.measures.reading import Kind, Measure
from zhanlian.terms import from_instant

__all__ = ["Due", "Held", "State", "due_measures", "list_measures"]

CLOCKS = {
    Kind.FREEZE: "freeze.deposit",
    Kind.QUEUED: "freeze.deposit",
    Kind.SECURITIES: "freeze.securities",
    Kind.EQUITY: "freeze.equity",
    Kind.SEALING: "property.sealing",
    Kind.STOP: "property.stop_payment",
}
LEADS = "cn.procedure.counting.leads_measure"
RENEWABLE = (Kind.FREEZE, Kind.SECURITIES, Kind.EQUITY, Kind.SEALING)


class State(StrEnum):
    """How a measure stands."""

    LIVE = "live"
    WAITING = "waiting"
    RENEWED = "renewed"
    LAPSED = "lapsed"
    RELEASED = "released"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Held:
    """One measure on a moment.

    ``ends_on``: its last day, as written or by the law; ``legal_end_on``: the last day the law
    allows from its start. ``rank``: 1 holds the property, 2 and more wait, 0 is over.
    ``is_too_long``: the end written is past what the law allows without a higher approval.
    ``renew_by_on``: the last day on which a renewal is in time.
    """

    measure: Measure
    state: State
    rank: int
    ends_on: date | None
    legal_end_on: date | None
    is_written: bool
    is_too_long: bool
    renew_by_on: date | None
    remind_on: tuple[date, ...]

    def days_left(self, on: date) -> int | None:
        """Whole days after ``on`` up to its last day; None where no end is known."""
        return None if self.ends_on is None else (self.ends_on - on).days


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that has come: the measure, and how many days are left."""

    held: Held
    days_left: int


def list_measures(measures: Iterable[Measure], at: int) -> tuple[Held, ...]:
    """Every measure that had begun at instant ``at``, the live ones first, by their end."""
    came = [each for each in measures if each.from_at <= at]
    held = [_held(each, came, at) for each in came if each.kind is not Kind.RELEASE]
    ranked = _ranked(held)
    order = list(State)
    return tuple(
        sorted(
            ranked,
            key=lambda each: (
                order.index(each.state), each.ends_on or date.max, each.measure.asset_id,
                each.rank, each.measure.place,
            ),
        )
    )  # fmt: skip


def due_measures(held: Iterable[Held], on: date) -> tuple[Due, ...]:
    """Live measures whose first reminder has come, the most urgent first."""
    found = [
        Due(each, (each.ends_on - on).days)
        for each in held
        if each.state is State.LIVE and each.ends_on is not None and each.remind_on
        and min(each.remind_on) <= on
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda due: (due.days_left, due.held.measure.place)))


def _held(measure: Measure, came: Sequence[Measure], at: int) -> Held:
    on = from_instant(at).date()
    legal_on, legal_at = _legal_end(measure)
    ends_on = measure.to_on or legal_on
    end_at = measure.to_at if measure.to_at is not None else legal_at
    is_over = (
        at > end_at
        if measure.kind is Kind.STOP and end_at is not None
        else (ends_on is not None and on > ends_on)
    )
    state = _state(measure, came, is_over=is_over, ends_on=ends_on)
    renews = measure.kind in RENEWABLE and state is State.LIVE
    return Held(
        measure=measure,
        state=state,
        rank=0,
        ends_on=ends_on,
        legal_end_on=legal_on,
        is_written=measure.to_on is not None,
        is_too_long=bool(measure.to_on and legal_on and measure.to_on > legal_on),
        renew_by_on=ends_on if renews else None,
        remind_on=_reminders(ends_on, on) if state is State.LIVE else (),
    )


def _state(
    measure: Measure, came: Sequence[Measure], *, is_over: bool, ends_on: date | None
) -> State:
    later = [each for each in came if each.from_at > measure.from_at and _same(each, measure)]
    if any(each.kind is Kind.RELEASE for each in later):
        return State.RELEASED
    if measure.kind is Kind.UNKNOWN:
        return State.UNKNOWN
    same = [each for each in later if each.kind is measure.kind]
    if any(ends_on is None or each.from_on <= ends_on for each in same):
        return State.RENEWED
    if is_over:
        return State.LAPSED
    return State.WAITING if measure.kind is Kind.QUEUED else State.LIVE


def _same(one: Measure, other: Measure) -> bool:
    """The same agency's, on the same asset; a release that names no agency is everybody's."""
    agency = one.agency == other.agency or (one.kind is Kind.RELEASE and not one.agency)
    return agency and one.asset_id == other.asset_id


def _legal_end(measure: Measure) -> tuple[date | None, int | None]:
    """The last day, and for hours the last moment, that the law gives from the start."""
    if measure.kind not in CLOCKS or measure.kind is Kind.QUEUED:
        return None, None
    start = from_instant(measure.from_at) if measure.kind is Kind.STOP else measure.from_on
    ground = "major" if measure.is_major and measure.kind is Kind.FREEZE else "ordinary"
    event: dict[str, object] = {"kind": "start", "ground": ground}
    event["at" if measure.kind is Kind.STOP else "on"] = start
    if ground == "major":
        event["approved_by"] = "police.city"
    ledger = clocks.ledger_of({"clock": {"kind": CLOCKS[measure.kind]}, "event": [event]})
    state = clocks.compute(ledger, law=law_book())
    latest = max(state.ends, key=lambda point: (point.on, point.at or 0))
    return latest.on, latest.at


def _reminders(ends_on: date | None, on: date) -> tuple[date, ...]:
    """When to be reminded: our own way of working, dated and marked as such in the law data."""
    if ends_on is None:
        return ()
    leads = law_book().value(LEADS, on=on).table
    return tuple(sorted(ends_on - timedelta(days=int(str(days))) for days in leads.values()))


def _ranked(held: Sequence[Held]) -> list[Held]:
    """Rank 1 holds the property; those waiting follow in the order in which they came."""
    found: list[Held] = []
    for asset_id in dict.fromkeys(each.measure.asset_id for each in held):
        same = [each for each in held if each.measure.asset_id == asset_id]
        waiting = 1
        for each in sorted(same, key=lambda each: (each.measure.from_at, each.measure.place)):
            rank = 0
            if each.state is State.LIVE:
                rank = 1
            elif each.state is State.WAITING:
                waiting += 1
                rank = waiting
            found.append(replace(each, rank=rank))
    return found

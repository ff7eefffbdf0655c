"""Ledgers: what happened to one term, event by event; no end day is ever written in.

in     a TOML file of the form below, or the same as a dict
out    ``Ledger``: the kind of term, what it is about, its events by time
keeps  every event has its day or moment; moments without a zone are China time; fields nobody
       knows are refused; events of one day keep the order they were written in

    [clock]
    kind = "custody.investigation"
    id = "case-7/person-2"              # yours; shown in refusals
    in_custody = true                   # where the kind asks
    handled_by = "procuratorate.county" # who handles the case, for "one level up"

    [[event]]
    kind = "start"       # start, suspend, resume, extend, restart, end, queue
    on = 2023-10-19      # or at = 2023-10-19T14:05:00
    ground = ""          # the term, extension, suspension or restart, as the kind names it
    length = 6           # where the length is chosen; in the unit of the provision
    approved_by = "procuratorate.city"
    document = "doc-17"
    note = ""
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from zhanlian.law.clocks.kinds import ClockKind, Custody, clock_kinds
from zhanlian.law.clocks.levels import is_level, levels
from zhanlian.law.clocks.points import Point
from zhanlian.law.clocks.refusals import BadLedger, UnknownClock

__all__ = ["Event", "EventKind", "Ledger", "ledger_of", "read_ledger"]

TOP_KEYS = {"clock", "event"}
CLOCK_KEYS = {"kind", "id", "in_custody", "handled_by", "asset", "unit", "note"}
EVENT_KEYS = {
    "kind", "on", "at", "ground", "length", "approved_by", "document", "note", "posted_on",
    "requested_on",
}  # fmt: skip


class EventKind(StrEnum):
    """What can happen to a term."""

    QUEUE = "queue"  # put on the waiting list (轮候)
    START = "start"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    RESTART = "restart"
    END = "end"  # done, decided, lifted


# Fields that mean something in some events only; elsewhere they would be dropped in silence.
USED_IN = {
    "length": {EventKind.QUEUE, EventKind.START, EventKind.EXTEND},
    "ground": set(EventKind) - {EventKind.RESUME, EventKind.END},
    "requested_on": {EventKind.EXTEND},
    "posted_on": {EventKind.END},
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``ground``: the kind's key for it; ``length``: a chosen length.

    ``posted_on``: when a paper was posted; ``requested_on``: when an extension was asked for.
    """

    kind: EventKind
    point: Point
    ground: str = ""
    length: int | None = None
    approved_by: str = ""
    document: str = ""
    note: str = ""
    posted_on: date | None = None
    requested_on: date | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.ground} of {self.point}".replace("  ", " ")


@dataclass(frozen=True, slots=True)
class Ledger:
    """One term and its events by time.

    ``in_custody`` is None where nobody said; ``asset`` and ``unit`` matter to measures that
    compete for the same property.
    """

    kind: ClockKind
    events: tuple[Event, ...]
    id: str = ""
    in_custody: bool | None = None
    handled_by: str = ""
    asset: str = ""
    unit: str = ""

    @property
    def where(self) -> str:
        """How refusals name it."""
        return f"{self.kind.key} {self.id}".strip()

    @property
    def is_custody(self) -> bool | None:
        """Whether a person is in custody while it runs; None where nobody knows."""
        if self.kind.custody is Custody.ASKED:
            return self.in_custody
        return self.kind.custody is Custody.ALWAYS


def read_ledger(file: Path) -> Ledger:
    """The ledger in a TOML file."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadLedger(field="(the whole file)", where=str(file), why=str(fault)) from fault
    return ledger_of(said, where=file.name)


def ledger_of(said: Mapping[str, Any], *, where: str = "ledger") -> Ledger:
    """The ledger in a dict of the same form."""
    _known(said, TOP_KEYS, where)
    top = said.get("clock", {})
    if not isinstance(top, Mapping):
        raise BadLedger(field="clock", where=where, why="it is a table")
    _known(top, CLOCK_KEYS, where)
    kind = _kind(str(top.get("kind", "")), where)
    place = f"{where}, {kind.key} {top.get('id', '')}".rstrip()
    listed = said.get("event", [])
    if not isinstance(listed, list):
        raise BadLedger(field="event", where=place, why="it is a list of tables")
    events = [_event(each, f"{place}, event {row + 1}") for row, each in enumerate(listed)]
    return Ledger(
        kind=kind,
        events=_by_time(events),
        id=_text(top, "id", place),
        in_custody=_yes_or_no(top, "in_custody", place),
        handled_by=_level(top, "handled_by", place),
        asset=_text(top, "asset", place),
        unit=_text(top, "unit", place),
    )


def _by_time(events: list[Event]) -> tuple[Event, ...]:
    """By day; within a day by moment where all have one, else as they were written."""
    ordered: list[Event] = []
    by_day = sorted(events, key=lambda event: event.point.on)
    for _, same_day in groupby(by_day, key=lambda event: event.point.on):
        group = list(same_day)
        moments = [event.point.at for event in group if event.point.at is not None]
        if len(moments) == len(group):
            group.sort(key=lambda event: event.point.at or 0)
        ordered += group
    return tuple(ordered)


def _known(said: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in said:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            told = f"; did you mean {near[0]}?" if near else ""
            raise BadLedger(field=key, where=where, why=f"no such field is known{told}")


def _kind(key: str, where: str) -> ClockKind:
    kinds = clock_kinds()
    if key not in kinds:
        near = difflib.get_close_matches(key, kinds, n=3)
        raise UnknownClock(key, where=where, near=tuple(near))
    return kinds[key]


def _event(said: Any, place: str) -> Event:
    if not isinstance(said, Mapping):
        raise BadLedger(field="event", where=place, why="it is a table")
    _known(said, EVENT_KEYS, place)
    try:
        kind = EventKind(said.get("kind", ""))
    except ValueError:
        known = ", ".join(EventKind)
        raise BadLedger(field="kind", where=place, why=f"it is one of {known}") from None
    for name, kinds in USED_IN.items():
        if name in said and kind not in kinds:
            raise BadLedger(field=name, where=place, why=f"it means nothing in {kind}")
    return Event(
        kind=kind,
        point=_point(said, place),
        ground=_text(said, "ground", place),
        length=_length(said, place),
        approved_by=_level(said, "approved_by", place),
        document=_text(said, "document", place),
        note=_text(said, "note", place),
        posted_on=_day(said, "posted_on", place),
        requested_on=_day(said, "requested_on", place),
    )


def _point(said: Mapping[str, Any], place: str) -> Point:
    on, at = _day(said, "on", place), said.get("at")
    if (on is None) == (at is None):
        raise BadLedger(
            field="on, at", where=place, why="an event has a day or a moment, one of them"
        )
    if at is None:
        assert on is not None
        return Point(on)
    if not isinstance(at, datetime):
        raise BadLedger(field="at", where=place, why=f"{at!r} is no moment")
    return Point.of(at)


def _day(said: Mapping[str, Any], name: str, place: str) -> date | None:
    found = said.get(name)
    if found is not None and type(found) is not date:
        raise BadLedger(field=name, where=place, why=f"{found!r} is no day")
    return found


def _text(said: Mapping[str, Any], name: str, place: str) -> str:
    found = said.get(name, "")
    if not isinstance(found, str):
        raise BadLedger(field=name, where=place, why=f"{found!r} is no text")
    return found


def _length(said: Mapping[str, Any], place: str) -> int | None:
    found = said.get("length")
    if found is not None and (type(found) is not int or found <= 0):
        raise BadLedger(field="length", where=place, why="it is a whole number above zero")
    return found


def _yes_or_no(said: Mapping[str, Any], name: str, place: str) -> bool | None:
    found = said.get(name)
    if found is not None and not isinstance(found, bool):
        raise BadLedger(
            field=name, where=place, why="it is true or false, or left out where unknown"
        )
    return found


def _level(said: Mapping[str, Any], name: str, place: str) -> str:
    found = _text(said, name, place)
    if found and not is_level(found):
        near = difflib.get_close_matches(found, levels(), n=3)
        told = f"did you mean {', '.join(near)}?" if near else f"known are {', '.join(levels())}"
        raise BadLedger(field=name, where=place, why=f"{found!r} is no level; {told}")
    return found

"""Sheet: whether the procedure may start, what is lacking, and every term with its days.

in     ``Confiscation``, the day it is looked at
out    ``Sheet``: conditions met, not met or open; papers; people; assets; terms from ``law.clocks``
keeps  an unknown condition is open, never met; every condition names its provision; where the law
       is read both ways a term shows both days; nothing here is a finding
law    CPL arts 298-301; 法释〔2017〕1号; 法释〔2021〕1号 arts 609-625;
       高检发释字〔2019〕4号 arts 512-526
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from zhanlian.law import Proof, clocks, law_book
from zhanlian.recovery.confiscation.reading import Confiscation, Flag, Person, Step

__all__ = ["Condition", "Joined", "Paper", "Sheet", "Start", "make_sheet", "words"]


class Start(StrEnum):
    """Whether the procedure may start on the day."""

    MAY = "may"
    NOT_YET = "not_yet"
    NOT = "not"
    OPEN = "open"


class Joined(StrEnum):
    """How an interested person stands."""

    IN_TIME = "in_time"
    LATE_ADMITTED = "late_admitted"
    LATE_OPEN = "late_open"
    NOT_JOINED = "not_joined"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the start, with its provision's key in the room's words."""

    key: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Paper:
    """One item of the papers, and whether it is there."""

    document: str
    key: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where one case of confiscation stands.

    ``from_on``: the first day on which it may start, where a day decides. ``needs_hearing``: an
    interested person has joined, so the court hears the case; None while that is open.
    """

    record: Confiscation
    on: date
    start: Start
    from_on: date | None
    conditions: tuple[Condition, ...]
    papers: tuple[Paper, ...]
    persons: tuple[tuple[Person, Joined], ...]
    unproved: tuple[str, ...]
    not_held: tuple[str, ...]
    needs_hearing: bool | None
    terms: tuple[clocks.ClockState, ...]


@cache
def words() -> Mapping[str, Any]:
    """Conditions, papers and steps in words, with their provisions."""
    file = files("zhanlian.recovery") / "data" / "confiscation.toml"
    found: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def make_sheet(record: Confiscation, on: date) -> Sheet:
    """The sheet of a record on a day. Cost: a clock per step taken."""
    conditions, from_on = _conditions(record, on)
    terms = tuple(_terms(record, on))
    persons = tuple((each, _joined(each, record)) for each in record.persons)
    has_joined = [how in (Joined.IN_TIME, Joined.LATE_ADMITTED) for _, how in persons]
    is_open = any(how is Joined.LATE_OPEN for _, how in persons)
    return Sheet(
        record=record,
        on=on,
        start=_start(conditions, from_on, on),
        from_on=from_on,
        conditions=conditions,
        papers=tuple(
            Paper(document, key, key in record.papers)
            for document, listed in words()["papers"].items()
            for key in listed
        ),
        persons=persons,
        unproved=tuple(each.asset_id for each in record.assets if each.found is not Flag.HIGH),
        not_held=tuple(each.asset_id for each in record.assets if each.is_held is not True),
        needs_hearing=True if any(has_joined) else None if is_open else False,
        terms=terms,
    )


def _conditions(record: Confiscation, on: date) -> tuple[tuple[Condition, ...], date | None]:
    """The conditions of CPL art. 298, and the day from which absence counts."""
    is_listed = record.offence in words()["offences"]["listed"]
    major = [record.is_abroad, record.has_great_influence]
    absent, from_on = _absent(record, on)
    return (
        Condition("offence", Proof.MET if is_listed else Proof.UNPROVEN),
        Condition("major", _any(major)),
        Condition("absent", absent),
        Condition("property", Proof.MET if record.assets else Proof.UNPROVEN),
    ), from_on


def _any(said: list[bool | None]) -> Proof:
    if any(said):
        return Proof.MET
    return Proof.UNPROVEN if None in said else Proof.NOT_MET


def _absent(record: Confiscation, on: date) -> tuple[Proof, date | None]:
    """Death at once; else a full year wanted without being caught."""
    if record.died_on is not None:
        return (Proof.MET if record.died_on <= on else Proof.UNPROVEN), record.died_on
    if record.caught_on is not None and record.caught_on <= on:
        return Proof.NOT_MET, None
    if record.wanted_on is None:
        return Proof.UNPROVEN, None
    state = _clock("confiscation.wanted", record.wanted_on, on)
    from_on = state.free_from.on if state.free_from is not None else None
    return (Proof.MET if from_on is not None and from_on <= on else Proof.NOT_MET), from_on


def _start(conditions: tuple[Condition, ...], from_on: date | None, on: date) -> Start:
    proofs = {each.key: each.proof for each in conditions}
    others = [proof for key, proof in proofs.items() if key != "absent"]
    if Proof.NOT_MET in others or (proofs["absent"] is Proof.NOT_MET and from_on is None):
        return Start.NOT
    if proofs["absent"] is Proof.NOT_MET and from_on is not None and from_on > on:
        return Start.NOT_YET
    return Start.MAY if set(proofs.values()) == {Proof.MET} else Start.OPEN


def _joined(person: Person, record: Confiscation) -> Joined:
    """In time within the notice, both readings of its end; later only with a good reason."""
    if person.joined_on is None:
        return Joined.NOT_JOINED
    published = record.steps.get(Step.NOTICE)
    if published is None:
        return Joined.IN_TIME
    ends = _clock("confiscation.notice", published, None).ends
    if person.joined_on <= max(end.on for end in ends):
        return Joined.IN_TIME
    return Joined.LATE_ADMITTED if person.reason and person.admitted_by else Joined.LATE_OPEN


def _terms(record: Confiscation, on: date) -> Iterator[clocks.ClockState]:
    for step, kinds in words()["terms"].items():
        began = record.steps.get(Step(step))
        for kind in kinds if began is not None else ():
            assert began is not None, "only steps taken begin a term"
            yield _clock(kind, began, on)


def _clock(kind: str, start_on: date, on: date | None) -> clocks.ClockState:
    event = {"kind": "start", "on": start_on}
    ledger = clocks.ledger_of({"clock": {"kind": kind}, "event": [event]})
    return clocks.compute(ledger, law=law_book(), as_of=on)

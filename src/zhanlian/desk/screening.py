"""Screening at the desk: one message for a citizen, a queue for a duty officer.

in     a text or files
out    ``Screened``; ``Queued`` rows, the most urgent first
keeps  nothing handed over is written down: no case, no log, no temporary file
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhanlian.screening import (
    Given,
    Kind,
    MessageRefused,
    Screened,
    State,
    read_given,
    read_many,
    screen,
)

PPM = 1_000_000
URGENCY = {State.HIGH: 0, State.UNSURE: 1, State.NOTHING_FOUND: 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """How to screen. ``is_money_gone`` None: as the text says."""

    audience: str = ""
    kind: str = ""
    on: date | None = None
    is_money_gone: bool | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """One message of a queue.

    Attributes
    ----------
    source : file, and line in a file of many
    state : verdict; unsure where the message could not be read
    probability_ppm : how likely it is a trick
    type : the likeliest fraud type, empty where none
    evidence : the first deciding span
    refusal : code of the refusal, empty where there was none
    """

    source: str
    state: str
    probability_ppm: int
    type: str
    evidence: str
    refusal: str = ""


def read_messages(paths: Iterable[Path], *, kind: str = "", is_many: bool = False) -> list[Given]:
    """Every message of the files, in order."""
    chosen = Kind(kind) if kind in set(Kind) else None
    given: list[Given] = []
    for path in paths:
        given += read_many(path, kind=chosen) if is_many else [read_given(path, kind=chosen)]
    return given


def screen_given(given: Given, asked: Asked) -> Screened:
    """The answer for one message."""
    return screen(
        given.text,
        audience=asked.audience,
        kind=asked.kind or given.kind.value,
        on=asked.on,
        is_money_gone=asked.is_money_gone,
    )


def screen_queue(messages: Sequence[Given], asked: Asked) -> list[Queued]:
    """One row per message, the most urgent first; one that is refused stays in the queue."""
    readable = [each for each in messages if each.text.strip() and len(each.text) <= LENGTH_MAX]
    how = [_one(asked, each) for each in readable]
    answers = screen_many([each.text for each in readable], how)
    rows = [_queued(*pair) for pair in zip(readable, answers, strict=True)]
    rows += [_refused(each, asked) for each in messages if each not in readable]
    return sorted(rows, key=lambda row: (URGENCY[State(row.state)], -row.probability_ppm))


def _queued(given: Given, found: Screened) -> Queued:
    return Queued(
        source=given.source,
        state=found.state.value,
        probability_ppm=round(found.probability * PPM),
        type=found.types[0].code if found.types else "",
        evidence=found.evidence[0].text if found.evidence else "",
    )

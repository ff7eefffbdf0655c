"""Screening at the desk: one message for a citizen, a queue for a duty officer.

in     a text or files
out    ``Screened``; ``Queued`` rows, the most urgent first
keeps  nothing handed over is written down: no case, no log, no temporary file
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zhanlian.screening import (
    Asked,
    Given,
    Kind,
    MessageRefused,
    Screened,
    State,
    read_given,
    read_many,
    screen_many,
)

__all__ = ["Queued", "read_messages", "screen_given", "screen_queue"]

PPM = 1_000_000
URGENCY = {State.HIGH: 0, State.UNSURE: 1, State.NOTHING_FOUND: 2}


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


def screen_given(messages: Sequence[Given], asked: Asked) -> list[Screened]:
    """The answer for each message; what the file says of a message's kind holds unless asked."""
    how = [replace(asked, kind=asked.kind or each.kind) for each in messages]
    return screen_many([each.text for each in messages], how)


def screen_queue(messages: Sequence[Given], asked: Asked) -> list[Queued]:
    """One row per message, the most urgent first; one that is refused stays in the queue."""
    try:
        answers: Sequence[Screened | MessageRefused] = screen_given(messages, asked)
    except MessageRefused:
        answers = [_answer_or_refusal(each, asked) for each in messages]
    rows = [_queued(*pair) for pair in zip(messages, answers, strict=True)]
    return sorted(rows, key=lambda row: (URGENCY[State(row.state)], -row.probability_ppm))


def _answer_or_refusal(given: Given, asked: Asked) -> Screened | MessageRefused:
    try:
        return screen_given([given], asked)[0]
    except MessageRefused as refused:  # one unreadable message must not hide the others
        return refused


def _queued(given: Given, found: Screened | MessageRefused) -> Queued:
    if isinstance(found, MessageRefused):
        return Queued(given.source, State.UNSURE.value, 0, "", "", found.code)
    return Queued(
        source=given.source,
        state=found.state.value,
        probability_ppm=round(found.probability * PPM),
        type=found.types[0].code if found.types else "",
        evidence=found.evidence[0].text if found.evidence else "",
    )

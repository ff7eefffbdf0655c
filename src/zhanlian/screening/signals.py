"""Signals: named rules for what a scam says, and where in the text it says it.

in     the normal form of a text
out    ``Hit`` per rule and place, in order of place
keeps  a rule is data: its pattern, its reason in both languages, one example it finds and one
       it must not; the rules' version is a digest of that file, shown with every verdict
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

__all__ = ["Dont", "Signal", "SignalHit", "find_signals", "rules_version", "signals"]

VERSION_LENGTH = 12


class Dont(StrEnum):
    """The four don'ts (四不): 不轻信, 不贪利, 不点击, 不泄露."""

    BELIEVE = "believe"
    GREED = "greed"
    CLICK = "click"
    LEAK = "leak"


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule. ``votes``: weight per fraud type; ``is_hard``: enough beside the model."""

    id: str
    dont: Dont
    weight: float
    is_hard: bool
    votes: Mapping[str, float]
    pattern: re.Pattern[str]
    zh: str
    en: str
    hit: str
    miss: str


@dataclass(frozen=True, slots=True)
class SignalHit:
    """A rule and the span of the normal form that it found."""

    signal: Signal
    start: int
    end: int


@cache
def _sources() -> tuple[bytes, ...]:
    folder = files("zhanlian.screening") / "data" / "signals"
    return tuple(each.read_bytes() for each in sorted(folder.iterdir(), key=lambda each: each.name))


@cache
def rules_version() -> str:
    """A digest of the rules' files."""
    return hashlib.sha256(b"".join(_sources())).hexdigest()[:VERSION_LENGTH]


@cache
def signals() -> tuple[Signal, ...]:
    """Every rule, in the order of the files."""
    tables = (tomllib.loads(each.decode("utf-8")) for each in _sources())
    rows = [row for table in tables for row in table["signals"]]
    return tuple(
        Signal(
            id=row["id"],
            dont=Dont(row["dont"]),
            weight=float(row["weight"]),
            is_hard=row.get("hard", False),
            votes=row["votes"],
            pattern=re.compile(row["pattern"], re.IGNORECASE),
            zh=row["zh"],
            en=row["en"],
            hit=row["hit"],
            miss=row["miss"],
        )
        for row in rows
    )


def find_signals(text: str) -> list[SignalHit]:
    """Every rule's matches in a normal form. Cost: one pass per rule."""
    hits = [
        SignalHit(signal, *found.span())
        for signal in signals()
        for found in signal.pattern.finditer(text)
        if found.end() > found.start()
    ]
    return sorted(hits, key=lambda hit: (hit.start, hit.end))

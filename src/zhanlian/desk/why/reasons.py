"""Reasons: the shape of an explanation, and the ground each step stands on.

keeps  a step is a fact only if a line of a file says it in so many words; what was worked
       out from lines is an inference; what a method prescribes is an assumption
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FACT = "fact"
INFERENCE = "inference"
ASSUMPTION = "assumption"
CHILDREN_MAX = 50


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation, and what it rests on.

    Attributes
    ----------
    kind : holding, piece, flow, layer, portrait, query, freeze, payment, account, share, transfer …
    name : figure id, T12, E34, account, payment or file:sheet:line; what ``why`` takes again
    ground : fact, inference or assumption
    facts : what is known of it; ``*_minor`` are whole minor units, ``*_at`` microseconds UTC
    rests_on : the steps below it
    more_count : steps below it that were left out; ``--limit`` shows more
    """

    kind: str
    name: str
    ground: str
    facts: dict[str, Any]
    rests_on: tuple[Reason, ...] = ()
    more_count: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked, and the tree of reasons.

    Attributes
    ----------
    asked : the question
    reason : the top of the tree
    transfer_count : different transfers in the tree
    entry_count : different entries in the tree
    line_count : different lines in the tree
    file_count : different files in the tree
    """

    asked: str
    reason: Reason
    transfer_count: int
    entry_count: int
    line_count: int
    file_count: int


def conclude(asked: str, reason: Reason) -> Explanation:
    """Count what the tree rests on."""
    names: dict[str, set[str]] = {"transfer": set(), "entry": set(), "line": set()}
    files: set[int] = set()
    waiting = [reason]
    while waiting:
        step = waiting.pop()
        if step.kind in names:
            names[step.kind].add(step.name)
        if step.kind == "line":
            files.add(step.facts["file_id"])
        waiting.extend(step.rests_on)
    return Explanation(
        asked, reason, len(names["transfer"]), len(names["entry"]), len(names["line"]), len(files)
    )

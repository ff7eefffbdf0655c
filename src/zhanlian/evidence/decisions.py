"""Decisions: every human judgement on a case, append-only and hash-chained.

keeps  each record carries the digest of the one before it; a changed, lost or inserted
       line breaks the chain and is named; the file alone (with evidence/) rebuilds a case
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from zhanlian.terms import Refusal

START = "0" * 64


class BrokenChain(Refusal):
    """The record of decisions was changed after it was written."""

    code = "ZL-EVIDENCE-001"
    exit_status = 4

    def __init__(self, path: Path, line_no: int, why: str) -> None:
        super().__init__(
            f"The record of decisions is broken at line {line_no}.",
            where=f"{path.name} line {line_no}",
            why=why,
            do_next="restore the file from the copy that was handed over; nothing was changed now",
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement: what kind, the facts, by whom, when, why, and its link in the chain."""

    seq: int
    kind: str
    facts: dict[str, Any]
    author: str
    at: str
    reason: str
    before: str
    digest: str


def read_decisions(path: Path) -> list[Decision]:
    """All decisions of ``path`` in order; raises ``BrokenChain`` at the first bad link.

    A last line without its line end is what a killed writer leaves: it was never reported
    as done, so it is passed over.
    """
    if not path.exists():
        return []
    decisions: list[Decision] = []
    before = START
    text = path.read_bytes().decode("utf-8")
    for line_no, line in enumerate(text.splitlines(keepends=True), start=1):
        if not line.endswith("\n"):
            break
        decision = _read_line(path, line_no, line)
        if decision.seq != line_no:
            raise BrokenChain(path, line_no, f"it says it is decision {decision.seq}")
        if decision.before != before:
            raise BrokenChain(path, line_no, "it does not follow from the line before it")
        if decision.digest != digest_of(decision):
            raise BrokenChain(path, line_no, "its words do not match its digest")
        before = decision.digest
        decisions.append(decision)
    return decisions


def append_decision(  # noqa: PLR0913  a judgement is not a judgement without each of these
    path: Path, kind: str, facts: dict[str, Any], *, author: str, at: str, reason: str
) -> Decision:
    """Write one more decision, on disk before this returns."""
    earlier = read_decisions(path)
    _cut_torn_line(path)
    bare = Decision(
        seq=len(earlier) + 1, kind=kind, facts=facts, author=author, at=at, reason=reason,
        before=earlier[-1].digest if earlier else START, digest="",
    )  # fmt: skip
    decision = Decision(**{**asdict(bare), "digest": digest_of(bare)})
    with path.open("ab") as file:
        file.write((_line(decision) + "\n").encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    return decision


def digest_of(decision: Decision) -> str:
    """SHA-256 over everything the decision says, its link included."""
    said = {name: value for name, value in asdict(decision).items() if name != "digest"}
    return hashlib.sha256(_dumps(said).encode("utf-8")).hexdigest()


def _read_line(path: Path, line_no: int, line: str) -> Decision:
    try:
        return Decision(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise BrokenChain(path, line_no, f"it cannot be read: {error}") from error


def _cut_torn_line(path: Path) -> None:
    if not path.exists():
        return
    whole = path.read_bytes()
    end = whole.rfind(b"\n") + 1
    if end < len(whole):
        with path.open("r+b") as file:
            file.truncate(end)


def _line(decision: Decision) -> str:
    return _dumps(asdict(decision))


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

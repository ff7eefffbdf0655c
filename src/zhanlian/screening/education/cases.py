"""Cases: closed cases as a bulletin reads them.

in     a .jsonl file: case_id, reported_on, narrative; closed_on, region, audience, type, names
out    ``ClosedCase`` in the order of the file, and how many rows are cases still open
keeps  an open case never leaves this file: its narrative is not even kept; the type is the one
       a person set, else the classifier's, else "other_fraud"
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zhanlian.screening.education.refusals import CaseRowUnreadable, MonthUnreadable
from zhanlian.screening.narratives import Classified, NarrativeState, classify_many

__all__ = ["CaseFile", "ClosedCase", "Month", "read_cases"]

OTHER = "other_fraud"
MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, said: str) -> "Month":
        """The month written like 2026-10."""
        try:
            day = date.fromisoformat(f"{said}-01")
        except ValueError:
            raise MonthUnreadable(said) from None
        return cls(day.year, day.month)

    @property
    def before(self) -> "Month":
        """The month before."""
        is_first = self.month == 1
        return Month(self.year - is_first, MONTHS if is_first else self.month - 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class ClosedCase:
    """One closed case; ``names`` are those of its record, to be removed wherever they stand."""

    case_id: str
    reported_on: date
    region: str
    audience: str
    type: str
    narrative: str
    names: tuple[str, ...]
    reading: Classified

    @property
    def month(self) -> Month:
        """The month in which it was reported."""
        return Month(self.reported_on.year, self.reported_on.month)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The closed cases of a file, and the number of open ones left aside."""

    cases: tuple[ClosedCase, ...]
    open_count: int


def read_cases(path: Path) -> CaseFile:
    """Read a file of cases; refuses a row that is none."""
    closed, open_count = [], 0
    for line, row in _rows(path):
        if row.get("closed_on"):
            closed.append((_day(path, line, row), row))
        else:
            open_count += 1
    readings = classify_many([row["narrative"] for _, row in closed])
    pairs = zip(closed, readings, strict=True)
    cases = tuple(_case(day, row, reading) for (day, row), reading in pairs)
    return CaseFile(cases, open_count)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, said in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not said.strip():
            continue
        try:
            row = json.loads(said)
        except json.JSONDecodeError:
            raise CaseRowUnreadable(path.name, line, lacks="the row") from None
        for needed in ("case_id", "reported_on", "narrative"):
            held = row.get(needed) if isinstance(row, dict) else None
            if not isinstance(held, str) or not held.strip():
                raise CaseRowUnreadable(path.name, line, lacks=needed)
        yield line, row


def _day(path: Path, line: int, row: dict[str, Any]) -> date:
    try:
        return date.fromisoformat(row["reported_on"])
    except ValueError:
        raise CaseRowUnreadable(path.name, line, lacks="reported_on") from None


def _case(day: date, row: dict[str, Any], reading: Classified) -> ClosedCase:
    told = reading.types[0].code if reading.state != NarrativeState.CANNOT_TELL else OTHER
    return ClosedCase(
        case_id=row["case_id"],
        reported_on=day,
        region=row.get("region", ""),
        audience=row.get("audience", "general"),
        type=row.get("type") or told,
        narrative=row["narrative"],
        names=tuple(row.get("names", ())),
        reading=reading,
    )

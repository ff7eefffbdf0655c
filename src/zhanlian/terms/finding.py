"""Findings: something odd in the data, pointing at the rows it was seen in."""

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a finding can change a figure."""

    NOTE = "note"
    WARN = "warn"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class RowRef:
    """One physical row: file, sheet (0 for text files), line counted from 1."""

    file_id: int
    sheet_no: int
    line_no: int

    def __str__(self) -> str:
        return f"f{self.file_id}:{self.sheet_no}:{self.line_no}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd: a stable code, facts to fill its sentence, and the rows it points at.

    ``rows`` holds the first hundred places; ``row_count`` is how many there are.
    """

    code: str
    level: Level
    facts: dict[str, str | int] = field(default_factory=dict)
    rows: tuple[RowRef, ...] = ()
    row_count: int = 0

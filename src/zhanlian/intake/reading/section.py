"""A section: one headed block of rows, what it is, and what its titles say of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from zhanlian.intake.synonyms import normalise_header


@dataclass(slots=True)
class Section:
    """One headed block of rows in one sheet.

    ``mapping`` gives the canonical field of each mapped column; ``said`` what titles, path and
    file name say (own_number, own_name, bank, currency, year …); ``announced`` the totals and
    counts they give, in minor units; ``memory`` what column readers remember between blocks.
    """

    number: int
    sheet_no: int
    sheet_name: str
    header_line_no: int
    kind: str
    header: list[str]
    mapping: dict[int, str]
    said: dict[str, str] = field(default_factory=dict)
    announced: dict[str, int] = field(default_factory=dict)
    profile: str = ""
    row_count: int = 0
    conventions: dict[str, str] = field(default_factory=dict)
    section_id: int = 0
    memory: dict[int, Any] = field(default_factory=dict, repr=False)

    @property
    def signature(self) -> str:
        """Digest of the header names: the key of saved profiles."""
        return signature_of(self.kind, self.header)

    def columns_of(self, name: str) -> list[int]:
        """Columns mapped to a canonical field, left to right."""
        return sorted(column for column, mapped in self.mapping.items() if mapped == name)

    def has(self, *names: str) -> bool:
        """Whether every named field has a column."""
        mapped = set(self.mapping.values())
        return all(name in mapped for name in names)


def signature_of(kind: str, header: list[str]) -> str:
    """Digest over the kind and the normalised header names in order."""
    names = "\x1f".join([kind, *(normalise_header(name) for name in header)])
    return hashlib.sha256(names.encode("utf-8")).hexdigest()[:16]

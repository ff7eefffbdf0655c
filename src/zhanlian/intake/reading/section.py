"""A section: one headed block of rows, what it is, and what its titles say of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from zhanlian.intake.cells import AmountCell, read_amount
from zhanlian.intake.synonyms import kind_of, normalise_header

WAN = 10_000


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

    def unit_of(self, column: int) -> str:
        """万元, 元 or 分 where the header of a column, or a title above it, names its unit."""
        header = normalise_header(self.header[column]) if column < len(self.header) else ""
        own = next((unit for unit in ("万元", "元", "分") if header.endswith(f"({unit})")), "")
        return own or self.said.get("unit", "")

    def scale_of(self, column: int, minor_digits: int) -> tuple[int, int]:
        """How to read a column's amounts: digits of the minor unit written out, and the factor."""
        unit = self.unit_of(column)
        return (0 if unit == "分" else minor_digits), (WAN if unit == "万元" else 1)

    def read_money(self, column: int, text: str, minor_digits: int = 2) -> AmountCell:
        """One cell of money in the column's own unit."""
        digits, factor = self.scale_of(column, minor_digits)
        return read_amount(text, minor_digits=digits, factor=factor)

    def state_units(self) -> None:
        """Write units other than yuan into the conventions, with the columns they hold for."""
        money = {each.name for each in kind_of(self.kind).fields if each.unit == "yuan"}
        columns = [c for c, name in sorted(self.mapping.items()) if name in money]
        for unit in ("万元", "分"):
            named = [self.header[c] for c in columns if self.unit_of(c) == unit]
            if named:
                self.conventions["unit"] = f"{unit}: {', '.join(named)}"


def signature_of(kind: str, header: list[str]) -> str:
    """Digest over the kind and the normalised header names in order."""
    names = "\x1f".join([kind, *(normalise_header(name) for name in header)])
    return hashlib.sha256(names.encode("utf-8")).hexdigest()[:16]

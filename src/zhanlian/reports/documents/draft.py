"""Drafts: what a document is to say, before it looks like anything.

in     the kind of document; values with the ids of what they come from
out    ``Draft``: fields and rows, nothing drawn and nothing worded
keeps  a value nobody knows is None and becomes a visible blank; nothing is ever made up
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from zhanlian.terms import Money

__all__ = ["BLANK", "Draft", "Given", "Row"]


@dataclass(frozen=True, slots=True)
class Given:
    """One value: text, whole minor units, a count, a day or a moment; and its source's id."""

    value: str | int | date | None
    source: str = ""
    currency: str = "CNY"

    @property
    def is_blank(self) -> bool:
        """Whether nobody filled it."""
        return self.value is None or self.value == ""

    @property
    def money(self) -> Money:
        """The value as an amount; only amounts are asked."""
        assert isinstance(self.value, int), "an amount is whole minor units"
        return Money(self.value, self.currency)


BLANK = Given(None)
Row = Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to be: its ``kind``, the day it rests on, its fields, and its tables' rows.

    ``name`` tells apart several documents of one kind, such as one per bank.
    """

    kind: str
    on: date
    fields: Mapping[str, Given] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    name: str = ""

    def filled_with(self, more: Mapping[str, Given]) -> Draft:
        """The same draft, with blanks filled from ``more``; a filled field is never replaced."""
        kept = {key: given for key, given in self.fields.items() if not given.is_blank}
        return replace(self, fields={**more, **kept})

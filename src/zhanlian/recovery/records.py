"""Records: tables of a person's TOML file, read field by field; slips are named by place.

in     a table as ``tomllib`` gives it, and where it stands
out    typed values; amounts as minor units, days as dates
keeps  an unknown field is refused, so that nothing given is silently left out; what is not given
       is None and never zero
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from zhanlian.recovery.holding_refusals import BadRecord
from zhanlian.terms import minor_digits

__all__ = ["Fields"]

Word = TypeVar("Word", bound=StrEnum)
UNKNOWN = "unknown"


class Fields:
    """One table; every ``take`` removes a field, ``finish`` refuses what is left."""

    def __init__(self, said: Mapping[str, Any], where: str) -> None:
        self.left = dict(said)
        self.where = where

    def text(self, name: str, *, needed: bool = False) -> str:
        """A text, empty where it is not given."""
        found = self.left.pop(name, "")
        if not isinstance(found, str) or (needed and not found.strip()):
            self.refuse(name, "it is a text" + (", and it is needed" if needed else ""))
        return found.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """Texts in their order."""
        found = self.left.pop(name, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self.refuse(name, "it is a list of texts")
        return tuple(found)

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """A day; decisions write it as text, files as a date."""
        found = self.left.pop(name, None)
        if isinstance(found, str) and found:
            try:
                found = date.fromisoformat(found)
            except ValueError:
                self.refuse(name, "days are written 2023-09-12")
        if found is None or found == "":
            return None if not needed else self.refuse(name, "the day is needed")
        return found if type(found) is date else self.refuse(name, "days are written 2023-09-12")

    def amount(self, name: str, currency: str) -> int | None:
        """Minor units of an amount: whole minor units, or units as text; None where unknown."""
        found: object = self.left.pop(name, None)
        if found is None or found == UNKNOWN:
            return None
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
        try:
            minor = Decimal(str(found).replace(",", "")).scaleb(minor_digits(currency))
        except InvalidOperation:
            self.refuse(name, "amounts are whole minor units, or units as text")
        if isinstance(found, float) or minor != minor.to_integral_value() or minor < 0:
            self.refuse(name, "an amount is exact, not below zero, and written as text")
        return int(minor)

    def count(self, name: str) -> int | None:
        """A whole number above zero; None where it is not given."""
        found = self.left.pop(name, None)
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool) or found <= 0:
            self.refuse(name, "it is a whole number above zero")
        return found

    def choice(self, name: str, kind: type[Word], default: Word | None = None) -> Word:
        """One of a list of words."""
        found = self.left.pop(name, default)
        try:
            return kind(found)
        except ValueError:
            self.refuse(name, f"it is one of {', '.join(kind)}")

    def truth(self, name: str) -> bool | None:
        """Yes or no; None where it is not given or unknown."""
        found = self.left.pop(name, None)
        if found is None or found == UNKNOWN:
            return None
        return found if isinstance(found, bool) else self.refuse(name, "it is true or false")

    def rows(self, name: str) -> list["Fields"]:
        """The tables under a name."""
        found = self.left.pop(name, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.refuse(name, f"write [[{name}]]")
        return [
            Fields(each, f"{self.where}, {name} {number}")
            for number, each in enumerate(found, start=1)
        ]

    def finish(self) -> None:
        """Refuse what nobody asked for."""
        if self.left:
            self.refuse(min(self.left), "no such field is known here")

    def refuse(self, name: str, why: str) -> NoReturn:
        """Refuse the field."""
        raise BadRecord(name, where=self.where, why=why)

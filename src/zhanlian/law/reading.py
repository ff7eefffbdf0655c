"""Reading: data files of the law, read strictly.

in     a TOML file, or one table of it
out    typed fields; what is missing, misspelt or of the wrong type is refused by file and field
keeps  a field nobody asked for is refused by ``finish``, so a typing slip cannot hide a rule
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from zhanlian.law.values import Doubt
from zhanlian.terms import Citation, Refusal

__all__ = ["BadLawFile", "Row", "cite", "read_table"]

NEEDED = object()
Kept = TypeVar("Kept", bound=StrEnum)


class BadLawFile(Refusal):
    """A file of legal data that does not say what it must."""

    code = "ZL-LAW-001"

    def __init__(self, *, file: str, name: str, why: str) -> None:
        super().__init__(
            f"The legal data file {file} cannot be used.",
            where=f"{file}, {name}",
            why=why,
            do_next="correct the field; docs/law.md says what each file holds",
        )


def cite(text: str) -> Citation:
    """A citation from its text: the instrument's key, a blank, the place.

    >>> cite("cn/fashi-2011-7 art. 1")
    Citation(source='cn/fashi-2011-7', place='art. 1')
    """
    source, _, place = text.partition(" ")
    return Citation(source, place)


@dataclass(slots=True)
class Row:
    """One table of a file; fields are taken by name and type."""

    file: str
    fields: dict[str, Any]
    place: str = ""
    taken: set[str] = field(default_factory=set)

    def take(self, name: str, kind: type, default: object = NEEDED) -> Any:
        """The field ``name``, of type ``kind``; ``default`` where it is absent."""
        self.taken.add(name)
        if name not in self.fields:
            if default is NEEDED:
                self.refuse(name, "the field is missing")
            return default
        value = self.fields[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse(name, f"{value!r} is not a {kind.__name__}")
        return value

    def text(self, name: str, default: object = NEEDED) -> str:
        """A text."""
        return str(self.take(name, str, default))

    def one_of(self, name: str, kind: type[Kept]) -> Kept:
        """A text that is one of an enumeration's."""
        said = self.text(name)
        try:
            return kind(said)
        except ValueError:
            self.refuse(name, f"{said!r} is not one of {', '.join(kind)}")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where absent."""
        found = self.take(name, list, [])
        if not all(isinstance(each, str) for each in found):
            self.refuse(name, "it is a list of texts")
        return tuple(found)

    def day(self, name: str) -> date | None:
        """A civil day, None where absent."""
        found: date | None = self.take(name, date, None)
        return found

    def doubt(self) -> Doubt | None:
        """The doubt, said in both languages or not at all."""
        zh, en = self.text("doubt_zh", ""), self.text("doubt_en", "")
        if bool(zh) != bool(en):
            self.refuse("doubt_zh, doubt_en", "a doubt is said in both languages")
        return Doubt(zh, en) if zh else None

    def rows(self, name: str) -> list["Row"]:
        """The tables of a list of tables."""
        found = self.take(name, list, [])
        return [
            Row(self.file, each, f"{self.place}{name}[{number}] ")
            for number, each in enumerate(found)
        ]

    def finish(self) -> None:
        """Refuse fields that nobody took."""
        extra = sorted(set(self.fields) - self.taken)
        if extra:
            self.refuse(", ".join(extra), "no such field is known here")

    def refuse(self, name: str, why: str) -> NoReturn:
        """Refuse the file for one field."""
        raise BadLawFile(file=self.file, name=f"{self.place}{name}", why=why)


def read_table(file: Path, *, name: str = "") -> Row:
    """A whole file as one table; refuses what is no TOML."""
    shown = name or file.name
    try:
        return Row(shown, tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadLawFile(file=shown, name="the whole file", why=str(fault)) from fault

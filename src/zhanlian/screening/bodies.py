"""Bodies: whom a text poses as, and the hosts and numbers that are theirs.

in     the normal form of a text
out    ``Body`` in the order in which they are named
keeps  the list is dated data with the source of each row; a row no person has compared with the
       body's own page says so
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

__all__ = ["Body", "bodies", "bodies_edition", "find_bodies"]


@dataclass(frozen=True, slots=True)
class Body:
    """An institution or a role. ``domains`` and ``numbers`` are its own."""

    id: str
    zh: str
    en: str
    names: re.Pattern[str]
    brands: tuple[str, ...]
    domains: tuple[str, ...]
    numbers: tuple[str, ...]
    standing: str
    read_on: date
    cites: tuple[str, ...]


@cache
def _said() -> dict[str, object]:
    file = files("zhanlian.screening") / "data" / "bodies.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def bodies_edition() -> date:
    """The day of the list."""
    edition = _said()["edition"]
    assert isinstance(edition, date)
    return edition


@cache
def bodies() -> tuple[Body, ...]:
    """Every body of the list, in its order."""
    rows = _said()["bodies"]
    assert isinstance(rows, list)
    return tuple(
        Body(
            id=row["id"],
            zh=row["zh"],
            en=row["en"],
            names=re.compile(row["names"]),
            brands=tuple(row["brands"]),
            domains=tuple(row["domains"]),
            numbers=tuple(row["numbers"]),
            standing=row["standing"],
            read_on=row["read_on"],
            cites=tuple(row["cites"]),
        )
        for row in rows
    )


def find_bodies(text: str) -> tuple[Body, ...]:
    """The bodies that ``text`` names, the first named first."""
    found = [(hit.start(), each) for each in bodies() if (hit := each.names.search(text))]
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))

"""Definitions: every figure by key: what it counts, of which rows, by which day.

in     ``data/figures.toml``
out    ``Figure``
keeps  a figure names the rows it counts and the values they must have; one that is a list of
       names holds the names, and its number is their count
"""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from zhanlian.terms import Refusal


class Counts(StrEnum):
    """What a figure counts."""

    PERSONS = "persons"
    CAMPAIGNS = "campaigns"
    BATCHES = "batches"
    LISTED_CASES = "listed_cases"
    NAMES = "names"
    """Things named in a text: the definition holds them."""

    LAW = "law"
    """A dated value of the law room: the definition names its key."""


class UnknownFigure(Refusal):
    """No figure has that key."""

    code = "ZL-SUPERVISION-031"

    def __init__(self, key: str, *, known: Iterable[str]) -> None:
        keys = tuple(known)
        near = difflib.get_close_matches(key, keys, n=3) or keys
        super().__init__(
            f"There is no figure {key}.",
            where="the definitions of figures",
            why="a number is counted by its definition, and this one has none",
            do_next=f"choose one of: {', '.join(near)}",
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its key, what it means in both languages, and how it is counted."""

    key: str
    counts: Counts
    zh: str
    en: str
    where: Mapping[str, str | bool]
    names: tuple[str, ...] = ()
    law: tuple[str, ...] = ()

    def said(self, lang: str) -> str:
        """The definition in one of the two languages."""
        return self.zh if lang == "zh" else self.en


@cache
def figures() -> Mapping[str, Figure]:
    """Every figure by key, in the order of the file."""
    file = files("zhanlian.supervision") / "data" / "figures.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            said["key"]: Figure(
                key=said["key"], counts=Counts(said["counts"]), zh=said["zh"], en=said["en"],
                where=MappingProxyType(said.get("where", {})),
                names=tuple(said.get("names", ())), law=tuple(said.get("law", ())),
            )
            for said in read["figures"]
        }
    )  # fmt: skip


def figure_of(key: str) -> Figure:
    """The figure of that key. Raises ``UnknownFigure``."""
    if key not in figures():
        raise UnknownFigure(key, known=figures())
    return figures()[key]

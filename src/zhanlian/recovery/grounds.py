"""Grounds: why a plan's line is as it is, and what a person must answer first.

in     ``data/grounds*.toml``
out    ``Ground``; its sentence in Chinese or English with its provisions
keeps  a line names a ground by its key, never a text of its own; both languages are there
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from zhanlian.terms import Citation

__all__ = ["Ground", "ground", "grounds"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason: its key, its sentence in two languages, the provisions it rests on."""

    key: str
    zh: str
    en: str
    cites: tuple[Citation, ...]


@cache
def grounds() -> Mapping[str, Ground]:
    """Every ground, by key."""
    folder = files("zhanlian.recovery") / "data"
    told = [each for each in folder.iterdir() if each.name.startswith("grounds")]
    said = [tomllib.loads(file.read_text(encoding="utf-8")) for file in told]
    found = {
        key: Ground(key, each["zh"], each["en"], tuple(_cite(cite) for cite in each["cites"]))
        for table in said
        for key, each in table.items()
    }
    assert len(found) == sum(map(len, said)), "a ground stands twice"
    return MappingProxyType(found)


def ground(key: str) -> Ground:
    """The ground of that key; keys are our own, so it is there."""
    return grounds()[key]


def _cite(text: str) -> Citation:
    source, _, place = text.partition(" ")
    return Citation(source, place)

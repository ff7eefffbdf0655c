"""Levels: who may approve, and whether an approval comes from high enough.

in     ``data/levels.toml``: the ranks of each body, lowest first
out    ``is_enough``
keeps  a level is ``body.rank``; ``body.next`` is one rank above the body that handles the case;
       another body's approval is never enough
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["NEXT", "is_enough", "is_level", "ladders", "levels"]

NEXT = "next"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ranks of one body, lowest first; ``usual`` is the one that handles most cases."""

    body: str
    ranks: tuple[str, ...]
    usual: str


@cache
def ladders() -> Mapping[str, Ladder]:
    """Every body's ladder."""
    said = tomllib.loads((files("zhanlian.law") / "data" / "levels.toml").read_text("utf-8"))
    made = {
        each["body"]: Ladder(each["body"], tuple(each["ranks"]), each["usual"])
        for each in said["ladders"]
    }
    return MappingProxyType(made)


def levels() -> tuple[str, ...]:
    """Every level there is, such as ``police.city``."""
    return tuple(
        f"{ladder.body}.{rank}" for ladder in ladders().values() for rank in (*ladder.ranks, NEXT)
    )


def is_level(said: str) -> bool:
    """Whether the text names a level."""
    return said in levels()


def is_enough(approved: str, needed: str, *, handled_by: str = "") -> bool:
    """Whether an approval at ``approved`` meets ``needed``.

    ``handled_by`` is the level of the body that handles the case; where it is not said, or is
    another body's, the usual one of the needed body is taken.

    >>> is_enough("police.county", "police.city")
    False
    >>> is_enough("procuratorate.city", "procuratorate.next")
    True
    >>> is_enough("procuratorate.city", "procuratorate.next", handled_by="procuratorate.city")
    False
    """
    body = needed.partition(".")[0]
    if approved.partition(".")[0] != body:
        return False
    return _height(approved, handled_by) >= _height(needed, handled_by)


def _height(level: str, handled_by: str) -> int:
    body, _, rank = level.partition(".")
    ladder = ladders()[body]
    if rank != NEXT:
        return ladder.ranks.index(rank)
    own_body, _, own = handled_by.partition(".")
    base = own if own_body == body and own in ladder.ranks else ladder.usual
    return min(ladder.ranks.index(base) + 1, len(ladder.ranks) - 1)

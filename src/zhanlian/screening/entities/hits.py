"""Hits: one pattern's matches, read into normal forms.

in     a folded text and a ``Pattern``
out    ``Hit`` per match that its reader accepts
keeps  spans are places in the text as written, because folding keeps every place
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zhanlian.screening.entities.shapes import EntityType

__all__ = ["Hit", "Pattern", "Read", "find_hits", "squeezed"]

BETWEEN = re.compile(r"[\s\-.·]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A match before it is known whether an earlier kind has claimed its characters."""

    type: EntityType
    start: int
    end: int
    value: str
    rule: str
    is_checked: bool | None = None
    is_approximate: bool = False
    is_rate: bool = False


Read = Callable[[re.Match[str]], tuple[str, bool | None] | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind, its rule's name, its expression, and a reader: (value, checked) or None.

    The entity's span is the group ``it`` of the expression. ``has_letters``: letters are part of
    what it looks for, so it reads the text before they are taken for digits.
    """

    type: EntityType
    rule: str
    expression: re.Pattern[str]
    read: Read
    has_letters: bool = False


def find_hits(folded: str, pattern: Pattern) -> Iterator[Hit]:
    """Every accepted match of a pattern, in order."""
    for found in pattern.expression.finditer(folded):
        read = pattern.read(found)
        if read is not None:
            value, is_checked = read
            start, end = found.span("it")
            yield Hit(pattern.type, start, end, value, pattern.rule, is_checked)


def squeezed(text: str) -> str:
    """The text without blanks, dashes and dots between its digits."""
    return BETWEEN.sub("", text)

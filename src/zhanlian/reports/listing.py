"""Listings: a deliverable said once, as columns and rows; pages and workbooks both print it.

in     ``columns`` in one-line form; rows of texts, counts, ``Money`` and ``Figured`` amounts
keeps  a row has one cell per column; None means "not in the data" and never prints as 0
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhanlian.terms import Money


class Ground(StrEnum):
    """What a column or a sentence stands on."""

    FACT = "fact"
    INFERENCE = "inference"
    ASSUMPTION = "assumption"


class Kind(StrEnum):
    """How a cell is set: texts left, amounts and counts right."""

    TEXT = "text"
    COUNT = "count"
    AMOUNT = "amount"
    MOMENT = "moment"
    NUMBER = "number"  # of an account, card, person: never a quantity


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``is_below``: on a page it shares a cell with the column before it."""

    name: str
    kind: Kind
    ground: Ground = Ground.FACT
    is_below: bool = False
    title: str = ""  # given where a catalogue cannot know it, such as a method's name


@dataclass(frozen=True, slots=True)
class Figured:
    """An amount that is a figure of its own, with its id and what must be said beside it."""

    amount: Money | None
    figure: str
    remark: str = ""


Cell = str | int | Money | Figured | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``figure`` is the id under which the rows behind it can be asked for."""

    cells: tuple[Cell, ...]
    figure: str = ""
    is_total: bool = False


Pages = Callable[[], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A deliverable: its name in the catalogue, its columns, and rows that can be read anew."""

    name: str
    columns: tuple[Column, ...]
    rows: Pages


def listing(name: str, columns: tuple[Column, ...], rows: list[Row]) -> Listing:
    """A listing whose rows are in hand."""
    assert all(len(row.cells) == len(columns) for row in rows), name
    return Listing(name, columns, lambda: rows)


def columns(text: str) -> tuple[Column, ...]:
    """Read columns from their one-line form: ``name kind [below] [inference|assumption]``.

    >>> [column.name for column in columns("holder text; id_no number below")]
    ['holder', 'id_no']
    """
    found = []
    for part in text.replace("\n", ";").split(";"):
        if part.strip():
            name, kind, *marks = part.split()
            grounds = [Ground(mark) for mark in marks if mark != "below"]
            found.append(Column(name, Kind(kind), (grounds or [Ground.FACT])[0], "below" in marks))
    return tuple(found)

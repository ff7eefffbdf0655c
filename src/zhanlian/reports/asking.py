"""Asking: the named questions of this room to a case's tables, one SQL file each.

in     a case, the name of a file in sql/, values
out    rows as dictionaries, in the order the question says
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from zhanlian.evidence import Case

AT_ONCE = 50_000


def ask(case: Case, question: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Every row that answers ``question``."""
    return case.duck.fetch(question_text(question), values)


def ask_in_parts(case: Case, question: str, *, key: str) -> Iterator[dict[str, Any]]:
    """The same, for tables of any size: rows after ``key`` > ?, ``AT_ONCE`` at a time."""
    last = -1
    while True:
        rows = ask(case, question, [last, AT_ONCE])
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1][key]


@cache
def question_text(question: str) -> str:
    """The SQL of ``question``."""
    place = files("zhanlian.reports").joinpath("sql", f"{question}.sql")
    return place.read_text(encoding="utf-8")

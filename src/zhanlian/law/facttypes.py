"""Fact types: what a fact may be, and how what a person wrote becomes it.

keeps  money is whole fen, from an int of fen or a text of yuan; a count is never negative;
       a stay is a pair of days, both included
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

__all__ = ["Act", "FactType", "Stay", "typed"]

YUAN = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*元?")
PAIR = 2
FEN = 100


class FactType(StrEnum):
    """The type of a fact."""

    FEN = "fen"
    COUNT = "count"
    DAYS = "days"
    MONTHS = "months"
    BOOL = "bool"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    STAYS = "stays"
    ACTS = "acts"
    PERCENT = "percent"
    TEXT = "text"
    TEXTS = "texts"


EXPECTED = {
    FactType.FEN: 'an amount: whole fen, or yuan as text such as "2,999.99"',
    FactType.COUNT: "a whole number, zero or more",
    FactType.DAYS: "a whole number of days, zero or more",
    FactType.MONTHS: "a whole number of months, zero or more",
    FactType.BOOL: 'true, false or "unknown"',
    FactType.DAY: "a day such as 2023-09-12, without quotation marks",
    FactType.CHOICE: "one of",
    FactType.CHOICES: "a list of",
    FactType.STAYS: "a list of [first day, last day], the first not after the last",
    FactType.PERCENT: "a whole number of percent; minus is lighter",
    FactType.ACTS: "a list of [day, amount], one per act",
    FactType.TEXT: "a text",
    FactType.TEXTS: "a list of texts",
}


class WrongType(ValueError):
    """What was said is not of its key's type; the text says what it should be."""

    def __init__(self, kind: FactType, choices: tuple[str, ...] = ()) -> None:
        super().__init__(" ".join([EXPECTED[kind], ", ".join(choices)]).strip())


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay from one civil day to another, both included."""

    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a series: its day and its amount."""

    on: date
    amount_fen: int


def typed(kind: FactType, said: Any, *, choices: tuple[str, ...] = ()) -> Any:
    """What was said, as its type stores it. Raises ``WrongType`` saying what it should be.

    >>> typed(FactType.FEN, "2,999.99")
    299999
    """
    found = MAKERS[kind](said, choices)
    if found is None:
        raise WrongType(kind, choices)
    return found


def _fen(said: Any, _: tuple[str, ...]) -> int | None:
    if isinstance(said, str):
        found = YUAN.fullmatch(said.strip())
        if found:
            whole, part = found.groups()
            return int(whole.replace(",", "")) * FEN + int((part or "").ljust(2, "0"))
    return _count(said, ())


def _count(said: Any, _: tuple[str, ...]) -> int | None:
    return said if type(said) is int and said >= 0 else None


def _whole(said: Any, _: tuple[str, ...]) -> int | None:
    return said if type(said) is int else None


def _bool(said: Any, _: tuple[str, ...]) -> bool | None:
    return said if isinstance(said, bool) else None


def _day(said: Any, _: tuple[str, ...]) -> date | None:
    return said if type(said) is date else None


def _text(said: Any, _: tuple[str, ...]) -> str | None:
    return said if isinstance(said, str) else None


def _stays(said: Any, _: tuple[str, ...]) -> tuple[Stay, ...] | None:
    if not isinstance(said, list) or not all(map(_is_stay, said)):
        return None
    return tuple(Stay(*pair) for pair in said)


def _is_stay(pair: Any) -> bool:
    if not isinstance(pair, list) or len(pair) != PAIR:
        return False
    return all(type(day) is date for day in pair) and bool(pair[0] <= pair[1])


def _acts(said: Any, _: tuple[str, ...]) -> tuple[Act, ...] | None:
    if not isinstance(said, list):
        return None
    made = []
    for pair in said:
        if not isinstance(pair, list) or len(pair) != PAIR or type(pair[0]) is not date:
            return None
        amount_fen = _fen(pair[1], ())
        if amount_fen is None:
            return None
        made.append(Act(pair[0], amount_fen))
    return tuple(made)


def _texts(said: Any, _: tuple[str, ...]) -> tuple[str, ...] | None:
    if isinstance(said, str):
        return (said,)
    if isinstance(said, list) and all(isinstance(each, str) for each in said):
        return tuple(said)
    return None


def _choice(said: Any, choices: tuple[str, ...]) -> str | None:
    return str(said) if said in choices else None


def _choices(said: Any, choices: tuple[str, ...]) -> tuple[str, ...] | None:
    if isinstance(said, list) and all(each in choices for each in said):
        return tuple(said)
    return None


MAKERS: dict[FactType, Callable[[Any, tuple[str, ...]], Any]] = {
    FactType.FEN: _fen,
    FactType.COUNT: _count,
    FactType.DAYS: _count,
    FactType.MONTHS: _count,
    FactType.BOOL: _bool,
    FactType.DAY: _day,
    FactType.CHOICE: _choice,
    FactType.CHOICES: _choices,
    FactType.TEXT: _text,
    FactType.PERCENT: _whole,
    FactType.STAYS: _stays,
    FactType.ACTS: _acts,
    FactType.TEXTS: _texts,
}

"""Parameters: one file per legal figure; its folder is its place in the outline of the law.

in     TOML files under ``data/parameters``
out    ``Parameter``: the question it answers, its unit, its dated rows
keeps  each row has a first day, a citation and a standing; rows for the same kind of case and
       province never overlap; amounts in files are whole fen, ratios are text
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from zhanlian.law.reading import Row, cite, read_table
from zhanlian.law.values import Standing, Unit, Value

__all__ = ["Parameter", "PickedBy", "read_parameters", "read_values"]

PickedBy = str  # act_on, event_on, decided_on, judged_on: which date of the case chooses the row
PICKED_BY = ("act_on", "event_on", "decided_on", "judged_on")
LAST_DAY = date.max


@dataclass(frozen=True, slots=True)
class Parameter:
    """A legal figure: its question in both languages, and its rows by first day.

    ``counts`` says of what a COUNT is (cards, persons, messages); ``picked_by`` which date of
    the case chooses the row.
    """

    name: str
    question_zh: str
    question_en: str
    unit: Unit
    counts: str
    picked_by: PickedBy
    values: tuple[Value, ...]


def read_parameters(folder: Path) -> dict[str, Parameter]:
    """Every parameter under ``folder``, by name such as ``cn.criminal.fraud.amount_large``."""
    found = {}
    for file in sorted(folder.rglob("*.toml")):
        name = ".".join(file.relative_to(folder).with_suffix("").parts)
        found[name] = _read_parameter(name, file)
    return found


def _read_parameter(name: str, file: Path) -> Parameter:
    top = read_table(file, name=name)
    unit = top.one_of("unit", Unit)
    picked_by = top.text("picked_by")
    if picked_by not in PICKED_BY:
        top.refuse("picked_by", f"it is one of {', '.join(PICKED_BY)}")
    values = read_values(top, name, unit)
    if not values:
        top.refuse("values", "a parameter has at least one row")
    parameter = Parameter(
        name=name,
        question_zh=top.text("question_zh"),
        question_en=top.text("question_en"),
        unit=unit,
        counts=top.text("counts", ""),
        picked_by=picked_by,
        values=values,
    )
    top.finish()
    _refuse_overlap(top, values)
    return parameter


def read_values(top: Row, name: str, unit: Unit) -> tuple[Value, ...]:
    """The rows of a parameter, by first day."""
    rows = [_read_value(row, name, unit) for row in top.rows("values")]
    return tuple(sorted(rows, key=lambda row: row.from_on))


def _read_value(row: Row, name: str, unit: Unit) -> Value:
    from_on = row.day("from")
    if from_on is None:
        row.refuse("from", "a value has a first day")
    cites = tuple(cite(text) for text in row.texts("cites"))
    if not cites:
        row.refuse("cites", "a value cites its source")
    low, high = row.take("low", int, None), row.take("high", int, None)
    if (low is None) == ("value" not in row.fields) and low is not None:
        row.refuse("value", "a row has a value, or low and high")
    others = row.take("others", list, [])
    value = Value(
        parameter=name,
        unit=unit,
        value=None if low is not None else _typed(row, unit, row.take("value", object)),
        from_on=from_on,
        to_on=row.day("to"),
        cites=cites,
        standing=row.one_of("standing", Standing),
        low=low,
        high=high,
        only_for=row.text("only_for", ""),
        region=row.text("region", ""),
        doubt=row.doubt(),
        others=tuple(_typed(row, unit, other) for other in others),
        register=row.texts("register"),
    )
    row.finish()
    if value.standing is not Standing.CONFIRMED and value.doubt is None:
        row.refuse("doubt_zh, doubt_en", "what is not confirmed says why")
    return value


def _typed(row: Row, unit: Unit, found: object) -> object:
    """The value as its unit stores it."""
    kind, make = FORMS.get(unit, (int, _itself))
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        row.refuse("value", f"{found!r} is not in {unit}")
    return make(found)


def _itself(found: Any) -> object:
    return found


def _pairs(found: dict[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(found.items()))


FORMS: dict[Unit, tuple[type, Callable[[Any], object]]] = {  # every other unit is a whole number
    Unit.RATIO: (str, Fraction),
    Unit.LIST: (list, tuple),
    Unit.PENALTY: (dict, _pairs),
    Unit.TABLE: (dict, _pairs),
    Unit.CHOICE: (str, _itself),
    Unit.BOOL: (bool, _itself),
}


def _refuse_overlap(top: Row, values: tuple[Value, ...]) -> None:
    """Rows for the same kind of case and province follow each other in time."""
    groups: dict[tuple[str, str], list[Value]] = {}
    for row in values:
        groups.setdefault((row.only_for, row.region), []).append(row)
    for rows in groups.values():
        for first, second in pairwise(rows):
            if (first.to_on or LAST_DAY) >= second.from_on:
                why = f"rows from {first.from_on} and {second.from_on} overlap"
                top.refuse("values", why)

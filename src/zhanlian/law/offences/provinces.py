"""Provinces: a province's own figures inside the bands of national texts.

in     a TOML file with the province's code and one row per figure
out    the law book with those rows
keeps  a figure outside the national band is refused; the rows say their source and standing;
       the book's version says that it holds them
"""

from dataclasses import replace
from pathlib import Path

from zhanlian.law.answers import LawRefusal
from zhanlian.law.book import LawBook
from zhanlian.law.parameters import read_values
from zhanlian.law.reading import read_table
from zhanlian.law.values import Value

__all__ = ["OutsideBand", "read_province"]


class OutsideBand(LawRefusal):
    """A province's figure that the national text does not allow."""

    code = "ZL-LAW-102"

    def __init__(self, row: Value, *, low: int | None, high: int | None, file: str) -> None:
        allowed = "one figure for the whole country" if low is None else f"{low} to {high}"
        super().__init__(
            f"The figure {row.value} of {row.parameter} is not one a province may set.",
            where=f"{file}, region {row.region}",
            why=f"the national text says {allowed} (in {row.unit})",
            do_next="check the unit (amounts are whole fen) and the province's own document",
        )


def read_province(file: Path, *, law: LawBook) -> LawBook:
    """The book with the province's rows. Raises ``OutsideBand``, ``BadLawFile``.

    The file holds ``region = "51"`` and, per figure, ``[[rows]]`` with ``parameter`` and
    ``[[rows.values]]`` in the form of a parameter file.
    """
    top = read_table(file)
    region = top.text("region")
    rows = []
    for each in top.rows("rows"):
        name = each.text("parameter")
        found = read_values(each, name, law.parameter(name).unit)
        each.finish()
        rows += [replace(value, region=region) for value in found]
    top.finish()
    for row in rows:
        _refuse_outside(row, law, file)
    return law.with_region(tuple(rows))


def _refuse_outside(row: Value, law: LawBook, file: Path) -> None:
    national = law.value(row.parameter, on=row.from_on, only_for=row.only_for)
    low, high = national.low, national.high
    inside = low is not None and high is not None and low <= row.number <= high
    if not inside:
        raise OutsideBand(row, low=low, high=high, file=file.name)

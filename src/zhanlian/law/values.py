"""Values: one dated row of one legal parameter.

in     a row of a parameter file
out    ``Value``
keeps  money is whole fen, ratios are exact fractions; a row is in force from ``from_on`` to
       ``to_on``, both included; whatever is not confirmed law carries its doubt in two languages
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from zhanlian.terms import Citation

__all__ = ["Doubt", "Standing", "Unit", "Value"]


class Standing(StrEnum):
    """How sure a value is."""

    CONFIRMED = "confirmed"  # agrees with a stored official text
    RECHECK = "recheck"  # known, not yet compared with the text
    UNSETTLED = "unsettled"  # sources or readings disagree: a person decides
    CONVENTION = "convention"  # our own way of working, never shown as law


class Unit(StrEnum):
    """What a value counts."""

    FEN = "fen"
    COUNT = "count"  # pieces, persons, times; the parameter says of what
    RATIO = "ratio"  # exact, written as text such as "0.80"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"
    PENALTY = "penalty"  # a table: least and most months, life, fine ...
    TABLE = "table"  # named numbers; the parameter says their units
    LIST = "list"  # keys of the parameter's items
    CHOICE = "choice"  # a keyword
    BOOL = "bool"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value is not certain, for people."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Value:
    """One row: ``value`` in ``unit``, or a band ``low``..``high`` where others fix the figure.

    ``value`` is int for FEN, COUNT and times; Fraction for RATIO; tuple[str, ...] for LIST;
    a sorted tuple of (name, value) pairs for PENALTY and TABLE. ``only_for`` narrows the row to
    a kind of case, ``region`` to a province. ``others`` are further readings of the same row.
    ``register``: the numbers under which the fact stands in the register of facts.
    """

    parameter: str
    unit: Unit
    value: object
    from_on: date
    to_on: date | None
    cites: tuple[Citation, ...]
    standing: Standing
    low: int | None = None
    high: int | None = None
    only_for: str = ""
    region: str = ""
    doubt: Doubt | None = None
    others: tuple[object, ...] = ()
    register: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The whole number, in the row's own unit."""
        assert isinstance(self.value, int), f"{self.parameter} is no whole number"
        return self.value

    @property
    def fen(self) -> int:
        """The amount in fen."""
        assert self.unit is Unit.FEN, f"{self.parameter} counts {self.unit}"
        return self.number

    @property
    def ratio(self) -> Fraction:
        """The exact ratio."""
        assert isinstance(self.value, Fraction), f"{self.parameter} is no ratio"
        return self.value

    @property
    def items(self) -> tuple[str, ...]:
        """The listed keys."""
        assert self.unit is Unit.LIST, f"{self.parameter} counts {self.unit}"
        assert isinstance(self.value, tuple)
        return self.value

    @property
    def table(self) -> dict[str, object]:
        """The named values of a penalty or table."""
        assert self.unit in {Unit.PENALTY, Unit.TABLE}, f"{self.parameter} counts {self.unit}"
        assert isinstance(self.value, tuple)
        return dict(self.value)

    @property
    def is_band(self) -> bool:
        """Whether somebody else, such as a province, fixes the figure inside a band."""
        return self.low is not None

    @property
    def is_law(self) -> bool:
        """Whether the value may be shown as law."""
        return self.standing is not Standing.CONVENTION

    def covers(self, on: date) -> bool:
        """Whether the row is in force on that day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)

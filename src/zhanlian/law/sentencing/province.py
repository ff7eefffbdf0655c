"""Province table: what a province sets itself, filled in by its users.

in     a TOML file, in the form below
out    ``ProvinceTable``
keeps  starting points and percentages stay inside the national ranges; each row says its source;
       what the table does not hold is missing, never zero

The form::

    region = "99"
    title = "示例省实施细则"
    rounding = "half_up"              # half_up, down, or none

    [[starting_points]]               # narrows the national range
    penalty = "fraud.penalty_huge"    # the tier's range, as filed under cn.criminal
    low_months = 36
    high_months = 42
    source = "示例省实施细则 第三部分"

    [[increments]]                    # +2 months for each whole 10,000 yuan above 30,000
    penalty = "fraud.penalty_huge"
    measure = "sentencing.amount_fen" # any fact that is an amount or a number
    above = 3_000_000
    per = 1_000_000
    months = "2"                      # exact text, "1/2" allowed
    counts = "whole"                  # whole steps only, or part steps in proportion
    source = "示例省实施细则 第三部分"

    [[factors]]                       # narrows a range, or gives one that the nation does not
    key = "preparation"
    low = -60
    high = -20
    source = "示例省实施细则 第二部分"
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from zhanlian.law.facts import vocabulary
from zhanlian.law.facttypes import FactType
from zhanlian.law.reading import Row, read_table
from zhanlian.law.sentencing.interval import Interval
from zhanlian.law.sentencing.refusals import BadProvinceTable

__all__ = ["Increment", "ProvinceFactor", "ProvinceTable", "StartingPoint", "read_province_table"]

ROUNDINGS = ("half_up", "down", "none")
COUNTS = ("whole", "part")
PERCENT = 100


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """A province's starting point for one range of penalty."""

    penalty: str
    months: Interval
    source: str


@dataclass(frozen=True, slots=True)
class Increment:
    """Months added per ``per`` of a measure above ``above``."""

    penalty: str
    measure: str
    above: int
    per: int
    months: Fraction
    counts: str
    source: str

    def months_for(self, measured: int) -> Fraction:
        """Months added for what was measured.

        >>> each = Increment("p", "m", 3_000_000, 1_000_000, Fraction(2), "whole", "s")
        >>> each.months_for(5_999_999)
        Fraction(4, 1)
        """
        over = max(0, measured - self.above)
        steps = Fraction(over, self.per)
        return self.months * (steps if self.counts == "part" else steps.__floor__())


@dataclass(frozen=True, slots=True)
class ProvinceFactor:
    """A province's range for one factor."""

    key: str
    change: Interval
    source: str


@dataclass(frozen=True, slots=True)
class ProvinceTable:
    """One province's own values."""

    region: str
    title: str
    rounding: str
    starting_points: tuple[StartingPoint, ...]
    increments: tuple[Increment, ...]
    factors: tuple[ProvinceFactor, ...]

    def starting_point(self, penalty: str) -> StartingPoint | None:
        """The starting point of one range, if the table has it."""
        return next((each for each in self.starting_points if each.penalty == penalty), None)

    def increments_of(self, penalty: str) -> tuple[Increment, ...]:
        """Every increment of one range."""
        return tuple(each for each in self.increments if each.penalty == penalty)

    def factor(self, key: str) -> ProvinceFactor | None:
        """The range of one factor, if the table has it."""
        return next((each for each in self.factors if each.key == key), None)


def read_province_table(file: Path) -> ProvinceTable:
    """A province's table. Raises ``BadProvinceTable`` or ``BadLawFile`` by row and field."""
    top = read_table(file)
    made = ProvinceTable(
        region=top.text("region"),
        title=top.text("title"),
        rounding=_one_of(top, "rounding", ROUNDINGS),
        starting_points=tuple(_starting_point(row) for row in top.rows("starting_points")),
        increments=tuple(_increment(row) for row in top.rows("increments")),
        factors=tuple(_factor(row) for row in top.rows("factors")),
    )
    top.finish()
    _refuse_twice("starting_points", [each.penalty for each in made.starting_points], top)
    _refuse_twice("factors", [each.key for each in made.factors], top)
    return made


def _one_of(row: Row, name: str, choices: tuple[str, ...]) -> str:
    found = row.text(name, choices[0])
    if found not in choices:
        row.refuse(name, f"it is one of {', '.join(choices)}")
    return found


def _refuse_twice(name: str, keys: list[str], top: Row) -> None:
    if len(set(keys)) < len(keys):
        raise BadProvinceTable(name=name, file=top.file, why="a key stands twice")


def _span(row: Row, low: str, high: str, scale: int) -> Interval:
    ends = [row.take(name, int) for name in (low, high)]
    if ends[0] > ends[1]:
        row.refuse(f"{low}, {high}", "the first is not above the second")
    return Interval(Fraction(ends[0], scale), Fraction(ends[1], scale))


def _starting_point(row: Row) -> StartingPoint:
    made = StartingPoint(row.text("penalty"), _span(row, "low_months", "high_months", 1),
                         row.text("source"))  # fmt: skip
    row.finish()
    return made


def _factor(row: Row) -> ProvinceFactor:
    made = ProvinceFactor(row.text("key"), _span(row, "low", "high", PERCENT), row.text("source"))
    row.finish()
    return made


def _increment(row: Row) -> Increment:
    measure, per, months = row.text("measure"), row.take("per", int), row.text("months")
    word = vocabulary().get(measure)
    if word is None or word.type not in {FactType.FEN, FactType.COUNT, FactType.DAYS}:
        row.refuse("measure", "it is a fact that is an amount or a number; see docs/facts.md")
    if per <= 0:
        row.refuse("per", "it is more than zero")
    made = Increment(
        penalty=row.text("penalty"),
        measure=measure,
        above=row.take("above", int),
        per=per,
        months=_months(row, months),
        counts=_one_of(row, "counts", COUNTS),
        source=row.text("source"),
    )
    row.finish()
    return made


def _months(row: Row, said: str) -> Fraction:
    try:
        months = Fraction(said)
    except (ValueError, ZeroDivisionError):
        row.refuse("months", 'it is an exact text such as "2" or "1/2"')
    if months <= 0:
        row.refuse("months", "an increment adds to the starting point")
    return months

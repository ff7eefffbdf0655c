"""Grades: what a penalty provision threatens, as spans of days and money.

in     a dated table such as ``cn.administrative.pspa.fraud.ordinary``
out    ``Grade``
keeps  a span without a least stays without one: "up to 500" is not "0 to 500"; both ends count
law    Criminal Law art. 99: at least, at most and within include the number itself
"""

from dataclasses import dataclass
from enum import StrEnum

from zhanlian.law.answers import Proof
from zhanlian.law.values import Value

__all__ = ["Detention", "Fine", "Grade", "Joined", "Penalty", "grade_of", "whole"]


class Joined(StrEnum):
    """How detention (or a warning) and fine stand to each other."""

    ALONE = "alone"  # only one of the two is threatened
    AND = "and"  # both
    OR = "or"  # one of the two
    MAY_ADD = "may_add"  # the fine may be added


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine: ``low_fen`` is None where the law names no least, ``high_fen`` where no most.

    ``times_low``, ``times_high``: multiples of the gain, where the gain sets the fine.
    """

    low_fen: int | None
    high_fen: int | None
    times_low: int | None = None
    times_high: int | None = None

    def covers(self, fen: int) -> bool:
        """Whether a fine of that amount is within the range."""
        return (self.low_fen or 0) <= fen and (self.high_fen is None or fen <= self.high_fen)


@dataclass(frozen=True, slots=True)
class Detention:
    """Administrative detention in days. ``proof``: whether its condition is shown."""

    low_days: int | None
    high_days: int
    condition: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a provision: ordinary, heavier, lighter, or that of a unit."""

    key: str
    detention: Detention | None
    fine: Fine | None
    joined: Joined
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Penalty:
    """A proposed administrative penalty.

    ``ground``: the provision. ``decided_by``, ``detained_by``: who may decide each.
    ``confiscate_fen``: the gain, None where it is not known; ``takes_gain`` whether the
    provision has it confiscated before any fine. ``persons_fine``: of those responsible.
    """

    ground: str
    grade: Grade
    decided_by: tuple[str, ...]
    detained_by: tuple[str, ...] = ()
    takes_gain: bool = False
    confiscate_fen: int | None = None
    persons_fine: Fine | None = None


def whole(value: Value, name: str) -> int | None:
    """A whole number of a table, None where the table has none."""
    found = value.table.get(name)
    assert found is None or isinstance(found, int)
    return found


def grade_of(value: Value, key: str, *, condition: str = "always") -> Grade:
    """The grade that a table of days and fen states."""
    days_high, fine_high = whole(value, "days_high"), whole(value, "fine_high_fen")
    detention = fine = None
    if days_high is not None:
        detention = Detention(whole(value, "days_low"), days_high, condition, Proof.MET)
    if fine_high is not None:
        fine = Fine(whole(value, "fine_low_fen"), fine_high)
    measure = value.table.get("measure")
    return Grade(
        key=key,
        detention=detention,
        fine=fine,
        joined=Joined(str(value.table.get("joined", "alone"))),
        measures=() if measure is None else (str(measure),),
    )

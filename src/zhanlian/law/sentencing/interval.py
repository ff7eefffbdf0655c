"""Intervals: lengths and percentages that are ranges, in exact fractions.

keeps  low is never above high; what every point inside can give lies inside the result, so a
       range that nobody has narrowed carries through to the end
"""

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Interval", "exact", "point", "shown"]

MOST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both included.

    >>> Interval(Fraction(36), Fraction(48)) * Interval(Fraction(1, 2), Fraction(4, 5))
    Interval(low=Fraction(18, 1), high=Fraction(192, 5))
    """

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        """Hold the order."""
        assert self.low <= self.high, f"{self.low} is above {self.high}"

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, other: "Interval") -> "Interval":
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    @property
    def is_point(self) -> bool:
        """Whether one value is left."""
        return self.low == self.high

    def holds(self, value: Fraction | int) -> bool:
        """Whether a value lies inside."""
        return self.low <= value <= self.high

    def covers(self, other: "Interval") -> bool:
        """Whether another interval lies inside."""
        return self.low <= other.low and other.high <= self.high

    def kept_within(self, low: Fraction | int, high: Fraction | int) -> "Interval":
        """Both ends moved to the nearest value between two bounds."""
        return Interval(_kept(self.low, low, high), _kept(self.high, low, high))

    def lowered_to(self, low: Fraction | int) -> "Interval":
        """The interval down to ``low``, where it does not reach so far."""
        return Interval(min(self.low, Fraction(low)), self.high)

    def raised_to(self, high: Fraction | int) -> "Interval":
        """The interval up to ``high``, where it does not reach so far."""
        return Interval(self.low, max(self.high, Fraction(high)))


def _kept(value: Fraction, low: Fraction | int, high: Fraction | int) -> Fraction:
    return min(max(value, Fraction(low)), Fraction(high))


def point(value: Fraction | int) -> Interval:
    """The interval of one value."""
    return Interval(Fraction(value), Fraction(value))


def shown(interval: Interval) -> str:
    """An interval as text, its ends exact; one value alone where it is one.

    >>> shown(Interval(Fraction(798, 25), Fraction(100, 3))), shown(point(12))
    ('31.92~100/3', '12')
    """
    if interval.is_point:
        return exact(interval.low)
    return f"{exact(interval.low)}~{exact(interval.high)}"


def exact(value: Fraction) -> str:
    """A fraction as exact text: whole, decimal where that is exact, else a fraction.

    >>> exact(Fraction(-5, 2)), exact(Fraction(1, 3))
    ('-2.5', '1/3')
    """
    for digits in range(MOST_DIGITS):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            return _decimal(scaled.numerator, digits)
    return str(value)


def _decimal(scaled: int, digits: int) -> str:
    sign, text = "-" if scaled < 0 else "", str(abs(scaled)).rjust(digits + 1, "0")
    return f"{sign}{text[: len(text) - digits]}{'.' if digits else ''}{text[len(text) - digits :]}"

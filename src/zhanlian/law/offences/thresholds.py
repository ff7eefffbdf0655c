"""Thresholds: an amount or a number against the figure of the law.

in     ``Ask`` and the name of a dated value, with further values to multiply it by
out    ``Held``, with the figure found and the figure needed
keeps  the figure itself reaches the threshold (Criminal Law art. 99); where a province picks
       the figure inside a band, or readings differ, both ends are tried and a person is asked;
       a sum with an unknown part can prove that the figure is reached, never that it is not
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, prod

from zhanlian.law.answers import Proof, Step
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.conditions import not_in_force
from zhanlian.law.offences.held import Held, plainly
from zhanlian.law.values import Unit, Value

__all__ = ["AtLeast", "Threshold", "threshold"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure to reach, in whole units: the lowest and the highest that may be meant."""

    low: int
    high: int
    rests_on: tuple[Value, ...]

    @property
    def is_provincial(self) -> bool:
        """Whether a province has to say its own figure."""
        return any(value.is_band for value in self.rests_on)

    @property
    def end(self) -> str:
        """How names of such figures end, so that they are shown in their unit."""
        return "_fen" if self.rests_on[0].unit is Unit.FEN else ""


def threshold(ask: Ask, name: str, times: tuple[str, ...] = ()) -> Threshold | None:
    """The figure in force on the day asked, times further figures; None where not in force.

    A fraction of a fen or of a piece cannot be reached by less than the whole, so the figure is
    rounded up.
    """
    values = [ask.value(each) for each in (name, *times)]
    rests_on = tuple(value for value in values if value is not None)
    if len(rests_on) < len(values):
        return None
    figures = [ceil(prod(each)) for each in product(*map(_meant, rests_on))]
    return Threshold(min(figures), max(figures), rests_on)


def _meant(value: Value) -> list[Fraction]:
    """Every number that the value may mean."""
    if value.low is not None and value.high is not None:
        return [Fraction(value.low), Fraction(value.high)]
    said = [value.value, *value.others]
    return [Fraction(each) for each in said if isinstance(each, int | Fraction)]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the facts come to: the number, and the facts of which it lacks."""

    asked: tuple[str, ...]
    number: int
    missing: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether no part is known."""
        return len(self.missing) == len(self.asked)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The sum of ``facts`` reaches ``parameter`` times each of ``times``.

    ``plus`` and ``less`` are counted in and off where they are known, by the rule ``counted``.
    ``over``: a dated value saying that some read "at least" as "more than".
    """

    facts: tuple[str, ...]
    parameter: str
    times: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    counted: str = ""
    over: str = ""

    def held(self, ask: Ask) -> Held:
        """Met from the figure on; between two readings met on the heavier alone."""
        needed = threshold(ask, self.parameter, self.times)
        if needed is None:
            return not_in_force(ask, ask.fact(self.facts[0]))
        found = self._found(ask)
        edge = ask.value(self.over) if self.over else None
        if edge is not None and found.number == needed.high and not found.is_nothing:
            asks = (Step("ask.edge", _facts(found, needed), (*needed.rests_on, edge)),)
            step = _step(found, needed, Proof.UNPROVEN)
            mild = Proof.UNPROVEN if found.missing else Proof.NOT_MET
            return Held(mild, Proof.MET, (step,), asks, found.missing)
        return _compared(found, needed)

    def _found(self, ask: Ask) -> _Found:
        parts = [ask.fact(key) for key in self.facts]
        counts = not self.counted or ask.value(self.counted) is not None
        more = [ask.fact(key) for key in self.plus if counts and ask.known(key)]
        off = [ask.fact(key) for key in self.less if counts and ask.known(key)]
        known = [part for part in parts if part.is_known]
        number = sum(part.value for part in (*known, *more)) - sum(part.value for part in off)
        return _Found(
            asked=(*self.facts, *(part.key for part in more)),
            number=max(0, number),
            missing=tuple(part.key for part in parts if not part.is_known),
            evidence=tuple(each for part in (*known, *more, *off) for each in part.evidence),
        )

    def fact_keys(self) -> tuple[str, ...]:
        """The facts added, counted in and counted off."""
        return (*self.facts, *self.plus, *self.less)


def _compared(found: _Found, needed: Threshold) -> Held:
    if found.number >= needed.high:
        return plainly(Proof.MET, _step(found, needed, Proof.MET))
    if found.missing:
        heavy = Proof.MET if found.number >= needed.low else Proof.UNPROVEN
        step = _step(found, needed, Proof.UNPROVEN)
        return Held(Proof.UNPROVEN, heavy, (step,), missing=found.missing)
    if found.number < needed.low:
        return plainly(Proof.NOT_MET, _step(found, needed, Proof.NOT_MET))
    key = "ask.province" if needed.is_provincial else "ask.reading"
    asks = (Step(f"{key}{needed.end}", _facts(found, needed), needed.rests_on),)
    return Held(Proof.NOT_MET, Proof.MET, (_step(found, needed, Proof.UNPROVEN),), asks)


def _step(found: _Found, needed: Threshold, proof: Proof) -> Step:
    key = "limb.at_least" if needed.low == needed.high else "limb.at_least_between"
    facts = _facts(found, needed)
    return Step(f"{key}{needed.end}", facts, needed.rests_on, evidence=found.evidence, proof=proof)


def _facts(found: _Found, needed: Threshold) -> dict[str, object]:
    return {
        "asked": tuple(f"fact.{key}" for key in found.asked),
        f"found{needed.end}": None if found.is_nothing else found.number,
        f"needed{needed.end}": needed.low,
        f"low{needed.end}": needed.low,
        f"high{needed.end}": needed.high,
    }

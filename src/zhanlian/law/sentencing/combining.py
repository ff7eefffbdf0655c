"""Combining (数罪并罚): several offences of one person, each sentenced and then put together.

in     the worksheets of one person
out    ``Answer[Combined]``: the range within which one sentence is decided
keeps  never below the heaviest single sentence, never above the sum, never above the cap; the
       cap follows the sum, so it is taken where the sum is highest; detention beside
       imprisonment is not added
law    Criminal Law art. 69
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhanlian.law.answers import Answer, Step
from zhanlian.law.book import LawBook
from zhanlian.law.sentencing.charge import FIGURES, coded, whole
from zhanlian.law.sentencing.interval import Interval, shown
from zhanlian.law.sentencing.worksheet import Worksheet
from zhanlian.law.values import Value

__all__ = ["Combined", "combined"]

IMPRISONMENT, DETENTION = "imprisonment", "detention"


@dataclass(frozen=True, slots=True)
class Combined:
    """The range of the one sentence. ``kind``: imprisonment or detention."""

    months: Interval
    kind: str
    count: int
    is_life_open: bool


def combined(parts: Sequence[Worksheet], *, judged_on: date, law: LawBook) -> Answer[Combined]:
    """One range for several offences; asks where a part may be either kind of penalty."""
    assert parts, "there is a sentence to combine"
    rules = {
        name: law.value(f"{FIGURES}{name}", on=judged_on)
        for name in ("method.several_offences", "combine.caps", "combine.detention_most",
                     "combine.with_detention", "combine.with_control", "combine.supplementary")
    }  # fmt: skip
    kinds = [_kinds(part) for part in parts]
    kind = IMPRISONMENT if any(IMPRISONMENT in each for each in kinds) else DETENTION
    months = _range(parts, kinds, rules, kind)
    life = any("life" in part.kinds for part in parts)
    found = Combined(months, kind, len(parts), life)
    facts = {
        "parts": tuple(shown(_result(part)) for part in parts),
        "months": shown(months),
        "kind": coded(kind),
    }
    step = Step("sentencing.combine.range", facts, tuple(rules.values()))
    control = any("control" in part.kinds for part in parts)
    asks = [Step("sentencing.combine.ask_control", {}, (rules["combine.with_control"],))] * control
    is_mixed = any(len(each) > 1 for each in kinds)
    asks += [Step("sentencing.combine.ask_kind", {}, (rules["combine.with_detention"],))] * is_mixed
    missing = tuple(dict.fromkeys(key for part in parts for key in part.missing))
    return Answer(found, (step,), asks=tuple(asks), missing=missing)


def _result(part: Worksheet) -> Interval:
    """A part's range, up to what unknown increments could make of it."""
    return part.result_if_raised or part.result


def _kinds(part: Worksheet) -> set[str]:
    """Imprisonment, detention, or either."""
    return {IMPRISONMENT, DETENTION} & set(part.kinds) or {IMPRISONMENT}


def _range(
    parts: Sequence[Worksheet], kinds: list[set[str]], rules: dict[str, Value], kind: str
) -> Interval:
    results = [_result(part) for part in parts]
    if kind == IMPRISONMENT:  # a part that can only be detention is not added
        results = [each for each, own in zip(results, kinds, strict=True) if IMPRISONMENT in own]
    low = max(each.low for each in results)
    total = sum((each.high for each in results), Fraction(0))
    if len(results) == 1:
        return results[0]
    cap = _cap(rules["combine.caps"], total)
    if kind == DETENTION:
        cap = Fraction(rules["combine.detention_most"].number)
    return Interval(low, min(total, max(cap, *(each.high for each in results))))


def _cap(caps: Value, total: Fraction) -> Fraction:
    """20 years below 35 years in sum, 25 years from there on; the figures are the law's."""
    numbers = {name: whole(caps, name) for name in ("sum_from", "cap_below", "cap_from")}
    found = [number for number in numbers.values() if number is not None]
    assert len(found) == len(numbers)
    sum_from, cap_below, cap_from = found
    return Fraction(cap_from if total >= sum_from else cap_below)

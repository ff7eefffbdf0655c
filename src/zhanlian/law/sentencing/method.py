"""Method: how factors move the benchmark. First layer multiplied, second layer added.

in     the benchmark's range, factors of both layers
out    one ``Line`` per factor, and the range of the proposed sentence
keeps  whatever point somebody picks inside every range, the result lies inside the result; the
       order of factors in a layer does not matter; nothing falls below zero
law    provincial rules on 法发〔2021〕21号: proposed = benchmark x product x (1 + sum)

A recidivist's aggravation adds at least so many months. So the second layer maps a benchmark B to
max(0, B (1 + s) + max(p B, m)): s the sum of the others, p the recidivist's share, m the least.
That is convex in B and grows with s and p. So its highest value stands at an end of B, its lowest
at an end or where p B passes m.
"""

from collections.abc import Sequence
from fractions import Fraction

from zhanlian.law.answers import Step
from zhanlian.law.sentencing.factors import Factor, percents
from zhanlian.law.sentencing.interval import Interval, point, shown
from zhanlian.law.sentencing.starting import Line
from zhanlian.law.values import Value

__all__ = ["first_layer", "second_layer"]

ONE = point(1)
ZERO = Fraction(0)


def first_layer(
    benchmark: Interval, factors: Sequence[Factor], rules: tuple[Value, ...]
) -> tuple[Interval, list[Line]]:
    """Each factor multiplies what the one before left."""
    months, lines = benchmark, []
    for each in factors:
        assert each.change is not None
        after = months * (ONE + each.change)
        lines.append(_line(each, months, after, rules))
        months = after
    return months, lines


def second_layer(
    months: Interval, factors: Sequence[Factor], rules: tuple[Value, ...]
) -> tuple[Interval, list[Line]]:
    """All factors are summed and move what the first layer left; shown as the sum grows."""
    after, lines = months, []
    for count, each in enumerate(factors, start=1):
        before, after = after, _moved(months, factors[:count])
        lines.append(_line(each, before, after, rules))
    if factors:
        lines.append(_sum_line(after, factors, rules))
    return after, lines


def _moved(months: Interval, factors: Sequence[Factor]) -> Interval:
    """The range that the sum of these factors gives."""
    plain = [each.change for each in factors if not each.least_months and each.change]
    total = sum(plain, point(0))
    floored = [each for each in factors if each.least_months]
    if not floored:
        lows = [end * (1 + total.low) for end in _ends(months)]
        highs = [end * (1 + total.high) for end in _ends(months)]
        return Interval(max(ZERO, min(lows)), max(ZERO, *highs))
    (each,) = floored
    assert each.change is not None
    low = min(
        _with_least(start, total.low, each.change.low, each.least_months)
        for start in _corners(months, each)
    )
    high = max(
        _with_least(end, total.high, each.change.high, each.least_months) for end in _ends(months)
    )
    return Interval(low, high)


def _ends(months: Interval) -> tuple[Fraction, Fraction]:
    return months.low, months.high


def _corners(months: Interval, each: Factor) -> list[Fraction]:
    """Where the lowest value can stand: both ends, and where the share passes the least."""
    assert each.change is not None
    share = each.change.low
    passes = [each.least_months / share] if share > 0 else []
    return [*_ends(months), *(at for at in passes if months.holds(at))]


def _with_least(months: Fraction, total: Fraction, share: Fraction, least: Fraction) -> Fraction:
    return max(ZERO, months * (1 + total) + max(months * share, least))


def _line(each: Factor, before: Interval, after: Interval, rules: tuple[Value, ...]) -> Line:
    """The factor's own step, resting on the layer's rule too."""
    step = Step(
        "sentencing.factor.first" if each.layer == 1 else "sentencing.factor.second",
        {**each.step.facts, "before": shown(before), "after": shown(after)},
        (*each.step.rests_on, *rules),
        evidence=each.step.evidence,
    )
    return Line(each.key, before, after, step, each.change)


def _sum_line(after: Interval, factors: Sequence[Factor], rules: tuple[Value, ...]) -> Line:
    total = sum((each.change for each in factors if each.change), point(0))
    facts = {"total": percents(total), "after": shown(after)}
    return Line("second_layer", after, after, Step("sentencing.factor.sum", facts, rules), total)

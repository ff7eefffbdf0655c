"""Limits: how long each penalty is by statute, and which range bounds the result.

in     ``Charge``
out    months; the result kept inside its range
keeps  without a mitigating factor nothing falls below the range, with one nothing falls below
       the next lower range; nothing rises above it; what is moved is said
law    Criminal Law arts 42, 45, 63, 99
"""

from fractions import Fraction

from zhanlian.law.answers import Step
from zhanlian.law.offences.penalties import Penalty
from zhanlian.law.sentencing.charge import Charge, coded, whole
from zhanlian.law.sentencing.interval import Interval, shown

__all__ = ["bounded", "floor_of", "kinds_of", "limit", "rounded", "statutory"]

OUTSIDE = ("detention", "control", "fine_only")


def limit(charge: Charge, name: str) -> tuple[int, int]:
    """Least and most months of a kind of penalty, such as ``imprisonment_months``."""
    value = charge.value(f"limits.{name}")
    least, most = whole(value, "least"), whole(value, "most")
    assert least is not None
    assert most is not None
    return least, most


def floor_of(charge: Charge, penalty: Penalty) -> int:
    """The shortest term of a range: its least, or that of detention or imprisonment."""
    if penalty.least_months > 0:
        return penalty.least_months
    kind = "detention" if penalty.is_detention else "imprisonment"
    return limit(charge, f"{kind}_months")[0]


def statutory(charge: Charge) -> Interval:
    """The charge's range in months; life stands outside it."""
    return Interval(
        Fraction(floor_of(charge, charge.penalty)), Fraction(charge.penalty.most_months)
    )


def bounded(
    charge: Charge, months: Interval, mitigating: tuple[str, ...]
) -> tuple[Interval, tuple[Step, ...], tuple[Step, ...]]:
    """The result inside its range; the step that says so, and what is asked about it."""
    rule, whole_range = charge.value("method.bounds"), statutory(charge)
    low = whole_range.low
    if mitigating:
        low = Fraction(0 if charge.lower is None else floor_of(charge, charge.lower))
    after = months.kept_within(low, whole_range.high)
    facts = {
        "range": shown(whole_range),
        "low": shown(Interval(low, whole_range.high)),
        "mitigating": coded(*mitigating) if mitigating else "sentencing.code.none",
        "after": shown(after),
    }
    rests_on = (rule, *charge.penalty.rests_on)
    key = "sentencing.bounds.mitigated" if mitigating else "sentencing.bounds.kept"
    step = Step(key, facts, rests_on)
    return after, (charge.penalty_step, step), _asked(charge, after, whole_range, mitigating)


def _asked(
    charge: Charge, after: Interval, whole_range: Interval, mitigating: tuple[str, ...]
) -> tuple[Step, ...]:
    """What a person weighs beside the months: life, exemption, a result below the range."""
    asks = []
    if charge.penalty.is_life:
        outside = charge.value("method.outside_scope")
        asks.append(Step("sentencing.bounds.ask_life", {}, (outside,)))
    kinds = [kind for kind in kinds_of(charge, after) if kind in OUTSIDE]
    if kinds:
        facts = {"least": limit(charge, "imprisonment_months")[0], "kinds": coded(*kinds)}
        outside = charge.value("method.outside_scope")
        asks.append(Step("sentencing.bounds.ask_detention", facts, (outside,)))
    if after.low < whole_range.low:
        facts = {"range": shown(whole_range), "mitigating": coded(*mitigating)}
        asks.append(Step("sentencing.bounds.ask_below", facts, (charge.value("method.bounds"),)))
    return tuple(asks)


def rounded(charge: Charge, months: Interval) -> tuple[Interval, Step]:
    """Whole months, by the province's rule, or the one known with its doubt."""
    value = charge.value("method.rounding")
    rule = charge.province.rounding if charge.province else str(value.value)
    ends = [_round(end, rule) for end in (months.low, months.high)]
    after = Interval(*ends)
    facts = {"rule": coded(rule), "before": shown(months), "after": shown(after)}
    return after, Step("sentencing.bounds.rounded", facts, () if charge.province else (value,))


def _round(value: Fraction, rule: str) -> Fraction:
    if rule == "none":
        return value
    if rule == "down":
        return Fraction(value.__floor__())
    assert rule == "half_up", f"no rounding {rule}"
    return Fraction((value + Fraction(1, 2)).__floor__())


def kinds_of(charge: Charge, months: Interval) -> tuple[str, ...]:
    """Principal penalties that the result leaves open, the heaviest first."""
    least_imprisonment = limit(charge, "imprisonment_months")[0]
    is_short = months.low <= limit(charge, "detention_months")[1]
    ranges = [charge.penalty]
    if charge.lower is not None and months.low < statutory(charge).low:
        ranges.append(charge.lower)
    found = {
        "life": charge.penalty.is_life,
        "imprisonment": months.high >= least_imprisonment,
        "detention": is_short and any(each.is_detention for each in ranges),
        "control": is_short and any(each.is_control for each in ranges),
        "fine_only": is_short and any(each.fine == "with_or_only" for each in ranges),
    }
    return tuple(kind for kind, is_open in found.items() if is_open)

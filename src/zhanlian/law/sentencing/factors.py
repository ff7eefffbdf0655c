"""Factors: what the facts say lightens or aggravates, each with its range and its layer.

in     ``Charge``
out    ``Factors``: first layer, second layer, what plea leniency replaced, what is unquantified
keeps  a factor that nobody has confirmed is missing, not absent; a percentage picked by a person
       lies inside the range; what plea leniency replaces is shown and not counted; mitigation by
       statute does not depend on the percentage
law    法发〔2021〕21号; Criminal Law arts 17-23, 27-28, 65, 67-68
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from zhanlian.law.answers import Proof, Step
from zhanlian.law.sentencing.charge import FACTS, Charge, coded, whole
from zhanlian.law.sentencing.interval import Interval, exact, point
from zhanlian.law.sentencing.recidivism import recidivist
from zhanlian.law.sentencing.refusals import BadProvinceTable, OutsideRange
from zhanlian.law.values import Value

__all__ = ["Factor", "Factors", "factors_of", "percents"]

PERCENT = 100
EXEMPT, NOTHING, DOUBLED = Fraction(-1), Fraction(0), Fraction(1)
YES_OR_NO = (
    "deaf_mute_blind", "limited_capacity", "excessive_defence", "excessive_necessity",
    "preparation", "attempt", "discontinuance", "accessory", "coerced", "instigator", "surrender",
    "court_admission", "refund", "reconciliation", "custody_conduct", "prior_record",
    "vulnerable", "disaster",
)  # fmt: skip
CHOSEN = {
    "age_group": {"minor_12_16": "minor_12_16", "minor_16_18": "minor_16_18",
                  "elderly": "elderly"},
    "confession": {"basic": "confess_basic", "heavier": "confess_heavier",
                   "avoid_harm": "confess_avoid_harm"},
    "merit": {"normal": "merit_normal", "major": "merit_major"},
    "compensation": {"forgiven": "compensation_forgiven", "only": "compensation_only",
                     "forgiveness_only": "forgiveness_only"},
}  # fmt: skip
MITIGATION = ("effect.must_mitigate", "effect.may_mitigate", "effect.may_mitigate_too")


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor that applies. ``change``: a range of fractions, minus is lighter.

    ``least_months``: the least that an aggravation adds. ``change`` is None where no text or
    table gives a range and nobody has picked a percentage.
    """

    key: str
    layer: int
    change: Interval | None
    is_picked: bool
    least_months: Fraction
    step: Step


@dataclass(frozen=True, slots=True)
class Factors:
    """Every factor that applies, sorted, and what is lacking."""

    first: tuple[Factor, ...]
    second: tuple[Factor, ...]
    replaced: tuple[Factor, ...]
    unquantified: tuple[Factor, ...]
    mitigating: tuple[str, ...]
    asks: tuple[Step, ...]
    missing: tuple[str, ...]


def factors_of(charge: Charge) -> Factors:
    """The factors of one person for one charge."""
    keys, missing, asks = _applying(charge)
    made = [_factor(charge, key) for key in keys]
    barred = charge.value("plea.replaces").items if charge.known("plea") else ()
    counted = [each for each in made if each.key not in barred]
    with_change = [each for each in counted if each.change is not None]
    unpicked = tuple(each for each in with_change if not each.is_picked)
    return Factors(
        first=tuple(each for each in with_change if each.layer == 1),
        second=tuple(each for each in with_change if each.layer > 1),
        replaced=tuple(each for each in made if each.key in barred),
        unquantified=tuple(each for each in counted if each.change is None),
        mitigating=_mitigating(charge, keys),
        asks=(*asks, *_asked(counted, unpicked), *_stray(charge, keys)),
        missing=missing,
    )


def _applying(charge: Charge) -> tuple[list[str], tuple[str, ...], tuple[Step, ...]]:
    """Keys of the factors that apply, facts that are not known, questions."""
    keys = [key for key in YES_OR_NO if charge.known(key)]
    keys += [codes[charge.known(key)] for key, codes in CHOSEN.items()
             if charge.known(key) in codes]  # fmt: skip
    missing = charge.missing(*YES_OR_NO, *CHOSEN, "plea")
    found = recidivist(charge)
    if found.value is Proof.MET:
        keys.append("recidivist")
    if charge.known("plea"):
        keys.append(_plea(charge, keys))
    double = {"recidivist", "prior_record"} <= set(keys)
    asks = (Step("sentencing.factor.ask_double"),) if double else ()
    return keys, (*missing, *found.missing), (*found.asks, *asks)


def _plea(charge: Charge, keys: list[str]) -> str:
    """Plea leniency, wider where a listed companion stands beside it."""
    companions = charge.value("plea.companions").items
    return "plea_with" if set(companions) & set(keys) else "plea"


def _mitigating(charge: Charge, keys: list[str]) -> tuple[str, ...]:
    """Those that open the next lower range; what a plea replaces still does."""
    listed = {key for name in MITIGATION for key in charge.value(name).items}
    return tuple(key for key in keys if key in listed)


def _factor(charge: Charge, key: str) -> Factor:
    value, own = charge.value_or_none(f"factor.{key}"), _own(charge, key)
    allowed = own or (None if value is None else _allowed(charge, value))
    picked = charge.known(f"percent.{key}")
    first_layer = charge.value("method.first_layer").items
    bounds = allowed or _unwritten(charge, key)
    change = _picked(key, picked, bounds) if picked is not None else allowed
    months = None if value is None else whole(value, "least_months")
    return Factor(
        key=key,
        layer=_layer(key, value, first_layer),
        change=change,
        is_picked=picked is not None,
        least_months=Fraction(months or 0),
        step=_step(charge, key, value, change),
    )


def _layer(key: str, value: Value | None, first_layer: tuple[str, ...]) -> int:
    """The guideline's layer; the list of the first layer names both ages as one."""
    if value is not None:
        return whole(value, "layer") or 1
    assert key in first_layer, f"{key} stands in no layer"
    return 1


def _own(charge: Charge, key: str) -> Interval | None:
    """The province's range, inside the national one where there is one."""
    own = charge.province.factor(key) if charge.province else None
    if own is None:
        return None
    assert charge.province is not None
    value = charge.value_or_none(f"factor.{key}")
    national = None if value is None else _allowed(charge, value)
    if national is not None and not national.covers(own.change):
        why = f"{percents(own.change)} is not inside the national {percents(national)}"
        raise BadProvinceTable(name=key, file=charge.province.title, why=why)
    return own.change


def _allowed(charge: Charge, value: Value) -> Interval:
    """The range; for a lighter offence down to exemption, where the text opens it."""
    low, high = whole(value, "low"), whole(value, "high")
    slight = whole(value, "slight_low")
    assert low is not None
    assert high is not None
    if slight is not None and charge.known("slight"):
        low = slight
    return Interval(Fraction(low, PERCENT), Fraction(high, PERCENT))


def _unwritten(charge: Charge, key: str) -> Interval:
    """What a person may pick where no text gives a range: a mitigating factor never aggravates."""
    return Interval(EXEMPT, NOTHING if _mitigating(charge, [key]) else DOUBLED)


def _picked(key: str, picked: int, bounds: Interval) -> Interval:
    """A person's percentage, inside the range."""
    if not bounds.holds(Fraction(picked, PERCENT)):
        raise OutsideRange(name=f"sentencing.percent.{key}", picked=f"{picked}%",
                           low=f"{int(bounds.low * PERCENT)}%",
                           high=f"{int(bounds.high * PERCENT)}%")  # fmt: skip
    return point(Fraction(picked, PERCENT))


def _step(charge: Charge, key: str, value: Value | None, change: Interval | None) -> Step:
    facts = {"factor": coded(key), "change": None if change is None else percents(change)}
    asked = next((name for name, codes in CHOSEN.items() if key in codes.values()), key)
    known = ("plea" if asked == "plea_with" else asked, f"percent.{key}")
    rests_on = () if value is None else (value,)
    return Step("sentencing.factor.applies", facts, rests_on, (), charge.evidence(*known))


def percents(change: Interval) -> str:
    """A range of fractions as percentages.

    >>> percents(Interval(Fraction(-1, 2), Fraction(-1, 5)))
    '-50%~-20%'
    """
    scaled = change * point(PERCENT)
    ends = (scaled.low,) if scaled.is_point else (scaled.low, scaled.high)
    return "~".join(f"{'+' if end > 0 else ''}{exact(end)}%" for end in ends)


def _stray(charge: Charge, keys: list[str]) -> Iterator[Step]:
    """Percentages picked for factors that do not apply: said, because nothing counts them."""
    head = f"{FACTS}percent."
    picked = [each.key.removeprefix(head) for each in charge.person.given.values()
              if each.key.startswith(head) and each.is_known]  # fmt: skip
    stray = [key for key in picked if key not in keys]
    if stray:
        yield Step("sentencing.factor.ask_stray", {"factors": coded(*stray)})


def _asked(counted: list[Factor], unpicked: tuple[Factor, ...]) -> Iterator[Step]:
    """Percentages for a person to pick, and factors without any range."""
    if unpicked:
        keys = coded(*(each.key for each in unpicked))
        yield Step("sentencing.factor.ask_percent", {"factors": keys})
    bare = [each.key for each in counted if each.change is None]
    if bare:
        yield Step("sentencing.factor.ask_range", {"factors": coded(*bare)})

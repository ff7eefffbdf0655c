"""Limitation: until when an offence can be pursued (追诉时效).

in     the range of penalty, the last day of the act, when the case was filed
out    ``Limit``: years, the last day, whether it has passed
keeps  the range that fits the facts decides, its upper end included (Criminal Law art. 99); no
       limit runs once the suspect evades a filed case; a passed limit is a proposal to a person
law    Criminal Law arts 87-89
"""

from dataclasses import dataclass
from datetime import date

from zhanlian.law.answers import Proof, Step
from zhanlian.law.offences.asking import Ask, years_after
from zhanlian.law.offences.penalties import Penalty

__all__ = ["Limit", "limit_of"]

PERIODS = "cn.criminal.limitation.periods"
NO_LIMIT = "cn.criminal.limitation.no_limit"


@dataclass(frozen=True, slots=True)
class Limit:
    """``until_on`` is None where no limit runs; ``has_passed``: whether it passed unfiled."""

    years: int
    until_on: date | None
    has_passed: Proof
    because: tuple[Step, ...]
    asks: tuple[Step, ...] = ()


def limit_of(penalty: Penalty, ask: Ask) -> Limit | None:
    """The limit for that range; None where the edition has no rule for the day."""
    periods, no_limit = ask.value(PERIODS), ask.value(NO_LIMIT)
    if periods is None:
        return None
    years = _years(penalty, periods.table)
    facts: dict[str, object] = {"years": years, "ended_on": ask.times.act_to_on}
    if no_limit is not None:
        for key in ("limitation.evaded_after_filing", "limitation.complaint_not_filed"):
            if ask.known(key) is True:
                evidence = ask.fact(key).evidence
                step = Step("limitation.none", {"asked": f"fact.{key}"}, (no_limit,),
                            evidence=evidence)  # fmt: skip
                return Limit(years, None, Proof.NOT_MET, (step,))
    until_on = years_after(ask.times.act_to_on, years)
    step = Step("limitation.until", {**facts, "until_on": until_on}, (periods,))
    return _passed(ask, Limit(years, until_on, Proof.NOT_MET, (step,)))


def _passed(ask: Ask, limit: Limit) -> Limit:
    """Whether the case was filed in time; unknown where the day of filing decides."""
    assert limit.until_on is not None
    filed = ask.fact("limitation.filed_on")
    if filed.value is None and ask.times.judged_on > limit.until_on:
        unfiled = (Step("ask.filed_on", {"until_on": limit.until_on}),)
        return Limit(limit.years, limit.until_on, Proof.UNPROVEN, limit.because, unfiled)
    reached_on = filed.value or ask.times.judged_on
    last_day = Step("ask.limit_day", {"until_on": limit.until_on})
    asks = (last_day,) if reached_on == limit.until_on else ()
    has_passed = Proof.MET if reached_on > limit.until_on else Proof.NOT_MET
    return Limit(limit.years, limit.until_on, has_passed, limit.because, asks)


def _years(penalty: Penalty, periods: dict[str, object]) -> int:
    """The years for the heaviest penalty of the range."""
    table = {name: found for name, found in periods.items() if isinstance(found, int)}
    if penalty.is_life or penalty.is_death:
        return table["years_life_or_death"]
    if penalty.most_months < table["first_bound_months"]:
        return table["years_below_first"]
    if penalty.most_months < table["second_bound_months"]:
        return table["years_below_second"]
    return table["years_from_second"]

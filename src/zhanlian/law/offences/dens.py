"""Dens: days and trips at fraud dens abroad, where no amount can be ascertained.

in     stays as pairs of days, both included; proven days of travel; when the person joined
out    the best year: the year in which most days fall; the number of trips in one year
keeps  a day counts once; a year is any year and not the calendar's; days of travel are no days
       at the den; the figures stand in the law book
law    法发〔2021〕22号 item 3, and the opinion of 2024 on cross-border fraud
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhanlian.law.answers import Proof, Step
from zhanlian.law.facttypes import Stay
from zhanlian.law.offences.asking import Ask, years_after
from zhanlian.law.offences.conditions import (
    AllOf,
    AnyOf,
    Is,
    Ruled,
    Unless,
    not_in_force,
    unknown,
)
from zhanlian.law.offences.held import Held, plainly
from zhanlian.law.offences.thresholds import AtLeast, Threshold, threshold

__all__ = ["DEN", "Year", "best_year", "most_trips", "work_out_stays"]

STAYS = "fraud.den_stays"
DAYS = "fraud.den_days"
TRAVEL = "fraud.den_travel_days"
TRIPS = "fraud.den_trips"
DEN_FACTS = (STAYS, DAYS, TRAVEL)
COUNT_STARTS = ("fraud.den_joined_on", "fraud.illegal_exit_on", "fraud.last_border_trace_on")
DEN_TOLD = (STAYS, DAYS, TRIPS, *COUNT_STARTS)
NEEDED = "cn.criminal.fraud.den_days"
YEARS = "cn.criminal.fraud.den_years"
TRAVEL_RULE = "cn.criminal.fraud.den_travel_deducted"
PRECONDITION = "cn.criminal.fraud.den_precondition"
START_RULE = "cn.criminal.fraud.den_count_start"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Year:
    """The days at dens inside one window; both its ends belong to it."""

    from_on: date
    to_on: date
    days: int


def best_year(stays: Iterable[Stay], years: int = 1) -> Year:
    """The window of ``years`` that holds the most days of the stays.

    It begins with some stay or ends with one: moved from there, it only loses days.

    >>> year = best_year([Stay(date(2023, 3, 1), date(2023, 3, 20))])
    >>> year.days
    20
    """
    merged = _merged(stays)
    begins = [stay.from_on for stay in merged]
    begins += [years_after(stay.to_on, -years) + ONE_DAY for stay in merged]
    windows = [(begin, years_after(begin, years) - ONE_DAY) for begin in begins]
    found = [Year(*window, _days_inside(merged, *window)) for window in windows]
    return max(found, key=lambda year: year.days)


def most_trips(stays: Iterable[Stay], years: int = 1) -> int:
    """The most stays that begin within one window of ``years``."""
    begins = [stay.from_on for stay in stays]
    return max(
        sum(begin <= each < years_after(begin, years) for each in begins) for begin in begins
    )


def _merged(stays: Iterable[Stay]) -> list[Stay]:
    """Stays by first day, those that touch or overlap made one."""
    merged: list[Stay] = []
    for stay in sorted(stays, key=lambda stay: stay.from_on):
        if merged and stay.from_on <= merged[-1].to_on + ONE_DAY:
            merged[-1] = Stay(merged[-1].from_on, max(merged[-1].to_on, stay.to_on))
        else:
            merged.append(stay)
    return merged


def _days_inside(stays: list[Stay], from_on: date, to_on: date) -> int:
    inside = [(min(stay.to_on, to_on) - max(stay.from_on, from_on)).days + 1 for stay in stays]
    return sum(days for days in inside if days > 0)


def work_out_stays(ask: Ask) -> Ask:
    """The stay from joining (or leaving the country) to leaving the den, and the trips."""
    ask = _amounts_known(ask)
    if ask.known(STAYS) is None:
        ask = _stay_from_traces(ask)
    stays, years = ask.known(STAYS), ask.value(YEARS)
    if not stays or years is None or ask.known(TRIPS) is not None:
        return ask
    trips = most_trips(stays, years.number)
    facts = {"trips": trips, "stays": len(stays)}
    evidence = ask.fact(STAYS).evidence
    return ask.with_fact(TRIPS, trips, Step("work.den_trips", facts, (years,), evidence=evidence))


def _amounts_known(ask: Ask) -> Ask:
    """A proved amount of the person or of the gang: then the days do not decide."""
    rule, key = ask.value(PRECONDITION), "fraud.amounts_unascertainable"
    amounts = [ask.fact(each) for each in ("fraud.amount_fen", "part.group_amount_fen")]
    proved = [fact for fact in amounts if fact.value]
    if rule is None or not proved or all(ask.known(each) is None for each in DEN_TOLD):
        return ask
    facts = {"asked": tuple(f"fact.{fact.key}" for fact in proved)}
    if ask.known(key) is True:
        return replace(ask, asks=(*ask.asks, Step("ask.den_amounts", facts, (rule,))))
    evidence = tuple(each for fact in proved for each in fact.evidence)
    step = Step("work.den_amounts", facts, (rule,), evidence=evidence)
    return ask.with_fact(key, not proved, step) if ask.known(key) is None else ask


def _stay_from_traces(ask: Ask) -> Ask:
    """Counting starts with joining the den, else with an illegal exit, else the last trace."""
    rule, left = ask.value(START_RULE), ask.fact("fraud.den_left_on")
    start = next((fact for fact in map(ask.fact, COUNT_STARTS) if fact.is_known), None)
    if rule is None or start is None or left.value is None or left.value < start.value:
        return ask
    facts = {"asked": f"fact.{start.key}", "from_on": start.value, "to_on": left.value}
    step = Step("work.den_stay", facts, (rule,), evidence=(*start.evidence, *left.evidence))
    return ask.with_fact(STAYS, [[start.value, left.value]], step)


def _den_days_held(ask: Ask) -> Held:
    """Whether the days at dens within the best year reach the figure."""
    needed, years = threshold(ask, NEEDED), ask.value(YEARS)
    stays = ask.fact(STAYS)
    if needed is None or years is None:
        return not_in_force(ask, stays)
    if not stays.value:
        return _days_given(ask, needed)
    year = best_year(stays.value, years.number)
    least, most, travel = _after_travel(ask, year)
    facts = {"from_on": year.from_on, "to_on": year.to_on, "days": year.days,
             "travel_days": travel, "net_days": least, "needed": needed.low}  # fmt: skip
    mild = Proof.MET if least >= needed.high else Proof.NOT_MET
    heavy = Proof.MET if most >= needed.low else Proof.NOT_MET
    evidence = (*stays.evidence, *ask.fact(TRAVEL).evidence)
    proof = mild if mild is heavy else Proof.UNPROVEN
    step = Step("limb.den_days", facts, (*needed.rests_on, years), evidence=evidence, proof=proof)
    asks = () if mild is heavy else (Step("ask.den_travel", facts, needed.rests_on),)
    return Held(mild, heavy, (step,), asks)


def _after_travel(ask: Ask, year: Year) -> tuple[int, int, int]:
    """Fewest and most days left, and the days deducted: travel may lie outside the year."""
    travel = ask.known(TRAVEL) or 0
    if ask.value(TRAVEL_RULE) is None:
        travel = 0
    stays = ask.known(STAYS)
    all_inside = all(year.from_on <= s.from_on and s.to_on <= year.to_on for s in stays)
    least = max(0, year.days - travel)
    return least, least if all_inside else year.days, travel


def _days_given(ask: Ask, needed: Threshold) -> Held:
    """The days as a person counted them, where no stays are given."""
    days = ask.fact(DAYS)
    if days.value is None:
        return unknown(ask.fact(STAYS), *needed.rests_on)
    proof = Proof.MET if days.value >= needed.high else Proof.NOT_MET
    facts = {"asked": f"fact.{DAYS}", "found": days.value, "needed": needed.low}
    step = Step("limb.at_least", facts, needed.rests_on, evidence=days.evidence, proof=proof)
    return plainly(proof, step)


DEN = AllOf(
    (
        Is("fraud.den_member", wanted=True),
        Is("fraud.den_targets_in_china", wanted=True),
        Is("fraud.amounts_unascertainable", wanted=True, by=PRECONDITION),
        AnyOf(
            (
                Ruled(_den_days_held, DEN_FACTS),
                AtLeast((TRIPS,), "cn.criminal.fraud.den_trips"),
            )
        ),
        Unless(
            Is("fraud.den_legitimate_purpose", wanted=True, by="cn.criminal.fraud.den_exception")
        ),
    )
)

"""Workings: facts that follow from other facts, such as a sum of acts or a count of crossings.

in     an ``Ask``; the names that an offence file lists under ``works_out``
out    the ask with the facts added, each with the step that explains it
keeps  a fact that was given is not replaced; nothing is worked out from a fact that is unknown;
       what a working rests on travels with it
"""

from collections.abc import Callable

from zhanlian.law.answers import Step
from zhanlian.law.facttypes import Act
from zhanlian.law.offences.asking import Ask, years_after
from zhanlian.law.offences.definitions import Accumulation, Offence
from zhanlian.law.offences.dens import work_out_stays
from zhanlian.law.offences.estimates import (
    work_out_extortion_times,
    work_out_presumed_gain,
    work_out_quantities,
)
from zhanlian.law.offences.parts import work_out_answerable
from zhanlian.law.offences.records import work_out_records
from zhanlian.law.offences.thresholds import threshold

__all__ = ["WORKINGS", "worked_out"]

WORKINGS: dict[str, Callable[[Ask], Ask]] = {
    "answerable": work_out_answerable,
    "extortion_times": work_out_extortion_times,
    "presumed_gain": work_out_presumed_gain,
    "quantities": work_out_quantities,
    "records": work_out_records,
    "stays": work_out_stays,
}


def worked_out(offence: Offence, ask: Ask) -> Ask:
    """The ask with every fact that the offence works out, by the law of the ask's day."""
    for each in offence.accumulates:
        ask = accumulated(each, ask)
    for name in offence.works_out:
        ask = WORKINGS[name](ask)
    return ask


def accumulated(rule: Accumulation, ask: Ask) -> Ask:
    """Acts not yet dealt with, added up.

    An act that is a crime alone counts wherever it lies; smaller ones count within the window
    that gives the largest sum. Without a window all count.
    """
    acts, by = ask.fact(rule.acts), ask.value(rule.by)
    if not acts.value or by is None or ask.known(rule.into) is not None:
        return ask
    large, small = _split(rule, ask, acts.value)
    window = ask.value(rule.window) if rule.window else None
    kept = small if window is None else _best_window(small, window.number)
    total_fen = sum(act.amount_fen for act in (*large, *kept))
    facts = {"asked": f"fact.{rule.into}", "acts": len(large) + len(kept),
             "left_out": len(small) - len(kept), "total_fen": total_fen}  # fmt: skip
    rests_on = (by,) if window is None else (by, window)
    step = Step("work.accumulated", facts, rests_on, evidence=acts.evidence)
    return ask.with_fact(rule.into, total_fen, step)


def _split(
    rule: Accumulation, ask: Ask, acts: tuple[Act, ...]
) -> tuple[list[Act], tuple[Act, ...]]:
    """Acts that reach the crime's amount alone, and the smaller ones."""
    needed = threshold(ask, rule.alone) if rule.alone else None
    if needed is None:
        return [], acts
    large = [act for act in acts if act.amount_fen >= needed.high]
    return large, tuple(act for act in acts if act.amount_fen < needed.high)


def _best_window(acts: tuple[Act, ...], years: int) -> tuple[Act, ...]:
    """The acts of the window with the largest sum; it begins with one of them."""
    windows = [
        tuple(act for act in acts if first.on <= act.on <= years_after(first.on, years))
        for first in acts
    ]
    return max(windows, key=lambda found: sum(act.amount_fen for act in found), default=())

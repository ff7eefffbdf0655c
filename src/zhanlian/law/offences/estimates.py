"""Estimates: numbers taken from others where the records themselves are gone.

in     daily volumes and days; a turnover
out    the number the rule asks for, with the step that says how it was taken
keeps  nothing is taken from an unknown number; a number given by a person is kept
"""

from math import floor

from zhanlian.law.answers import Step
from zhanlian.law.offences.asking import Ask, years_after

__all__ = ["work_out_extortion_times", "work_out_presumed_gain", "work_out_quantities"]

FRAUD_QUANTITIES = ("calls", "messages", "page_views")


def work_out_quantities(ask: Ask) -> Ask:
    """Verified daily volume times days, where records were hidden or destroyed."""
    rule = ask.value("cn.criminal.fraud.quantity_estimate")
    if rule is None or ask.known("fraud.records_destroyed") is not True:
        return ask
    for each in FRAUD_QUANTITIES:
        daily, days = ask.fact(f"fraud.daily_{each}"), ask.fact("fraud.active_days")
        known = ask.known(f"fraud.{each}") is not None
        if known or daily.value is None or days.value is None:
            continue
        total = daily.value * days.value
        facts = {"asked": f"fact.fraud.{each}", "daily": daily.value, "days": days.value,
                 "total": total}  # fmt: skip
        evidence = (*daily.evidence, *days.evidence)
        step = Step("work.estimate", facts, (rule,), evidence=evidence)
        ask = ask.with_fact(f"fraud.{each}", total, step)
    return ask


def work_out_presumed_gain(ask: Ask) -> Ask:
    """Where the gain cannot be determined, a share of the turnover is taken for it."""
    share = ask.value("cn.criminal.illegal_business.gain_presumed")
    turnover = ask.fact("biz.turnover_fen")
    is_undetermined = ask.known("biz.gain_undeterminable") is True
    if share is None or not is_undetermined or turnover.value is None:
        return ask
    if ask.known("biz.gain_fen") is not None:
        return ask
    gain_fen = floor(turnover.value * share.ratio)
    facts = {"turnover_fen": turnover.value, "share": share.ratio, "gain_fen": gain_fen}
    step = Step("work.presumed_gain", facts, (share,), evidence=turnover.evidence)
    return ask.with_fact("biz.gain_fen", gain_fen, step)


def work_out_extortion_times(ask: Ask) -> Ask:
    """The most acts of extortion within one window of years."""
    acts, window = ask.fact("extort.acts"), ask.value("cn.criminal.extortion.times_window")
    if not acts.value or window is None or ask.known("extort.times") is not None:
        return ask
    days = [act.on for act in acts.value]
    times = max(
        sum(first <= day <= years_after(first, window.number) for day in days) for first in days
    )
    facts = {"times": times, "years": window.number}
    step = Step("work.extortion_times", facts, (window,), evidence=acts.evidence)
    return ask.with_fact("extort.times", times, step)

"""Records: personal information of different classes counted together.

in     numbers of records by class; whether they were obtained on duty
out    ``Held``: whether the shares of the thresholds sum to the whole
keeps  shares are exact fractions; a class nobody counted is unknown, and matters only where the
       known ones do not reach the whole; records shown to be false or double are not counted
law    法释〔2017〕10号 arts 5-6, 11
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from zhanlian.law.answers import Proof, Step
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.conditions import not_in_force
from zhanlian.law.offences.held import Held, plainly
from zhanlian.law.offences.thresholds import threshold
from zhanlian.law.values import Value

__all__ = ["RECORD_FACTS", "composite_held", "work_out_records"]

CLASSES = ("class_a", "class_b", "class_c")
HEAD = "cn.criminal.personal_information."
WHOLE = f"{HEAD}composite"
INSIDER = "personal.is_insider"
HALF = f"{HEAD}insider_factor"
TENFOLD = f"{HEAD}especially_factor"
RECORD_FACTS = (*(f"personal.{each}" for each in CLASSES), INSIDER)


def composite_held(*, especially: bool) -> Callable[[Ask], Held]:
    """The rule for "serious", or for "especially serious"."""
    times = (TENFOLD,) if especially else ()

    def held(ask: Ask) -> Held:
        if ask.value(WHOLE) is None:
            return not_in_force(ask, ask.fact(RECORD_FACTS[0]))
        plain, halved = _shares(ask, times), _shares(ask, (*times, HALF))
        return _judged(ask, plain, halved)

    return held


@dataclass(frozen=True, slots=True)
class _Shares:
    """The sum of the known classes' shares of their thresholds."""

    share: Fraction
    rests_on: tuple[Value, ...]


def _shares(ask: Ask, times: tuple[str, ...]) -> _Shares:
    share, rests_on = Fraction(0), dict[Value, None]()
    for each in CLASSES:
        needed = threshold(ask, f"{HEAD}{each}", times)
        assert needed is not None, "the classes and their sum stand in one article"
        share += Fraction(ask.known(f"personal.{each}") or 0, needed.low)
        rests_on |= dict.fromkeys(needed.rests_on)
    return _Shares(share, tuple(rests_on))


def _judged(ask: Ask, plain: _Shares, halved: _Shares) -> Held:
    """Halved thresholds count for data obtained on duty; unknown, they may count."""
    whole, insider = ask.law.value(WHOLE, on=ask.on), ask.known(INSIDER)
    sure, possible = (halved if insider else plain), (plain if insider is False else halved)
    uncounted = tuple(key for key in RECORD_FACTS[:-1] if ask.known(key) is None)
    proof = Proof.NOT_MET
    if sure.share >= whole.ratio:
        proof = Proof.MET
    elif uncounted or possible.share >= whole.ratio:
        proof = Proof.UNPROVEN
    facts = {each: ask.known(f"personal.{each}") for each in CLASSES}
    facts |= {"share": sure.share, "whole": whole.ratio}
    evidence = tuple(each for key in RECORD_FACTS for each in ask.fact(key).evidence)
    rests_on = (whole, *sure.rests_on)
    step = Step("limb.records", facts, rests_on, evidence=evidence, proof=proof)
    if proof is not Proof.UNPROVEN:
        return plainly(proof, step)
    return plainly(proof, step, missing=(*uncounted, *((INSIDER,) if insider is None else ())))


def work_out_records(ask: Ask) -> Ask:
    """Records shown to be false or double are taken off the number found."""
    rule = ask.value(f"{HEAD}count_rules")
    if rule is None:
        return ask
    for each in CLASSES:
        found, less = ask.fact(f"personal.{each}"), ask.fact(f"personal.not_counted_{each[-1]}")
        if found.value is None or not less.value:
            continue
        left = max(0, found.value - less.value)
        facts = {"asked": f"fact.{found.key}", "found": found.value, "less": less.value,
                 "left": left}  # fmt: skip
        evidence = (*found.evidence, *less.evidence)
        ask = ask.with_fact(
            found.key, left, Step("work.records", facts, (rule,), evidence=evidence)
        )
    return ask

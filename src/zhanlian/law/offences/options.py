"""Options: what else the facts open: another offence, dropping the case, an administrative way.

in     an offence's routes, leniency rules, notes and administrative ways
out    ``OptionFound`` and ``RouteFound``: proposals, each with its reason and what it lacks
keeps  a possibility is shown where it is proved or may still be proved, never as a decision
"""

from dataclasses import dataclass

from zhanlian.law.answers import Proof, Step
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.definitions import Offence, Option
from zhanlian.law.offences.held import Held, plainly
from zhanlian.law.offences.placing import Placed

__all__ = ["NO_TIER", "OptionFound", "RouteFound", "options_found", "routes_found"]

NO_TIER = "none"


@dataclass(frozen=True, slots=True)
class OptionFound:
    """A possibility, whether its conditions are proved, and what is missing for it."""

    key: str
    step: Step
    proof: Proof
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteFound:
    """The facts point to other offences. ``excludes``: away from this one."""

    key: str
    to: tuple[str, ...]
    step: Step
    proof: Proof
    excludes: bool


def options_found(
    options: tuple[Option, ...], ask: Ask, placed: list[Placed]
) -> tuple[OptionFound, ...]:
    """Those that apply to the tiers reached and are not ruled out, by the law when judged."""
    tiers = {each.tier or NO_TIER for each in placed}
    found = []
    for each in options:
        fits = each.tier in {"", *tiers} and each.covers(ask.times.act_to_on)
        if fits and (not each.by or ask.value(each.by) is not None):
            held = plainly(Proof.MET) if each.when is None else each.when.held(ask)
            if held.heavy is not Proof.NOT_MET:
                found.append(_option(each, ask, held))
    return tuple(found)


def _option(option: Option, ask: Ask, held: Held) -> OptionFound:
    value = ask.value(option.by) if option.by else None
    step = Step(
        f"option.{option.key}",
        {},
        () if value is None else (value,),
        option.cites,
        tuple(dict.fromkeys(each for step in held.because for each in step.evidence)),
        held.proof,
    )
    return OptionFound(option.key, step, held.proof, held.missing)


def routes_found(offence: Offence, ask: Ask) -> tuple[RouteFound, ...]:
    """Routes whose facts are proved, or proved on one reading."""
    found = []
    for each in offence.routes:
        held = each.when.held(ask)
        if held.heavy is not Proof.MET:
            continue
        value = ask.value(each.by) if each.by else None
        facts = {"offence": f"offence.{offence.key}",
                 "to": tuple(f"offence.{key}" for key in each.to)}  # fmt: skip
        evidence = tuple(one for step in held.because for one in step.evidence)
        rests_on = () if value is None else (value,)
        step = Step(f"route.{each.key}", facts, rests_on, evidence=evidence, proof=held.proof)
        found.append(RouteFound(each.key, each.to, step, held.proof, each.excludes))
    return tuple(found)

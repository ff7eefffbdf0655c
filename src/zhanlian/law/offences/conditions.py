"""Conditions: what an element or a limb asks of the facts.

in     ``Ask``: one person's facts and the law of a day
out    ``Held``: the proof on the milder and the heavier reading, with reasons
keeps  an unknown fact leaves its condition UNPROVEN; a limb whose text is not in force on the
       day is no limb on that day

A condition is data (``definitions`` reads it); this file says what each form means. Amounts and
numbers stand in ``thresholds``, windows of years in ``windows``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from zhanlian.law.answers import Proof, Step
from zhanlian.law.facts import Fact
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.held import Held, all_of, any_of, plainly
from zhanlian.law.values import Value

__all__ = [
    "AllOf",
    "Among",
    "AnyOf",
    "Condition",
    "Disputed",
    "HeavierOnly",
    "InForce",
    "Is",
    "Listed",
    "Positive",
    "Ruled",
    "Unless",
    "not_in_force",
    "unknown",
]


class Condition(Protocol):
    """Anything that can be asked of facts."""

    def held(self, ask: Ask) -> Held:
        """How it comes out."""
        ...

    def fact_keys(self) -> tuple[str, ...]:
        """Keys of the facts it reads."""
        ...


def unknown(fact: Fact, *rests_on: Value) -> Held:
    """The fact is not known: nothing is proved and nothing is disproved."""
    facts = {"asked": f"fact.{fact.key}"}
    step = Step("limb.unknown", facts, rests_on, evidence=fact.evidence, proof=Proof.UNPROVEN)
    return plainly(Proof.UNPROVEN, step, missing=(fact.key,))


def not_in_force(ask: Ask, fact: Fact | None = None) -> Held:
    """The text is no law on the day asked; said only where there is a fact it could fit."""
    if fact is None or not fact.is_known:
        return plainly(Proof.NOT_MET)
    facts = {"asked": f"fact.{fact.key}", "on": ask.on}
    return plainly(Proof.NOT_MET, Step("limb.not_in_force", facts, proof=Proof.NOT_MET))


def _basis(ask: Ask, name: str) -> tuple[Value, ...] | None:
    """The values a condition rests on; None where its text is not in force."""
    if not name:
        return ()
    value = ask.value(name)
    return None if value is None else (value,)


@dataclass(frozen=True, slots=True)
class Is:
    """The fact is ``wanted``. ``by`` names the text that makes it count."""

    fact: str
    wanted: bool | str
    by: str = ""

    def held(self, ask: Ask) -> Held:
        """Met where the fact is as wanted."""
        fact, rests_on = ask.fact(self.fact), _basis(ask, self.by)
        if rests_on is None:
            return not_in_force(ask, fact)
        if fact.value is None:
            return unknown(fact, *rests_on)
        proof = Proof.MET if fact.value == self.wanted else Proof.NOT_MET
        found = fact.value if isinstance(fact.value, bool) else f"pick.{fact.value}"
        facts = {"asked": f"fact.{self.fact}", "found": found}
        return plainly(proof, Step("limb.is", facts, rests_on, evidence=fact.evidence, proof=proof))

    def fact_keys(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)


@dataclass(frozen=True, slots=True)
class Among:
    """One of the facts' choices is in the list ``by``. A list given is what is proved."""

    fact: str
    by: str

    def held(self, ask: Ask) -> Held:
        """Met where a choice of the fact is in the list in force."""
        fact, listed = ask.fact(self.fact), ask.value(self.by)
        if listed is None:
            return not_in_force(ask, fact)
        if fact.value is None:
            return unknown(fact, listed)
        given = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        counted = [f"pick.{each}" for each in given if each in listed.items]
        proof = Proof.MET if counted else Proof.NOT_MET
        facts = {"asked": f"fact.{self.fact}", "found": counted or "said.none"}
        step = Step("limb.among", facts, (listed,), evidence=fact.evidence, proof=proof)
        return plainly(proof, step)

    def fact_keys(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)


@dataclass(frozen=True, slots=True)
class Positive:
    """The amount or number is more than zero."""

    fact: str

    def held(self, ask: Ask) -> Held:
        """Met above zero."""
        fact = ask.fact(self.fact)
        if fact.value is None:
            return unknown(fact)
        proof = Proof.MET if fact.value > 0 else Proof.NOT_MET
        name = "found_fen" if self.fact.endswith("_fen") else "found"
        key = "limb.is_fen" if self.fact.endswith("_fen") else "limb.is"
        facts = {"asked": f"fact.{self.fact}", name: fact.value}
        return plainly(proof, Step(key, facts, evidence=fact.evidence, proof=proof))

    def fact_keys(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)


@dataclass(frozen=True, slots=True)
class InForce:
    """The text itself is enough, such as a statute's basic form."""

    by: str

    def held(self, ask: Ask) -> Held:
        """Met where the text is in force."""
        value = ask.value(self.by)
        if value is None:
            return plainly(Proof.NOT_MET)
        return plainly(Proof.MET, Step("limb.in_force", {}, (value,), proof=Proof.MET))

    def fact_keys(self) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def held(self, ask: Ask) -> Held:
        """The weakest part's proof."""
        return all_of(part.held(ask) for part in self.parts)

    def fact_keys(self) -> tuple[str, ...]:
        """Every part's."""
        return tuple(key for part in self.parts for key in part.fact_keys())


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part holds."""

    parts: tuple[Condition, ...]

    def held(self, ask: Ask) -> Held:
        """The strongest part's proof."""
        return any_of(part.held(ask) for part in self.parts)

    def fact_keys(self) -> tuple[str, ...]:
        """Every part's."""
        return tuple(key for part in self.parts for key in part.fact_keys())


@dataclass(frozen=True, slots=True)
class Unless:
    """An exception that has to be shown: it bites only where it is proved."""

    part: Condition

    def held(self, ask: Ask) -> Held:
        """Not met where the exception is proved; an unknown exception is not shown."""
        found = self.part.held(ask)
        turned = {Proof.MET: Proof.NOT_MET}
        mild = turned.get(found.heavy, Proof.MET)
        heavy = turned.get(found.mild, Proof.MET)
        key = "limb.exception" if mild is Proof.NOT_MET else "limb.exception_not_shown"
        asked = tuple(f"fact.{each}" for each in self.fact_keys())
        evidence = tuple(each for step in found.because for each in step.evidence)
        rests_on = tuple(each for step in found.because for each in step.rests_on)
        because = (Step(key, {"asked": asked}, rests_on, evidence=evidence, proof=mild),)
        return Held(mild, heavy, because, found.asks)

    def fact_keys(self) -> tuple[str, ...]:
        """The exception's."""
        return self.part.fact_keys()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of circumstances, and facts that are one of them anyway.

    A list that was given is complete, except for what other known facts add to it; without a
    list nothing is denied.
    """

    listed: Among
    also: tuple[Condition, ...]

    def held(self, ask: Ask) -> Held:
        """Met where the list or another fact shows one."""
        also = [each.held(ask) for each in self.also]
        if ask.known(self.listed.fact) is not None:
            also = [each for each in also if each.heavy is Proof.MET]
        return any_of([self.listed.held(ask), *also])

    def fact_keys(self) -> tuple[str, ...]:
        """The list's and the others'."""
        return (self.listed.fact, *(key for each in self.also for key in each.fact_keys()))


@dataclass(frozen=True, slots=True)
class HeavierOnly:
    """What only the heavier reading accepts. ``by`` names the dispute."""

    by: str

    def held(self, ask: Ask) -> Held:
        """Met on the heavier reading alone."""
        value = ask.value(self.by)
        if value is None:
            return plainly(Proof.NOT_MET)
        return Held(Proof.NOT_MET, Proof.MET, (), (Step("ask.disputed", {}, (value,)),))

    def fact_keys(self) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Disputed:
    """A requirement that only the milder reading makes. ``by`` names the dispute."""

    part: Condition
    by: str

    def held(self, ask: Ask) -> Held:
        """Met on the heavier reading; on the milder as the requirement comes out."""
        found, value = self.part.held(ask), ask.value(self.by)
        if value is None:
            return plainly(Proof.MET)
        asks = () if found.is_met else (Step("ask.disputed", {}, (value,)),)
        return Held(found.mild, Proof.MET, found.because, asks, found.missing)

    def fact_keys(self) -> tuple[str, ...]:
        """The requirement's."""
        return self.part.fact_keys()


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule in Python, for what data cannot say; ``keys`` are the facts it reads."""

    rule: Callable[[Ask], Held]
    keys: tuple[str, ...]

    def held(self, ask: Ask) -> Held:
        """As the rule says."""
        return self.rule(ask)

    def fact_keys(self) -> tuple[str, ...]:
        """The rule's."""
        return self.keys

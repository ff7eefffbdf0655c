"""Windows: whether an earlier penalty lies within so many years before the new act.

in     a fact's stem: ``STEM`` says whether there was one, ``STEM_decided_on`` and
       ``STEM_completed_on`` say when
out    ``Held``
keeps  statutes do not say which of the two days anchors the window: both are tried, the day of
       the decision first, and where they differ a person is asked; the last day counts

The window runs from the anchor to the same day so many years later; any day of the conduct
after the anchor and inside the window is enough.
"""

from dataclasses import dataclass
from datetime import date

from zhanlian.law.answers import Proof, Step
from zhanlian.law.offences.asking import Ask, years_after
from zhanlian.law.offences.conditions import not_in_force, unknown
from zhanlian.law.offences.held import RANK, Held, plainly
from zhanlian.law.values import Value
from zhanlian.law.versions import Times

__all__ = ["WithinYears"]

ANCHOR = "cn.criminal.prior.anchor"


@dataclass(frozen=True, slots=True)
class WithinYears:
    """There was such a penalty within ``parameter`` years before the act."""

    stem: str
    parameter: str

    def held(self, ask: Ask) -> Held:
        """Met where the conduct falls into the window from either anchor."""
        fact, value = ask.fact(self.stem), ask.value(self.parameter)
        decided, completed = (ask.fact(key) for key in self.fact_keys()[1:])
        if value is None:
            return not_in_force(ask, decided if decided.is_known else fact)
        if fact.value is False:
            facts = {"asked": f"fact.{self.stem}", "found": False}
            step = Step("limb.is", facts, (value,), evidence=fact.evidence, proof=Proof.NOT_MET)
            return plainly(Proof.NOT_MET, step)
        if not decided.is_known and not completed.is_known:
            missing = fact if fact.value is None else decided
            return unknown(missing, value)
        anchors = _Anchors(decided.value, completed.value, value.number)
        return self._windowed(ask, value, anchors)

    def _windowed(self, ask: Ask, value: Value, anchors: "_Anchors") -> Held:
        mild, heavy = anchors.proofs(ask.times)
        keys = self.fact_keys()
        shown = {
            "asked": f"fact.{self.stem}",
            "years": value.number,
            "decided_on": anchors.decided_on,
            "completed_on": anchors.completed_on,
        }
        evidence = tuple(each for key in keys for each in ask.fact(key).evidence)
        proof = mild if mild is heavy else Proof.UNPROVEN
        step = Step("limb.within", shown, (value,), evidence=evidence, proof=proof)
        if mild is heavy:
            return plainly(mild, step)
        anchor = ask.value(ANCHOR)
        asks = (Step("ask.anchor", shown, () if anchor is None else (anchor,)),)
        missing = tuple(key for key in keys[1:] if not ask.fact(key).is_known)
        return Held(mild, heavy, (step,), asks, missing)

    def fact_keys(self) -> tuple[str, ...]:
        """Whether, decided when, completed when."""
        return (self.stem, f"{self.stem}_decided_on", f"{self.stem}_completed_on")


@dataclass(frozen=True, slots=True)
class _Anchors:
    """The two days from which the window may run; the decision is never after its completion."""

    decided_on: date | None
    completed_on: date | None
    years: int

    def proofs(self, times: Times) -> tuple[Proof, Proof]:
        """The proof on the milder and on the heavier of the two anchors."""
        by_decision = self._from(self.decided_on, times)
        by_completion = self._from(self.completed_on, times)
        if by_decision is Proof.MET and by_completion is Proof.UNPROVEN:
            return Proof.MET, Proof.MET  # the usual anchor is enough; the other day is not known
        if self._is_before_any(times) or self._is_after_all(times):
            return Proof.NOT_MET, Proof.NOT_MET
        mild, heavy = sorted((by_decision, by_completion), key=RANK.__getitem__)
        return mild, heavy

    def _from(self, anchor: date | None, times: Times) -> Proof:
        if anchor is None:
            return Proof.UNPROVEN
        last = years_after(anchor, self.years)
        falls_in = times.act_to_on > anchor and times.act_from_on <= last
        return Proof.MET if falls_in else Proof.NOT_MET

    def _is_before_any(self, times: Times) -> bool:
        """The conduct ended before the decision, so before its completion too."""
        return self.decided_on is not None and times.act_to_on <= self.decided_on

    def _is_after_all(self, times: Times) -> bool:
        """The conduct began after the window from the later anchor, so from the earlier too."""
        if self.completed_on is None:
            return False
        return times.act_from_on > years_after(self.completed_on, self.years)

"""Recidivism (累犯): whether a new crime follows an earlier sentence within the years set.

in     ``Charge``: the earlier sentence, both crimes' intent, ages
out    ``Answer[Proof]``
keeps  a person's own finding goes first; an unknown condition leaves it open; the last day of
       the years is inside; on parole the years run from the end of the parole period
law    Criminal Law art. 65
"""

from datetime import date

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.clocks.points import add_months
from zhanlian.law.proofs import claimed, weakest
from zhanlian.law.sentencing.charge import FIGURES, Charge
from zhanlian.law.values import Value

__all__ = ["recidivist"]

YEAR_MONTHS = 12


def recidivist(charge: Charge) -> Answer[Proof]:
    """Whether the person is a recidivist on the facts given."""
    said = charge.known("recidivist")
    if said is not None:
        proof = claimed(said=said)
        facts = {"is_recidivist": said}
        evidence = charge.evidence("recidivist")
        return Answer(proof, (Step("sentencing.recidivist.found", facts, (), (), evidence, proof),))
    years, conditions = (
        charge.law.value(f"{FIGURES}recidivist.{name}", on=charge.times.act_to_on)
        for name in ("years", "conditions")
    )
    keys = conditions.items
    until_on = _until(charge, years)
    proof = weakest([_within(charge, until_on), *(claimed(said=charge.known(key)) for key in keys)])
    facts = {
        "ended_on": charge.known("prior_ended_on"),
        "until_on": until_on,
        "act_on": charge.times.act_from_on,
    }
    evidence = charge.evidence("prior_ended_on", *keys)
    step = Step("sentencing.recidivist.tested", facts, (years, conditions), (), evidence, proof)
    is_open = proof is Proof.UNPROVEN and charge.known("prior_ended_on") is not None
    asks = (Step("sentencing.recidivist.ask", {}, (years, conditions)),) if is_open else ()
    missing = charge.missing("prior_ended_on", *keys) if proof is Proof.UNPROVEN else ()
    return Answer(proof, (step,), asks=asks, missing=missing)


def _until(charge: Charge, years: Value) -> date | None:
    ended_on = charge.known("prior_ended_on")
    return None if ended_on is None else add_months(ended_on, years.number * YEAR_MONTHS)


def _within(charge: Charge, until_on: date | None) -> Proof:
    """The new crime began after the earlier sentence ended, and within the years."""
    if until_on is None:
        return Proof.UNPROVEN
    is_within = charge.known("prior_ended_on") <= charge.times.act_from_on <= until_on
    return claimed(said=is_within)

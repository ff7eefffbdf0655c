"""Probation and parole: conditions, who must have it, who is excluded.

in     ``Charge``, the worksheet's range
out    ``Answer[Probation]``, ``Answer[Proof]`` for the exclusion from parole
keeps  an exclusion goes before every condition; unknown conditions leave it open; a range that
       crosses the longest sentence for probation is open, not closed
law    Criminal Law arts 72-74, 81; 法发〔2016〕32号 part 2(7)
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.proofs import claimed, strongest, weakest, within
from zhanlian.law.sentencing.charge import Charge, coded, whole
from zhanlian.law.sentencing.interval import Interval, shown
from zhanlian.law.sentencing.recidivism import recidivist

__all__ = ["May", "Probation", "parole_exclusion", "probation"]

KINDS = {
    "imprisonment_probation": "probation.imprisonment_months",
    "detention_probation": "probation.detention_months",
}


class May(StrEnum):
    """Whether probation may be proposed."""

    EXCLUDED = "excluded"
    NOT_MET = "not_met"
    OPEN = "open"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Probation:
    """Whether probation may be proposed, and the bounds of its period where one is proposed."""

    may: May
    least_months: int | None = None
    most_months: int | None = None
    months_proof: Proof = Proof.UNPROVEN


def probation(charge: Charge, months: Interval) -> Answer[Probation]:
    """Whether the sentence may be suspended."""
    excluded, step = _excluded(charge)
    if excluded is Proof.MET:
        return Answer(Probation(May.EXCLUDED), (step,))
    met, steps = _conditions(charge, months)
    may = _may(charge, met, excluded)
    period, told = _period(charge, may)
    strict = _strict(charge)
    keys = charge.value("probation.conditions").items
    missing = charge.missing(*keys, "ringleader") if may is May.OPEN else ()
    return Answer(period, (step, *steps, *strict, *told), missing=missing)


def _excluded(charge: Charge) -> tuple[Proof, Step]:
    """Recidivists and ringleaders have none."""
    rule = charge.value("probation.excluded")
    proofs = [_proof(recidivist(charge)), claimed(said=charge.known("ringleader"))]
    proof = strongest(proofs)
    evidence = charge.evidence("recidivist", "ringleader")
    facts = {"excluded": coded(*rule.items)}
    return proof, Step("sentencing.probation.excluded", facts, (rule,), (), evidence, proof)


def _proof(answer: Answer[Proof]) -> Proof:
    """The proof of an answer; open where it has readings."""
    return answer.value or Proof.UNPROVEN


def _conditions(charge: Charge, months: Interval) -> tuple[Proof, list[Step]]:
    most, conditions = charge.value("probation.most_months"), charge.value("probation.conditions")
    length = Proof.MET if months.high <= most.number else (
        Proof.NOT_MET if months.low > most.number else Proof.UNPROVEN
    )  # fmt: skip
    proofs = [length, *(claimed(said=charge.known(key)) for key in conditions.items)]
    proof = weakest(proofs)
    evidence = charge.evidence(*conditions.items)
    told = {"months": shown(months), "most": most.number}
    facts = {"conditions": coded(*conditions.items)}
    return proof, [
        Step("sentencing.probation.length", told, (most,), proof=length),
        Step("sentencing.probation.conditions", facts, (conditions,), (), evidence, proof),
    ]


def _may(charge: Charge, met: Proof, excluded: Proof) -> May:
    """Must for minors, the pregnant and the old once every condition holds."""
    if met is Proof.NOT_MET:
        return May.NOT_MET
    if met is Proof.UNPROVEN or excluded is Proof.UNPROVEN:
        return May.OPEN
    bound = charge.value("probation.must").items
    must = charge.known("age_group") in bound or bool(charge.known("pregnant"))
    return May.MUST if must else May.MAY


def _strict(charge: Charge) -> tuple[Step, ...]:
    """In telecom fraud probation is strictly limited."""
    name = "cn.criminal.fraud.probation_strict"
    if not charge.known("is_telecom") or charge.offence != "fraud":
        return ()
    rule = charge.law.value(name, on=charge.times.judged_on)
    return (Step("sentencing.probation.strict", {}, (rule,)),)


def _period(charge: Charge, may: May) -> tuple[Probation, tuple[Step, ...]]:
    """Bounds of the probation period, where a suspended sentence is proposed."""
    name = KINDS.get(charge.known("proposed") or "")
    if name is None:
        return Probation(may), ()
    rule, longer = charge.value(name), charge.value("probation.not_shorter_than_sentence")
    least, most = whole(rule, "least"), whole(rule, "most")
    assert least is not None
    assert most is not None
    least = max(least, charge.known("proposed_months") or 0)
    chosen = charge.known("probation_months")
    proof = within(chosen, least, most)
    facts = {"least": least, "most": most, "months": chosen}
    evidence = charge.evidence("probation_months", "proposed_months")
    step = Step("sentencing.probation.period", facts, (rule, longer), (), evidence, proof)
    return Probation(may, least, most, proof), (step,)


def parole_exclusion(charge: Charge, months: Interval) -> Answer[Proof]:
    """Whether parole is excluded: recidivists, and long sentences for violent crimes."""
    rule, long = charge.value("parole.excluded"), charge.value("parole.excluded_from_months")
    violent = claimed(said=charge.known("violent_or_organised"))
    if violent is Proof.MET and not months.low >= Fraction(long.number):
        violent = Proof.UNPROVEN if months.high >= Fraction(long.number) else Proof.NOT_MET
    proofs = [_proof(recidivist(charge)), violent]
    proof = strongest(proofs)
    facts = {"excluded": coded(*rule.items), "from_months": long.number}
    step = Step("sentencing.parole.excluded", facts, (rule, long), (),
                charge.evidence("recidivist", "violent_or_organised"), proof)  # fmt: skip
    return Answer(proof, (step,))

"""Custody and units: days that count against the term, and who is punished in a unit crime.

in     ``Charge``: days in custody here and abroad, whether a unit acted
out    ``Answer[Credit]``, ``Answer[UnitCrime]``
keeps  days are credited in days, never turned into months; an offence without a unit form is
       asked about, never bent
law    Criminal Law arts 31, 41, 44, 47; 法发〔2021〕22号 item 15
"""

from dataclasses import dataclass

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.sentencing.charge import Charge, coded, whole
from zhanlian.law.values import Value

__all__ = ["Credit", "UnitCrime", "custody_credit", "unit_crime"]

ABROAD = "cn.criminal.parts.custody_abroad"
FRAUD = "fraud"


@dataclass(frozen=True, slots=True)
class Credit:
    """Days that count against detention or imprisonment, and against control."""

    term_days: int | None
    control_days: int | None


@dataclass(frozen=True, slots=True)
class UnitCrime:
    """Whether the offence has a unit form, and who is then punished."""

    proof: Proof
    punished: tuple[str, ...]


def custody_credit(charge: Charge) -> Answer[Credit]:
    """Days in custody before judgment, here and abroad, as days of the term."""
    term, control = (
        charge.value("custody.days_per_day"),
        charge.value("custody.days_per_day_control"),
    )
    here, abroad = charge.known("custody_days"), charge.known("custody_abroad_days")
    rests_on: tuple[Value, ...] = (term, control)
    if abroad and charge.law.is_settled(ABROAD, on=charge.times.judged_on):
        rests_on = (*rests_on, charge.law.value(ABROAD, on=charge.times.judged_on))
    days = None if here is None else here + (abroad or 0)
    per_day = whole(term, "imprisonment")
    assert per_day is not None
    found = Credit(
        None if days is None else days * per_day, None if days is None else days * control.number
    )
    facts = {"here": here, "abroad": abroad, "term": found.term_days, "control": found.control_days}
    evidence = charge.evidence("custody_days", "custody_abroad_days")
    step = Step("sentencing.custody.credit", facts, rests_on, (), evidence)
    return Answer(found, (step,), missing=charge.missing("custody_days", "custody_abroad_days"))


def unit_crime(charge: Charge) -> Answer[UnitCrime]:
    """Who is punished where a unit acted."""
    punished, listed = charge.value("unit.punished"), charge.value("unit.offences")
    if not charge.known("is_unit"):
        proof = Proof.UNPROVEN if charge.known("is_unit") is None else Proof.NOT_MET
        step = Step("sentencing.unit.not_said", {}, (punished,), proof=proof)
        return Answer(UnitCrime(proof, ()), (step,), missing=charge.missing("is_unit"))
    facts = {"offence": f"offence.{charge.offence}", "punished": coded(*punished.items)}
    evidence = charge.evidence("is_unit")
    if charge.offence in listed.items:
        step = Step("sentencing.unit.both", facts, (punished, listed), (), evidence, Proof.MET)
        return Answer(UnitCrime(Proof.MET, punished.items), (step,))
    rests_on = (charge.value("unit.not_fraud"),) if charge.offence == FRAUD else (listed,)
    step = Step("sentencing.unit.ask", facts, rests_on, (), evidence, Proof.UNPROVEN)
    return Answer(UnitCrime(Proof.UNPROVEN, ()), (step,), asks=(step,))

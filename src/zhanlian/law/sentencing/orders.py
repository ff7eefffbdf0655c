"""Restraining orders (禁止令): with control or probation alone, and for how long.

in     ``Charge``: the penalty to be proposed, its length, the order's length
out    ``Answer[Order]``
keeps  imprisonment or detention that is served has no order: that is refused, not shortened; an
       order is never longer than the control or the probation it goes with
law    Criminal Law arts 38, 72-73; 法发〔2011〕9号
"""

from dataclasses import dataclass

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.proofs import within
from zhanlian.law.sentencing.charge import Charge, coded, whole
from zhanlian.law.sentencing.refusals import NoOrder
from zhanlian.law.values import Value

__all__ = ["Order", "restraining_order"]

CONTROL = "control"
PROBATION = {
    "imprisonment_probation": "probation.imprisonment_months",
    "detention_probation": "probation.detention_months",
}


@dataclass(frozen=True, slots=True)
class Order:
    """An order to be proposed. ``proof``: whether it can go with the penalty proposed."""

    proof: Proof
    penalty: str | None
    least_months: int | None = None
    most_months: int | None = None
    months: int | None = None
    months_proof: Proof = Proof.UNPROVEN


def restraining_order(charge: Charge) -> Answer[Order]:
    """Whether an order can be proposed, and its length. Raises ``NoOrder`` where it cannot."""
    needs, penalty = charge.value("order.needs"), charge.known("proposed")
    wants = charge.known("proposes_order")
    if penalty is not None and penalty not in needs.items:
        if wants:
            raise NoOrder(penalty=penalty, allowed=needs.items)
        step = Step("sentencing.order.impossible", {"penalty": coded(penalty)}, (needs,),
                    proof=Proof.NOT_MET)  # fmt: skip
        return Answer(Order(Proof.NOT_MET, penalty), (step,))
    if penalty is None:
        step = Step("sentencing.order.open", {"penalties": coded(*needs.items)}, (needs,),
                    proof=Proof.UNPROVEN)  # fmt: skip
        return Answer(Order(Proof.UNPROVEN, None), (step,), missing=charge.missing("proposed"))
    return _with_penalty(charge, penalty, needs)


def _with_penalty(charge: Charge, penalty: str, needs: Value) -> Answer[Order]:
    reaches = charge.value("order.reaches")
    least, most, rules = _bounds(charge, penalty)
    months = charge.known("order_months")
    order = Order(Proof.MET, penalty, least, most, months, within(months, least, most))
    first = Step("sentencing.order.possible",
                 {"penalty": coded(penalty), "reaches": coded(*reaches.items)},
                 (needs, reaches), (), charge.evidence("proposed"), Proof.MET)  # fmt: skip
    facts = {"least": least, "most": most, "months": months}
    told = Step("sentencing.order.length", facts, rules, (), charge.evidence("order_months"),
                order.months_proof)  # fmt: skip
    length = "proposed_months" if penalty == CONTROL else "probation_months"
    return Answer(order, (first, told), missing=charge.missing("order_months", length))


def _bounds(charge: Charge, penalty: str) -> tuple[int, int, tuple[Value, ...]]:
    """Least and most months: the order's own, and never past the penalty it goes with."""
    if penalty == CONTROL:
        period, least = charge.value("order.control_months"), charge.value("order.least_control")
        length = charge.known("proposed_months")
    else:
        period, least = charge.value(PROBATION[penalty]), charge.value("order.least_probation")
        length = charge.known("probation_months")
    most = whole(period, "most")
    assert most is not None
    return least.number, min(most, length) if length is not None else most, (period, least)

"""Steps: what people and banks do about a plan, as it stands in the record.

in     facts of a decision ``plan-step``
out    ``Step``
keeps  every step has its plan and its day; a fact that a kind of step needs is there and of its
       type, or the step is refused; facts nobody knows are refused
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from zhanlian.recovery.procedure.refusals import BadStep

__all__ = ["ObjectionKind", "Outcome", "Step", "StepKind", "plain_step", "read_step"]


class StepKind(StrEnum):
    """What can happen to a plan."""

    ANSWER = "answer"  # a person answers an open question of the plan
    NOTICE = "notice"  # the public notice is made
    OBJECT = "object"  # somebody objects
    RULE = "rule"  # an objection is ruled on
    APPROVE = "approve"  # the return is decided
    INSTRUCT = "instruct"  # the notice to assist is handed to the bank
    RECEIPT = "receipt"  # the bank says what it did
    CANCEL = "cancel"


class ObjectionKind(StrEnum):
    """Who objects."""

    VICTIM = "victim"
    HOLDER = "holder"
    THIRD_PARTY = "third_party"


class Outcome(StrEnum):
    """How an objection ends, or a payment."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    PAID = "paid"
    FAILED = "failed"


RULINGS = (Outcome.UPHELD, Outcome.PARTLY, Outcome.REJECTED)
PAYMENTS = (Outcome.PAID, Outcome.FAILED)
NEEDS: Mapping[StepKind, tuple[str, ...]] = {
    StepKind.ANSWER: ("ask", "account"),
    StepKind.NOTICE: (),
    StepKind.OBJECT: ("by", "party"),
    StepKind.RULE: ("objection", "outcome"),
    StepKind.APPROVE: ("level", "officers"),
    StepKind.INSTRUCT: ("officers",),
    StepKind.RECEIPT: ("account", "victim", "outcome", "amount_minor"),
    StepKind.CANCEL: (),
}
LEGIT: Mapping[str, tuple[str, ...]] = {"party": tuple(ObjectionKind)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan; what a kind does not need is empty."""

    kind: StepKind
    plan_id: str
    on: date
    ask: str = ""
    account: str = ""
    victim: str = ""
    by: str = ""
    party: str = ""
    objection: str = ""
    outcome: str = ""
    level: str = ""
    officers: tuple[str, ...] = ()
    amount_minor: int = 0


def read_step(facts: Mapping[str, Any]) -> Step:
    """The step in a decision's facts; raises ``BadStep``."""
    said = str(facts.get("step", ""))
    if said not in tuple(StepKind):
        raise BadStep(said, fact="step", why=f"the steps are {', '.join(StepKind)}")
    kind = StepKind(said)
    known = {"step", "plan", "on", *NEEDS[kind]}
    for name in facts:
        if name not in known:
            raise BadStep(said, fact=name, why="the step has no such fact")
    found = {name: _read(said, name, facts.get(name)) for name in NEEDS[kind]}
    _check_outcome(kind, str(found.get("outcome", "")))
    return Step(kind, str(facts.get("plan", "")), _day(said, facts.get("on")), **found)


def plain_step(step: Step) -> dict[str, Any]:
    """The facts of a step as the record keeps them."""
    found: dict[str, Any] = {
        "step": step.kind.value,
        "plan": step.plan_id,
        "on": step.on.isoformat(),
    }
    for name in NEEDS[step.kind]:
        value = getattr(step, name)
        found[name] = list(value) if isinstance(value, tuple) else value
    return found


def _read(step: str, name: str, said: Any) -> Any:
    if name == "amount_minor":
        if type(said) is not int or said < 0:
            raise BadStep(step, fact=name, why=f"{said!r} is not an amount")
        return said
    if name == "officers":
        return tuple(dict.fromkeys(str(each).strip() for each in said or () if str(each).strip()))
    if not isinstance(said, str) or not said.strip():
        raise BadStep(step, fact=name, why="it is missing")
    if name in LEGIT and said not in LEGIT[name]:
        raise BadStep(step, fact=name, why=f"it is one of {', '.join(LEGIT[name])}")
    return said


def _check_outcome(kind: StepKind, outcome: str) -> None:
    for each, allowed in ((StepKind.RULE, RULINGS), (StepKind.RECEIPT, PAYMENTS)):
        if kind is each and outcome not in allowed:
            raise BadStep(kind, fact="outcome", why=f"it is one of {', '.join(allowed)}")


def _day(step: str, said: Any) -> date:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        raise BadStep(step, fact="on", why=f"{said!r} is not a day") from None

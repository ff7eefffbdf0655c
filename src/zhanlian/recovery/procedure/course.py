"""Course: one plan from its draft to the bank's last receipt.

in     a plan as it was recorded, and its steps in order
out    ``Course``: where it stands, its objections, its payments, what is left
keeps  a step is taken only where the rules allow it, else a refusal names the rule; nothing is
       paid before it is approved, nobody above the recorded line; paid + kept + rest = frozen
law    rules on returning frozen funds (银监发〔2016〕41号) arts. 6, 8, 10, 12
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from zhanlian.law import clocks, law_book
from zhanlian.recovery.grounds import ground
from zhanlian.recovery.ownership import Situation
from zhanlian.recovery.procedure import refusals as no
from zhanlian.recovery.procedure.steps import Outcome, Step, StepKind

__all__ = ["EVERY_ACCOUNT", "Agreed", "Course", "Objection", "Paid", "State", "Stock", "take"]

APPROVING_LEVEL = "police.city"
OFFICERS_MIN = 2
EVERY_ACCOUNT = "all"


class State(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    NOTICED = "noticed"
    APPROVED = "approved"
    INSTRUCTED = "instructed"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


OVER = (State.CLOSED, State.CANCELLED, State.REPLACED)


@dataclass(frozen=True, slots=True)
class Agreed:
    """One recorded line of a plan."""

    account_id: str
    victim_id: str
    situation: Situation
    base_minor: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Stock:
    """One account of a recorded plan; ``asks`` are the keys of its open questions."""

    account_id: str
    frozen_minor: int
    kept_minor: int
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection; ``outcome`` is empty until somebody ruled. ``is_late``: after the notice."""

    objection_id: str
    by: str
    party: str
    on: date
    is_late: bool
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """What the bank did with one line; ``is_late``: after its three working days."""

    account_id: str
    victim_id: str
    on: date
    amount_minor: int
    outcome: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One plan and what has happened to it."""

    plan_id: str
    made_on: date
    lines: tuple[Agreed, ...]
    stocks: tuple[Stock, ...]
    pool: str
    state: State = State.DRAFT
    last_on: date = date.min
    noticed_on: date | None = None
    approved_on: date | None = None
    instructed_on: date | None = None
    objections: tuple[Objection, ...] = ()
    answered: frozenset[tuple[str, str]] = frozenset()
    payments: tuple[Paid, ...] = ()
    replaced_by: str = ""

    @property
    def needs_notice(self) -> bool:
        """Whether a line is a proportional share."""
        return any(each.situation is Situation.UNTRACEABLE for each in self.lines)

    @property
    def notice(self) -> clocks.ClockState | None:
        """The clock of the public notice."""
        return _clock("property.return_notice", self.noticed_on)

    @property
    def free_from(self) -> date | None:
        """The first day on which a noticed plan may be decided, in every reading."""
        state = self.notice
        return state.free_from.on if state is not None and state.free_from is not None else None

    @property
    def bank_due_on(self) -> date | None:
        """The last day the bank has."""
        state = _clock("property.return_bank", self.instructed_on)
        return None if state is None else state.ends[-1].on

    @property
    def paid_minor(self) -> int:
        """What banks have paid out."""
        return sum(each.amount_minor for each in self.payments)

    @property
    def frozen_minor(self) -> int:
        """What was frozen when the plan was made."""
        return sum(each.frozen_minor for each in self.stocks)

    @property
    def kept_minor(self) -> int:
        """What was kept back."""
        return sum(each.kept_minor for each in self.stocks)

    @property
    def rest_minor(self) -> int:
        """What is neither paid nor kept back: it stays frozen."""
        return self.frozen_minor - self.kept_minor - self.paid_minor

    @property
    def open_asks(self) -> tuple[tuple[str, str], ...]:
        """Questions nobody has answered: (ask, account)."""
        asked = ((ask, each.account_id) for each in self.stocks for ask in each.asks)
        return tuple(each for each in asked if each not in self.answered)

    @property
    def pending(self) -> tuple[str, ...]:
        """Objections without a ruling."""
        return tuple(each.objection_id for each in self.objections if not each.outcome)

    @property
    def upheld(self) -> tuple[str, ...]:
        """Objections that changed the plan."""
        won = (Outcome.UPHELD, Outcome.PARTLY)
        return tuple(each.objection_id for each in self.objections if each.outcome in won)


def take(course: Course, step: Step) -> Course:
    """The course after one more step; a refusal names the rule that stands against it."""
    if step.on < max(course.last_on, course.made_on):
        why = "it lies before an earlier step of the plan"
        raise no.BadStep(step.kind, fact=f"on {step.on}", why=why)
    if course.state not in MAY[step.kind]:
        why = f"it may follow {', '.join(MAY[step.kind])}"
        raise no.WrongTurn(step.kind, plan_id=course.plan_id, state=course.state, why=why)
    return replace(TAKE[step.kind](course, step), last_on=step.on)


def _clock(kind: str, start_on: date | None) -> clocks.ClockState | None:
    if start_on is None:
        return None
    event = {"kind": "start", "on": start_on, "ground": "ordinary"}
    ledger = clocks.ledger_of({"clock": {"kind": kind}, "event": [event]})
    return clocks.compute(ledger, law=law_book())


def _answer(course: Course, step: Step) -> Course:
    """One account's question is answered, or the same question of every account at once."""
    waiting = {each for each in course.open_asks if each[0] == step.ask}
    if step.account != EVERY_ACCOUNT:
        waiting &= {(step.ask, step.account)}
    if not waiting:
        raise no.BadStep(step.kind, fact=step.ask, why="the plan has no such open question")
    return replace(course, answered=course.answered | waiting)


def _notice(course: Course, step: Step) -> Course:
    if not course.needs_notice:
        why = f"{no.RULES} art. 8(3): only a proportional return is noticed"
        raise no.WrongTurn(step.kind, plan_id=course.plan_id, state=course.state, why=why)
    return replace(course, state=State.NOTICED, noticed_on=step.on)


def _object(course: Course, step: Step) -> Course:
    free_from = course.free_from
    found = Objection(
        objection_id=f"O{len(course.objections) + 1}",
        by=step.by,
        party=step.party,
        on=step.on,
        is_late=free_from is not None and step.on >= free_from,
    )
    return replace(course, objections=(*course.objections, found))


def _rule(course: Course, step: Step) -> Course:
    if step.objection not in course.pending:
        why = "no such objection waits for a ruling"
        raise no.BadStep(step.kind, fact=step.objection, why=why)
    ruled = tuple(
        replace(each, outcome=step.outcome) if each.objection_id == step.objection else each
        for each in course.objections
    )
    return replace(course, objections=ruled)


def _approve(course: Course, step: Step) -> Course:
    plan_id = course.plan_id
    if not clocks.is_enough(step.level, APPROVING_LEVEL):
        raise no.LevelTooLow(step.level, needed=APPROVING_LEVEL, plan_id=plan_id)
    _two_officers(course, step)
    for ask, account_id in course.open_asks:
        told = ground(ask)
        raise no.QuestionOpen(
            ask, account_id=account_id, plan_id=plan_id, told=f"{told.zh} {told.en}"
        )
    if course.pending:
        raise no.ObjectionPending(course.pending, plan_id=plan_id)
    if course.upheld:
        raise no.MustChange(course.upheld, plan_id=plan_id)
    free_from = course.free_from
    if course.needs_notice and (free_from is None or step.on < free_from):
        raise no.NoticeRunning(plan_id=plan_id, free_from=free_from)
    return replace(course, state=State.APPROVED, approved_on=step.on)


def _instruct(course: Course, step: Step) -> Course:
    _two_officers(course, step)
    return replace(course, state=State.INSTRUCTED, instructed_on=step.on)


def _two_officers(course: Course, step: Step) -> None:
    if len(step.officers) < OFFICERS_MIN:
        raise no.OneOfficer(plan_id=course.plan_id, officers=step.officers)


def _receipt(course: Course, step: Step) -> Course:
    key = (step.account, step.victim)
    waiting = _due(course)
    due = waiting.get(key)
    if due is None:
        raise no.WrongReceipt(plan_id=course.plan_id, why="no payment of that line is waited for")
    wanted = due if step.outcome == Outcome.PAID else 0
    if step.amount_minor != wanted:
        why = f"it says {step.amount_minor}, the line {wanted} minor units"
        raise no.WrongReceipt(plan_id=course.plan_id, why=why)
    due_on = course.bank_due_on
    paid = Paid(
        *key, step.on, step.amount_minor, step.outcome, due_on is not None and step.on > due_on
    )
    after = replace(course, payments=(*course.payments, paid))
    is_last = len(waiting) == 1
    return replace(after, state=State.CLOSED) if is_last else after


def _due(course: Course) -> dict[tuple[str, str], int]:
    """Lines that no receipt speaks of yet."""
    told = {(each.account_id, each.victim_id) for each in course.payments}
    due: dict[tuple[str, str], int] = {}
    for each in course.lines:
        key = (each.account_id, each.victim_id)
        if key not in told and each.amount_minor:
            due[key] = due.get(key, 0) + each.amount_minor
    return due


def _cancel(course: Course, step: Step) -> Course:
    if course.payments:
        why = "a bank has acted on it already; what is left stays frozen"
        raise no.WrongTurn(step.kind, plan_id=course.plan_id, state=course.state, why=why)
    return replace(course, state=State.CANCELLED)


DECIDING = (State.DRAFT, State.NOTICED)
MAY: Mapping[StepKind, tuple[State, ...]] = {
    StepKind.ANSWER: DECIDING,
    StepKind.NOTICE: (State.DRAFT,),
    StepKind.OBJECT: DECIDING,
    StepKind.RULE: DECIDING,
    StepKind.APPROVE: DECIDING,
    StepKind.INSTRUCT: (State.APPROVED,),
    StepKind.RECEIPT: (State.INSTRUCTED,),
    StepKind.CANCEL: (State.DRAFT, State.NOTICED, State.APPROVED, State.INSTRUCTED),
}
TAKE = {
    StepKind.ANSWER: _answer,
    StepKind.NOTICE: _notice,
    StepKind.OBJECT: _object,
    StepKind.RULE: _rule,
    StepKind.APPROVE: _approve,
    StepKind.INSTRUCT: _instruct,
    StepKind.RECEIPT: _receipt,
    StepKind.CANCEL: _cancel,
}

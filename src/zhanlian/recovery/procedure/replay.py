"""Replay: plans as the record of decisions tells them, and what they paid.

in     decisions ``plan`` and ``plan-step``
out    a ``Course`` per plan; per account and victim what was returned
keeps  the record is the only source; a plan is recorded with its lines, because people decided
       on those figures; a replaced plan keeps its history
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhanlian.evidence import Case, Decision
from zhanlian.recovery.ownership import Owned, Situation
from zhanlian.recovery.planning import Plan
from zhanlian.recovery.procedure.course import OVER, Agreed, Course, Paid, State, Stock, take
from zhanlian.recovery.procedure.refusals import (
    AccountBusy,
    NothingToReturn,
    ObjectionPending,
    PlanOutdated,
    UnknownPlan,
    WrongTurn,
)
from zhanlian.recovery.procedure.steps import Outcome, read_step

__all__ = [
    "Returned", "add_plan", "course_of", "less_returned", "plan_facts", "read_courses",
    "refuse_outdated", "returned_by",
]  # fmt: skip

PLAN, STEP = "plan", "plan-step"
REPLACEABLE = (State.DRAFT, State.NOTICED)


def read_courses(case: Case) -> dict[str, Course]:
    """Every plan of the case, in the order they were made."""
    courses: dict[str, Course] = {}
    for each in case.decisions(PLAN, STEP):
        courses = follow(courses, each)
    return courses


def follow(courses: dict[str, Course], decision: Decision) -> dict[str, Course]:
    """The plans after one more decision."""
    if decision.kind == PLAN:
        return add_plan(courses, decision.facts)
    step = read_step(decision.facts)
    course = course_of(courses, step.plan_id)
    return {**courses, step.plan_id: take(course, step)}


def course_of(courses: Mapping[str, Course], plan_id: str) -> Course:
    """The plan of that name; raises ``UnknownPlan``."""
    if plan_id not in courses:
        raise UnknownPlan(plan_id, known=tuple(courses))
    return courses[plan_id]


def plan_facts(plan: Plan, *, plan_id: str, on: date, replaces: str = "") -> dict[str, Any]:
    """A plan as the record keeps it; raises ``NothingToReturn``."""
    if not any(line.amount_minor for line in plan.lines):
        raise NothingToReturn(why="no frozen account holds money of a victim who lacks any")
    return {
        "plan": plan_id,
        "on": on.isoformat(),
        "replaces": replaces,
        "pool": plan.choice.pool,
        "accounts": [
            {
                "account": each.account_id,
                "frozen_minor": each.owned.frozen_minor,
                "kept_minor": each.kept_minor,
                "asks": [ask.key for ask in each.asks],
            }
            for each in plan.accounts
            if each.lines or each.kept_minor or each.owned.pooled
        ],
        "lines": [
            {
                "account": line.account_id,
                "victim": line.victim_id,
                "situation": line.situation.value,
                "base_minor": line.base_minor,
                "amount_minor": line.amount_minor,
            }
            for line in plan.lines
        ],
    }


def add_plan(courses: Mapping[str, Course], facts: Mapping[str, Any]) -> dict[str, Course]:
    """The plans with one more; a plan it replaces ends, and its notice may carry over."""
    course, replaces = _read_plan(facts), str(facts["replaces"])
    found = dict(courses)
    if replaces:
        old = course_of(courses, replaces)
        _refuse_replacing(old)
        found[replaces] = replace(old, state=State.REPLACED, replaced_by=course.plan_id)
        course = _carry(old, course)
    busy = {
        stock.account_id: each for each in found.values() if each.state not in OVER
        for stock in each.stocks
    }  # fmt: skip
    for stock in course.stocks:
        if stock.account_id in busy:
            raise AccountBusy(stock.account_id, plan_id=busy[stock.account_id].plan_id)
    return {**found, course.plan_id: course}


def _read_plan(facts: Mapping[str, Any]) -> Course:
    return Course(
        plan_id=facts["plan"],
        made_on=date.fromisoformat(facts["on"]),
        lines=tuple(
            Agreed(
                each["account"], each["victim"], Situation(each["situation"]),
                each["base_minor"], each["amount_minor"],
            )
            for each in facts["lines"]
        ),
        stocks=tuple(
            Stock(each["account"], each["frozen_minor"], each["kept_minor"], tuple(each["asks"]))
            for each in facts["accounts"]
        ),
        pool=facts["pool"],
    )  # fmt: skip


def _refuse_replacing(old: Course) -> None:
    if old.state not in REPLACEABLE:
        step, why = "replace", "only a plan that is not yet decided can be replaced"
        raise WrongTurn(step, plan_id=old.plan_id, state=old.state, why=why)
    if old.pending:
        raise ObjectionPending(old.pending, plan_id=old.plan_id)


def _carry(old: Course, new: Course) -> Course:
    """A notice still stands where no noticed share changed; else it must be made again."""
    if old.noticed_on is None or _noticed(old) != _noticed(new):
        return new
    return replace(new, state=State.NOTICED, noticed_on=old.noticed_on, last_on=old.last_on)


def _noticed(course: Course) -> set[Agreed]:
    return {each for each in course.lines if each.situation is Situation.UNTRACEABLE}


@dataclass(frozen=True, slots=True)
class Returned:
    """What banks have paid: per victim, per account, and per line of ownership."""

    by_victim: Mapping[str, int]
    by_account: Mapping[str, int]
    matched: Mapping[tuple[str, str], int]
    pooled: Mapping[tuple[str, str], int]


def returned_by(courses: Iterable[Course]) -> Returned:
    """Add up every payment that a bank has reported."""
    by_victim: dict[str, int] = {}
    by_account: dict[str, int] = {}
    matched: dict[tuple[str, str], int] = {}
    pooled: dict[tuple[str, str], int] = {}
    for course in courses:
        for line in _paid_lines(course):
            key = (line.account_id, line.victim_id)
            part = pooled if line.situation is Situation.UNTRACEABLE else matched
            part[key] = part.get(key, 0) + line.amount_minor
            by_victim[line.victim_id] = by_victim.get(line.victim_id, 0) + line.amount_minor
            by_account[line.account_id] = by_account.get(line.account_id, 0) + line.amount_minor
    return Returned(by_victim, by_account, matched, pooled)


def _paid_lines(course: Course) -> list[Agreed]:
    paid = {_key(each) for each in course.payments if each.outcome == Outcome.PAID}
    return [each for each in course.lines if _key(each) in paid]


def _key(each: Agreed | Paid) -> tuple[str, str]:
    return (each.account_id, each.victim_id)


def less_returned(owned: Owned, returned: Returned) -> Owned:
    """An account without what went back to victims out of it."""
    account_id = owned.account_id
    gone = returned.by_account.get(account_id, 0)
    if not gone:
        return owned
    matched = [
        replace(each, amount_minor=each.amount_minor - paid)
        for each in owned.matched
        if (paid := returned.matched.get((account_id, each.victim_id), 0)) < each.amount_minor
    ]
    pooled = [
        replace(each, entered_minor=each.entered_minor - paid)
        for each in owned.pooled
        if (paid := returned.pooled.get((account_id, each.victim_id), 0)) < each.entered_minor
    ]
    return replace(
        owned, matched=tuple(matched), pooled=tuple(pooled),
        frozen_minor=owned.frozen_minor - gone, booked_minor=owned.booked_minor - gone,
    )  # fmt: skip


def refuse_outdated(course: Course, plan: Plan) -> None:
    """Refuse to decide on a plan whose lines are no longer what the evidence gives."""
    now = _lines_of(plan)
    for each in course.lines:
        if each not in now:
            raise PlanOutdated(plan_id=course.plan_id, account_id=each.account_id)
    for each in now - set(course.lines):
        raise PlanOutdated(plan_id=course.plan_id, account_id=each.account_id)


def _lines_of(plan: Plan) -> set[Agreed]:
    lines: Sequence[Any] = plan.lines
    return {
        Agreed(
            each.account_id, each.victim_id, each.situation, each.base_minor, each.amount_minor
        )
        for each in lines
    }  # fmt: skip

"""Returning (资金返还): plans that give frozen money back, and what people did about them.

in     a case folder, a day, the accounts, what a person chose; steps with author and reason
out    ``Proposed`` for a plan as computed, ``Followed`` for one in the record
keeps  a proposal writes nothing; a plan and each of its steps are decisions, written only where
       the rules allow them; a plan is decided and paid only while its figures still hold
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from zhanlian.desk.followed import Followed, FollowedLine, FollowedObjection, follow_view
from zhanlian.desk.judging import Decided, last_decision, require_reason
from zhanlian.desk.opening import APPLIED, TRACED, clock, clock_text, open_traced, trace_mark
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.desk.returns import (
    Alternative,
    Convention,
    Proposed,
    ReturnAccount,
    ReturnLine,
    propose_view,
)
from zhanlian.desk.walks.asked import account_of, amount_of
from zhanlian.evidence import Case, append_decision, open_case
from zhanlian.recovery import (
    PER_ACCOUNT,
    Choice,
    Draft,
    check_loss,
    draft_plan,
    procedure,
    refuse_unfrozen,
    show_conventions,
)
from zhanlian.terms import from_instant

__all__ = [
    "Alternative",
    "Asked",
    "Convention",
    "Followed",
    "FollowedLine",
    "FollowedObjection",
    "Proposed",
    "ReturnAccount",
    "ReturnLine",
    "follow_plan",
    "list_plans",
    "propose_return",
    "record_loss",
    "record_plan",
    "take_step",
    "today",
]

Facts = dict[str, Any]
Told = TypeVar("Told")
CHECKED = (procedure.StepKind.APPROVE, procedure.StepKind.INSTRUCT)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a plan; no account named is every frozen one.

    ``kept``: accounts and the amounts to keep back there, as a person writes them.
    """

    on: date
    accounts: tuple[str, ...] = ()
    pool: str = PER_ACCOUNT
    kept: tuple[tuple[str, str], ...] = ()
    replaces: str = ""


def today() -> date:
    """The civil day in China."""
    return from_instant(clock()).date()


def propose_return(
    folder: Path, asked: Asked, *, has_beside: bool = False, progress: Progress = no_progress
) -> Proposed:
    """Compute a plan and write nothing; ``has_beside`` adds what conventions would say."""
    case = open_traced(folder, progress=progress)
    try:
        draft = _draft(case, asked)
        names = [each.account_id for each in draft.plan.accounts]
        beside = show_conventions(case, names) if has_beside else ()
        return propose_view(draft, "", beside)
    finally:
        case.close()


def record_plan(
    folder: Path, asked: Asked, *, author: str, reason: str, progress: Progress = no_progress
) -> Proposed:
    """Compute a plan and write it down with its lines."""
    require_reason(author, reason)
    case = open_traced(folder, progress=progress)
    try:
        draft = _draft(case, asked)
        courses = procedure.read_courses(case)
        plan_id = f"P{len(courses) + 1}"
        facts = procedure.plan_facts(
            draft.plan, plan_id=plan_id, on=asked.on, replaces=asked.replaces
        )
        procedure.add_plan(courses, facts)
    finally:
        case.close()
    _write(folder, procedure.PLAN, facts, author=author, reason=reason)
    return propose_view(draft, plan_id, ())


def take_step(
    folder: Path, facts: Facts, *, author: str, reason: str, progress: Progress = no_progress
) -> Followed:
    """Take one step of a plan: refused where a rule stands against it, else written down."""
    require_reason(author, reason)
    case = open_traced(folder, progress=progress)
    try:
        step = procedure.read_step(_said(case, facts))
        course = procedure.course_of(procedure.read_courses(case), step.plan_id)
        after = procedure.take(course, step)
        if step.kind in CHECKED:
            _check_standing(case, course, step)
    finally:
        case.close()
    _write(folder, procedure.STEP, procedure.plain_step(step), author=author, reason=reason)
    return follow_view(after)


def follow_plan(folder: Path, plan_id: str, *, progress: Progress = no_progress) -> Followed:
    """Where one plan stands."""
    return _read(
        folder,
        lambda case: follow_view(procedure.course_of(procedure.read_courses(case), plan_id)),
        progress,
    )


def list_plans(folder: Path, *, progress: Progress = no_progress) -> tuple[Followed, ...]:
    """Where every plan stands."""
    return _read(
        folder,
        lambda case: tuple(map(follow_view, procedure.read_courses(case).values())),
        progress,
    )


def record_loss(  # noqa: PLR0913  a judgement is none without each of these
    folder: Path,
    victim_id: str,
    *,
    loss: str = "",
    made_good: str = "",
    author: str,
    reason: str,
) -> Decided:
    """Write down what a victim lost by proof, or what was made good already."""
    require_reason(author, reason)
    case = open_traced(folder)
    try:
        said = {"loss_minor": loss, "made_good_minor": made_good}
        amounts = {
            name: amount_of(text, case.settings.currency) for name, text in said.items() if text
        }
        facts = check_loss(case, {"victim_id": victim_id, **amounts})
    finally:
        case.close()
    return _write(folder, "loss", facts, author=author, reason=reason)


def _read(folder: Path, read: Callable[[Case], Told], progress: Progress) -> Told:
    case = open_traced(folder, progress=progress)
    try:
        return read(case)
    finally:
        case.close()


def _draft(case: Case, asked: Asked) -> Draft:
    """The plan asked for; accounts may be named by any of their numbers."""
    accounts = [account_of(case, each) for each in asked.accounts]
    currency = case.settings.currency
    kept = {account_of(case, number): amount_of(text, currency) for number, text in asked.kept}
    return draft_plan(
        case, on=asked.on, accounts=accounts, choice=Choice(asked.pool, kept),
        replaces=asked.replaces,
    )  # fmt: skip


def _said(case: Case, facts: Facts) -> Facts:
    """The facts with accounts and amounts as the case keeps them."""
    found = dict(facts)
    if found.get("account") and found["account"] != procedure.EVERY_ACCOUNT:
        found["account"] = account_of(case, str(found["account"]))
    if "amount" in found:
        text = str(found.pop("amount"))
        found["amount_minor"] = amount_of(text, case.settings.currency) if text else 0
    return found


def _check_standing(case: Case, course: procedure.Course, step: procedure.Step) -> None:
    """Before money moves: the freeze is in force, and the evidence still gives these figures."""
    refuse_unfrozen(case, course, step.on)
    accounts: Sequence[str] = [each.account_id for each in course.stocks]
    kept = {each.account_id: each.kept_minor for each in course.stocks}
    draft = draft_plan(
        case, on=step.on, accounts=accounts, choice=Choice(course.pool, kept),
        replaces=course.plan_id,
    )  # fmt: skip
    procedure.refuse_outdated(course, draft.plan)


def _write(folder: Path, kind: str, facts: Facts, *, author: str, reason: str) -> Decided:
    """Write one decision. No table and no trace rests on it, so none is made again."""
    case = open_case(folder)
    try:
        append_decision(
            case.decisions_path, kind, facts, author=author, at=clock_text(), reason=reason
        )
        case.set_meta(APPLIED, str(len(case.decisions())))
        case.set_meta(TRACED, trace_mark(case))
        return last_decision(case)
    finally:
        case.close()

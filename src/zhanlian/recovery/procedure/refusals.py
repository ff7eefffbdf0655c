"""Refusals of the procedure: a step that may not be taken, and the rule that stands against it.

keeps  one code each; where a rule forbids the step, ``why`` names the rule
"""

from datetime import date

from zhanlian.terms import AccountId, Refusal

__all__ = [
    "AccountBusy",
    "BadStep",
    "LevelTooLow",
    "MustChange",
    "NotFrozen",
    "NothingToReturn",
    "NoticeRunning",
    "ObjectionPending",
    "OneOfficer",
    "PlanOutdated",
    "QuestionOpen",
    "UnknownPlan",
    "WrongReceipt",
    "WrongTurn",
]

RULES = "rules on returning frozen funds (银监发〔2016〕41号)"


class UnknownPlan(Refusal):
    """A plan that the case does not have."""

    code = "ZL-RECOVERY-007"

    def __init__(self, plan_id: str, *, known: tuple[str, ...]) -> None:
        super().__init__(
            f"The case has no return plan {plan_id!r}.",
            where="recovery.procedure",
            why=f"its plans are {', '.join(known)}" if known else "no plan was made yet",
            do_next="name one of them, or make one: zhanlian plan-return CASE --author --reason",
        )


class WrongTurn(Refusal):
    """A step out of its order."""

    code = "ZL-RECOVERY-008"

    def __init__(self, step: str, *, plan_id: str, state: str, why: str) -> None:
        super().__init__(
            f"The step {step!r} cannot be taken in plan {plan_id} now.",
            where=f"plan {plan_id}, {state}",
            why=why,
            do_next="zhanlian objections CASE PLAN shows where the plan stands",
        )


class BadStep(Refusal):
    """A step with a fact that cannot be read."""

    code = "ZL-RECOVERY-009"

    def __init__(self, step: str, *, fact: str, why: str) -> None:
        super().__init__(
            f"The step {step!r} cannot be written down.",
            where=fact,
            why=why,
            do_next="correct that fact and take the step again; nothing was written",
        )


class NoticeRunning(Refusal):
    """A decision before the public notice is over."""

    code = "ZL-RECOVERY-010"

    def __init__(self, *, plan_id: str, free_from: date | None) -> None:
        told = "no notice was made" if free_from is None else f"it may be decided from {free_from}"
        super().__init__(
            f"Plan {plan_id} cannot be decided yet: {told}.",
            where=f"plan {plan_id}",
            why=f"{RULES} art. 8(3): a proportional return waits for its public notice",
            do_next="make the public notice, or wait until its last day has passed",
        )


class ObjectionPending(Refusal):
    """A decision over an objection that nobody has ruled on."""

    code = "ZL-RECOVERY-011"

    def __init__(self, objections: tuple[str, ...], *, plan_id: str) -> None:
        super().__init__(
            f"Plan {plan_id} has objections without a ruling: {', '.join(objections)}.",
            where=f"plan {plan_id}",
            why=f"{RULES} art. 8(3): objections are examined before the return is decided",
            do_next="rule on each of them: zhanlian objections CASE PLAN rule",
        )


class QuestionOpen(Refusal):
    """A decision over a question that a person has not answered."""

    code = "ZL-RECOVERY-012"

    def __init__(self, ask: str, *, account_id: str, plan_id: str, told: str) -> None:
        super().__init__(
            f"Plan {plan_id} has an open question about {AccountId(account_id)}.",
            where=f"plan {plan_id}, {ask}",
            why=told,
            do_next=f"answer it with your reason: zhanlian objections CASE {plan_id} answer {ask}",
        )


class LevelTooLow(Refusal):
    """A return approved by a body that may not."""

    code = "ZL-RECOVERY-013"

    def __init__(self, level: str, *, needed: str, plan_id: str) -> None:
        super().__init__(
            f"{level or 'Nobody'} cannot approve plan {plan_id}.",
            where=f"plan {plan_id}",
            why=f"{RULES} art. 6: the decision is approved by {needed} or above",
            do_next=f"have it approved by {needed}, and name that level",
        )


class OneOfficer(Refusal):
    """An act that two officers must do, done by fewer."""

    code = "ZL-RECOVERY-014"

    def __init__(self, *, plan_id: str, officers: tuple[str, ...]) -> None:
        super().__init__(
            f"Plan {plan_id} needs two officers here.",
            where=f"plan {plan_id}, officers: {', '.join(officers) or 'none'}",
            why=f"{RULES} art. 10: two or more officers with police ID go to the bank",
            do_next="name two different officers",
        )


class NotFrozen(Refusal):
    """A return out of an account that no freeze in force holds."""

    code = "ZL-RECOVERY-015"

    def __init__(self, account_id: str, *, hold: str, on: date, why: str) -> None:
        super().__init__(
            f"Nothing can be returned from {AccountId(account_id)} on {on}: it is {hold}.",
            where=f"account {AccountId(account_id)}",
            why=why,
            do_next="freeze the account first, or renew before the freeze ends; then plan again",
        )


class WrongReceipt(Refusal):
    """A bank's receipt that does not fit the plan."""

    code = "ZL-RECOVERY-016"

    def __init__(self, *, plan_id: str, why: str) -> None:
        super().__init__(
            f"The receipt does not fit plan {plan_id}.",
            where=f"plan {plan_id}",
            why=why,
            do_next="compare it with the plan's line; write to the bank where the bank is wrong",
        )


class AccountBusy(Refusal):
    """An account that another procedure has not finished with."""

    code = "ZL-RECOVERY-017"

    def __init__(self, account_id: str, *, plan_id: str) -> None:
        super().__init__(
            f"{AccountId(account_id)} is in plan {plan_id}, which is not finished.",
            where=f"plan {plan_id}",
            why=f"{RULES} art. 8: a later victim gets a new procedure on what is left",
            do_next=f"finish or cancel plan {plan_id}, or replace it: --replaces {plan_id}",
        )


class MustChange(Refusal):
    """A decision on a plan that an upheld objection overtook."""

    code = "ZL-RECOVERY-018"

    def __init__(self, objections: tuple[str, ...], *, plan_id: str) -> None:
        super().__init__(
            f"Plan {plan_id} must be changed first.",
            where=f"plan {plan_id}, objections {', '.join(objections)}",
            why=f"{RULES} art. 8(3): they were upheld, so the plan no longer stands as noticed",
            do_next=f"make the changed plan: zhanlian plan-return CASE --replaces {plan_id}",
        )


class PlanOutdated(Refusal):
    """A plan whose figures the evidence no longer gives."""

    code = "ZL-RECOVERY-019"

    def __init__(self, *, plan_id: str, account_id: str) -> None:
        super().__init__(
            f"Plan {plan_id} is older than what the case holds now.",
            where=f"plan {plan_id}, account {AccountId(account_id)}",
            why="evidence, losses or the frozen amount changed, and the shares with them",
            do_next=f"make the plan again: zhanlian plan-return CASE --replaces {plan_id}",
        )


class NothingToReturn(Refusal):
    """A plan without a single payment."""

    code = "ZL-RECOVERY-020"

    def __init__(self, *, why: str) -> None:
        super().__init__(
            "There is nothing to return.",
            where="recovery.planning",
            why=why,
            do_next="look at the accounts left out and at the victims' losses",
        )

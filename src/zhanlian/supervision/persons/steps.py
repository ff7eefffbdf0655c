"""Steps of a person: only those that the law room's track allows, in the order of time.

keeps  the first step leaves ``at_large``; a step follows the one before it in the track and in
       time; what a step is not allowed to be is refused with what may follow
"""

from collections.abc import Sequence

from sqlalchemy import select

from zhanlian.law import clocks
from zhanlian.supervision.tables import PersonStep
from zhanlian.supervision.writing import Writing
from zhanlian.terms import Refusal

FIRST_STAGE = "at_large"


class WrongStep(Refusal):
    """A person cannot go from where they stand to where the step would take them."""

    code = "ZL-SUPERVISION-030"

    def __init__(self, to_stage: str, *, stage: str, why: str) -> None:
        allowed = ", ".join(step.to_stage for step in clocks.next_steps(stage)) or "nothing"
        super().__init__(
            f"A person who is {stage} cannot become {to_stage} by this step.",
            where=f"person's step to {to_stage}",
            why=why,
            do_next=f"after {stage} may follow: {allowed}; check the step and its moment",
        )


def take_step(writing: Writing, step: PersonStep, *, reason: str = "") -> PersonStep:
    """Keep a person's next step."""
    before = list(
        writing.session.scalars(
            select(PersonStep)
            .where(PersonStep.party_id == step.party_id)
            .order_by(PersonStep.happened_at, PersonStep.id)
        )
    )
    transition_to(step, stage=stage_of(before))
    if before and step.happened_at < before[-1].happened_at:
        raise WrongStep(step.to_stage, stage=stage_of(before), why="a later step is kept already")
    return writing.add(step, reason=reason)


def stage_of(steps: Sequence[PersonStep]) -> str:
    """Where a person stands after ``steps``, which are in the order of time."""
    return steps[-1].to_stage if steps else FIRST_STAGE


def transition_to(step: PersonStep, *, stage: str) -> clocks.Transition:
    """The law room's transition that ``step`` takes from ``stage``."""
    for each in clocks.next_steps(stage):
        if each.to_stage == step.to_stage:
            return each
    raise WrongStep(step.to_stage, stage=stage, why="the track of a person has no such step")

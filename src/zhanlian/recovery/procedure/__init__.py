"""Procedure: a return plan from its draft to the bank's last receipt.

comes in   a computed plan, steps that people took, with day and author
goes out   ``Course``: the state, objections, payments and rest of a plan; refusals that name
           the rule a step would break
stays out  the shares themselves (``planning``), the papers (``reports``)
start at   ``take`` for one step, ``read_courses`` for a case
"""

from zhanlian.recovery.procedure.course import (
    EVERY_ACCOUNT,
    Agreed,
    Course,
    Objection,
    Paid,
    State,
    Stock,
    take,
)
from zhanlian.recovery.procedure.refusals import NotFrozen
from zhanlian.recovery.procedure.replay import (
    PLAN,
    STEP,
    Returned,
    add_plan,
    course_of,
    less_returned,
    plan_facts,
    read_courses,
    refuse_outdated,
    returned_by,
)
from zhanlian.recovery.procedure.steps import Step, StepKind, plain_step, read_step

__all__ = [
    "EVERY_ACCOUNT",
    "PLAN",
    "STEP",
    "Agreed",
    "Course",
    "NotFrozen",
    "Objection",
    "Paid",
    "Returned",
    "State",
    "Step",
    "StepKind",
    "Stock",
    "add_plan",
    "course_of",
    "less_returned",
    "plain_step",
    "plan_facts",
    "read_courses",
    "read_step",
    "refuse_outdated",
    "returned_by",
    "take",
]

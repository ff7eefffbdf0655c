"""Plans: a return plan as its documents speak of it, account by account.

in     a case and the day of the documents
out    ``PlanPaper`` per plan that is still alive: lines by account, losses, sources
keeps  figures are those of the record, on which people decided; a plan that was cancelled or
       replaced writes nothing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhanlian.evidence import Case
from zhanlian.recovery import Loss, Situation, Standing, measures, procedure, read_losses
from zhanlian.reports.documents.draft import Given
from zhanlian.reports.documents.people import People, read_people
from zhanlian.reports.documents.refusals import NothingToWrite

__all__ = ["PlanPaper", "read_plans", "say_share"]

OVER = (procedure.State.CANCELLED, procedure.State.REPLACED)
DECIDED = (procedure.State.APPROVED, procedure.State.INSTRUCTED, procedure.State.CLOSED)
NO_PLAN = "the case has no return plan that still stands: zhanlian plan-return"
NOT_DECIDED = "no plan is approved yet; this document follows the approval"
PERCENT, PLACES = 100, 4


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """One plan with what its documents need."""

    course: procedure.Course
    source: str
    losses: Mapping[str, Loss]
    standings: Mapping[str, Standing]
    people: People
    currency: str

    def money(self, minor: int, source: str = "") -> Given:
        """An amount of the plan, by default with the plan's decision as source."""
        return Given(minor, source or self.source, self.currency)

    def lines_of(self, account_id: str) -> tuple[procedure.Agreed, ...]:
        """Payments out of an account."""
        return tuple(
            line
            for line in self.course.lines
            if line.account_id == account_id and line.amount_minor
        )

    def lines_to(self, victim_id: str) -> tuple[procedure.Agreed, ...]:
        """Payments to a victim."""
        return tuple(
            line for line in self.course.lines if line.victim_id == victim_id and line.amount_minor
        )

    def shares_of(self, account_id: str) -> tuple[procedure.Agreed, ...]:
        """Proportional shares out of an account, which a public notice must precede."""
        return tuple(
            line
            for line in self.course.lines
            if line.account_id == account_id and line.situation is Situation.UNTRACEABLE
        )

    def rest_of(self, stock: procedure.Stock) -> int:
        """What stays frozen in an account and is not kept back."""
        paid = sum(line.amount_minor for line in self.lines_of(stock.account_id))
        return stock.frozen_minor - stock.kept_minor - paid

    def loss_of(self, victim_id: str) -> Given:
        """What a victim lost."""
        return self.money(self.losses[victim_id].loss_minor, f"loss {victim_id}")

    def good_of(self, victim_id: str) -> Given:
        """What was made good before this plan."""
        return self.money(self.losses[victim_id].made_good_minor, f"loss {victim_id}")


def read_plans(case: Case, on: date, *, kind: str, is_decided: bool = False) -> list[PlanPaper]:
    """Plans that still stand, or those approved; refuses where there are none."""
    courses = procedure.read_courses(case)
    wanted = [each for each in courses.values() if each.state not in OVER]
    if not wanted:
        raise NothingToWrite(kind, why=NO_PLAN)
    if is_decided:
        wanted = [each for each in wanted if each.state in DECIDED]
        if not wanted:
            raise NothingToWrite(kind, why=NOT_DECIDED)
    made_by = {each.facts["plan"]: each.seq for each in case.decisions(procedure.PLAN)}
    people, standings = read_people(case), measures.list_standings(case, on)
    return [
        PlanPaper(
            course=each,
            source=f"decision {made_by[each.plan_id]}, plan {each.plan_id}",
            losses=read_losses(case, _before(courses, each)),
            standings=standings,
            people=people,
            currency=case.settings.currency,
        )
        for each in wanted
    ]


def _before(courses: Mapping[str, procedure.Course], course: procedure.Course) -> Mapping[str, int]:
    """What plans made before this one have paid each victim."""
    names = list(courses)
    earlier = [courses[name] for name in names[: names.index(course.plan_id)]]
    return procedure.returned_by(earlier).by_victim


def say_share(part: int, whole: int) -> str:
    """A share in percent: exact, or marked as cut off.

    >>> say_share(5, 8), say_share(1, 3)
    ('62.5%', '约33.3333%')
    """
    share = Fraction(part * PERCENT, whole)
    scaled = share * 10**PLACES
    digits = scaled.numerator // scaled.denominator
    head, tail = divmod(digits, 10**PLACES)
    text = f"{head}.{tail:0{PLACES}d}".rstrip("0").rstrip(".")
    return f"{text}%" if scaled.denominator == 1 else f"约{head}.{tail:0{PLACES}d}%"

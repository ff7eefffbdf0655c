"""Drafting: a return plan of a traced case, as its evidence and record stand on a day.

in     a traced case, a day, the accounts and the choice of a person
out    ``Draft``: the plan, and every account left out with the reason
keeps  only a freeze in force gives money to return; what earlier procedures paid is no longer
       frozen, and counts as made good; an account somebody named is never left out in silence
law    rules on returning frozen funds (银监发〔2016〕41号) arts. 2 and 8; their detailed rules,
       art. 3: stopped money is not frozen money
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhanlian.evidence import Case
from zhanlian.recovery.beside import Beside, show_beside
from zhanlian.recovery.losses import read_losses, read_victims
from zhanlian.recovery.measures import list_standings
from zhanlian.recovery.ownership import Frozen, find_owners
from zhanlian.recovery.planning import Choice, Plan, make_plan
from zhanlian.recovery.procedure import (
    Course,
    NotFrozen,
    less_returned,
    read_courses,
    returned_by,
)
from zhanlian.recovery.procedure.course import OVER
from zhanlian.recovery.procedure.refusals import AccountBusy
from zhanlian.recovery.standing import Hold, Standing
from zhanlian.tracing import Ledger, Method, Trace, trace_again

__all__ = ["Draft", "LeftOut", "draft_plan", "refuse_unfrozen", "show_conventions"]

WHY = {
    Hold.STOPPED: "detailed rules on returning frozen funds, art. 3: a stop payment is no freeze",
    Hold.WAITING: "procedure rules (公安部令第127号) art. 242: a waiting freeze holds nothing yet",
    Hold.LAPSED: "procedure rules (公安部令第127号) art. 243: a freeze not renewed ended by itself",
    Hold.FREE: "rules on returning frozen funds (银监发〔2016〕41号) art. 2: no freeze is on it",
}
NO_AMOUNT, NO_LEDGER, IN_PLAN = "amount_unknown", "not_in_ledger", "in_plan"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An account under some measure that the plan does not touch, and why."""

    account_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as of a day; nobody has decided it."""

    on: date
    plan: Plan
    left_out: tuple[LeftOut, ...]


def draft_plan(
    case: Case,
    *,
    on: date,
    accounts: Sequence[str] = (),
    choice: Choice | None = None,
    replaces: str = "",
) -> Draft:
    """Plan what may be returned on a day, out of ``accounts`` or of all that are frozen.

    Raises ``NotFrozen``, ``AccountBusy``, ``BadReserve`` for accounts that were named.
    """
    courses = read_courses(case)
    standings = list_standings(case, on)
    asked = set(accounts) or set(standings)
    traced = _traced(case)
    others = [each for name, each in courses.items() if name != replaces]
    reader = _Reader(standings, others, traced.ledger)
    taken, left_out = [], []
    for account_id in sorted(asked):
        why = reader.why_not(account_id)
        if why and accounts:
            reader.refuse(account_id, why, on)
        if why:
            left_out.append(LeftOut(account_id, why))
        else:
            taken.append(account_id)
    returned = returned_by(courses.values())
    frozen = [Frozen(each, standings[each].frozen_minor or 0) for each in taken]
    owned = find_owners(traced, frozen, victim_of=read_victims(case))
    plan = make_plan(
        [less_returned(each, returned) for each in owned],
        read_losses(case, returned.by_victim),
        choice=choice,
    )
    return Draft(on, plan, tuple(left_out))


def refuse_unfrozen(case: Case, course: Course, on: date) -> None:
    """Refuse to decide or pay out of an account that no freeze in force holds on a day."""
    standings = list_standings(case, on)
    for stock in course.stocks:
        hold = _hold(standings, stock.account_id)
        if hold is not Hold.FROZEN:
            raise NotFrozen(stock.account_id, hold=hold, on=on, why=WHY[hold])


def show_conventions(case: Case, accounts: Iterable[str]) -> tuple[Beside, ...]:
    """What accounting conventions would say of the accounts; never a basis for paying."""
    return show_beside(_traced(case).ledger, accounts, victim_of=read_victims(case))


def _hold(standings: dict[str, Standing], account_id: str) -> Hold:
    return standings[account_id].hold if account_id in standings else Hold.FREE


def _traced(case: Case) -> Trace:
    return trace_again(case, method=Method.DIRECT)[case.settings.currency].found


class _Reader:
    """What stands against taking an account into a plan."""

    def __init__(
        self, standings: dict[str, Standing], courses: Sequence[Course], ledger: Ledger
    ) -> None:
        self.standings = standings
        self.known = set(ledger.account_ids)
        self.busy = {
            stock.account_id: course.plan_id
            for course in courses
            if course.state not in OVER
            for stock in course.stocks
        }

    def why_not(self, account_id: str) -> str:
        """The reason as a code; empty where there is none."""
        hold = _hold(self.standings, account_id)
        if hold is not Hold.FROZEN:
            return hold.value
        if account_id in self.busy:
            return IN_PLAN
        if self.standings[account_id].frozen_minor is None:
            return NO_AMOUNT
        return "" if account_id in self.known else NO_LEDGER

    def refuse(self, account_id: str, why: str, on: date) -> None:
        """Say no to an account that somebody named."""
        if why == IN_PLAN:
            raise AccountBusy(account_id, plan_id=self.busy[account_id])
        if why in tuple(Hold):
            raise NotFrozen(account_id, hold=why, on=on, why=WHY[Hold(why)])
        told = {
            NO_AMOUNT: "no bank stated how much is frozen there",
            NO_LEDGER: "no transfer of the case names it",
        }
        raise NotFrozen(account_id, hold=why, on=on, why=told[why])

"""Followed: recorded plans and where they stand, as plain values for faces.

keeps  amounts in minor units, days as text; what nobody has done yet is an empty text
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhanlian.desk.veils import as_account
from zhanlian.recovery import procedure


@dataclass(frozen=True, slots=True)
class FollowedLine:
    """One recorded line and what became of it.

    Attributes
    ----------
    account : account
    victim : victim
    situation : A, B or C
    base_minor : what the share was formed from
    amount_minor : to be paid
    outcome : paid, failed, or empty while no bank has answered
    done_on : day of the receipt
    is_late : whether the bank took longer than it may
    """

    account: str
    victim: str
    situation: str
    base_minor: int
    amount_minor: int
    outcome: str
    done_on: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class FollowedObjection:
    """One objection.

    Attributes
    ----------
    objection : its name
    by : who objects
    party : victim, holder or third_party
    on : when
    is_late : whether it came after the notice
    outcome : upheld, partly, rejected; empty while nobody ruled
    """

    objection: str
    by: str
    party: str
    on: str
    is_late: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A recorded plan and where it stands.

    Attributes
    ----------
    plan : its name
    state : draft, noticed, approved, instructed, closed, cancelled or replaced
    made_on : when it was made
    pool : account or case
    needs_notice : whether a public notice comes first
    noticed_on : day of the notice
    notice_ends : last day of the notice, every reading
    free_from : first day on which it may be decided
    approved_on : when it was decided
    instructed_on : when the bank was told
    bank_due_on : the bank's last day
    frozen_minor : frozen when it was made
    kept_minor : kept back
    paid_minor : paid by banks
    rest_minor : neither paid nor kept back
    objections : objections
    open_asks : open questions: ask and account
    lines : payments
    replaced_by : the plan that replaced it
    """

    plan: str
    state: str
    made_on: str
    pool: str
    needs_notice: bool
    noticed_on: str
    notice_ends: tuple[str, ...]
    free_from: str
    approved_on: str
    instructed_on: str
    bank_due_on: str
    frozen_minor: int
    kept_minor: int
    paid_minor: int
    rest_minor: int
    objections: tuple[FollowedObjection, ...]
    open_asks: tuple[dict[str, str], ...]
    lines: tuple[FollowedLine, ...]
    replaced_by: str


def follow_view(course: procedure.Course) -> Followed:
    """A recorded plan for a face."""
    notice = course.notice
    return Followed(
        plan=course.plan_id,
        state=course.state.value,
        made_on=course.made_on.isoformat(),
        pool=course.pool,
        needs_notice=course.needs_notice,
        noticed_on=_text(course.noticed_on),
        notice_ends=() if notice is None else tuple(_text(each.on) for each in notice.ends),
        free_from=_text(course.free_from),
        approved_on=_text(course.approved_on),
        instructed_on=_text(course.instructed_on),
        bank_due_on=_text(course.bank_due_on),
        frozen_minor=course.frozen_minor,
        kept_minor=course.kept_minor,
        paid_minor=course.paid_minor,
        rest_minor=course.rest_minor,
        objections=tuple(
            FollowedObjection(
                each.objection_id, each.by, each.party, _text(each.on), each.is_late, each.outcome
            )
            for each in course.objections
        ),
        open_asks=tuple(
            {"ask": ask, "account": as_account(account)} for ask, account in course.open_asks
        ),
        lines=_followed_lines(course),
        replaced_by=course.replaced_by,
    )


def _followed_lines(course: procedure.Course) -> tuple[FollowedLine, ...]:
    done = {(each.account_id, each.victim_id): each for each in course.payments}
    lines = []
    for each in course.lines:
        paid = done.get((each.account_id, each.victim_id))
        lines.append(
            FollowedLine(
                account=as_account(each.account_id),
                victim=each.victim_id,
                situation=each.situation.value,
                base_minor=each.base_minor,
                amount_minor=each.amount_minor,
                outcome=paid.outcome if paid else "",
                done_on=_text(paid.on) if paid else "",
                is_late=paid.is_late if paid else False,
            )
        )
    return tuple(lines)


def _text(on: date | None) -> str:
    return "" if on is None else on.isoformat()

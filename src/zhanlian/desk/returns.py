"""Returns: plans as computed, as plain values for faces: amounts in minor units, days as text.

keeps  every line names its ground and its provisions; a share shows its exact ratio; what other
       ways and conventions would give is marked as no basis for paying
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from zhanlian.desk.veils import as_account
from zhanlian.law import law_book
from zhanlian.recovery import Beside, Draft, Line, Loss, Owned, Situation, Way, compare_ways


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One payment to be made.

    Attributes
    ----------
    account : account it is paid from
    victim : victim it is paid to
    situation : A single, B traceable, C proportional
    base_minor : what the share was formed from
    ratio : exact part of the base that is paid
    amount_minor : what is paid
    grounds : keys of the grounds, in the order of reasoning
    cites : provisions
    transfers : transfers that prove the way, one text per path
    """

    account: str
    victim: str
    situation: str
    base_minor: int
    ratio: str
    amount_minor: int
    grounds: tuple[str, ...]
    cites: tuple[str, ...]
    transfers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnAccount:
    """One account of a plan.

    Attributes
    ----------
    account : account
    situation : A, B, C, or - where no victim's money is known to lie
    frozen_minor : frozen by the bank's word, less what went back before
    booked_minor : balance by the statements, the same way
    matched_minor : tied to victims payment by payment
    kept_minor : kept back by decision
    paid_minor : what the plan pays
    rest_minor : what stays frozen
    credit_count : credits of the account
    breaks : where the match of a victim's money broke: transfer and paying account
    asks : open questions
    """

    account: str
    situation: str
    frozen_minor: int
    booked_minor: int
    matched_minor: int
    kept_minor: int
    paid_minor: int
    rest_minor: int
    credit_count: int
    breaks: tuple[dict[str, Any], ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What one victim of a pool would get by other ways; for comparison, no basis for paying.

    Attributes
    ----------
    victim : victim
    loss_minor : proved loss
    made_good_minor : made good before, and matched by this plan
    net_loss_minor : in proportion to what is lacking
    gross_loss_minor : in proportion to the whole loss
    rising_tide_minor : worst served first
    """

    victim: str
    loss_minor: int
    made_good_minor: int
    net_loss_minor: int
    gross_loss_minor: int
    rising_tide_minor: int


@dataclass(frozen=True, slots=True)
class Convention:
    """What an accounting convention leaves in an account; for investigation, no basis for paying.

    Attributes
    ----------
    account : account
    method : convention
    victim : victim; empty for money of no victim
    amount_minor : amount
    """

    account: str
    method: str
    victim: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A plan as computed.

    Attributes
    ----------
    plan : its name in the record; empty for a proposal that was not written
    on : day it holds for
    pool : account or case
    law_version : edition of the legal data
    needs_notice : whether a public notice must come first
    frozen_minor : frozen in all its accounts
    kept_minor : kept back
    paid_minor : to be paid
    rest_minor : stays frozen
    accounts : accounts
    lines : payments
    left_out : accounts under a measure that the plan does not touch, and why
    alternatives : other ways of sharing the pool
    conventions : conventions beside, where asked for
    """

    plan: str
    on: str
    pool: str
    law_version: str
    needs_notice: bool
    frozen_minor: int
    kept_minor: int
    paid_minor: int
    rest_minor: int
    accounts: tuple[ReturnAccount, ...]
    lines: tuple[ReturnLine, ...]
    left_out: tuple[dict[str, str], ...]
    alternatives: tuple[Alternative, ...]
    conventions: tuple[Convention, ...]


def propose_view(draft: Draft, plan_id: str, beside: Sequence[Beside]) -> Proposed:
    """A draft for a face."""
    plan = draft.plan
    accounts = tuple(_account(each) for each in plan.accounts)
    return Proposed(
        plan=plan_id,
        on=draft.on.isoformat(),
        pool=plan.choice.pool,
        law_version=law_book().version,
        needs_notice=plan.needs_notice,
        frozen_minor=sum(each.frozen_minor for each in accounts),
        kept_minor=sum(each.kept_minor for each in accounts),
        paid_minor=sum(each.paid_minor for each in accounts),
        rest_minor=sum(each.rest_minor for each in accounts),
        accounts=accounts,
        lines=tuple(_line(each) for each in plan.lines),
        left_out=tuple(
            {"account": as_account(each.account_id), "why": each.why} for each in draft.left_out
        ),
        alternatives=_alternatives(draft),
        conventions=tuple(
            Convention(
                as_account(each.account_id), each.method.value, each.victim_id, each.amount_minor
            )
            for each in beside
        ),
    )


def _account(each: Any) -> ReturnAccount:
    owned: Owned = each.owned
    return ReturnAccount(
        account=as_account(owned.account_id),
        situation=owned.situation.value,
        frozen_minor=owned.frozen_minor,
        booked_minor=owned.booked_minor,
        matched_minor=sum(one.amount_minor for one in owned.matched),
        kept_minor=each.kept_minor,
        paid_minor=each.paid_minor,
        rest_minor=each.rest_minor,
        credit_count=owned.credit_count,
        breaks=tuple(
            {
                "victim": one.victim_id,
                "transfer": f"T{broken.transfer_id}",
                "account": as_account(broken.account_id),
                "mixed_with": list(broken.mixed_with),
                "has_other": broken.has_other,
            }
            for one in owned.pooled
            for broken in one.breaks
        ),
        asks=tuple(ask.key for ask in each.asks),
    )


def _line(line: Line) -> ReturnLine:
    cites = dict.fromkeys(str(cite) for ground in line.because for cite in ground.cites)
    return ReturnLine(
        account=as_account(line.account_id),
        victim=line.victim_id,
        situation=line.situation.value,
        base_minor=line.base_minor,
        ratio=str(line.ratio),
        amount_minor=line.amount_minor,
        grounds=tuple(each.key for each in line.because),
        cites=tuple(cites),
        transfers=tuple(" → ".join(f"T{each}" for each in path) for path in line.paths),
    )


def _alternatives(draft: Draft) -> tuple[Alternative, ...]:
    """Other ways to share what the plan shares in proportion, as one pool."""
    plan = draft.plan
    pooled = [each for each in plan.lines if each.situation is Situation.UNTRACEABLE]
    matched: dict[str, int] = {}
    for line in plan.lines:
        if line.situation is not Situation.UNTRACEABLE:
            matched[line.victim_id] = matched.get(line.victim_id, 0) + line.amount_minor
    victims = sorted({each.victim_id for each in pooled})
    losses: list[Loss] = []
    for victim in victims:
        loss = plan.losses[victim]
        good = loss.made_good_minor + matched.get(victim, 0)
        losses.append(replace(loss, made_good_minor=good))
    ways = compare_ways(sum(each.amount_minor for each in pooled), losses)
    return tuple(
        Alternative(
            loss.victim_id, loss.loss_minor, loss.made_good_minor, ways[Way.NET_LOSS][row],
            ways[Way.GROSS_LOSS][row], ways[Way.RISING_TIDE][row],
        )
        for row, loss in enumerate(losses)
    )  # fmt: skip

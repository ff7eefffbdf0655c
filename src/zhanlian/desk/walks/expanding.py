"""Expanding: how far money could have gone from an account, hop by hop, within limits.

in     an account, an instant, limits
out    ``Expanded``: rows with hop and parent, accounts with layer, and what was cut off
keeps  it says what could be, not whose money it was; a limit that cut something off is named
"""

from __future__ import annotations

from dataclasses import dataclass

from zhanlian.desk.veils import as_account
from zhanlian.desk.walks.asked import account_of, amount_of
from zhanlian.desk.why.moment import read_moment
from zhanlian.evidence import Case
from zhanlian.tracing import expansion

DAY_S = 86_400
FIRST_SECOND = "00:00:00"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far to go: hops, days within which money moves on, least amount, shares kept."""

    hops: int
    days: int
    least: str = ""
    keep_ppm: int = 0
    is_upstream: bool = False


@dataclass(frozen=True, slots=True)
class ExpandedRow:
    """One transfer the walk reached.

    Attributes
    ----------
    transfer : T and the transfer's number, to ask ``why`` with
    hop : least hop
    parent : transfer it was reached from; empty at the seed
    payer : payer
    payee : payee
    moved_at : when, microseconds UTC
    amount_minor : amount
    is_returned : whether it was undone
    """

    transfer: str
    hop: int
    parent: str
    payer: str
    payee: str
    moved_at: int
    amount_minor: int
    is_returned: bool


@dataclass(frozen=True, slots=True)
class ExpandedAccount:
    """One account the walk reached.

    Attributes
    ----------
    account : account
    layer_no : least hop by which it was reached, 0 for the seed
    stop : why the walk did not go on from there
    """

    account: str
    layer_no: int
    stop: str


@dataclass(frozen=True, slots=True)
class Expanded:
    """Where money could have gone.

    Attributes
    ----------
    account : account it starts at
    at : from when, microseconds UTC
    currency : currency
    rows : transfers reached, by hop
    accounts : accounts reached, by layer
    cut : transfers that a limit cut off, with the limit
    """

    account: str
    at: int
    currency: str
    rows: tuple[ExpandedRow, ...]
    accounts: tuple[ExpandedAccount, ...]
    cut: tuple[tuple[str, str], ...]


def widen(case: Case, number: str, *, at: str, limits: Limits, currency: str = "") -> Expanded:
    """Expand from account ``number`` on from ``at``, or upstream where the limits say so.

    A bare day is meant from its first second on, upstream back from its last. Raises
    ``NoSuchAccount``, ``BadMoment``, ``BadAmount``, and what ``expand`` refuses.
    """
    currency = currency or case.settings.currency
    account_id = account_of(case, number)
    is_day = ":" not in at and not limits.is_upstream
    moment = read_moment(f"{at} {FIRST_SECOND}" if is_day else at)
    direction = expansion.Direction.UP if limits.is_upstream else expansion.Direction.DOWN
    found = expansion.expand_case(
        case,
        account_id=account_id,
        at=moment,
        hops=limits.hops,
        window_s=limits.days * DAY_S,
        amount_minor_min=amount_of(limits.least, currency) if limits.least else 0,
        retention_ppm=limits.keep_ppm,
        direction=direction,
        currency=currency,
    )
    return _shown(found, account_id, moment)


def _shown(found: expansion.ExpandedCase, account_id: str, moment: int) -> Expanded:
    rows = tuple(
        ExpandedRow(
            f"T{row.transfer_id}", row.hop,
            "" if row.parent_transfer_id is None else f"T{row.parent_transfer_id}",
            as_account(row.payer_id), as_account(row.payee_id), row.moved_at, row.amount_minor,
            row.is_returned,
        )
        for row in sorted(found.rows, key=lambda row: (row.hop, row.transfer_id))
    )  # fmt: skip
    accounts = tuple(
        ExpandedAccount(as_account(each.account_id), each.layer_no, str(each.stop))
        for each in sorted(found.accounts, key=lambda each: (each.layer_no, each.account_id))
    )
    cut = tuple((f"T{transfer_id}", str(why)) for transfer_id, why in found.cut)
    return Expanded(as_account(account_id), moment, found.currency, rows, accounts, cut)

"""Rows: what the lists hand out, one shape per list; the JSON shapes are these.

keeps  money is whole minor units beside its currency, moments are microseconds UTC
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MethodTotals:
    """One method applied to one currency: victims' money in = held + outside.

    Attributes
    ----------
    method : name of the method
    version : rule and version
    currency : currency of the amounts
    victim_minor : what victims' anchored payments brought in
    held_minor : of that, held in accounts whose statements are in hand
    outside_minor : of that, gone where no statement is in hand
    other_minor : money of no victim
    born_minor : money the data does not explain
    transfer_count : transfers followed
    """

    method: str
    version: str
    currency: str
    victim_minor: int
    held_minor: int
    outside_minor: int
    other_minor: int
    born_minor: int
    transfer_count: int


@dataclass(frozen=True, slots=True)
class Holding:
    """Whose money lies in an account under one method.

    Attributes
    ----------
    figure : figure id, to ask ``why`` with
    method : name of the method
    currency : currency
    account : account
    holder : its holder
    payment : victim payment; empty for money of no victim
    amount_minor : amount
    strict_minor : of that, tied payment by payment
    """

    figure: str
    method: str
    currency: str
    account: str
    holder: str
    payment: str
    amount_minor: int
    strict_minor: int


@dataclass(frozen=True, slots=True)
class Layer:
    """One account the money reached (层级账户明细表).

    Attributes
    ----------
    figure : figure id
    method : method whose victim money is shown
    layer_no : 1 for an account a victim paid
    holder : holder
    holder_id_no : identity number
    account : account
    bank : bank
    parent : account the first victim money came from
    first_in_at : first victim money in, microseconds UTC
    last_out_at : last victim money out, microseconds UTC
    in_count : victim-carrying transfers in
    in_minor : all money in
    out_count : transfers out
    out_minor : all money out
    victim_in_minor : victim money in
    victim_held_minor : victim money left
    targets : three largest destinations
    exit_kind : how the money left, or held
    stop_reason : why the branch stops here
    balance_minor : last balance said
    measures : measures in force
    is_held : whether a statement is held
    currency : currency
    """

    figure: str
    method: str
    layer_no: int
    holder: str
    holder_id_no: str
    account: str
    bank: str
    parent: str
    first_in_at: int | None
    last_out_at: int | None
    in_count: int
    in_minor: int
    out_count: int
    out_minor: int
    victim_in_minor: int
    victim_held_minor: int
    targets: Any
    exit_kind: str
    stop_reason: str
    balance_minor: int | None
    measures: Any
    is_held: bool
    currency: str


@dataclass(frozen=True, slots=True)
class NextQuery:
    """What to ask for next (补调清单).

    Attributes
    ----------
    figure : figure id
    rank_no : priority, from 1
    account : account
    bank : bank, where known
    from_on : first day to ask for
    to_on : last day; empty for up to now
    contents : what to ask for
    reason : why
    amount_minor : victim money concerned
    currency : currency
    asked : whether asked already
    """

    figure: str
    rank_no: int
    account: str
    bank: str
    from_on: str
    to_on: str
    contents: str
    reason: str
    amount_minor: int
    currency: str
    asked: str


@dataclass(frozen=True, slots=True)
class FreezeCandidate:
    """An account to stop or freeze (止付冻结建议清单).

    Attributes
    ----------
    figure : figure id
    rank_no : priority, from 1
    account_kind : personal, corporate or empty
    holder : holder
    account : account
    bank : bank
    bank_code : bank's code
    balance_minor : last balance known
    balance_at : as of, microseconds UTC
    victim_minor : victim money there, main method
    victim_minor_low : lowest under all methods
    victim_minor_high : highest under all methods
    from_account : account that paid it
    from_minor : amount of the last such payment
    from_at : when, microseconds UTC
    minutes_since : minutes from that payment to the end of the data
    reason : facts behind the advice
    measures : measures in force
    advice : stop_pay, freeze, renew, queue, none
    expires_at : when the measure in force ends
    currency : currency
    """

    figure: str
    rank_no: int
    account_kind: str
    holder: str
    account: str
    bank: str
    bank_code: str
    balance_minor: int | None
    balance_at: int | None
    victim_minor: int
    victim_minor_low: int
    victim_minor_high: int
    from_account: str
    from_minor: int | None
    from_at: int | None
    minutes_since: int | None
    reason: Any
    measures: Any
    advice: str
    expires_at: int | None
    currency: str

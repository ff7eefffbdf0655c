"""Asked: an account, an amount and a currency as a person writes them.

keeps  what the case does not know is refused by name; an amount is exact or refused
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from zhanlian.desk.why.accounts import resolve_account
from zhanlian.evidence import Case
from zhanlian.terms import Refusal, minor_digits

THOUSANDS = ","


class NoSuchAccount(Refusal):
    """An account that the case does not have."""

    code = "ZL-DESK-021"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"This case has no account {number!r}.",
            where="the account asked for",
            why="no statement, sheet or counterparty column names it",
            do_next="copy the number from layers or freeze, or take its statement in first",
        )


class BadAmount(Refusal):
    """An amount that is no amount of the currency."""

    code = "ZL-DESK-022"

    def __init__(self, text: str, currency: str) -> None:
        super().__init__(
            f"{text!r} is no amount in {currency}.",
            where="--amount",
            why=f"it reads like 80000.00, above 0, with {minor_digits(currency)} decimals at most",
            do_next="write it in whole units with its decimals",
        )


def account_of(case: Case, number: str) -> str:
    """The account's id in this case. Raises ``NoSuchAccount``."""
    account_id = resolve_account(case, number)
    if not account_id:
        raise NoSuchAccount(number)
    return account_id


def amount_of(text: str, currency: str) -> int:
    """Minor units of an amount written in units.

    >>> amount_of("80,000.00", "CNY")
    8000000
    """
    try:
        minor = Decimal(text.strip().replace(THOUSANDS, "")).scaleb(minor_digits(currency))
    except InvalidOperation:
        raise BadAmount(text, currency) from None
    if not minor.is_finite() or minor != minor.to_integral_value() or minor <= 0:
        raise BadAmount(text, currency)
    return int(minor)

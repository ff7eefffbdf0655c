"""Beside: what accounting conventions would say of a frozen account, for investigation only.

in     a ledger, methods, accounts, the victim behind each payment
out    ``Beside`` lines: account, method, victim, amount
keeps  none of this is a basis for paying: the law on returning frozen funds names no convention
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhanlian.tracing import Ledger, Method, trace

__all__ = ["CONVENTIONS", "Beside", "show_beside"]

CONVENTIONS = (Method.FIFO, Method.LIFO, Method.PRO_RATA, Method.VICTIM_FIRST)


@dataclass(frozen=True, slots=True)
class Beside:
    """What ``method`` leaves of a victim in an account; an empty victim is money of no victim."""

    account_id: str
    method: Method
    rule_name: str
    victim_id: str
    amount_minor: int

    @property
    def is_basis(self) -> bool:
        """Whether a return may rest on it: never."""
        return False


def show_beside(
    ledger: Ledger,
    accounts: Iterable[str],
    *,
    victim_of: Mapping[str, str],
    methods: Iterable[Method] = CONVENTIONS,
) -> tuple[Beside, ...]:
    """Trace by each method and list what it leaves in the accounts. Cost: a trace per method."""
    wanted = set(accounts)
    victims = ("", *(victim_of[payment_id] for payment_id in ledger.origin_ids))
    found: dict[tuple[str, Method, str, str], int] = {}
    for method in methods:
        traced = trace(ledger, method=method)
        held = traced.holdings
        for account, origin, minor in zip(
            held.account.tolist(), held.origin.tolist(), held.amount_minor.tolist(), strict=True
        ):
            account_id = ledger.account_ids[account]
            if account_id in wanted:
                key = (account_id, method, traced.rule_name, victims[origin])
                found[key] = found.get(key, 0) + minor
    return tuple(Beside(*key, minor) for key, minor in sorted(found.items()))

"""Refusals of recovery: what cannot be returned, and the rule that stands against it.

keeps  one code each; a refusal that rests on a rule names the rule in its ``cites``
"""

from zhanlian.terms import AccountId, Refusal

__all__ = [
    "BadLoss",
    "BadReserve",
    "NotDirect",
    "UnknownAccount",
    "UnknownPayment",
]

OWNERSHIP = "recovery.ownership"


class NotDirect(Refusal):
    """Ownership was asked of a trace by an accounting convention."""

    code = "ZL-RECOVERY-002"

    def __init__(self, *, method: str) -> None:
        super().__init__(
            f"Ownership cannot be read from a trace by {method}.",
            where=OWNERSHIP,
            why="the rules on returning frozen funds match transfers one to one",
            do_next="trace by the direct method; other methods are shown for investigation only",
        )


class UnknownAccount(Refusal):
    """A frozen account that the ledger does not have."""

    code = "ZL-RECOVERY-003"

    def __init__(self, account_id: str) -> None:
        super().__init__(
            f"Account {AccountId(account_id)} is not in the traced ledger.",
            where=OWNERSHIP,
            why="no transfer of the case names it, so nobody's money can be shown to be there",
            do_next="query the account's statement, trace again, then look at it once more",
        )


class UnknownPayment(Refusal):
    """A traced payment without a victim."""

    code = "ZL-RECOVERY-004"

    def __init__(self, payment_id: str) -> None:
        super().__init__(
            f"No victim is known for payment {payment_id}.",
            where=OWNERSHIP,
            why="every traced payment is somebody's loss",
            do_next="add the victim of this payment to the victims' table",
        )


class BadLoss(Refusal):
    """A decision about a loss that says nothing usable."""

    code = "ZL-RECOVERY-005"

    def __init__(self, victim_id: str, *, why: str) -> None:
        super().__init__(
            f"The loss of {victim_id or 'nobody'} cannot be written down so.",
            where="recovery.losses",
            why=why,
            do_next="name a victim of the case, and its loss or what was made good, in yuan",
        )


class BadReserve(Refusal):
    """Money kept back that cannot be."""

    code = "ZL-RECOVERY-006"

    def __init__(self, account_id: str, *, why: str) -> None:
        super().__init__(
            f"The amount to keep back in {AccountId(account_id)} cannot be used.",
            where="recovery.planning",
            why=why,
            do_next="keep back no more than what is frozen in an account of the plan",
        )

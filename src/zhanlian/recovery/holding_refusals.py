"""Refusals about assets, measures, executed property, confiscation and plea sheets.

keeps  one code each; where a rule stands against the request, the refusal names it
"""

from zhanlian.terms import Refusal

__all__ = ["BadDebt", "BadRecord", "NoSuchRecord"]


class BadDebt(Refusal):
    """A debt or an asset that no order of payment can be made of."""

    code = "ZL-RECOVERY-101"

    def __init__(self, named: str, *, why: str) -> None:
        super().__init__(
            f"{named!r} cannot be paid from or to.",
            where="recovery.executing",
            why=why,
            do_next="correct the list of assets and debts, then compute again",
        )


class BadRecord(Refusal):
    """A record of an asset, a measure, a confiscation or a plea that cannot be read."""

    code = "ZL-RECOVERY-102"

    def __init__(self, field: str, *, where: str, why: str) -> None:
        super().__init__(
            f"The record cannot be taken in: {field}.",
            where=where,
            why=why,
            do_next="correct that field; docs/measures.md shows every form",
        )


class NoSuchRecord(Refusal):
    """A record asked for that the case does not have."""

    code = "ZL-RECOVERY-103"

    def __init__(self, what: str, *, why: str) -> None:
        super().__init__(
            f"The case has no {what}.",
            where="recovery",
            why=why,
            do_next="record it first, with author and reason",
        )

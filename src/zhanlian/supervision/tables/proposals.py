"""Proposals: acts that two people must agree to before they count.

keeps  the second person is not the first, which the database checks too
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from zhanlian.supervision.tables.base import one_of
from zhanlian.supervision.tables.cases import InCase


class ProposedAct(StrEnum):
    """What needs a second person (two-person rule of fund-analysis practice)."""

    ACCEPT_IMPORT = "accept_import"
    REMOVE_DUPLICATES = "remove_duplicates"
    ATTRIBUTE = "attribute"
    """Say that an account or device is a certain person's."""

    REFUND_PLAN = "refund_plan"


class ProposalState(StrEnum):
    """What became of it."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"


class Proposal(InCase):
    """An act one person proposes and another decides."""

    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> created_by", name="second_person"),
    )

    act: Mapped[ProposedAct] = one_of(ProposedAct)
    subject: Mapped[str]
    """What it is about: an import run, a set of rows, an account, a plan: by its id or digest."""

    facts: Mapped[dict[str, Any]]
    state: Mapped[ProposalState] = one_of(ProposalState)
    decided_by: Mapped[str | None]
    decided_at: Mapped[int | None]

"""Entries: the audit chain as rows.

keeps  rows are only ever added: triggers of both databases refuse the rest; every text is kept
       exactly as it was digested, so a digest can be made again from the row alone
"""

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from zhanlian.supervision.tables.base import Base


class AuditEntry(Base):
    """One link of the chain: who did what to which row, when and why, after which entry."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[int]
    actor: Mapped[str] = mapped_column(Text, index=True)
    act: Mapped[str]
    kind: Mapped[str]
    row_id: Mapped[str] = mapped_column(Text, index=True)
    case_id: Mapped[str] = mapped_column(Text, index=True)
    facts: Mapped[str]
    """Canonical JSON: for a change ``{"field": [old, new]}``."""

    reason: Mapped[str]
    before: Mapped[str]
    digest: Mapped[str]

"""Answers: what was answered to a request that may be sent again with the same key.

keeps  the answer is written in the transaction of the change itself: either both or neither
"""

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from zhanlian.supervision.tables.base import Base


class IdempotentAnswer(Base):
    """The answer to one key of one user, and the digest of the request it belongs to."""

    __tablename__ = "idempotent_answer"

    user_id: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    request_digest: Mapped[str]
    answer: Mapped[Any] = mapped_column(JSON)
    made_at: Mapped[int] = mapped_column(index=True)

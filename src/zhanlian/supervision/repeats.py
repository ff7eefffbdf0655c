"""Repeats: a request sent again with the same key is answered again, not done again.

keeps  a key belongs to one request of one user; the same key with another request is refused;
       answers are kept for a day
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from zhanlian.supervision.store import Records
from zhanlian.supervision.tables import IdempotentAnswer
from zhanlian.supervision.writing import Writing
from zhanlian.terms import MICROS, Refusal

KEPT_S = 24 * 3600


class KeyReused(Refusal):
    """An idempotency key came with a request other than its first."""

    code = "ZL-SUPERVISION-011"

    def __init__(self, key: str) -> None:
        super().__init__(
            "This idempotency key belongs to another request.",
            where=f"Idempotency-Key {key}",
            why="it was sent before with other content or to another address",
            do_next="make a new key for each new request; repeat a key only to repeat a request",
        )


@dataclass(frozen=True, slots=True)
class Repeat:
    """The key a request came with, and the digest of the request."""

    key: str
    request_digest: str


def earlier_answer(writing: Writing, repeat: Repeat) -> IdempotentAnswer | None:
    """What was answered to this key before; ``KeyReused`` where it was another request."""
    kept = writing.session.get(IdempotentAnswer, (writing.actor.user_id, repeat.key))
    if kept is not None and kept.request_digest != repeat.request_digest:
        raise KeyReused(repeat.key)
    return kept


def keep_answer(writing: Writing, repeat: Repeat, answer: Any) -> None:
    """Keep the answer beside the change it tells of."""
    writing.session.add(
        IdempotentAnswer(
            user_id=writing.actor.user_id, key=repeat.key,
            request_digest=repeat.request_digest, answer=answer, made_at=writing.now_at,
        )
    )  # fmt: skip


def forget_answers(records: Records, *, now_at: int) -> None:
    """Drop the answers older than a day."""
    old = IdempotentAnswer.made_at < now_at - KEPT_S * MICROS
    with records.working() as session:
        session.execute(delete(IdempotentAnswer).where(old))

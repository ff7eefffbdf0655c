"""Asking: one request: its key, its moment, and the two ways to the records.

keeps  who asks is found in the same transaction that reads or writes; a repeated request is
       answered with its first answer, in the transaction that would have done it again
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Request, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from zhanlian.supervision import (
    MACHINE,
    Actor,
    Records,
    Repeat,
    Writing,
    earlier_answer,
    keep_answer,
    people,
)
from zhanlian.web.settings import Settings

COOKIE = "zhanlian"
NANOS_PER_MICRO = 1000
KEY_MAX = 200

Answer = TypeVar("Answer")

cookie_key = APIKeyCookie(name=COOKIE, auto_error=False, description="A signed-in person")
bearer_key = HTTPBearer(auto_error=False, description="A token, or a session's key")


@dataclass(frozen=True, slots=True)
class Asking:
    """One request."""

    records: Records
    settings: Settings
    key: str
    now_at: int
    repeat: Repeat | None = None

    @contextmanager
    def reading(self) -> Iterator[tuple[Session, Actor]]:
        """A consistent view, and who asks."""
        with self.records.reading() as session:
            yield session, self.holder(session).actor

    def write(self, act: Callable[[Writing], Answer]) -> Answer:
        """Do ``act`` as one transaction, once for each idempotency key; its answer is JSON."""
        with self.records.writing(MACHINE, now_at=self.now_at) as machine:
            writing = replace(machine, actor=self.holder(machine.session).actor)
            if self.repeat is None:
                return act(writing)
            earlier = earlier_answer(writing, self.repeat)
            if earlier is not None:
                answer: Answer = earlier.answer
                return answer
            answer = act(writing)
            keep_answer(writing, self.repeat, answer)
            return answer

    def holder(self, session: Session) -> people.Holder:
        """Who holds the request's key; ``NoKey`` where nobody does."""
        return people.holder_of(
            session, self.key, now_at=self.now_at,
            second_factor_for=self.settings.policy.second_factor_for,
        )  # fmt: skip


def now() -> int:
    """The moment, in microseconds."""
    return time.time_ns() // NANOS_PER_MICRO


def _ask(
    request: Request,
    cookie: Annotated[str | None, Security(cookie_key)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(bearer_key)],
) -> Asking:
    state = request.app.state
    key = bearer.credentials if bearer is not None else cookie or ""
    return Asking(records=state.records, settings=state.settings, key=key, now_at=state.clock())


async def _ask_once(
    request: Request,
    asking: Annotated[Asking, Depends(_ask)],
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key", min_length=1, max_length=KEY_MAX, pattern=r"^[\x21-\x7e]+$"
        ),
    ] = None,
) -> Asking:
    if key is None:
        return asking
    said = f"{request.method} {request.url.path}\n".encode() + await request.body()
    return replace(asking, repeat=Repeat(key, hashlib.sha256(said).hexdigest()))


Asked = Annotated[Asking, Depends(_ask)]
"""A request that reads, or that may be done twice without harm."""

AskedOnce = Annotated[Asking, Depends(_ask_once)]
"""A request that makes something: its idempotency key is honoured."""

Json = dict[str, Any]

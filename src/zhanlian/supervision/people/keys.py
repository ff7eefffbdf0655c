"""Keys: what a client sends to say who it is: a session's key or a token's.

keeps  the key itself is told once and kept as its digest; an ended or late key is nobody's
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from zhanlian.supervision.access import MACHINE, Actor, load_actor
from zhanlian.supervision.people.refusals import NoKey, ScopeTooWide
from zhanlian.supervision.refusals import NoSuchRow, NotAllowed
from zhanlian.supervision.tables import Act, Post, Scope, SignIn, Token, User
from zhanlian.supervision.writing import Writing

KEY_BYTES = 32
NOT_BY_TOKEN = "a token does not change its account"  # noqa: S105  a sentence
SESSION_MARK = "zls_"
TOKEN_MARK = "zlt_"  # noqa: S105  a mark that tells the two kinds of key apart


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a key: the actor, and the session or token it came with."""

    actor: Actor
    key_id: str
    is_token: bool
    waits_for: str = ""
    """What the person must do first: ``password``, ``second_factor``, or nothing."""


def new_key(mark: str) -> tuple[str, str]:
    """A new key, and the digest to keep of it."""
    key = mark + secrets.token_urlsafe(KEY_BYTES)
    return key, digest_of_key(key)


def digest_of_key(key: str) -> str:
    """SHA-256 of a key; keys are long and random, so a plain digest is enough."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


def holder_of(
    session: Session, key: str, *, now_at: int, second_factor_for: frozenset[Post] = frozenset()
) -> Holder:
    """Who holds ``key`` now; ``NoKey`` where nobody does."""
    kept = _kept(session, key)
    if kept is None or kept.ended_at is not None or kept.expires_at <= now_at:
        raise NoKey
    scopes = [Scope(each) for each in kept.scopes] if isinstance(kept, Token) else list(Scope)
    try:
        actor = load_actor(session, kept.user_id, scopes=scopes)
    except NoSuchRow as gone:
        raise NoKey from gone
    waits_for = _waits_for(session.get_one(User, kept.user_id), actor, second_factor_for)
    if waits_for:
        actor = replace(actor, scopes=frozenset())
    return Holder(actor, kept.id, is_token=isinstance(kept, Token), waits_for=waits_for)


def _kept(session: Session, key: str) -> SignIn | Token | None:
    digest = digest_of_key(key)
    if key.startswith(TOKEN_MARK):
        return session.scalar(select(Token).where(Token.key_digest == digest))
    return session.scalar(select(SignIn).where(SignIn.key_digest == digest))


def _waits_for(user: User, actor: Actor, second_factor_for: frozenset[Post]) -> str:
    if user.must_choose:
        return "password"
    return "second_factor" if actor.posts & second_factor_for and not user.totp_secret else ""


def make_token(
    writing: Writing, *, name: str, scopes: Iterable[Scope], expires_at: int
) -> tuple[str, Token]:
    """A token of the actor for a program; its key is told here and never again."""
    wide = sorted(scope.value for scope in set(scopes) - writing.actor.scopes)
    if wide:
        raise ScopeTooWide(wide)
    key, digest = new_key(TOKEN_MARK)
    token = Token(
        user_id=writing.actor.user_id, name=name, key_digest=digest,
        scopes=sorted(scope.value for scope in set(scopes)), expires_at=expires_at,
    )  # fmt: skip
    return key, writing.add(token)


def end_key(writing: Writing, kept: SignIn | Token, *, reason: str) -> None:
    """End a session or a token at once."""
    if kept.ended_at is None:
        writing.change(kept, {"ended_at": writing.now_at}, version=kept.version, reason=reason)


def end_own_key(writing: Writing, holder: Holder) -> None:
    """Sign out: whoever holds a key may end it, whatever it reaches."""
    of = writing.session.get_one
    kept = of(Token, holder.key_id) if holder.is_token else of(SignIn, holder.key_id)
    machine = replace(writing, actor=MACHINE)
    end_key(machine, kept, reason=f"signed out by {writing.actor.user_id}")


def own_account(session: Session, holder: Holder) -> User:
    """The account behind a session; a token does not touch the account it belongs to."""
    if holder.is_token:
        raise NotAllowed(Act.WRITE, User.__tablename__, ground=NOT_BY_TOKEN, who=holder.actor.name)
    return session.get_one(User, holder.actor.user_id)

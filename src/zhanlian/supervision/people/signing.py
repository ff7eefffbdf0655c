"""Signing in: a claim checked slowly outside the lock, counted and recorded inside it.

in     login, password and code, or a subject an OpenID provider vouched for
out    a session with its key, told once
keeps  every success and every failure of a known account stands in the chain; after ``failed_max``
       failures the account is locked for a while, whatever is sent; what was typed is not kept
"""

from dataclasses import dataclass, field, replace

from sqlalchemy import select

from zhanlian.supervision.access import MACHINE, load_actor
from zhanlian.supervision.audit import Event
from zhanlian.supervision.people.keys import SESSION_MARK, new_key
from zhanlian.supervision.people.passwords import is_password
from zhanlian.supervision.people.refusals import SignInRefused
from zhanlian.supervision.people.secondfactor import PENDING, matching_step
from zhanlian.supervision.store import Records
from zhanlian.supervision.tables import Post, SignIn, User
from zhanlian.supervision.writing import Writing
from zhanlian.terms import MICROS

HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Policy:
    """How strict the door is."""

    failed_max: int = 5
    locked_s: int = HOUR_S // 4
    session_s: int = 12 * HOUR_S
    second_factor_for: frozenset[Post] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says they are, and their proof; never printed."""

    login: str
    password: str = field(repr=False)
    code: str = field(default="", repr=False)
    told: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session; ``key`` is told here and never again."""

    key: str = field(repr=False)
    sign_in_id: str
    user_id: str
    expires_at: int


STRICT = Policy()


def sign_in(records: Records, claim: Claim, *, now_at: int, policy: Policy = STRICT) -> SignedIn:
    """A session for whoever proves to be ``claim.login``; ``SignInRefused`` else."""
    with records.reading() as session:
        kept = session.scalar(select(User.password_hash).where(User.login == claim.login))
    is_right = is_password(claim.password, kept)  # a tenth of a second: before the lock
    with records.writing(MACHINE, now_at=now_at) as writing:
        user = writing.session.scalar(select(User).where(User.login == claim.login))
        signed = None
        if user is not None and not _is_shut(user, now_at):
            signed = _judge(writing, user, claim, is_right=is_right, policy=policy)
    if signed is None:
        raise SignInRefused  # after the failure was kept
    return signed


def sign_in_subject(
    records: Records, subject: str, *, now_at: int, told: str = "", policy: Policy = STRICT
) -> SignedIn:
    """A session for the account of a subject an OpenID provider vouched for."""
    with records.writing(MACHINE, now_at=now_at) as writing:
        user = writing.session.scalar(select(User).where(User.oidc_subject == subject))
        if user is None or _is_shut(user, now_at):
            raise SignInRefused
        return _open_session(writing, user, told=told, policy=policy)


def _is_shut(user: User, now_at: int) -> bool:
    is_locked = user.locked_until_at is not None and user.locked_until_at > now_at
    return is_locked or user.ended_at is not None


def _judge(
    writing: Writing, user: User, claim: Claim, *, is_right: bool, policy: Policy
) -> SignedIn | None:
    secret = user.totp_secret or ""
    step: int | None = user.totp_used_step
    if secret and not secret.startswith(PENDING):
        step = matching_step(
            secret, claim.code, now_at=writing.now_at, used_step=user.totp_used_step
        )
    if not is_right or step is None:
        _count_failure(writing, user, policy)
        return None
    new = {"failed_count": 0, "locked_until_at": None, "totp_used_step": step}
    writing.change(user, new, version=user.version, reason="signed in")
    return _open_session(writing, user, told=claim.told, policy=policy)


def _count_failure(writing: Writing, user: User, policy: Policy) -> None:
    failed_count = user.failed_count + 1
    new: dict[str, int] = {"failed_count": failed_count}
    if failed_count >= policy.failed_max:
        new = {"failed_count": 0, "locked_until_at": writing.now_at + policy.locked_s * MICROS}
    writing.change(user, new, version=user.version, reason="sign-in refused")


def _open_session(writing: Writing, user: User, *, told: str, policy: Policy) -> SignedIn:
    key, digest = new_key(SESSION_MARK)
    owner = replace(writing, actor=load_actor(writing.session, user.id))
    expires_at = writing.now_at + policy.session_s * MICROS
    kept = owner.add(SignIn(user_id=user.id, key_digest=digest, expires_at=expires_at, told=told))
    owner.note(Event(act="sign_in", kind=User.__tablename__, row_id=user.id, reason=""))
    return SignedIn(key, kept.id, user.id, expires_at)

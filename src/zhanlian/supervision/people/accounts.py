"""Accounts: made and ended by whoever keeps them, with posts and a password chosen by its owner.

keeps  no account has a password nobody set; one set by another must be chosen anew at first
       sign-in; an ended account's keys are nobody's from that moment
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from zhanlian.supervision.access import MACHINE
from zhanlian.supervision.people.passwords import hash_password, is_password
from zhanlian.supervision.people.refusals import SignInRefused
from zhanlian.supervision.tables import Post, PostHeld, User
from zhanlian.supervision.writing import Writing


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account begins with."""

    login: str
    name: str
    org_id: str
    posts: Iterable[Post]
    oidc_subject: str | None = None


def add_account(writing: Writing, new: NewAccount, *, password: str | None = None) -> User:
    """A new account; without a password it signs in by OpenID Connect alone."""
    kept = hash_password(password, login=new.login) if password is not None else None
    user = User(
        login=new.login, name=new.name, org_id=new.org_id, password_hash=kept,
        must_choose=kept is not None, oidc_subject=new.oidc_subject,
    )  # fmt: skip
    writing.add(user)
    for post in sorted(set(new.posts)):
        writing.add(PostHeld(user_id=user.id, post=post))
    return user


def give_password(writing: Writing, user: User, password: str, *, reason: str) -> None:
    """Set a password for somebody else: they choose their own at the next sign-in."""
    new = {
        "password_hash": hash_password(password, login=user.login),
        "must_choose": True, "failed_count": 0, "locked_until_at": None,
    }  # fmt: skip
    writing.change(user, new, version=user.version, reason=reason)


def choose_password(writing: Writing, user: User, *, old: str, new: str) -> None:
    """Change one's own password, knowing the old one."""
    if not is_password(old, user.password_hash):
        raise SignInRefused
    kept = hash_password(new, login=user.login)
    machine = replace(writing, actor=MACHINE)
    reason = f"chosen by {writing.actor.user_id}"
    machine.change(
        user, {"password_hash": kept, "must_choose": False}, version=user.version, reason=reason
    )


def give_post(writing: Writing, user: User, post: Post, *, reason: str) -> None:
    """Let a person hold a post."""
    held = _held(writing, user, post)
    if held is None:
        writing.add(PostHeld(user_id=user.id, post=post), reason=reason)
    else:
        writing.change(held, {"ended_at": None}, version=held.version, reason=reason)


def end_post(writing: Writing, user: User, post: Post, *, reason: str) -> None:
    """Take a post away; that it was held stays on record."""
    held = _held(writing, user, post)
    if held is not None and held.ended_at is None:
        writing.change(held, {"ended_at": writing.now_at}, version=held.version, reason=reason)


def end_account(writing: Writing, user: User, *, reason: str) -> None:
    """End an account: no key of it works any more."""
    writing.change(user, {"ended_at": writing.now_at}, version=user.version, reason=reason)


def _held(writing: Writing, user: User, post: Post) -> PostHeld | None:
    return writing.session.scalar(
        select(PostHeld).where(PostHeld.user_id == user.id, PostHeld.post == post)
    )

"""People: organisations, accounts, posts, and the ways in: sessions, tokens.

keeps  a password, a session and a token are kept as digests only; an ended way in stays on
       record with the moment it ended
"""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from zhanlian.supervision.tables.base import SECRET, Record, link, one_of
from zhanlian.supervision.tables.codes import Agency, Level, Post


class Organisation(Record):
    """A unit of one agency at one level, for one region."""

    name: Mapped[str] = mapped_column(unique=True)
    agency: Mapped[Agency] = one_of(Agency)
    level: Mapped[Level] = one_of(Level)
    region: Mapped[str]
    parent_id: Mapped[str | None] = link("organisation")


class User(Record):
    """An account of one person."""

    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    org_id: Mapped[str] = link("organisation")
    password_hash: Mapped[str | None] = mapped_column(info=SECRET)
    must_choose: Mapped[bool] = mapped_column(default=False)
    """The password was given by an administrator: nothing else works until it is changed."""

    oidc_subject: Mapped[str | None] = mapped_column(unique=True)
    totp_secret: Mapped[str | None] = mapped_column(info=SECRET)
    totp_used_step: Mapped[int] = mapped_column(default=0)
    failed_count: Mapped[int] = mapped_column(default=0)
    locked_until_at: Mapped[int | None]
    ended_at: Mapped[int | None]


class PostHeld(Record):
    """A post a person holds; ended, not deleted."""

    __table_args__ = (UniqueConstraint("user_id", "post"),)

    user_id: Mapped[str] = link("user")
    post: Mapped[Post] = one_of(Post)
    ended_at: Mapped[int | None]


class SignIn(Record):
    """A session of one person: the digest of its key, until when, and when it was revoked."""

    user_id: Mapped[str] = link("user")
    key_digest: Mapped[str] = mapped_column(unique=True, info=SECRET)
    expires_at: Mapped[int]
    ended_at: Mapped[int | None]
    told: Mapped[str] = mapped_column(default="")
    """What the client said of itself, so that a person knows their sessions apart."""


class Token(Record):
    """A key for programs: the digest of it, what it may be used for, until when."""

    user_id: Mapped[str] = link("user")
    name: Mapped[str]
    key_digest: Mapped[str] = mapped_column(unique=True, info=SECRET)
    scopes: Mapped[list[str]]
    expires_at: Mapped[int]
    ended_at: Mapped[int | None]

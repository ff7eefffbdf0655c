"""Users: organisations, accounts and posts, for those who keep them."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from zhanlian.supervision import Writing, allow, people, tables, target_of
from zhanlian.web.asking import Asked, AskedOnce, Json
from zhanlian.web.routers.session import NO_CONTENT, Login, Password
from zhanlian.web.rows import RowId, Rows, add_rows
from zhanlian.web.shapes import Id, Shape, Text, Why, row_shape

router = APIRouter(tags=["users"])
POSTS_MAX = 10

KEPT = (
    "password_hash", "must_choose", "oidc_subject", "totp_secret", "totp_used_step",
    "failed_count", "locked_until_at",
)  # fmt: skip
USERS = Rows(tables.User, "users", make=None, filters=("org_id",), hidden=KEPT)
USER = row_shape(tables.User, without=KEPT)


class UserAsk(Shape):
    """A new account; without a password it signs in by OpenID Connect alone."""

    login: Login
    name: Text
    org_id: Id
    posts: Annotated[list[tables.Post], Field(max_length=POSTS_MAX)]
    password: Password | None = None
    oidc_subject: Text | None = None


class GivenPassword(Why):
    """A password for somebody else, to be changed at their next sign-in."""

    password: Password


class PostAsk(Why):
    """A post to give or to take."""

    post: tables.Post


add_rows(
    router,
    Rows(
        tables.Organisation, "organisations", changes=("name", "parent_id"),
        filters=("agency", "region"),
    ),
)  # fmt: skip
add_rows(router, USERS)
add_rows(router, Rows(tables.PostHeld, "posts", make=None, filters=("user_id",)))


@router.post("/users", response_model=USER, status_code=201, summary="New account")
def add_user(asking: AskedOnce, body: UserAsk) -> Any:
    """An account; its owner chooses a password at the first sign-in."""

    def act(writing: Writing) -> Json:
        new = people.NewAccount(body.login, body.name, body.org_id, body.posts, body.oidc_subject)
        return USERS.shown(people.add_account(writing, new, password=body.password))

    return asking.write(act)


@router.post("/users/{row_id}/password", status_code=NO_CONTENT, summary="Give a password")
def give_password(asking: Asked, row_id: RowId, body: GivenPassword) -> None:
    """Set a password for somebody who lost theirs."""
    asking.write(
        lambda writing: people.give_password(
            writing, _user(writing, row_id), body.password, reason=body.reason
        )
    )


@router.post("/users/{row_id}/factor/remove", status_code=NO_CONTENT, summary="Remove a factor")
def remove_factor(asking: Asked, row_id: RowId, body: Why) -> None:
    """Ask for no codes any more: for a lost device."""
    asking.write(
        lambda writing: people.remove_factor(writing, _user(writing, row_id), reason=body.reason)
    )


@router.post("/users/{row_id}/posts", status_code=NO_CONTENT, summary="Give a post")
def give_post(asking: Asked, row_id: RowId, body: PostAsk) -> None:
    """Let a person hold a post."""
    asking.write(
        lambda writing: people.give_post(
            writing, _user(writing, row_id), body.post, reason=body.reason
        )
    )


@router.post("/users/{row_id}/posts/end", status_code=NO_CONTENT, summary="End a post")
def end_post(asking: Asked, row_id: RowId, body: PostAsk) -> None:
    """Take a post away."""
    asking.write(
        lambda writing: people.end_post(
            writing, _user(writing, row_id), body.post, reason=body.reason
        )
    )


@router.post("/users/{row_id}/end", status_code=NO_CONTENT, summary="End an account")
def end_user(asking: Asked, row_id: RowId, body: Why) -> None:
    """No key of the account works any more."""
    asking.write(
        lambda writing: people.end_account(writing, _user(writing, row_id), reason=body.reason)
    )


def _user(writing: Writing, row_id: str) -> tables.User:
    """The account, for whoever keeps accounts."""
    user = writing.get(tables.User, row_id)
    allow(writing.actor, tables.Act.WRITE, target_of(writing.session, user))
    return user

"""Session: signing in and out, one's own password, second factor, sessions and tokens."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import AfterValidator, BaseModel, Field

from zhanlian.supervision import Writing, people, tables
from zhanlian.web.asking import COOKIE, Asked, Asking, Json
from zhanlian.web.rows import RowId, Rows, add_rows
from zhanlian.web.shapes import Id, Reason, Shape, Text, Whole, Why, storable

router = APIRouter(tags=["session"])
PASSWORD_MAX = 200
NO_CONTENT = 204
CODE = r"^[0-9]{6}$"

Password = Annotated[str, Field(max_length=PASSWORD_MAX), AfterValidator(storable)]
Login = Annotated[str, Field(max_length=PASSWORD_MAX), AfterValidator(storable)]


class SignInAsk(Shape):
    """Login, password and, where the account asks for one, a code."""

    login: Login
    password: Password
    code: Annotated[str, Field(max_length=PASSWORD_MAX)] = ""


class SignedInAnswer(BaseModel):
    """A new session; the key also comes as a cookie."""

    key: str
    sign_in_id: str
    user_id: str
    expires_at: int


class Me(BaseModel):
    """Who asks, and what they must do first."""

    user_id: str
    name: str
    agency: str
    region: str
    posts: list[str]
    scopes: list[str]
    cases: list[str]
    waits_for: str


class PasswordAsk(Shape):
    """The old password and the new."""

    old: Password
    new: Password


class CodeAsk(Shape):
    """A code of the second factor."""

    code: Annotated[str, Field(pattern=CODE)]


class TokenAsk(Shape):
    """What a token is for, how far it reaches, and until when."""

    name: Text
    scopes: list[tables.Scope]
    expires_at: Whole


class TokenAnswer(BaseModel):
    """A token's key: told once."""

    key: str
    token_id: Id


class FactorAnswer(BaseModel):
    """What an authenticator app reads."""

    address: str


@router.post("/session", response_model=SignedInAnswer, status_code=201, summary="Sign in")
def sign_in(asking: Asked, request: Request, body: SignInAsk, response: Response) -> Any:
    """A session for whoever proves to be the login."""
    told = request.headers.get("user-agent", "").encode("ascii", "replace").decode()
    claim = people.Claim(body.login, body.password, body.code, told)
    signed = people.sign_in(
        asking.records, claim, now_at=asking.now_at, policy=asking.settings.policy
    )
    set_cookie(response, asking, signed)
    return signed


@router.delete("/session", status_code=NO_CONTENT, summary="Sign out")
def sign_out(asking: Asked, response: Response) -> None:
    """End the session the request came with."""
    asking.write(lambda writing: people.end_own_key(writing, asking.holder(writing.session)))
    response.delete_cookie(COOKIE)


@router.get("/me", response_model=Me, summary="Who am I")
def me(asking: Asked) -> Json:
    """Who asks, with posts, scopes and cases."""
    with asking.records.reading() as session:
        holder = asking.holder(session)
    actor = holder.actor
    return {
        "user_id": actor.user_id,
        "name": actor.name,
        "agency": actor.agency or "",
        "region": actor.region,
        "posts": sorted(actor.posts),
        "scopes": sorted(actor.scopes),
        "cases": sorted(actor.member_of | actor.reader_of),
        "waits_for": holder.waits_for,
    }


@router.post("/me/password", status_code=NO_CONTENT, summary="Choose a password")
def choose_password(asking: Asked, body: PasswordAsk) -> None:
    """Change one's own password, knowing the old one."""
    asking.write(
        lambda writing: people.choose_password(
            writing, _me(asking, writing), old=body.old, new=body.new
        )
    )


@router.post("/me/factor", response_model=FactorAnswer, summary="Begin a second factor")
def enrol(asking: Asked) -> Any:
    """The address an authenticator app reads; codes are asked for once one is confirmed."""
    return {
        "address": asking.write(lambda writing: people.enrol_factor(writing, _me(asking, writing)))
    }


@router.post("/me/factor/confirm", status_code=NO_CONTENT, summary="Confirm a second factor")
def confirm(asking: Asked, body: CodeAsk) -> None:
    """From here on the account asks for codes."""
    asking.write(lambda writing: people.confirm_factor(writing, _me(asking, writing), body.code))


@router.post("/tokens", response_model=TokenAnswer, status_code=201, summary="New token")
def make_token(asking: Asked, body: TokenAsk) -> Any:
    """A key for a program."""

    def act(writing: Writing) -> Json:
        key, token = people.make_token(
            writing, name=body.name, scopes=body.scopes, expires_at=body.expires_at
        )
        return {"key": key, "token_id": token.id}

    return asking.write(act)


@router.post("/tokens/{row_id}/end", status_code=NO_CONTENT, summary="End a token")
def end_token(asking: Asked, row_id: RowId, body: Why) -> None:
    """From here on nobody holds it."""
    _end(asking, tables.Token, row_id, body.reason)


@router.post("/sessions/{row_id}/end", status_code=NO_CONTENT, summary="End a session")
def end_session(asking: Asked, row_id: RowId, body: Why) -> None:
    """From here on nobody holds it."""
    _end(asking, tables.SignIn, row_id, body.reason)


add_rows(router, Rows(tables.Token, "tokens", make=None, filters=("user_id",)))
add_rows(router, Rows(tables.SignIn, "sessions", make=None, filters=("user_id",)))


def set_cookie(response: Response, asking: Asking, signed: people.SignedIn) -> None:
    """Hand the session's key to a browser: no script reads it, no other site sends it."""
    response.set_cookie(
        COOKIE, signed.key, httponly=True, samesite="strict", secure=asking.settings.is_secure,
        max_age=asking.settings.policy.session_s,
    )  # fmt: skip


def _me(asking: Asking, writing: Writing) -> tables.User:
    return people.own_account(writing.session, asking.holder(writing.session))


def _end(asking: Asking, kind: Any, row_id: str, reason: Reason) -> None:
    asking.write(lambda writing: people.end_key(writing, writing.get(kind, row_id), reason=reason))

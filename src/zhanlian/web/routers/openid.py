"""OpenID: out to the provider and back."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Query, Request
from fastapi.responses import RedirectResponse

from zhanlian.supervision import people
from zhanlian.web.asking import Asked
from zhanlian.web.openid import OpenIdFailed, Provider, Question, Wrong
from zhanlian.web.routers.session import set_cookie
from zhanlian.web.shapes import TEXT_MAX

router = APIRouter(tags=["session"])
QUESTION = "zhanlian-openid"
PATIENCE_S = 600
SEE_OTHER = 303

Said = Annotated[str, Query(max_length=TEXT_MAX)]


@router.get("/openid", response_class=RedirectResponse, summary="Sign in by OpenID Connect")
def go(request: Request, asking: Asked) -> RedirectResponse:
    """Send the browser to the provider."""
    address, question = _provider(request).begin()
    away = RedirectResponse(address, status_code=SEE_OTHER)
    away.set_cookie(
        QUESTION, question.as_cookie(), max_age=PATIENCE_S, httponly=True, samesite="lax",
        secure=asking.settings.is_secure,
    )  # fmt: skip
    return away


@router.get("/openid/back", response_class=RedirectResponse, summary="Back from the provider")
def back(
    request: Request, asking: Asked, state: Said = "", code: Said = "",
    question: Annotated[str, Cookie(alias=QUESTION)] = "",
) -> RedirectResponse:  # fmt: skip
    """A session for the account of whoever the provider says came back."""
    subject = _provider(request).finish(
        Question.from_cookie(question), state=state, code=code, now_at=asking.now_at
    )
    signed = people.sign_in_subject(
        asking.records, subject, now_at=asking.now_at, told="openid",
        policy=asking.settings.policy,
    )  # fmt: skip
    home = RedirectResponse("/", status_code=SEE_OTHER)
    home.delete_cookie(QUESTION)
    set_cookie(home, asking, signed)
    return home


def _provider(request: Request) -> Provider:
    provider: Provider | None = request.app.state.openid
    if provider is None:
        raise OpenIdFailed(Wrong.NO_PROVIDER)
    return provider

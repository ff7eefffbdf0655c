"""Problems: every refusal as problem details (RFC 9457), made in one place.

keeps  a body says code, sentence, where, why and next, as on every other face; our own fault
       says that it is ours and nothing about our insides
"""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from zhanlian.supervision import (
    AlreadyDecided,
    NoSuchRow,
    NotAllowed,
    NotNow,
    RecordsBusy,
    SamePerson,
    StaleRecord,
    people,
)
from zhanlian.terms import Refusal

MEDIA_TYPE = "application/problem+json"
UNPROCESSABLE = 422
SHOWN_FAULTS = 20

log = logging.getLogger(__name__)


class TooMany(Refusal):
    """A client asks faster than the server answers one client."""

    code = "ZL-WEB-001"

    def __init__(self, wait_s: int) -> None:
        super().__init__(
            "Too many requests.",
            where="this client",
            why="it asked more often than the server allows one client",
            do_next=f"wait {wait_s} s, then go on more slowly",
        )
        self.wait_s = wait_s


class TooLarge(Refusal):
    """A body longer than allowed."""

    code = "ZL-WEB-002"

    def __init__(self, limit: int) -> None:
        super().__init__(
            "The request is too large.",
            where="request body",
            why=f"it is longer than {limit} bytes",
            do_next="send less at once; files go to the address for files",
        )


class Unreadable(Refusal):
    """A request whose form is not the one described."""

    code = "ZL-WEB-003"

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(
            "The request cannot be read.",
            where="request",
            why="; ".join(faults) or "its form is not the one described",
            do_next="see /api/openapi.json for what this address takes",
        )


STATUSES: dict[type[Refusal], int] = {
    NoSuchRow: 404,
    StaleRecord: 409,
    NotAllowed: 403,
    RecordsBusy: 503,
    SamePerson: 409,
    AlreadyDecided: 409,
    NotNow: 409,
    people.SignInRefused: 401,
    people.NoKey: 401,
    people.ScopeTooWide: 403,
    TooMany: 429,
    TooLarge: 413,
}
"""Statuses of refusals; every other one is 422: understood, and not to be done."""


def problem(refused: Refusal) -> JSONResponse:
    """A refusal as a response."""
    status = next((s for kind, s in STATUSES.items() if isinstance(refused, kind)), UNPROCESSABLE)
    headers = {"Retry-After": str(refused.wait_s)} if isinstance(refused, TooMany) else {}
    return _response(status, refused.to_json(), headers)


def handle_problems(app: FastAPI) -> None:
    """Let ``app`` answer every trouble as a problem."""

    @app.exception_handler(Refusal)
    def refuse(_request: Request, refused: Refusal) -> JSONResponse:
        return problem(refused)

    @app.exception_handler(RequestValidationError)
    def unreadable(_request: Request, error: RequestValidationError) -> JSONResponse:
        return problem(Unreadable([_fault(each) for each in error.errors()[:SHOWN_FAULTS]]))

    @app.exception_handler(HTTPException)
    def other(_request: Request, error: HTTPException) -> JSONResponse:
        body = {"code": f"HTTP-{error.status_code}", "sentence": str(error.detail)}
        return _response(error.status_code, body, dict(error.headers or {}))

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> JSONResponse:
        log.error("fault at %s %s", request.method, request.url.path, exc_info=error)
        return _response(500, {"code": "ZL-FAULT", "sentence": "The server is at fault."}, {})


def _response(status: int, facts: dict[str, Any], headers: dict[str, str]) -> JSONResponse:
    body = {
        "type": f"urn:zhanlian:refusal:{facts['code']}",
        "title": facts["sentence"],
        "status": status,
        **facts,
    }
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)


def _fault(error: dict[str, Any]) -> str:
    place = ".".join(str(part) for part in error["loc"])
    return f"{place}: {error['msg']}"

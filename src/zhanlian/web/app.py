"""The app: routers, problems and limits put together over one set of records.

in     open records, settings, a clock
out    an ASGI app; its description at /api/openapi.json
"""

from collections.abc import Callable

from fastapi import FastAPI

from zhanlian.supervision import Records
from zhanlian.web.asking import now
from zhanlian.web.limits import Limits
from zhanlian.web.openid import Provider
from zhanlian.web.problems import MEDIA_TYPE, handle_problems
from zhanlian.web.routers import ROUTERS
from zhanlian.web.settings import Settings
from zhanlian.web.showing import show_pages

PREFIX = "/api/v1"
TITLE = "Zhanlian 斩链"
PROBLEM = {
    "description": "A refusal as problem details (RFC 9457)",
    "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
}
PROBLEMS = dict.fromkeys((401, 403, 404, 409, 413, 422, 429, 503), PROBLEM)


def make_app(records: Records, settings: Settings, *, clock: Callable[[], int] = now) -> FastAPI:
    """The app over ``records``."""
    app = FastAPI(
        title=TITLE, version="1", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        responses={status: dict(said) for status, said in PROBLEMS.items()},
    )  # fmt: skip
    app.state.records, app.state.settings, app.state.clock = records, settings, clock
    app.state.openid = Provider(settings.openid) if settings.openid else None
    handle_problems(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    show_pages(app)
    app.add_api_route("/api/health", health, summary="Whether the server answers")
    app.add_middleware(Limits, settings=settings, clock=clock)
    return app


def health() -> dict[str, str]:
    """That the server answers; asks nothing of the records."""
    return {"state": "up"}

"""Routers: one file per subject; ``ROUTERS`` is what the app serves below /api/v1.

A new subject is a file here with ``router = APIRouter(tags=[...])``, its tables given by
``add_rows(router, Rows(...))``, its verbs as functions that take ``Asked`` or ``AskedOnce``;
it is named in ``ROUTERS``.
"""

from zhanlian.web.routers import audit, cases, files, jobs, openid, screening, session, users

ROUTERS = (
    session.router,
    openid.router,
    users.router,
    cases.router,
    files.router,
    jobs.router,
    audit.router,
    screening.router,
)

__all__ = ["ROUTERS"]

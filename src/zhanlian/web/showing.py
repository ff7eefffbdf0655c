"""Showing: the page on which anybody asks of one message, and the words it speaks.

in     ``pages/``; the words of the screening room
out    a page, its script, its words; all from this server, none from elsewhere
keeps  a page loads nothing from another address and keeps nothing in the browser
"""

from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse, RedirectResponse, Response

from zhanlian.screening import screening_words

PLACE = "/screen"
LANGUAGES = ("zh", "en")
GROUPS = ("audience", "state", "type", "said")
FILES = {"": ("screen.html", "text/html"), "screen.js": ("screen.js", "text/javascript")}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def show_pages(app: FastAPI) -> None:
    """Serve the page below /screen, and send the bare address there."""
    for path, (name, kind) in FILES.items():
        app.add_api_route(f"{PLACE}/{path}", _page(name, kind), include_in_schema=False)
    app.add_api_route(f"{PLACE}/words.json", _words, include_in_schema=False)
    app.add_api_route("/", _home, include_in_schema=False)


def _page(name: str, kind: str) -> Any:
    content = (files("zhanlian.web") / "pages" / name).read_text(encoding="utf-8")

    def page() -> Response:
        return Response(content, media_type=f"{kind}; charset=utf-8", headers=HEADERS)

    return page


def _words() -> JSONResponse:
    """What the page says in both languages, by group and code."""
    spoken = {lang: screening_words(lang) for lang in LANGUAGES}
    groups = {
        group: {code: {lang: spoken[lang][group][code] for lang in LANGUAGES} for code in codes}
        for group, codes in spoken[LANGUAGES[0]].items()
        if group in GROUPS
    }
    return JSONResponse(groups, headers=HEADERS)


def _home() -> RedirectResponse:
    return RedirectResponse(f"{PLACE}/")

"""Every address of the server: what is asked there, and which roles may.

A line is: method, path, body, roles that may. Curly names are ids of ``tests/web/world.py``.
"""

from typing import NamedTuple

from tests.supervision.people import NOW_AT
from tests.web.clients import CHOSEN, GIVEN, V1
from tests.web.world import FAR, REPORT, ROLES

ALL = set(ROLES)
SIGNED = ALL - {"nobody"}
SEES = {"lead", "member", "prosecutor", "reader", "supervisor"}
WORKS = {"lead", "member", "prosecutor"}
LEADS = {"lead", "supervisor"}
MAKES = {"lead", "member", "prosecutor", "reader", "outsider", "supervisor", "far_supervisor"}
KEEPS = {"administrator"}
AUDITS = {"auditor"}
OWNS = {"lead", "administrator"}

WHY = {"reason": "试用"}
HERE = {"case_id": "{case}", "room": "shared"}
NEW_CASE = {
    "number": "B-1", "title": "t", "region": "990100", "stage": "filed", "offences": [],
    "police_org_id": "{unit}",
}  # fmt: skip
NEW_UNIT = {"name": "新单位", "agency": "police", "level": "city", "region": "990100"}
NEW_USER = {"login": "new", "name": "新", "org_id": "{unit}", "posts": ["handler"]}
NEW_TOKEN = {"name": "t", "scopes": [], "expires_at": NOW_AT + FAR}
NEW_PARTY = {**HERE, "kind": "other", "name": "测试丙"}
NEW_PROPOSAL = {**HERE, "act": "attribute", "subject": "a", "facts": {}}
JOB = {"kind": "trace", "folder_link_id": "{folder}"}
SIGN_IN = {"login": "lead", "password": CHOSEN}
PASSWORD = {"old": CHOSEN, "new": "another sentence of one's own"}


class Endpoint(NamedTuple):
    """One address."""

    method: str
    path: str
    body: dict | bytes | None
    may: set[str]
    lists: str = ""
    """For a list: the row that it shows to exactly ``sees``."""

    sees: frozenset[str] = frozenset()


def patch(version, **fields):
    return {"version": version, **WHY, **fields}


def rows(path, row, sees):
    """The two reading addresses of a table."""
    return [
        Endpoint("GET", f"{V1}/{path}", None, SIGNED, row, frozenset(sees)),
        Endpoint("GET", f"{V1}/{path}/{{{row}}}", None, sees),
    ]


ENDPOINTS = [
    Endpoint("GET", "/api/health", None, ALL),
    Endpoint("POST", f"{V1}/screen", {"text": "您好"}, ALL),
    Endpoint("POST", f"{V1}/session", SIGN_IN, ALL),
    Endpoint("DELETE", f"{V1}/session", None, SIGNED),
    Endpoint("GET", f"{V1}/openid", None, ALL),
    Endpoint("GET", f"{V1}/openid/back", None, ALL),
    Endpoint("GET", f"{V1}/me", None, SIGNED),
    Endpoint("POST", f"{V1}/me/password", PASSWORD, SIGNED),
    Endpoint("POST", f"{V1}/me/factor", None, SIGNED),
    Endpoint("POST", f"{V1}/me/factor/confirm", {"code": "000000"}, SIGNED),
    *rows("tokens", "token", OWNS),
    Endpoint("POST", f"{V1}/tokens", NEW_TOKEN, SIGNED),
    Endpoint("POST", f"{V1}/tokens/{{token}}/end", WHY, OWNS),
    *rows("sessions", "session", OWNS),
    Endpoint("POST", f"{V1}/sessions/{{session}}/end", WHY, OWNS),
    *rows("organisations", "unit", SIGNED),
    Endpoint("POST", f"{V1}/organisations", NEW_UNIT, KEEPS),
    Endpoint("PATCH", f"{V1}/organisations/{{unit}}", patch(1, name="改名"), KEEPS),
    *rows("users", "duty", SIGNED),
    Endpoint("POST", f"{V1}/users", NEW_USER, KEEPS),
    Endpoint(
        "POST",
        f"{V1}/users/{{duty}}/password",
        {**WHY, "password": GIVEN},
        KEEPS,
    ),
    Endpoint("POST", f"{V1}/users/{{duty}}/factor/remove", WHY, KEEPS),
    Endpoint("POST", f"{V1}/users/{{duty}}/posts", {**WHY, "post": "handler"}, KEEPS),
    Endpoint("POST", f"{V1}/users/{{duty}}/posts/end", {**WHY, "post": "duty"}, KEEPS),
    Endpoint("POST", f"{V1}/users/{{duty}}/end", WHY, KEEPS),
    *rows("posts", "post", SIGNED),
    *rows("cases", "case", SEES),
    Endpoint("POST", f"{V1}/cases", NEW_CASE, MAKES),
    Endpoint("PATCH", f"{V1}/cases/{{case}}", patch(1, title="新"), WORKS | {"supervisor"}),
    *rows("memberships", "membership", SEES),
    Endpoint("POST", f"{V1}/memberships", {"case_id": "{case}", "user_id": "{outsider}"}, LEADS),
    Endpoint("PATCH", f"{V1}/memberships/{{membership}}", patch(1, is_reader=False), LEADS),
    *rows("parties", "party", SEES),
    *rows("parties", "sealed", {"lead"}),
    Endpoint("POST", f"{V1}/parties", NEW_PARTY, WORKS),
    Endpoint("PATCH", f"{V1}/parties/{{party}}", patch(1, kind="witness"), WORKS),
    Endpoint("POST", f"{V1}/parties/{{party}}/open", WHY, SEES),
    Endpoint("POST", f"{V1}/parties/{{party}}/seal", {**WHY, "seen_by": ["{lead}"]}, LEADS),
    *rows("seal-grants", "grant", SEES),
    Endpoint("POST", f"{V1}/seal-grants", {"party_id": "{party}", "user_id": "{member}"}, LEADS),
    Endpoint("PATCH", f"{V1}/seal-grants/{{grant}}", patch(1, ended_at=NOW_AT), LEADS),
    *rows("folders", "folder", SEES),
    Endpoint("POST", f"{V1}/folders", {**HERE, "folder": "f2", "digest": ""}, WORKS),
    Endpoint("PATCH", f"{V1}/folders/{{folder}}", patch(1, said="x"), WORKS),
    Endpoint("POST", f"{V1}/folders/{{folder}}/files?name=a.csv", b"a,b", WORKS),
    Endpoint("GET", f"{V1}/folders/{{folder}}/files?name={REPORT}", None, SEES),
    *rows("proposals", "proposal", SEES),
    Endpoint("POST", f"{V1}/proposals", NEW_PROPOSAL, WORKS),
    Endpoint("POST", f"{V1}/proposals/{{proposal}}/decide", {**WHY, "agrees": True}, WORKS),
    *rows("jobs", "queued", SEES),
    Endpoint("POST", f"{V1}/jobs", JOB, WORKS),
    Endpoint("POST", f"{V1}/jobs/{{queued}}/cancel", WHY, WORKS),
    Endpoint("POST", f"{V1}/jobs/{{cancelled}}/retry", WHY, WORKS),
    Endpoint("GET", f"{V1}/audit/head", None, AUDITS),
    Endpoint("GET", f"{V1}/audit/verify", None, AUDITS),
    Endpoint("GET", f"{V1}/audit/entries", None, AUDITS),
]
EXPECTED = {
    ("GET", f"{V1}/openid"): {"*": 422},  # anybody may ask, and this server names no provider
    ("GET", f"{V1}/openid/back"): {"*": 422},
    ("POST", f"{V1}/me/factor/confirm"): {"*": 422},  # allowed, and the code is wrong
    ("POST", f"{V1}/proposals/{{proposal}}/decide"): {"lead": 409},  # allowed, but proposed it
}
"""Answers other than a success or a denial, by role."""

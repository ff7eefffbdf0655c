"""The server asked whatever its own description allows: no question makes it fault.

Questions are made from the description (schemathesis) and asked by the lead of a case, a
supervisor and the administrator in turn, so that they get past the access rule.
"""

import itertools
import re
import shutil
import tempfile
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error

from tests.databases import cheap_passwords, fresh_postgres
from tests.web.clients import V1
from tests.web.world import build
from zhanlian.supervision import open_records, verify_chain
from zhanlian.web import Settings, make_app

EXAMPLES = 12
# Addresses that would sign the askers out; other tests ask them.
KEPT_OUT = re.compile(rf"^{V1}/(session|me/password|users/.*/end|(tokens|sessions)/.*/end)$")
ASKERS = ("lead", "supervisor", "administrator", "nobody")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def world(request):
    """The world on either database, shared by every question."""
    home = Path(tempfile.mkdtemp(prefix="zhanlian-world"))
    if request.param == "postgres":
        urls = fresh_postgres(request.getfixturevalue("postgres_server"))
        url = next(urls)
    else:
        urls, url = iter(()), f"sqlite:///{home / 'records.db'}"
    records = open_records(url)
    with pytest.MonkeyPatch.context() as patch:
        cheap_passwords(patch)
        server, clients, ids = build(records, home)
        yield server, clients, ids
    with records.reading() as session:
        verify_chain(session)
    records.close()
    shutil.rmtree(home)
    next(urls, None)


def operations():
    """Every address of the description, and what may be done there."""
    paths = make_app(None, Settings(home=Path())).openapi()["paths"]
    return [
        (path, method)
        for path, methods in paths.items()
        for method in methods
        if not KEPT_OUT.match(path)
    ]


@pytest.mark.parametrize(("path", "method"), operations())
def test_no_question_makes_the_server_fault(world, path, method):
    server, clients, ids = world
    described = schemathesis.openapi.from_asgi("/api/openapi.json", server.app)
    askers = itertools.cycle(clients[role] for role in ASKERS)

    @given(case=described[path][method.upper()].as_strategy())
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    def ask(case):
        for name, value in (case.path_parameters or {}).items():
            if len(str(value)) == len(ids["case"]):  # well-formed: then one that exists
                case.path_parameters[name] = ids[row_of(path)]
        key = next(askers).headers.get("Authorization")
        response = case.call(headers={"Authorization": key} if key else {})
        case.validate_response(response, checks=[not_a_server_error])

    ask()


def row_of(path):
    """The world's row that an address is about."""
    subjects = {
        "parties": "party", "folders": "folder", "jobs": "queued", "proposals": "proposal",
        "memberships": "membership", "seal-grants": "grant", "tokens": "token",
        "sessions": "session", "organisations": "unit", "users": "duty", "posts": "post",
    }  # fmt: skip
    return subjects.get(path.removeprefix(f"{V1}/").split("/")[0], "case")

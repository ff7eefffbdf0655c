"""The access matrix: every address for every role; allow and deny are both asserted."""

import json
import re
import shutil

import pytest

from tests.databases import cheap_passwords
from tests.web.endpoints import ENDPOINTS, EXPECTED
from tests.web.world import ROLES, build
from zhanlian.supervision import open_records

DENIED = {401, 403, 404}
NAME = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def world(tmp_path_factory, sqlite_template):
    """The world, built once; every question is asked of a fresh copy of its records."""
    with pytest.MonkeyPatch.context() as patch:
        cheap_passwords(patch)
        home = tmp_path_factory.mktemp("world")
        shutil.copyfile(sqlite_template, home / "records.db")
        records = open_records(f"sqlite:///{home / 'records.db'}")
        server, clients, ids = build(records, home)
        with records.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        records.close()
        yield server, clients, ids, home / "records.db"


@pytest.fixture
def ask(world, tmp_path):
    """Ask an endpoint as a role, of the world as it was."""
    server, clients, ids, built = world

    def asked(endpoint, role):
        copy = tmp_path / f"{role}.db"
        shutil.copyfile(built, copy)
        records = open_records(f"sqlite:///{copy}")
        server.app.state.records = records
        content = endpoint.body if isinstance(endpoint.body, bytes) else None
        body = json.loads(fill(json.dumps(endpoint.body), ids)) if content is None else None
        said = clients[role].request(
            endpoint.method, fill(endpoint.path, ids), json=body, content=content
        )
        records.close()
        return said, ids

    return asked


def fill(text, ids):
    return NAME.sub(lambda name: ids[name[1]] if name[1] in ids else name[0], text)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: f"{each.method} {each.path}")
def test_each_role_may_or_may_not(ask, endpoint):
    expected = EXPECTED.get((endpoint.method, endpoint.path), {})
    for role in ROLES:
        said, ids = ask(endpoint, role)
        where = f"{role}: {said.status_code} {said.text[:300]}"
        if role in endpoint.may:
            special = expected.get(role, expected.get("*"))
            assert said.status_code == special if special else said.is_success, where
        else:
            assert said.status_code in DENIED, where
            assert said.headers["content-type"] == "application/problem+json", where
        if endpoint.lists and role in endpoint.may:
            listed = ids[endpoint.lists] in {row["id"] for row in said.json()["rows"]}
            assert listed == (role in endpoint.sees), where


def test_every_address_is_in_the_matrix(world):
    server, _, _, _ = world
    served = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path))
        for path, methods in server.app.openapi()["paths"].items()
        for method in methods
    }
    asked = {(each.method, NAME.sub("{}", each.path.split("?")[0])) for each in ENDPOINTS}
    assert served == asked, sorted(served ^ asked)

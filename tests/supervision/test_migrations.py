"""Migrations: the tables as declared, up and down on filled records, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from tests.databases import fresh_postgres
from tests.supervision.people import NOW_AT, cast, open_test_case
from zhanlian.supervision import chain_head, downgrade, make_engine, upgrade, verify_chain
from zhanlian.supervision.refusals import NewerRecords
from zhanlian.supervision.tables import Base, Party, PartyKind, Room

TOLD = "write a migration: .venv/bin/python scripts/new_migration.py NAME TITLE"


@pytest.fixture
def empty(records_url, request):
    """A database of the same kind with nothing in it."""
    if records_url.startswith("sqlite"):
        engine = make_engine(records_url.replace("records.db", "empty.db"))
        yield engine
        engine.dispose()
        return
    server = request.getfixturevalue("postgres_server")
    for url in fresh_postgres(server, template="template0"):
        engine = make_engine(url)
        yield engine
        engine.dispose()


def shape_of(engine):
    """Tables, columns, keys, checks and indexes, as the database itself tells them."""
    with engine.connect() as connection:
        look = inspect(connection)
        return {
            table: {
                "columns": sorted(
                    (c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)
                ),
                "key": look.get_pk_constraint(table)["constrained_columns"],
                "links": sorted(
                    (*k["constrained_columns"], k["referred_table"])
                    for k in look.get_foreign_keys(table)
                ),
                "unique": sorted(
                    tuple(u["column_names"]) for u in look.get_unique_constraints(table)
                ),
                "checks": sorted(
                    (str(c["name"]), c["sqltext"]) for c in look.get_check_constraints(table)
                ),
                "indexes": sorted(tuple(i["column_names"]) for i in look.get_indexes(table)),
            }
            for table in look.get_table_names()
            if table != "alembic_version"
        }


def test_migrations_make_the_tables_as_declared(records, empty):
    with empty.execution_options(is_writer=True).begin() as connection:
        Base.metadata.create_all(connection)
    assert shape_of(records.engine) == shape_of(empty), TOLD


def test_alembic_finds_nothing_to_do(records):
    with records.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == [], TOLD


def test_filled_records_go_down_and_up(records):
    case, handler = open_test_case(records, cast(records))
    with records.writing(handler, now_at=NOW_AT) as writing:
        writing.add(Party(case_id=case.id, room=Room.SHARED, kind=PartyKind.OTHER, name="测试甲"))
    made = shape_of(records.engine)
    downgrade(records.engine, revision="base")
    assert shape_of(records.engine) == {}
    upgrade(records.engine)
    assert shape_of(records.engine) == made
    open_test_case(records, cast(records))
    with records.reading() as session:
        assert verify_chain(session).seq > 0


def test_one_step_down_keeps_what_is_filled(records):
    """The last revision undone and done again: every row and the chain are still there."""
    open_test_case(records, cast(records))
    with records.reading() as session:
        before = chain_head(session)
    downgrade(records.engine, revision="-1")
    upgrade(records.engine)
    with records.reading() as session:
        assert verify_chain(session) == before


def test_opening_again_changes_nothing(records):
    with records.reading() as session:
        assert chain_head(session).seq == 0
    upgrade(records.engine)
    assert shape_of(records.engine)


def test_a_server_of_an_older_edition_does_not_open_newer_records(records):
    with records.working() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerRecords):
        upgrade(records.engine)

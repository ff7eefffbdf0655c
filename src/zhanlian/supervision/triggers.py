"""Triggers: both databases refuse to change or remove an entry of the audit chain.

keeps  a program's mistake, or somebody at a database prompt, is stopped; who may drop triggers
       can still rewrite rows, which is what the chain's digests are for
"""

from sqlalchemy import Connection, text

REFUSED = "the audit chain is only ever added to"

SQLITE_LOCK = [
    f"""CREATE TRIGGER audit_entry_{act.lower()} BEFORE {act} ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"""
    for act in ("UPDATE", "DELETE")
]
SQLITE_UNLOCK = [f"DROP TRIGGER audit_entry_{act}" for act in ("update", "delete")]

POSTGRES_LOCK = [
    f"""CREATE FUNCTION audit_entry_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$""",
    """CREATE TRIGGER audit_entry_row BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_entry_kept()""",
    """CREATE TRIGGER audit_entry_table BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_kept()""",
]
POSTGRES_UNLOCK = [
    "DROP TRIGGER audit_entry_row ON audit_entry",
    "DROP TRIGGER audit_entry_table ON audit_entry",
    "DROP FUNCTION audit_entry_kept()",
]


def lock_entries(connection: Connection) -> None:
    """From here on entries are only added."""
    _run(connection, SQLITE_LOCK, POSTGRES_LOCK)


def unlock_entries(connection: Connection) -> None:
    """Take the triggers away: only to undo the whole of the records."""
    _run(connection, SQLITE_UNLOCK, POSTGRES_UNLOCK)


def _run(connection: Connection, sqlite: list[str], postgres: list[str]) -> None:
    for statement in sqlite if connection.dialect.name == "sqlite" else postgres:
        connection.execute(text(statement))

"""Write the migration that brings the records from the last revision to the tables as they are.

    .venv/bin/python scripts/new_migration.py listed "Listed supervision: series, batches, cases"

Read what it wrote before keeping it: it sees tables, columns, links and indexes, not meanings.
A change of data is written by hand.
"""

# ruff: noqa: INP001, T201  a script, not a package; it prints what it wrote
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import OpContainer
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from zhanlian.supervision import tables, upgrade
from zhanlian.supervision.store import MIGRATIONS, migration_config

TEXT = '''# noqa: INP001  Alembic loads this folder by path; it is no package
"""{title}.

Written by scripts/new_migration.py from the tables; a test holds the two together.
"""
# ruff: noqa: E501, Q000  as Alembic writes it
# fmt: off

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {before!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the records as this revision has them."""
    {up}


def downgrade() -> None:
    """Undo it."""
    {down}
'''


def main(slug: str, title: str) -> None:
    """Compare the tables with a database at the last revision and write what differs."""
    engine = create_engine("sqlite://")
    upgrade(engine)
    with engine.connect() as connection:
        head = ScriptDirectory.from_config(migration_config(connection)).get_current_head()
        options = {"target_metadata": tables.Base.metadata, "render_as_batch": True}
        context = MigrationContext.configure(connection, opts=options)
        script = produce_migrations(context, tables.Base.metadata)

        def said(ops: OpContainer) -> str:
            lines = render_python_code(ops, migration_context=context, render_as_batch=True)
            return "\n".join(each for each in lines.splitlines() if each.strip()[:1] != "#").strip()

        revision = f"{int(head or 0) + 1:04d}"
        text = TEXT.format(
            title=title, revision=revision, before=head,
            up=said(script.upgrade_ops), down=said(script.downgrade_ops),
        )  # fmt: skip
    place = Path(MIGRATIONS) / "versions" / f"{revision}_{slug}.py"
    place.write_text(text, encoding="utf-8")
    print(place)


if __name__ == "__main__":
    main(*sys.argv[1:])

# noqa: INP001  Alembic loads this folder by path; it is no package
"""What Alembic runs: the migrations, on the connection it is handed."""

from alembic import context

from zhanlian.supervision.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

# noqa: INP001  Alembic loads this folder by path; it is no package
"""The records: every table of the first edition, and the lock on the audit chain."""

from alembic import op

from zhanlian.supervision.tables import Base
from zhanlian.supervision.triggers import lock_entries, unlock_entries

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    Base.metadata.create_all(op.get_bind())
    lock_entries(op.get_bind())


def downgrade() -> None:
    """Remove them."""
    unlock_entries(op.get_bind())
    Base.metadata.drop_all(op.get_bind())

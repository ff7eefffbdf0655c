# noqa: INP001  Alembic loads this folder by path; it is no package
"""From here on the audit chain is only added to."""

from alembic import op

from zhanlian.supervision.triggers import lock_entries, unlock_entries

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lock the chain."""
    lock_entries(op.get_bind())


def downgrade() -> None:
    """Unlock it."""
    unlock_entries(op.get_bind())

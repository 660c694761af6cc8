"""Which events a list shows unless it is asked for all: in the index, which whoever runs the migration makes anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column and the order in which it is walked."""
    op.add_column("event_index", sa.Column("is_notable", sa.Boolean(), nullable=False, server_default=sa.true()))
    now = sa.text("until IS NULL")
    columns = ["is_notable", "sort_day", "id"]
    op.create_index("event_index_is_notable", "event_index", columns, sqlite_where=now, postgresql_where=now)


def downgrade() -> None:
    """There is no way back: a ledger is only ever added to."""
    raise NotImplementedError("a ledger is migrated forward only")

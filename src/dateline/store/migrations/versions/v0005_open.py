"""The events that no person has looked at, by what a look is worth, so that a queue reads no more than its page."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from dateline.domain.brief import brief_from_row

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BATCH = 2000


def upgrade() -> None:
    """Makes the table and fills it from the rows of events, where there are any."""
    op.create_table(
        "event_open",
        sa.Column("num", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("rank", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("num"),
    )
    op.create_index("event_open_rank", "event_open", ["rank", "id"])
    op.create_index("event_open_id", "event_open", ["id"])
    connection = op.get_bind()
    asked = sa.text(
        "SELECT event_row.num, event_row.id, event_row.line FROM event_row "
        "JOIN event_index ON event_index.num = event_row.num "
        "WHERE event_index.until IS NULL AND event_index.status = 'machine' AND event_index.is_notable "
        "AND event_row.num > :last ORDER BY event_row.num LIMIT :most"
    )
    wanted = sa.text("INSERT INTO event_open (num, id, rank) VALUES (:num, :id, :rank)")
    last = 0
    while rows := connection.execute(asked, {"last": last, "most": _BATCH}).all():
        ranks = [{"num": row.num, "id": row.id, "rank": -brief_from_row(json.loads(row.line)).worth} for row in rows]
        connection.execute(wanted, ranks)
        last = rows[-1].num


def downgrade() -> None:
    """There is no way back: a ledger is only ever added to."""
    raise NotImplementedError("a ledger is migrated forward only")

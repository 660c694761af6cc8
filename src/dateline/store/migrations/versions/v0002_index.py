"""The index of events: tables made from the record for searching, free to be made anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text() -> sa.Text:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables of the index; what is in the ledger is indexed by who runs the migration."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        # The index keeps no words of its own: they stand in the record.
        op.execute("CREATE VIRTUAL TABLE event_words USING fts5(words, content='', tokenize='unicode61')")
        op.execute("CREATE VIRTUAL TABLE event_box USING rtree(num, south, north, west, east)")
        op.execute("CREATE VIRTUAL TABLE event_days USING rtree(num, first, last)")
        return
    op.execute("CREATE TABLE event_words (num integer PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX event_words_words ON event_words USING gin (words)")


def downgrade() -> None:
    """There is no way back: a ledger is only ever added to."""
    raise NotImplementedError("a ledger is migrated forward only")


def _tables() -> None:
    op.create_table(
        "event_index",
        sa.Column("num", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", _text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("type", _text(), nullable=False),
        sa.Column("mode", _text(), nullable=True),
        sa.Column("status", _text(), nullable=False),
        sa.Column("sort_day", _text(), nullable=False),
        sa.Column("first_day", _text(), nullable=True),
        sa.Column("last_day", _text(), nullable=True),
        sa.Column("country", _text(), nullable=True),
        sa.Column("place", _text(), nullable=True),
        sa.Column("admin1", _text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("num"),
    )
    op.create_index("event_index_admin1", "event_index", ["admin1"])
    now = sa.text("until IS NULL")
    for name, columns in (("now", []), ("type", ["type"]), ("country", ["country"])):
        op.create_index(
            f"event_index_{name}",
            "event_index",
            [*columns, "sort_day", "id"],
            sqlite_where=now,
            postgresql_where=now,
        )
    op.create_index("event_index_id", "event_index", ["id", "seq"])
    op.create_index("event_index_place", "event_index", ["place"])
    op.create_index("event_index_point", "event_index", ["lat", "lon"])
    op.create_table(
        "event_index_actor",
        sa.Column("word", _text(), nullable=False),
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "num", "ordinal"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_index_toll",
        sa.Column("measure", _text(), nullable=False),
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "num"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_index_toll_figure", "event_index_toll", ["measure", "figure"])
    op.create_table(
        "event_index_account",
        sa.Column("account", _text(), nullable=False),
        sa.Column("num", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account", "num"),
        sqlite_with_rowid=False,
    )

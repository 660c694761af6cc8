"""The record: the log, and every table whose rows stand under it, each guarded against update and delete."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "log",
    "raw",
    "document",
    "run",
    "reading",
    "sighting",
    "head",
    "account",
    "claim",
    "telling",
    "account_key",
    "comparison",
    "event_version",
    "merge",
    "judgement",
    "judgement_about",
    "issue",
)


def _text() -> sa.Text:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables of the record and their triggers."""
    _read()
    _told()
    _merged_and_judged()
    for name in TABLES:
        guard(name)


def downgrade() -> None:
    """There is no way back: a ledger is only ever added to."""
    raise NotImplementedError("a ledger is migrated forward only")


def guard(name: str) -> None:
    """Triggers that refuse to update or delete a row of the table, and on PostgreSQL to truncate it."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f'CREATE TRIGGER "{name}_no_{verb.lower()}" BEFORE {verb} ON "{name}" BEGIN '
                f"SELECT RAISE(ABORT, 'insert-only: {name} takes no {verb}'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION dateline_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'insert-only: % takes no %', TG_TABLE_NAME, TG_OP; END $$"
    )
    op.execute(
        f'CREATE TRIGGER "{name}_no_change" BEFORE UPDATE OR DELETE ON "{name}" '
        "FOR EACH ROW EXECUTE FUNCTION dateline_refuse()"
    )
    op.execute(
        f'CREATE TRIGGER "{name}_no_truncate" BEFORE TRUNCATE ON "{name}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION dateline_refuse()"
    )


def _read() -> None:
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", _text(), nullable=False),
        sa.Column("kind", _text(), nullable=False),
        sa.Column("subject", _text(), nullable=False),
        sa.Column("digest", _text(), nullable=False),
        sa.Column("previous", _text(), nullable=False),
        sa.Column("hash", _text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("log_at", "log", ["at"])
    op.create_index("log_subject", "log", ["subject"])
    op.create_table(
        "raw",
        sa.Column("sha256", _text(), nullable=False),
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index("raw_seq", "raw", ["seq"])
    op.create_table(
        "document",
        sa.Column("key", _text(), nullable=False),
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("document_seq", "document", ["seq"])
    op.create_table(
        "run",
        sa.Column("id", _text(), nullable=False),
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("dateline", _text(), nullable=False),
        sa.Column("config", _text(), nullable=False),
        sa.Column("plugins", _text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("run_seq", "run", ["seq"])
    op.create_table(
        "reading",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), autoincrement=False, nullable=False),
        sa.Column("document", _text(), sa.ForeignKey("document.key"), nullable=False),
        sa.Column("raw", _text(), sa.ForeignKey("raw.sha256"), nullable=False),
        sa.Column("run", _text(), sa.ForeignKey("run.id"), nullable=False),
        sa.Column("given", _text(), nullable=False),
        sa.Column("relevance", sa.Double(), nullable=False),
        sa.Column("uri", _text(), nullable=False),
        sa.Column("label", _text(), nullable=True),
        sa.Column("title", _text(), nullable=True),
        sa.Column("outlet", _text(), nullable=True),
        sa.Column("published", _text(), nullable=True),
        sa.Column("url", _text(), nullable=True),
        sa.Column("language", _text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("raw", "run", "given", name="reading_once"),
    )
    op.create_index("reading_document", "reading", ["document", "seq"])
    op.create_index("reading_label", "reading", ["label"])
    op.create_table(
        "sighting",
        sa.Column("uri", _text(), nullable=False),
        sa.Column("raw", _text(), sa.ForeignKey("raw.sha256"), nullable=False),
        sa.Column("given", _text(), nullable=False),
        sa.Column("run", _text(), sa.ForeignKey("run.id"), nullable=False),
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("reading", sa.Integer(), sa.ForeignKey("reading.seq"), nullable=False),
        sa.Column("media_type", _text(), nullable=False),
        sa.Column("fetched_at", _text(), nullable=False),
        sa.Column("facts", _text(), nullable=False),
        sa.Column("verbatim", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("uri", "raw", "given", "run"),
    )
    op.create_index("sighting_run", "sighting", ["run"])
    op.create_index("sighting_seq", "sighting", ["seq"])
    op.create_table(
        "head",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("document", _text(), sa.ForeignKey("document.key"), nullable=False),
        sa.Column("reading", sa.Integer(), sa.ForeignKey("reading.seq"), nullable=False),
        sa.PrimaryKeyConstraint("seq", "document"),
    )
    op.create_index("head_document", "head", ["document", "seq"])


def _told() -> None:
    op.create_table(
        "account",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("id", _text(), nullable=False),
        sa.Column("document", _text(), nullable=False),
        sa.Column("type", _text(), nullable=False),
        sa.Column("mode", _text(), nullable=True),
        sa.Column("earliest", _text(), nullable=True),
        sa.Column("latest", _text(), nullable=True),
        sa.Column("precision", _text(), nullable=True),
        sa.Column("place", _text(), nullable=True),
        sa.Column("country", _text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("actors", _text(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("relevance", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "id"),
    )
    op.create_index("account_id", "account", ["id"])
    op.create_index("account_type", "account", ["type"])
    op.create_table(
        "claim",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("id", _text(), nullable=False),
        sa.Column("document", _text(), nullable=False),
        sa.Column("account", _text(), nullable=True),
        sa.Column("type", _text(), nullable=False),
        sa.Column("mode", _text(), nullable=True),
        sa.Column("earliest", _text(), nullable=True),
        sa.Column("latest", _text(), nullable=True),
        sa.Column("precision", _text(), nullable=True),
        sa.Column("place", _text(), nullable=True),
        sa.Column("country", _text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("actors", _text(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("modality", _text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "id"),
    )
    op.create_index("claim_id", "claim", ["id"])
    op.create_index("claim_type", "claim", ["type"])
    op.create_table(
        "telling",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("account", _text(), nullable=False),
        sa.Column("document", _text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "account"),
    )
    op.create_index("telling_account", "telling", ["account"])
    op.create_table(
        "account_key",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("account", _text(), nullable=False),
        sa.Column("key", _text(), nullable=False),
        sa.Column("document", _text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "account", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("account_key_key", "account_key", ["key"])


def _merged_and_judged() -> None:
    op.create_table(
        "comparison",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("a", _text(), nullable=False),
        sa.Column("b", _text(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("why", _text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "a", "b"),
        sqlite_with_rowid=False,
    )
    op.create_index("comparison_a", "comparison", ["a", "b", "seq"])
    op.create_index("comparison_b", "comparison", ["b"])
    op.create_table(
        "event_version",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("id", _text(), nullable=False),
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("merged_into", _text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", "id"),
        sa.UniqueConstraint("num", name="event_version_num"),
    )
    op.create_index("event_version_id", "event_version", ["id", "seq"])
    op.create_table(
        "merge",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), autoincrement=False, nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("settings", _text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "judgement",
        sa.Column("id", _text(), nullable=False),
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("verdict", _text(), nullable=False),
        sa.Column("about", _text(), nullable=False),
        sa.Column("by", _text(), nullable=False),
        sa.Column("at", _text(), nullable=False),
        sa.Column("field", _text(), nullable=True),
        sa.Column("value", _text(), nullable=True),
        sa.Column("note", _text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("seq", name="judgement_seq"),
    )
    op.create_table(
        "judgement_about",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("subject", _text(), nullable=False),
        sa.Column("judgement", _text(), sa.ForeignKey("judgement.id"), nullable=False),
        sa.PrimaryKeyConstraint("seq", "subject"),
        sqlite_with_rowid=False,
    )
    op.create_index("judgement_about_subject", "judgement_about", ["subject"])
    op.create_table(
        "issue",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("room", _text(), nullable=False),
        sa.Column("kind", _text(), nullable=False),
        sa.Column("detail", _text(), nullable=False),
        sa.Column("uri", _text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("seq", "ordinal"),
    )

"""People, their sessions and tokens, jobs and codings, all insert-only; events in brief and who speaks in them, for lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.store.migrations.versions.v0001_record import guard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("person", "invitation", "api_token", "session", "job", "job_step", "coding")


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=optional)


def _seq(**options: bool) -> sa.Column[int]:
    return sa.Column("seq", sa.Integer(), sa.ForeignKey("log.seq"), nullable=False, **options)  # type: ignore[arg-type]


def upgrade() -> None:
    """Makes the tables; events that are in the ledger are indexed by who runs the migration."""
    _people()
    _work()
    for name in TABLES:
        guard(name)
    _lists()


def downgrade() -> None:
    """There is no way back: a ledger is only ever added to."""
    raise NotImplementedError("a ledger is migrated forward only")


def _people() -> None:
    op.create_table(
        "person",
        _seq(),
        *(_text(name) for name in ("name", "role", "password")),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        _text("by"),
        sa.PrimaryKeyConstraint("seq", "name"),
    )
    op.create_index("person_name", "person", ["name", "seq"])
    op.create_table(
        "invitation",
        _seq(),
        *(_text(name) for name in ("id", "digest", "role", "by", "expires")),
        _text("note", optional=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "id"),
    )
    op.create_index("invitation_digest", "invitation", ["digest"])
    op.create_index("invitation_id", "invitation", ["id", "seq"])
    op.create_table(
        "api_token",
        _seq(),
        *(_text(name) for name in ("id", "digest", "name", "person", "scopes", "expires")),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "id"),
    )
    op.create_index("api_token_digest", "api_token", ["digest"])
    op.create_index("api_token_id", "api_token", ["id", "seq"])
    op.create_table(
        "session",
        _seq(),
        *(_text(name) for name in ("digest", "person", "expires")),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "digest"),
    )
    op.create_index("session_digest", "session", ["digest", "seq"])
    op.create_index("session_person", "session", ["person", "seq"])


def _work() -> None:
    op.create_table(
        "job",
        _seq(),
        *(_text(name) for name in ("id", "kind", "by", "inputs")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("seq", name="job_seq"),
    )
    op.create_table(
        "job_step",
        _seq(),
        sa.Column(
            "job",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            sa.ForeignKey("job.id"),
            nullable=False,
        ),
        _text("state"),
        *(_text(name, optional=True) for name in ("worker", "lease")),
        sa.Column("attempt", sa.Integer(), nullable=False),
        *(_text(name, optional=True) for name in ("result", "error")),
        sa.PrimaryKeyConstraint("seq", "job"),
    )
    op.create_index("job_step_job", "job_step", ["job", "seq"])
    op.create_table(
        "coding",
        _seq(autoincrement=False),
        *(_text(name) for name in ("event", "by", "told")),
        _text("note", optional=True),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("coding_event", "coding", ["event", "seq"])


def _lists() -> None:
    op.create_table(
        "event_row",
        sa.Column("num", sa.Integer(), autoincrement=False, nullable=False),
        _text("id"),
        _text("line"),
        sa.Column("killed", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("num"),
    )
    for name in ("killed", "reports", "confidence", "seq"):
        op.create_index(f"event_row_{name}", "event_row", [name, "id", "num"])
    op.create_table(
        "event_voice",
        _text("kind"),
        _text("name"),
        sa.Column("num", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("contradicted", sa.Integer(), nullable=False),
        sa.Column("is_alone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", "num"),
        sqlite_with_rowid=False,
    )

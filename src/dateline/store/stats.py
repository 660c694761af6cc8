"""How much is in a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, text

from dateline.store import schema
from dateline.store.chain import moment_of
from dateline.store.events import merged_through, unmerged
from dateline.store.judgements import judgements, undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Counts, and sizes in bytes; "present" is what counts now."""

    #: sqlite or postgresql.
    backend: str
    schema: str
    entries: int
    first_at: datetime | None
    last_at: datetime | None
    sources: int
    source_bytes: int
    stored_source_bytes: int
    documents: int
    readings: int
    present_accounts: int
    present_claims: int
    comparisons: int
    events: int
    #: Versions of events, those that stand now included.
    event_versions: int
    judgements: int
    undone: int
    issues: int
    #: The last log entry that a merge took in, and how many documents wait for the next one.
    merged_through: int
    unmerged: int
    #: Of the file, or of the server's tables.
    ledger_bytes: int


def stats(connection: Connection, revision: str) -> Stats:
    """Counts a ledger; a look at each table, so a second or so where there are millions of rows."""
    found = judgements(connection, None, None)
    log = schema.log.c
    first, last = connection.execute(select(func.min(log.at), func.max(log.at))).one()
    sizes = connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(schema.raw.c.size), 0),
            func.coalesce(func.sum(func.length(schema.raw.c.content)), 0),
        ).select_from(schema.raw)
    ).one()

    def count(statement: Select[Any]) -> int:
        return int(connection.execute(statement).scalar_one())

    def rows(table: Any) -> int:
        return count(select(func.count()).select_from(table))

    def present(table: Any) -> int:
        heads = select(func.max(schema.head.c.seq)).group_by(schema.head.c.document)
        readings = select(schema.head.c.reading).where(schema.head.c.seq.in_(heads))
        told = or_(table.c.seq.in_(readings), table.c.seq.in_(heads))
        return count(select(func.count()).select_from(table).where(told))

    if connection.dialect.name == "sqlite":
        size = "SELECT (SELECT * FROM pragma_page_count) * (SELECT * FROM pragma_page_size)"
    else:
        names = ", ".join(
            f"'{table.name}'" for table in (schema.log, *schema.RECORD, *schema.INDEX, schema.event_words)
        )
        size = (
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class "
            f"WHERE relname IN ({names}) AND relkind = 'r' AND pg_table_is_visible(oid)"
        )
    return Stats(
        backend=connection.dialect.name,
        schema=revision,
        entries=rows(schema.log),
        first_at=None if first is None else moment_of(first),
        last_at=None if last is None else moment_of(last),
        sources=sizes[0],
        source_bytes=int(sizes[1]),
        stored_source_bytes=int(sizes[2]),
        documents=rows(schema.document),
        readings=rows(schema.reading),
        present_accounts=present(schema.account),
        present_claims=present(schema.claim),
        comparisons=rows(schema.comparison),
        events=count(select(func.count()).select_from(schema.event_index).where(schema.NOW)),
        event_versions=rows(schema.event_version),
        judgements=len(found),
        undone=len(undone(found)),
        issues=rows(schema.issue),
        merged_through=merged_through(connection, None),
        unmerged=len(unmerged(connection, None)),
        ledger_bytes=int(connection.execute(text(size)).scalar_one()),
    )

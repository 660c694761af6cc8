"""Lists of reports and of what people decided, each a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dateline.domain.judgement import Judgement
from dateline.store import schema
from dateline.store.chain import moment_of
from dateline.store.judgements import judgement_of
from dateline.store.ledger import Ledger
from dateline.store.listing import decoded, encoded
from dateline.store.pack import json_of

#: What reports can be sorted by.
REPORT_SORTS = ("-added", "-published")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One report in a list, with how much was read in it."""

    key: str
    id: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    uri: str
    language: str
    relevance: float
    #: When its present reading came, UTC.
    at: datetime
    claims: int
    accounts: int
    issues: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuery:
    """Which reports; everything that is given must hold."""

    #: Words of the title.
    text: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    sort: str = "-added"


class ReportListing:
    """Reports and decisions of a ledger; all methods raise LedgerError where it refuses."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def reports(
        self, query: ReportQuery, *, cursor: str | None = None, limit: int = 50
    ) -> tuple[tuple[ReportLine, ...], str | None]:
        """A page of the reports whose present readings the query asks for, and where the next page begins."""
        table, heads = schema.reading.c, schema.head.c
        newest = select(heads.reading).where(heads.document == table.document).order_by(heads.seq.desc()).limit(1)
        told = select(func.max(heads.seq)).where(heads.document == table.document).scalar_subquery()
        # From the readings, which are walked in their order, to the heads: a page looks at no more than it holds.
        rows = (
            select(schema.reading, schema.log.c.at, told.label("told"))
            .join_from(schema.reading, schema.log, schema.log.c.seq == table.seq)
            .where(table.seq == newest.scalar_subquery(), *_report_conditions(query))
        )
        day = func.coalesce(table.published, "")
        if query.sort == "-published":
            rows = rows.order_by(day.desc(), table.seq.desc())
        else:
            rows = rows.order_by(table.seq.desc())
        if cursor is not None:
            at, seq = decoded(cursor, 2)
            behind = table.seq < int(seq)
            rows = rows.where(
                or_(day < str(at), and_(day == str(at), behind)) if query.sort == "-published" else behind
            )
        with self._ledger._reading() as connection:
            found = connection.execute(rows.limit(limit + 1)).all()
            shown = found[:limit]
            numbers = [
                _numbers(connection, kept, {seq for row in shown for seq in (row.seq, row.told)})
                for kept in (schema.claim, schema.account)
            ]
            # What people added to a reading stands under the entry by which it is told.
            lines = tuple(
                _report_line(row, *(sum(counts.get(seq, 0) for seq in {row.seq, row.told}) for counts in numbers))
                for row in shown
            )
            more = encoded(shown[-1].published or "", shown[-1].seq) if len(found) > limit else None
            return lines, more

    def report_key(self, name: str) -> str | None:
        """The key of the document that a key or the id that it is printed under names."""
        table = schema.reading.c
        with self._ledger._reading() as connection:
            for column in (table.document, table.label):
                found = select(table.document).where(column == name).order_by(table.seq.desc()).limit(1)
                key = connection.execute(found).scalar_one_or_none()
                if key is not None:
                    return str(key)
        return None

    def raw_of(self, key: str) -> tuple[str, str] | None:
        """The SHA-256 of the bytes of a document's present reading, and where they were met."""
        table, head = schema.reading, schema.head
        rows = select(table.c.raw, table.c.uri).join_from(head, table, head.c.reading == table.c.seq)
        with self._ledger._reading() as connection:
            found = rows.where(head.c.document == key).order_by(head.c.seq.desc()).limit(1)
            row = connection.execute(found).one_or_none()
            return None if row is None else (row.raw, row.uri)

    # -- decisions --------------------------------------------------------------------------------------------------------

    def judgements(
        self, *, about: Sequence[str] = (), by: str | None = None, before: int | None = None, limit: int = 50
    ) -> tuple[tuple[tuple[int, Judgement], ...], int | None]:
        """Judgements with their log entries, the newest first, and where the next page begins."""
        table, subjects = schema.judgement, schema.judgement_about
        rows = select(table).order_by(table.c.seq.desc())
        if about:
            named = select(subjects.c.judgement).where(subjects.c.subject.in_(list(about)))
            rows = rows.where(table.c.id.in_(named))
        if by is not None:
            rows = rows.where(table.c.by == by)
        if before is not None:
            rows = rows.where(table.c.seq < before)
        with self._ledger._reading() as connection:
            found = connection.execute(rows.limit(limit + 1)).all()
        shown = found[:limit]
        more = int(shown[-1].seq) if len(found) > limit else None
        return tuple((int(row.seq), judgement_of(row)) for row in shown), more


def _report_conditions(query: ReportQuery) -> list[ColumnElement[bool]]:
    table = schema.reading.c
    found: list[ColumnElement[bool]] = []
    for word in (query.text or "").casefold().split():
        found.append(func.lower(func.coalesce(table.title, "")).contains(word, autoescape=True))
    if query.outlet is not None:
        found.append(table.outlet == query.outlet)
    if query.since is not None:
        found.append(table.published >= query.since.isoformat())
    if query.until is not None:
        found.append(table.published <= query.until.isoformat())
    return found


def _numbers(connection: Connection, table: Any, seqs: Collection[int]) -> dict[int, int]:
    rows = select(table.c.seq, func.count()).where(table.c.seq.in_(seqs)).group_by(table.c.seq)
    return {row[0]: row[1] for row in connection.execute(rows)}


def _report_line(row: Any, claims: int, accounts: int) -> ReportLine:
    told = json_of(row.payload)["reading"]
    return ReportLine(
        key=row.document,
        id=row.label or row.document,
        title=row.title,
        outlet=row.outlet,
        published=None if row.published is None else date.fromisoformat(row.published),
        url=row.url,
        uri=row.uri,
        language=row.language,
        relevance=row.relevance,
        at=moment_of(row.at),
        claims=claims,
        accounts=accounts,
        issues=len(told.get("issues", ())) + len(told.get("document", {}).get("issues", ())),
    )

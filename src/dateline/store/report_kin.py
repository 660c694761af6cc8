"""Reports in brief, as whoever looks for versions and copies of one asks for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from dateline.store import schema
from dateline.store.chain import moment_of
from dateline.store.ledger import Ledger
from dateline.store.pack import json_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBrief:
    """What tells one report from another: whose it is, where it stands, and when it was written, changed and kept."""

    key: str
    id: str
    title: str | None
    outlet: str | None
    published: date | None
    #: When the page, the feed or the file says that it was last changed.
    modified: datetime | None
    url: str | None
    uri: str
    #: When this reading of it came, UTC.
    at: datetime
    #: The log entry of the reading.
    seq: int


class ReportKin:
    """Reports by their address and by their keys; all methods raise LedgerError where the ledger refuses."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of_keys(self, keys: Collection[str]) -> tuple[ReportBrief, ...]:
        """The present readings of those documents, in the order they came."""
        return self._found(schema.reading.c.document.in_(list(keys)), _is_present()) if keys else ()

    def of_url(self, url: str) -> tuple[ReportBrief, ...]:
        """The documents that have a reading of that address, in the order they came.

        No index has the address: this passes over the rows of all readings, without what was read in them.
        """
        return self._found(schema.reading.c.url == url, _is_present())

    def of_document(self, key: str) -> tuple[ReportBrief, ...]:
        """All readings of one document, that of other places with the very same text too, in the order they came."""
        return self._found(schema.reading.c.document == key)

    def texts(self, keys: Collection[str]) -> dict[str, str]:
        """The text of each of those documents."""
        table = schema.document.c
        rows = select(table.key, table.text).where(table.key.in_(list(keys)))
        with self._ledger._reading() as connection:
            return {str(row.key): text_of(row.text) for row in connection.execute(rows)}

    def _found(self, *conditions: ColumnElement[bool]) -> tuple[ReportBrief, ...]:
        table = schema.reading.c
        rows = select(schema.reading, schema.log.c.at).join_from(
            schema.reading, schema.log, schema.log.c.seq == table.seq
        )
        with self._ledger._reading() as connection:
            return tuple(_brief(row) for row in _rows(connection, rows.where(*conditions).order_by(table.seq)))


def _rows(connection: Connection, statement: Any) -> list[Any]:
    return list(connection.execute(statement))


def _is_present() -> ColumnElement[bool]:
    table, heads = schema.reading.c, schema.head.c
    newest = select(heads.reading).where(heads.document == table.document).order_by(heads.seq.desc()).limit(1)
    return table.seq == newest.scalar_subquery()


def _brief(row: Any) -> ReportBrief:
    modified = json_of(row.payload)["reading"]["document"].get("modified")
    return ReportBrief(
        key=row.document,
        id=row.label or row.document,
        title=row.title,
        outlet=row.outlet,
        published=None if row.published is None else date.fromisoformat(row.published),
        modified=None if modified is None else datetime.fromisoformat(modified),
        url=row.url,
        uri=row.uri,
        at=moment_of(row.at),
        seq=row.seq,
    )

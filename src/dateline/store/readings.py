"""Sources, documents and readings: what goes in once, and comes back whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from dateline.domain.ids import DocumentKey
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.chain import Row, append, moment_of
from dateline.store.codec import given_of, reading_of
from dateline.store.connect import streamed
from dateline.store.pack import packed, packed_text, text_of, unpacked
from dateline.store.rows import (
    account_row,
    claim_row,
    given_id,
    iso,
    reading_row,
    run_id,
    run_of,
    run_row,
    sighting_row,
)
from dateline.store.tellings import KeyedTelling, telling_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a reading that was given to the ledger."""

    #: The log entry of the reading: of this one, or of the one that was in already.
    seq: int
    document: DocumentKey
    #: False where the same bytes were in by the same run: then nothing was written but perhaps where they were met.
    is_new: bool
    #: Whether it is the document's reading now; a reading by an older run than the present one is kept and is not.
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """What the ledger's present reading of a document says of it."""

    key: DocumentKey
    #: The log entry of that reading.
    reading: int
    label: str | None
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    uri: str
    language: str
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingVersion:
    """One of the readings of a document."""

    seq: int
    at: datetime
    run: Run
    uri: str
    #: Hex SHA-256 of the bytes it was read from.
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reading, the same with the claims that people added to it, and the tellings of the latter."""

    reading: Reading
    whole: Reading
    tellings: tuple[KeyedTelling, ...]


def add_reading(connection: Connection, raw_document: RawDocument, told: Told, now: datetime) -> Added:
    """Writes a reading with its bytes, its document and the rows to find it by, all under one entry."""
    reading, whole = told.reading, told.whole
    _check(raw_document, reading)
    run, given = run_id(reading.run), given_id(raw_document)
    known = _known(connection, raw_document, run)
    document = reading.document
    rows: dict[Any, list[Row]] = {}
    if known is not None:
        if not is_done(connection, raw_document, run):
            rows[schema.sighting] = [sighting_row(raw_document, run, known)]
            append(connection, kind="sighting", subject=raw_document.uri, rows=rows, now=now)
        current = current_head(connection, document.key, None)
        is_current = current is not None and current.reading == known
        return Added(seq=known, document=document.key, is_new=False, is_current=is_current)
    seq = (connection.execute(select(func.max(schema.log.c.seq))).scalar_one() or 0) + 1
    if not _has(connection, schema.raw.c.sha256 == raw_document.sha256):
        content = packed(raw_document.raw)
        rows[schema.raw] = [{"sha256": raw_document.sha256, "size": len(raw_document.raw), "content": content}]
    if not _has(connection, schema.document.c.key == document.key):
        rows[schema.document] = [{"key": document.key, "text": packed_text(document.text)}]
    if not _has(connection, schema.run.c.id == run):
        rows[schema.run] = [run_row(reading.run)]
    rows[schema.reading] = [reading_row(raw_document.sha256, run, given, reading)]
    rows[schema.sighting] = [sighting_row(raw_document, run, seq)]
    rows[schema.account] = [account_row(whole, account) for account in whole.accounts]
    rows[schema.claim] = [claim_row(whole, claim) for claim in whole.claims]
    is_current = _takes_over(connection, reading, raw_document, run)
    if is_current:
        rows[schema.head] = [{"document": document.key, "reading": seq}]
        rows |= telling_rows(document.key, told.tellings)
    written = append(connection, kind="reading", subject=document.key, rows=rows, now=now)
    return Added(seq=written, document=document.key, is_new=True, is_current=is_current)


def _check(raw_document: RawDocument, reading: Reading) -> None:
    found = hashlib.sha256(raw_document.raw).hexdigest()
    if found != raw_document.sha256:
        raise LedgerError(f"{raw_document.uri}: its bytes have the SHA-256 {found}, not {raw_document.sha256}")
    if reading.document.sha256 != raw_document.sha256:
        raise LedgerError(f"{raw_document.uri}: the reading is of other bytes, {reading.document.sha256}")


def _has(connection: Connection, condition: ColumnElement[bool]) -> bool:
    return bool(connection.execute(select(select(1).where(condition).exists())).scalar_one())


def _known(connection: Connection, raw_document: RawDocument, run: str) -> int | None:
    """The entry under which the same bytes, with the same said of them, were read by the same run."""
    table = schema.reading
    same = and_(table.c.raw == raw_document.sha256, table.c.run == run, table.c.given == given_id(raw_document))
    return connection.execute(select(table.c.seq).where(same)).scalar_one_or_none()


def _takes_over(connection: Connection, reading: Reading, raw_document: RawDocument, run: str) -> bool:
    """Whether a new reading is the document's from now on.

    A run that came into the ledger later takes over from an earlier one. Of two readings by one run, the later counts where
    both are of one place (what is known of the document was corrected). Where a text was met in two places, the one published
    first counts, then the one of the smaller hash: whichever of the two came first.
    """
    head = current_head(connection, reading.document.key, None)
    if head is None:
        return True
    table = schema.reading
    old = connection.execute(select(table).where(table.c.seq == head.reading)).one()
    if old.run != run:
        began = {row.id: row.seq for row in connection.execute(select(schema.run.c.id, schema.run.c.seq))}
        return run not in began or began[run] > began[old.run]
    if old.uri == reading.document.uri:
        return True
    return _place_order(iso(reading.document.published), raw_document.sha256) < _place_order(old.published, old.raw)


def _place_order(published: str | None, sha256: str) -> tuple[str, str]:
    return published or "9999", sha256


def is_done(connection: Connection, raw_document: RawDocument, run: str) -> bool:
    """Whether those bytes, met there and with that said of them, are in by that run."""
    table = schema.sighting.c
    return _has(
        connection,
        and_(
            table.uri == raw_document.uri,
            table.raw == raw_document.sha256,
            table.given == given_id(raw_document),
            table.run == run,
        ),
    )


def done(connection: Connection, run: str) -> Iterator[tuple[str, str]]:
    """The uri and sha256 of everything that is in by that run, in the order it came."""
    table = schema.sighting
    rows = select(table.c.uri, table.c.raw).where(table.c.run == run).order_by(table.c.seq)
    yield from ((row.uri, row.raw) for row in streamed(connection, rows))


def labels(connection: Connection) -> dict[str, DocumentKey]:
    """Which document each given id stood for when it was first met."""
    table = schema.reading
    rows = connection.execute(
        select(table.c.label, table.c.document).where(table.c.label.is_not(None)).order_by(table.c.seq.desc())
    )
    return {str(label): DocumentKey(document) for label, document in rows}


def current_head(connection: Connection, document: str, as_of: int | None) -> Any | None:
    """The row of ``head`` that counts for a document, or None."""
    table = schema.head
    rows = select(table).where(table.c.document == document, _until(table.c.seq, as_of))
    return connection.execute(rows.order_by(table.c.seq.desc()).limit(1)).one_or_none()


def _until(column: ColumnElement[int], as_of: int | None) -> ColumnElement[bool]:
    return column >= 0 if as_of is None else column <= as_of


def _current(as_of: int | None, *columns: Any) -> Select[Any]:
    """The given columns of the readings that count, in the order they came."""
    heads = schema.head.alias("later")
    latest = select(func.max(heads.c.seq)).where(heads.c.document == schema.head.c.document, _until(heads.c.seq, as_of))
    return (
        select(*columns)
        .select_from(schema.head.join(schema.reading, schema.head.c.reading == schema.reading.c.seq))
        .where(schema.head.c.seq == latest.scalar_subquery())
        .order_by(schema.reading.c.seq)
    )


def documents(connection: Connection, as_of: int | None, keys: Sequence[str] | None) -> Iterator[StoredDocument]:
    """The documents of the ledger, or those of them."""
    table = schema.reading.c
    rows = _current(
        as_of, table.document.label("key"), table.seq.label("reading"), table.label, table.title, table.outlet,
        table.published, table.url, table.uri, table.language, table.relevance,
    )  # fmt: skip
    if keys is not None:
        rows = rows.where(table.document.in_(keys))
    for row in streamed(connection, rows):
        told = dict(row._mapping)
        published = None if row.published is None else date.fromisoformat(row.published)
        yield StoredDocument(**(told | {"published": published}))


def readings(connection: Connection, as_of: int | None, keys: Sequence[str] | None) -> Iterator[Reading]:
    """The present readings of all documents, or of those, in the order they came."""
    rows = _current(as_of, schema.reading.c.payload, schema.document.c.text).join(
        schema.document, schema.document.c.key == schema.reading.c.document
    )
    if keys is not None:
        rows = rows.where(schema.reading.c.document.in_(keys))
    for row in streamed(connection, rows, 50):
        yield reading_of(row.payload, text_of(row.text))


def reading_under(connection: Connection, seq: int) -> Reading:
    """The reading that was written under that entry; raises LedgerError where there is none."""
    rows = select(schema.reading.c.payload, schema.document.c.text).join(
        schema.document, schema.document.c.key == schema.reading.c.document
    )
    row = connection.execute(rows.where(schema.reading.c.seq == seq)).one_or_none()
    if row is None:
        raise LedgerError(f"no reading was written under entry {seq} of the log")
    return reading_of(row.payload, text_of(row.text))


def document_of(connection: Connection, name: str, as_of: int | None) -> DocumentKey | None:
    """The document that a claim or an account is of, whichever of its readings told it."""
    for table, own in ((schema.account, "id"), (schema.claim, "id"), (schema.telling, "account")):
        found = select(table.c.document).where(table.c[own] == name, _until(table.c.seq, as_of)).limit(1)
        key = connection.execute(found).scalar_one_or_none()
        if key is not None:
            return DocumentKey(key)
    return None


def versions(connection: Connection, document: str, as_of: int | None) -> tuple[ReadingVersion, ...]:
    """Every reading of a document, the first one first."""
    table, run, log = schema.reading.c, schema.run, schema.log
    rows = (
        select(table.seq, log.c.at, run.c.dateline, run.c.config, run.c.plugins, table.uri, table.raw)
        .join_from(schema.reading, run, run.c.id == table.run)
        .join(log, log.c.seq == table.seq)
        .where(table.document == document, _until(table.seq, as_of))
        .order_by(table.seq)
    )
    return tuple(
        ReadingVersion(
            seq=row.seq,
            at=moment_of(row.at),
            run=run_of(row),
            uri=row.uri,
            raw=row.raw,
        )
        for row in connection.execute(rows)
    )


def raw_bytes(connection: Connection, sha256: str) -> bytes:
    """The bytes of that address, bit for bit; raises LedgerError where they are not in, or no longer what they were."""
    stored = connection.execute(select(schema.raw.c.content).where(schema.raw.c.sha256 == sha256)).scalar_one_or_none()
    if stored is None:
        raise LedgerError(f"no bytes of the SHA-256 {sha256} are in the ledger")
    content = unpacked(stored)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise LedgerError(f"the bytes of {sha256} are not what they were", hint="`dateline verify` looks at the rest")
    return content


def raw_documents(connection: Connection, as_of: int | None) -> Iterator[RawDocument]:
    """Every source as it was first met, so that a better pipeline can read the whole ledger again without the files."""
    table, raw = schema.sighting, schema.raw
    seen = table.alias("earlier")
    once = and_(seen.c.uri == table.c.uri, seen.c.raw == table.c.raw, seen.c.given == table.c.given)
    rows = (
        select(table, raw.c.content)
        .join(raw, raw.c.sha256 == table.c.raw)
        .where(_until(table.c.seq, as_of), ~select(1).where(once, seen.c.seq < table.c.seq).exists())
        .order_by(table.c.seq)
    )
    for row in streamed(connection, rows, 10):
        yield RawDocument(
            uri=row.uri,
            raw=unpacked(row.content),
            sha256=row.raw,
            media_type=row.media_type,
            fetched_at=moment_of(row.fetched_at),
            given=given_of(row.facts),
            verbatim=row.verbatim,
        )

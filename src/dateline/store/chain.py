"""The log: a chain of entries, each with the digest of the rows under it and the hash of the entry before.

The rows of a table are hashed one JSON line each, in the order of their primary key: the columns that are not null, under
their names, so that a column added by a later version leaves the digests of earlier rows as they are. Bytes stand as their own
SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.pack import json_line
from dateline.store.text import storable

#: The hash before the first entry.
START = "0" * 64
#: Rows given to the database at a time.
_BATCH = 5000

Row = dict[str, Any]
Rows = Mapping[Table, Sequence[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the log: what was done, when, to what."""

    seq: int
    #: UTC.
    at: datetime
    #: schema, reading, sighting, tellings, merge, judgement or issues.
    kind: str
    subject: str
    #: Hex SHA-256 of the rows under it.
    digest: str
    previous: str
    #: Hex SHA-256 of all the rest.
    hash: str


def last_entry(connection: Connection) -> Entry | None:
    """The newest entry, or None in a ledger without any."""
    row = connection.execute(select(schema.log).order_by(schema.log.c.seq.desc()).limit(1)).one_or_none()
    return None if row is None else entry_of(row._mapping)


def entry_of(row: Mapping[Any, Any]) -> Entry:
    """An entry from its row."""
    return Entry(**{**row, "at": moment_of(row["at"])})


def append(connection: Connection, *, kind: str, subject: str, rows: Rows, now: datetime) -> int:
    """Writes the rows under a new entry, and returns its ``seq``; the connection must be the only one that writes.

    Rows come without their ``seq``, which is filled in.
    """
    last = last_entry(connection)
    seq = 1 if last is None else last.seq + 1
    # A clock that was set back does not put a later entry before an earlier one: views of a moment go by this.
    at = moment_line(now if last is None else max(now, last.at))
    full = {table: [dict.fromkeys(table.c.keys()) | row | {"seq": seq} for row in some] for table, some in rows.items()}
    hasher = Hasher()
    for table in schema.RECORD:
        for row in sorted(full.get(table, ()), key=lambda row, table=table: _key(table, row)):
            hasher.take(table, row)
    entry = {
        "seq": seq,
        "at": at,
        "kind": kind,
        "subject": subject,
        "digest": hasher.digest(),
        "previous": START if last is None else last.hash,
    }
    connection.execute(insert(schema.log), entry | {"hash": hash_of(entry)})
    for table in schema.RECORD:
        for some in batches(full.get(table, ()), _BATCH):
            connection.execute(insert(table), list(some))
    return seq


class Hasher:
    """The digest of the rows under one entry, taken table by table in the order of ``schema.RECORD``."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._table: Table | None = None

    def take(self, table: Table, row: Mapping[Any, Any]) -> None:
        """Adds the next row."""
        if table is not self._table:
            self._table = table
            self._hash.update(f"{table.name}\n".encode())
        told = {one.name: _plain(value) for one in table.c if (value := row[one.name]) is not None}
        self._hash.update(json_line(told).encode("ascii") + b"\n")

    def digest(self) -> str:
        """Hex SHA-256."""
        return self._hash.hexdigest()


def hash_of(entry: Mapping[Any, Any]) -> str:
    """The hash of an entry, from everything else in its row."""
    told = [entry[name] for name in ("seq", "at", "kind", "subject", "digest", "previous")]
    return hashlib.sha256(json_line(told).encode("ascii")).hexdigest()


def moment_line(moment: datetime) -> str:
    """A moment as it is kept: UTC to the microsecond, always as long, so that text sorts as time does."""
    if moment.tzinfo is None:
        raise LedgerError(f"{moment} says no time zone", hint="give a moment with its zone, such as datetime.now(UTC)")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(line: str) -> datetime:
    """The inverse of ``moment_line``."""
    return datetime.fromisoformat(line)


def batches(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """The rows in runs of at most that many."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _plain(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else value


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    """The primary key as both databases sort it: text by the code points that are stored."""
    values = (row[column.name] for column in table.primary_key.columns)
    return tuple(storable(value) if isinstance(value, str) else value for value in values)

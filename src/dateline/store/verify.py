"""The whole ledger looked through: the chain link by link, every row against its digest, the index against the record.

Everything is read once, in order, a few rows at a time, so memory does not grow with the ledger.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, exc, func, select, text

from dateline.errors import LedgerError
from dateline.store import index, schema
from dateline.store.chain import START, Entry, Hasher, entry_of, hash_of
from dateline.store.codec import reading_of
from dateline.store.connect import streamed
from dateline.store.migrate import revision_of
from dateline.store.pack import text_of, unpacked

#: So many are told; a ledger that is damaged all over need not say so a million times.
MOST_PROBLEMS = 100

_UNREADABLE = (exc.SQLAlchemyError, sqlite3.Error, ValueError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is not as it was written, in plain words."""

    what: str
    #: The log entry that it belongs to, where one is known.
    seq: int | None = None
    #: True where only the index is concerned, which can be made anew from the record.
    is_mendable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What looking through a ledger found; the first problem is the first broken link."""

    entries: int
    rows: int
    #: The last entry: whoever noted its ``seq`` and ``hash`` can tell later whether the ledger still goes on from it.
    head: Entry | None
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


@dataclass(slots=True)
class _Walk:
    connection: Connection
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0

    def tell(self, what: str, seq: int | None = None, *, is_mendable: bool = False) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(what=what, seq=seq, is_mendable=is_mendable))


def verify(connection: Connection, noted: tuple[int, str] | None) -> Verification:
    """Looks through the ledger on a reading connection; ``noted`` is a ``seq`` and ``hash`` that must be in the chain."""
    walk = _Walk(connection)
    entries, head = 0, None
    try:
        _take_bytes_as_they_are(connection)
        _check_pages(walk)
        _check_guards(walk)
        entries, head = _walk_chain(walk, noted)
        _check_index(walk)
    except _UNREADABLE as error:
        walk.tell(f"the database cannot be read any further: {' '.join(str(getattr(error, 'orig', error)).split())}")
    return Verification(entries=entries, rows=walk.rows, head=head, problems=tuple(walk.problems))


def _take_bytes_as_they_are(connection: Connection) -> None:
    """Lets text that is no longer UTF-8 through, so that its entry is found and not only an error."""
    inner = connection.connection.dbapi_connection
    if isinstance(inner, sqlite3.Connection):
        inner.text_factory = lambda content: content.decode("utf-8", "replace")


def _check_pages(walk: _Walk) -> None:
    if walk.connection.dialect.name == "sqlite":
        for (said,) in walk.connection.execute(text("PRAGMA integrity_check(10)")):
            if said != "ok":
                walk.tell(f"the file is damaged: {' '.join(said.split())}")


def _check_guards(walk: _Walk) -> None:
    names = {table.name for table in (schema.log, *schema.RECORD)}
    if walk.connection.dialect.name == "sqlite":
        rows = walk.connection.execute(
            text("SELECT tbl_name, count(*) FROM sqlite_master WHERE type='trigger' GROUP BY 1")
        )
    else:
        rows = walk.connection.execute(
            text(
                "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE t.tgname LIKE '%\\_no\\_%' AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid) GROUP BY 1"
            )
        )
    guarded = {name for name, count in rows if count >= 2}
    for name in sorted(names - guarded):
        walk.tell(f"the table {name} has lost the triggers that keep its rows from being changed")
    said = revision_of(walk.connection)
    table = schema.log.c
    rows_of_schema = select(table.subject).where(table.kind == "schema").order_by(table.seq.desc()).limit(1)
    logged = walk.connection.execute(rows_of_schema).scalar_one_or_none()
    if said != logged:
        walk.tell(f"the schema is said to be {said}, and the log says {logged}")


def _walk_chain(walk: _Walk, noted: tuple[int, str] | None) -> tuple[int, Entry | None]:
    tables = {table: _Rows(walk, table) for table in schema.RECORD}
    head: Entry | None = None
    count, before, previous = 0, 0, START
    for row in streamed(walk.connection, select(schema.log).order_by(schema.log.c.seq), 500):
        entry = row._mapping
        seq = entry["seq"]
        if seq != before + 1:
            gone = f"entry {before + 1} is" if seq == before + 2 else f"entries {before + 1} to {seq - 1} are"
            walk.tell(f"the chain is broken: {gone} missing before entry {seq}", seq)
        if entry["previous"] != previous:
            walk.tell(f"the chain is broken at entry {seq}: it does not follow from the entry before it", seq)
        if entry["hash"] != hash_of(entry):
            walk.tell(f"entry {seq} was changed: it does not give the hash that it was written with", seq)
        hasher = Hasher()
        for table, rows in tables.items():
            for one in rows.under(seq):
                hasher.take(table, one)
        if hasher.digest() != entry["digest"]:
            walk.tell(
                f"what was written under entry {seq} ({entry['kind']} {entry['subject']}, {entry['at']}) is not what is there "
                "now: rows were changed, added or lost",
                seq,
            )
        if noted is not None and noted[0] == seq and noted[1] != entry["hash"]:
            walk.tell(f"entry {seq} has another hash than the one that was noted: the ledger was written anew", seq)
        count, before, previous, head = count + 1, seq, entry["hash"], entry_of(entry)
    if noted is not None and noted[0] > before:
        walk.tell(f"the ledger ends at entry {before}, and entry {noted[0]} was noted: its end is missing")
    for table, rows in tables.items():
        rest = rows.rest()
        if rest:
            walk.tell(f"{rest} rows of the table {table.name} stand under no entry of the log")
    return count, head


class _Rows:
    """The rows of one table in the order of the log, each looked at on its way."""

    def __init__(self, walk: _Walk, table: Table) -> None:
        self._walk = walk
        self._table = table
        keys = [column for column in table.primary_key.columns if column.name != "seq"]
        statement = select(table).order_by(table.c.seq, *keys)
        self._rows = streamed(walk.connection, statement, 16 if table is schema.raw else 200)
        self._next: Mapping[Any, Any] | None = None
        self._move()

    def _move(self) -> None:
        row = next(self._rows, None)
        self._next = None if row is None else row._mapping

    def under(self, seq: int) -> Iterator[Mapping[Any, Any]]:
        """The rows under that entry; those that stand under an entry before it, which is not there, are told."""
        while (row := self._next) is not None and row["seq"] <= seq:
            if row["seq"] == seq:
                self._walk.rows += 1
                _check_content(self._walk, self._table, row)
                yield row
            else:
                self._walk.tell(
                    f"a row of the table {self._table.name} stands under entry {row['seq']}, which is not there"
                )
            self._move()

    def rest(self) -> int:
        """How many rows are left behind the last entry."""
        count = 0
        while self._next is not None:
            count += 1
            self._move()
        return count


def _check_content(walk: _Walk, table: Table, row: Mapping[Any, Any]) -> None:
    """Whether what is kept by its content's address still has that address."""
    seq = row["seq"]
    try:
        if table is schema.raw:
            if hashlib.sha256(unpacked(row["content"])).hexdigest() != row["sha256"]:
                walk.tell(f"the bytes of source {row['sha256']} (entry {seq}) are not those that were read", seq)
        elif table is schema.document:
            written = text_of(row["text"]).encode("utf-8", "surrogatepass")
            if hashlib.sha256(written).hexdigest() != row["key"]:
                walk.tell(f"the text of document {row['key']} (entry {seq}) is not the one that was read", seq)
        elif table is schema.reading:
            reading_of(row["payload"], "")
    except LedgerError as error:
        walk.tell(f"a row of the table {table.name} (entry {seq}) cannot be read: {error.message}", seq)


def _check_index(walk: _Walk) -> None:
    table, now = schema.event_version, schema.event_index
    rows = streamed(walk.connection, select(now).order_by(now.c.num), 500)
    row = next(rows, None)
    for record in streamed(walk.connection, select(table).order_by(table.c.num), 100):
        try:
            wanted = index.expected(index.version_of(record._mapping))
        except LedgerError:
            # Told already: the bytes of the version do not match their digest. Its row in the index is passed over.
            wanted = None if row is None or row.num != record.num else {}
        if wanted is None:
            continue
        found = None if row is None else {name: row._mapping[name] for name in wanted}
        if found != wanted:
            walk.tell(
                f"the index of events is not what the record gives for event {record.id}", record.seq, is_mendable=True
            )
            return
        row = next(rows, None)
    if row is not None:
        walk.tell("the index of events holds more than the record", is_mendable=True)
    later = table.alias("later")
    follows = select(func.min(later.c.seq)).where(later.c.id == now.c.id, later.c.seq > now.c.seq).scalar_subquery()
    wrong = select(func.count()).select_from(now).where(now.c.until.is_distinct_from(follows))
    if walk.connection.execute(wrong).scalar_one():
        walk.tell("the index of events does not know which versions stand now", is_mendable=True)
    alive = select(func.count()).select_from(table).where(table.c.body.is_not(None))
    texts = select(func.count()).select_from(schema.event_words)
    if walk.connection.execute(alive).scalar_one() != walk.connection.execute(texts).scalar_one():
        walk.tell("the text index of events does not hold every version", is_mendable=True)

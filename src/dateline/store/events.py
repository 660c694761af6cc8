"""What a merge writes: comparisons of accounts, and events in versions; and how they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select

from dateline.domain.ids import AccountId, DocumentKey, EventId
from dateline.domain.issue import Issue
from dateline.errors import BugError, LedgerError
from dateline.store import index, schema
from dateline.store.chain import Row, append, moment_of
from dateline.store.connect import streamed
from dateline.store.pack import json_line, json_of, packed_json, packed_text
from dateline.store.query import EventQuery, count_events, cursor_after, select_events, standing

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two accounts compare; which is ``a`` and which ``b`` does not matter."""

    a: AccountId
    b: AccountId
    #: 0 to 1: that the two tell of one event.
    probability: float
    #: The signs and their weights, as a JSON value of the merge's own form.
    why: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventVersion:
    """An event as a merge gives it: the ``event`` object of the public format."""

    id: EventId
    body: Mapping[str, Any]
    #: What a text search finds it by, beside its type and the names in it: titles, evidence, …
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An event that is no more: ``into`` is the one that its accounts went to, where there is one."""

    id: EventId
    into: EventId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """A version of an event as it is kept."""

    id: EventId
    #: The log entry that wrote it.
    seq: int
    #: The ``event`` object of the public format; None for one that is gone.
    body: dict[str, Any] | None
    merged_into: EventId | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """Some events, and where the next page begins; None on the last one."""

    events: tuple[StoredEvent, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Everything that one merge changes; what is as it was is passed over."""

    #: The last log entry that the merge took in.
    through: int
    events: Iterable[EventVersion] = ()
    gone: Iterable[Gone] = ()
    comparisons: Iterable[Comparison] = ()
    issues: Iterable[Issue] = ()
    #: What decided: version, policy, thresholds, as a JSON value.
    settings: Any = None


def add_merge(connection: Connection, merged: Merged, now: datetime) -> int:
    """Writes what a merge changed, all under one entry."""
    ended = {one.id: one.into for one in merged.gone}
    num = connection.execute(select(func.max(schema.event_version.c.num))).scalar_one() or 0
    rows: list[Row] = []
    for row in _version_rows(connection, merged.events, ended):
        num += 1
        rows.append(row | {"num": num})
    for before in sorted(latest(connection, ended, None), key=lambda row: row.id):
        into = ended[before.id]
        if before.body is not None or before.merged_into != into:
            num += 1
            rows.append({"id": before.id, "num": num, "merged_into": into})
    settings = json_line(merged.settings)
    tables: dict[Table, list[Row]] = {
        schema.merge: [{"through": merged.through, "settings": settings}],
        schema.event_version: rows,
        schema.comparison: _comparison_rows(connection, merged.comparisons),
        schema.issue: issue_rows(merged.issues),
    }
    subject = f"through {merged.through}"
    seq = append(connection, kind="merge", subject=subject, rows=tables, now=now)
    # From what was packed, a few at a time: the bodies of all events of a large ledger would fill the memory.
    blank = {"body": None, "words": None, "seq": seq}
    index.take_in(connection, (index.version_of(blank | row) for row in rows))
    return seq


def _version_rows(
    connection: Connection, given: Iterable[EventVersion], ended: Mapping[EventId, EventId | None]
) -> Iterator[Row]:
    """The rows of those of the events that are other than what is there, packed, without their numbers."""
    seen: set[EventId] = set()
    rest = iter(given)
    while some := list(islice(rest, _BATCH)):
        there = {one.id: one for one in latest(connection, [one.id for one in some], None, words=True)}
        for event in some:
            if event.id in ended or event.id in seen:
                raise BugError(f"a merge gives event {event.id} twice")
            seen.add(event.id)
            if event.body.get("id") != event.id:
                raise BugError(f"the body of event {event.id} names itself {event.body.get('id')!r}")
            before = there.get(event.id)
            body, words = packed_json(event.body), packed_text(event.words)
            if before is None or (before.body, before.words) != (body, words):
                yield {"id": event.id, "body": body, "words": words}


def _comparison_rows(connection: Connection, comparisons: Iterable[Comparison]) -> list[Row]:
    rows = {}
    for one in comparisons:
        if one.a == one.b:
            raise BugError(f"a merge compares account {one.a} with itself")
        a, b = sorted((one.a, one.b))
        rows[a, b] = {"a": a, "b": b, "probability": float(one.probability), "why": json_line(one.why)}
    table = schema.comparison.c
    firsts = sorted({a for a, _ in rows})
    for start in range(0, len(firsts), _BATCH):
        known = select(table.a, table.b, table.probability, table.why).where(
            table.a.in_(firsts[start : start + _BATCH])
        )
        # In the order written: of several rows for a pair the last one counts.
        was = {(row.a, row.b): (row.probability, row.why) for row in connection.execute(known.order_by(table.seq))}
        for pair, value in was.items():
            if pair in rows and (rows[pair]["probability"], rows[pair]["why"]) == value:
                del rows[pair]
    return list(rows.values())


def issue_rows(issues: Iterable[Issue]) -> list[Row]:
    """The rows of recorded trouble, in order."""
    return [
        {
            "ordinal": ordinal,
            "room": one.room,
            "kind": one.kind,
            "detail": one.detail,
            "uri": one.uri,
            "start": None if one.span is None else one.span.start,
            "end": None if one.span is None else one.span.end,
        }
        for ordinal, one in enumerate(issues)
    ]


def latest(connection: Connection, names: Iterable[str], as_of: int | None, *, words: bool = False) -> Iterator[Any]:
    """The last rows of those events in ``event_version``, tombstones included."""
    table, later = schema.event_version, schema.event_version.alias("later")
    newest = select(func.max(later.c.seq)).where(later.c.id == table.c.id)
    if as_of is not None:
        newest = newest.where(later.c.seq <= as_of)
    columns = [table.c.id, table.c.seq, table.c.body, table.c.merged_into, *([table.c.words] if words else [])]
    rest = iter(dict.fromkeys(names))
    while some := list(islice(rest, _BATCH)):
        rows = select(*columns).where(table.c.id.in_(some), table.c.seq == newest.scalar_subquery())
        yield from connection.execute(rows)


def page(connection: Connection, query: EventQuery, as_of: int | None, *, cursor: str | None, limit: int) -> EventPage:
    """The next so many events that the query asks for, newest first."""
    if limit < 1:
        raise LedgerError(f"a page of {limit} events holds none", hint="ask for one or more")
    found = connection.execute(select_events(query, connection, as_of, cursor=cursor).limit(limit + 1)).all()
    shown = found[:limit]
    table = schema.event_version.c
    bodies = {
        row.num: row.body
        for start in range(0, len(shown), _BATCH)
        for row in connection.execute(
            select(table.num, table.body).where(table.num.in_([one.num for one in shown[start : start + _BATCH]]))
        )
    }
    events = tuple(StoredEvent(id=one.id, seq=one.seq, body=json_of(bodies[one.num])) for one in shown)
    more = len(found) > limit
    return EventPage(events=events, cursor=cursor_after(shown[-1].sort_day, shown[-1].id) if more else None)


def count(connection: Connection, query: EventQuery, as_of: int | None) -> int:
    """How many events the query asks for."""
    return int(connection.execute(count_events(query, connection, as_of)).scalar_one())


def resolve(connection: Connection, name: str, as_of: int | None) -> EventId | None:
    """The event that an id stands for: itself, or what it was merged into; None where it is unknown or gone for good."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        row = next(latest(connection, [name], as_of), None)
        if row is None:
            return None
        if row.body is not None:
            return EventId(name)
        if row.merged_into is None:
            return None
        name = row.merged_into
    return None


def event(connection: Connection, name: str, as_of: int | None) -> StoredEvent | None:
    """The event that an id stands for, as it is or was."""
    found = resolve(connection, name, as_of)
    if found is None:
        return None
    row = next(latest(connection, [found], as_of))
    return StoredEvent(id=found, seq=row.seq, body=json_of(row.body))


def versions(connection: Connection, name: str, as_of: int | None) -> tuple[StoredEvent, ...]:
    """Every version of that very id, the first one first, the end of it included."""
    table, log = schema.event_version.c, schema.log.c
    rows = select(table.id, table.seq, table.body, table.merged_into, log.at).join_from(
        schema.event_version, schema.log, log.seq == table.seq
    )
    rows = rows.where(table.id == name, *([] if as_of is None else [table.seq <= as_of])).order_by(table.seq)
    return tuple(
        StoredEvent(
            id=row.id,
            seq=row.seq,
            body=None if row.body is None else json_of(row.body),
            merged_into=row.merged_into,
            at=moment_of(row.at),
        )
        for row in connection.execute(rows)
    )


def events_of_accounts(connection: Connection, accounts: Iterable[str], as_of: int | None) -> dict[AccountId, EventId]:
    """The event that each account is in; accounts that are in none are left out."""
    table, events = schema.event_index_account.c, schema.event_index
    rows = select(table.account, events.c.id).join_from(schema.event_index_account, events, events.c.num == table.num)
    found: dict[AccountId, EventId] = {}
    rest = iter(dict.fromkeys(accounts))
    while some := list(islice(rest, _BATCH)):
        asked = rows.where(table.account.in_(some), standing(as_of))
        found.update((AccountId(account), EventId(name)) for account, name in connection.execute(asked))
    return found


def comparisons(connection: Connection, accounts: Sequence[str] | None, as_of: int | None) -> Iterator[Comparison]:
    """The comparisons in force, of all accounts or of those, by ``a`` and ``b``."""
    table, later = schema.comparison, schema.comparison.alias("later")
    newest = select(func.max(later.c.seq)).where(later.c.a == table.c.a, later.c.b == table.c.b)
    if as_of is not None:
        newest = newest.where(later.c.seq <= as_of)
    rows = select(table.c.a, table.c.b, table.c.probability, table.c.why)
    rows = rows.where(table.c.seq == newest.scalar_subquery()).order_by(table.c.a, table.c.b)
    if accounts is not None:
        rows = rows.where(or_(table.c.a.in_(accounts), table.c.b.in_(accounts)))
    for row in streamed(connection, rows):
        yield Comparison(a=row.a, b=row.b, probability=row.probability, why=json_of_line(row.why))


def json_of_line(line: str) -> Any:
    """The JSON value of a text column."""
    return json_of(b"\x00" + line.encode("ascii"))


def merged_through(connection: Connection, as_of: int | None) -> int:
    """The last log entry that a merge took in; 0 before the first merge."""
    table = schema.merge.c
    # Merges are written one after another, so the last one took in the most.
    rows = select(table.through).order_by(table.seq.desc()).limit(1)
    return connection.execute(rows if as_of is None else rows.where(table.seq <= as_of)).scalar_one_or_none() or 0


def merged_by(connection: Connection) -> Any:
    """The settings of the last merge; None before the first."""
    table = schema.merge.c
    line = connection.execute(select(table.settings).order_by(table.seq.desc()).limit(1)).scalar_one_or_none()
    return None if line is None else json_of_line(line)


def unmerged(connection: Connection, as_of: int | None) -> tuple[DocumentKey, ...]:
    """The documents whose present reading or tellings no merge has taken in yet, in the order they came."""
    table = schema.head
    rows = select(table.c.document, func.max(table.c.seq)).where(table.c.seq > merged_through(connection, as_of))
    if as_of is not None:
        rows = rows.where(table.c.seq <= as_of)
    rows = rows.group_by(table.c.document).order_by(func.max(table.c.seq))
    return tuple(DocumentKey(document) for document, _ in connection.execute(rows))

"""Lists: events in brief and in any order, reports, and who speaks in them; each a page at a time or as a stream."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, case, cast, func, or_, select

from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.events import EventPage, StoredEvent, merged_through
from dateline.store.for_merge import AsOf
from dateline.store.ledger import Ledger
from dateline.store.pack import json_of
from dateline.store.query import EventQuery, count_events, select_events

#: Up to so many events are sorted; of more, an index is walked.
_FEW = 2000
#: Rows taken from the database at a time.
_BATCH = 2000

_index, _rows = schema.event_index.c, schema.event_row.c

#: What events can be sorted by: the column, and whether the greatest come first.
SORTS: dict[str, tuple[ColumnElement[Any], bool]] = {
    "-day": (_index.sort_day, True),
    "day": (_index.sort_day, False),
    "-killed": (_rows.killed, True),
    "-reports": (_rows.reports, True),
    "confidence": (_rows.confidence, False),
    "-changed": (_rows.seq, True),
}
_BRIEFS = select(_rows.line, _rows.restricted).join_from(schema.event_row, schema.event_index, _index.num == _rows.num)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event in brief: its row as JSON, and how many of its fields are restricted."""

    line: str
    restricted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSum:
    """All that one outlet or one speaker has in the events that stand now."""

    kind: str
    name: str
    events: int
    figures: int
    alone: int
    contradicted: int


class Listing:
    """Lists of a ledger; all methods raise LedgerError where it refuses.

    Where ``is_whole`` is false, nothing that is restricted decides which events are listed or in which order: those with a
    restricted field come last, by their ids, and are left out as soon as a filter asks for what may be hidden.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def state(self) -> int:
        """The number of the last entry that changed an event; equal states give equal lists of events."""
        with self._ledger._reading() as connection:
            merged = connection.execute(select(func.max(schema.merge.c.seq))).scalar_one() or 0
            return max(int(merged), merged_through(connection, None))

    def count(self, query: EventQuery, *, is_whole: bool = True, as_of: AsOf = None) -> int:
        """How many events there are to list."""
        with self._ledger._reading() as connection:
            seq = self._ledger._seq(connection, as_of)
            if is_whole or not asks_what_may_be_hidden(query):
                return int(connection.execute(count_events(query, connection, seq)).scalar_one())
            rows = count_events(query, connection, seq).join(schema.event_row, _rows.num == _index.num)
            return int(connection.execute(rows.where(_rows.restricted == 0)).scalar_one())

    def page(
        self, query: EventQuery, *, sort: str = "-day", is_whole: bool = True, cursor: str | None = None,
        limit: int = 50, as_of: AsOf = None,
    ) -> EventPage:  # fmt: skip
        """A page of whole events in that order; give its cursor for the next one."""
        with self._ledger._reading() as connection:
            seq = self._ledger._seq(connection, as_of)
            phases = _phases(query, is_whole)
            phase, after = _position(cursor, sort, phases)
            found: list[Any] = []
            while True:
                rows = _ordered(query, connection, seq, sort if phase < 2 else "id", phase)
                if after is not None:
                    rows = rows.where(_behind(sort if phase < 2 else "id", after))
                found += [(phase, row) for row in connection.execute(rows.limit(limit + 1 - len(found)))]
                if len(found) > limit or phase == phases[-1]:
                    break
                phase, after = phases[phases.index(phase) + 1], None
            shown = found[:limit]
            more = _cursor(sort, *shown[-1]) if len(found) > limit else None
            return EventPage(events=_with_bodies(connection, [row for _, row in shown]), cursor=more)

    def lines(
        self, query: EventQuery, *, sort: str = "-day", is_whole: bool = True, as_of: AsOf = None
    ) -> Iterator[Line]:
        """All events that the query asks for, in brief and in that order, as they are at one moment."""
        with self._ledger._reading() as connection:
            seq = self._ledger._seq(connection, as_of)
            for phase in _phases(query, is_whole):
                rows = _ordered(query, connection, seq, sort if phase < 2 else "id", phase, is_stream=True)
                yield from _lines(connection, rows.with_only_columns(_rows.line, _rows.restricted))

    def open_lines(self, limit: int, *, after: tuple[float, str] | None = None) -> tuple[tuple[float, Line], ...]:
        """The notable events that no person has looked at yet, in brief, so many, those that most are worth a look first.

        Each comes with that worth; ``after`` is the worth and the id of the last one that was seen.
        """
        table = schema.event_open.c
        rows = select(_rows.line, _rows.restricted, table.rank).join_from(
            schema.event_open, schema.event_row, _rows.num == table.num
        )
        if after is not None:
            rank, name = -after[0], after[1]
            rows = rows.where(table.rank >= rank, or_(table.rank > rank, table.id > name))
        with self._ledger._reading() as connection:
            found = connection.execute(rows.order_by(table.rank, table.id).limit(limit))
            return tuple((-row.rank, Line(line=row.line, restricted=row.restricted)) for row in found)

    def brief(self, event: str) -> Line | None:
        """One event that stands now, in brief."""
        with self._ledger._reading() as connection:
            return next(_lines(connection, _BRIEFS.where(schema.NOW, _index.id == event)), None)

    def voices(self, kind: str) -> tuple[VoiceSum, ...]:
        """All outlets ("outlet") or speakers ("speaker") of the events that stand now, restricted ones left out."""
        table = schema.event_voice.c
        alone = func.sum(case((table.is_alone, 1), else_=0))
        rows = (
            select(
                table.name,
                func.count().label("events"),
                cast(func.sum(table.figures), Integer).label("figures"),
                cast(alone, Integer).label("alone"),
                cast(func.sum(table.contradicted), Integer).label("contradicted"),
            )
            .join_from(schema.event_voice, schema.event_index, _index.num == table.num)
            .join(schema.event_row, _rows.num == table.num)
            .where(table.kind == kind, schema.NOW, _rows.restricted == 0)
            .group_by(table.name)
            .order_by(table.name)
        )
        with self._ledger._reading() as connection:
            return tuple(VoiceSum(kind=kind, **row._mapping) for row in connection.execute(rows))


def asks_what_may_be_hidden(query: EventQuery) -> bool:
    """Whether some filter would tell what is restricted by whether it finds an event."""
    asked = (
        query.first_day, query.last_day, query.types, query.modes, query.place, query.box, query.actor, query.tolls, query.text,
    )  # fmt: skip
    return any(one not in (None, ()) for one in asked)


def _phases(query: EventQuery, is_whole: bool) -> tuple[int, ...]:
    """0: all events in one order. 1: those without a restricted field, in their order; 2: then those with one, by their ids."""
    if is_whole:
        return (0,)
    return (1,) if asks_what_may_be_hidden(query) else (1, 2)


def _ordered(
    query: EventQuery, connection: Connection, seq: int | None, sort: str, phase: int, *, is_stream: bool = False
) -> Select[Any]:
    column, is_falling = SORTS.get(sort, (_index.id, False))
    asked = select_events(query, connection, seq).order_by(None)
    if column.table is schema.event_row and not is_stream and _is_more_than(_FEW, asked, connection):
        return _walked(asked, column, is_falling, phase)
    rows = asked.add_columns(column.label("by"))
    # A page in the order of the index of events needs nothing else.
    if phase or is_stream or column.table is schema.event_row:
        rows = rows.join(schema.event_row, _rows.num == _index.num)
    if phase:
        rows = rows.where(_rows.restricted == 0 if phase == 1 else _rows.restricted > 0)
    return (
        rows.order_by(column.desc(), column.table.c.id.desc())
        if is_falling
        else rows.order_by(column, column.table.c.id)
    )


def _is_more_than(few: int, asked: Select[Any], connection: Connection) -> bool:
    some = select(func.count()).select_from(asked.with_only_columns(_index.num).limit(few + 1).subquery())
    return int(connection.execute(some).scalar_one()) > few


def _walked(asked: Select[Any], column: ColumnElement[Any], is_falling: bool, phase: int) -> Select[Any]:
    """The rows in the order of an index of briefs, each asked on the way: of many, a page is near the front."""
    holds = asked.with_only_columns(_index.num).where(_index.num == _rows.num).correlate(schema.event_row).exists()
    rows = select(_rows.num, _rows.id, _rows.seq, column.label("by")).where(holds)
    if phase:
        rows = rows.where(_rows.restricted == 0 if phase == 1 else _rows.restricted > 0)
    return rows.order_by(column.desc(), _rows.id.desc()) if is_falling else rows.order_by(column, _rows.id)


def _lines(connection: Connection, rows: Select[Any]) -> Iterator[Line]:
    with connection.execute(rows.execution_options(stream_results=True, max_row_buffer=_BATCH)) as result:
        for some in result.partitions(_BATCH):
            yield from map(_line, some)


def _line(row: Any) -> Line:
    return Line(line=row[0], restricted=row[1])


def _behind(sort: str, after: tuple[Any, str]) -> ColumnElement[bool]:
    column, is_falling = SORTS.get(sort, (_index.id, False))
    own = column.table.c.id
    value, name = after
    if is_falling:
        return and_(column <= value, or_(column < value, own < name))
    return and_(column >= value, or_(column > value, own > name))


def _cursor(sort: str, phase: int, row: Any) -> str:
    return encoded(sort, phase, row.by, row.id)


def _position(cursor: str | None, sort: str, phases: tuple[int, ...]) -> tuple[int, tuple[Any, str] | None]:
    if cursor is None:
        return phases[0], None
    was, phase, value, name = decoded(cursor, 4)
    kind = str if sort in ("day", "-day") or phase == 2 else (int, float)
    if was != sort or phase not in phases or not isinstance(value, kind):
        raise LedgerError(f"{cursor!r:.60} is the cursor of another list", hint="begin without a cursor")
    return phase, (value, str(name))


def encoded(*parts: Any) -> str:
    """A cursor that holds those parts."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode("ascii")


def decoded(cursor: str, length: int) -> list[Any]:
    """The parts of a cursor, so many; raises LedgerError for what is no cursor."""
    try:
        found = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or len(found) != length or any(isinstance(one, list | dict) for one in found):
        raise LedgerError(f"{cursor!r:.60} is no cursor", hint="give the cursor of the page before, as it is")
    return found


def _with_bodies(connection: Connection, rows: Sequence[Any]) -> tuple[StoredEvent, ...]:
    table = schema.event_version.c
    asked = select(table.num, table.body).where(table.num.in_([row.num for row in rows]))
    bodies = {row.num: row.body for row in connection.execute(asked)}
    return tuple(StoredEvent(id=row.id, seq=row.seq, body=json_of(bodies[row.num])) for row in rows)

"""What can be asked of the events, and the statement that asks it."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
)

from dateline.domain.event import EventStatus
from dateline.domain.value import Measure
from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.text import folded, folded_words

#: Up to so many hits of one filter are looked up one by one; with more of them the events are walked in their order and asked.
_FEW_HITS = 2000
#: Of a text there may be more: to ask an event for its words takes a tenth of a millisecond, to look up a hit much less.
_FEW_TEXTS = 20_000

_events = schema.event_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Degrees of WGS 84; a box whose west is greater than its east crosses the date line."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """What to look for; everything that is given must hold, and of several values of one field any."""

    ids: tuple[str, ...] = ()
    #: Days that the event's interval must touch; an end that is not said is open.
    first_day: date | None = None
    last_day: date | None = None
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[EventStatus, ...] = ()
    #: ISO 3166-1 alpha-3.
    countries: tuple[str, ...] = ()
    #: The name of a place or of its first-order division, whatever its case and accents.
    place: str | None = None
    box: Box | None = None
    #: Words of an actor's name, or its identifier ("Q…"); all of one and the same actor.
    actor: str | None = None
    #: Measures with the least best figure asked for.
    tolls: tuple[tuple[Measure, int], ...] = ()
    #: Words that must all occur; "words in a row" in quotes, and word* for what begins so.
    text: str | None = None
    #: Only what a report is about, what people came to harm in, and what a person has looked at.
    notable: bool = False


def select_events(
    query: EventQuery, connection: Connection, as_of: int | None, *, cursor: str | None = None
) -> Select[Any]:
    """The rows of ``event_index`` that the query asks for, newest first, from behind the cursor on; without a limit."""
    return (
        select(_events.c.num, _events.c.id, _events.c.seq, _events.c.sort_day)
        .where(*_conditions(query, _Asking(connection), as_of), _behind(cursor))
        .order_by(_events.c.sort_day.desc(), _events.c.id.desc())
    )


def standing(as_of: int | None) -> ColumnElement[bool]:
    """The versions that stand now, or stood after that entry."""
    if as_of is None:
        return schema.NOW
    return and_(_events.c.seq <= as_of, or_(schema.NOW, _events.c.until > as_of))


def count_events(query: EventQuery, connection: Connection, as_of: int | None) -> Select[Any]:
    """How many rows of ``event_index`` the query asks for."""
    asking = _Asking(connection, is_whole=True)
    return select(func.count()).select_from(_events).where(*_conditions(query, asking, as_of))


@dataclass(slots=True)
class _Asking:
    """What is asked on that connection: the next page, or the whole."""

    connection: Connection
    is_whole: bool = False
    #: Whether some filter has so few hits that they are to be looked up, whatever order the rest would be walked in.
    has_few: bool = False

    @property
    def is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    def narrowed(self, hits: Select[Any], asked: ColumnElement[bool], few: int) -> ColumnElement[bool]:
        """Looks the hits up where they are few, and else asks each event on the way, since the next page is then close by."""
        if not self.is_whole and self.number(hits, few) > few:
            return asked
        self.has_few = True
        return _events.c.num.in_(hits)

    def number(self, hits: Select[Any], few: int) -> int:
        """How many hits there are, up to one more than few."""
        some = select(func.count()).select_from(hits.limit(few + 1).subquery())
        return int(self.connection.execute(some).scalar_one())


def _conditions(query: EventQuery, asking: _Asking, as_of: int | None) -> list[ColumnElement[bool]]:
    """What must hold of a row of ``event_index``."""
    found: list[ColumnElement[bool]] = []
    for column, values in (
        (_events.c.id, query.ids),
        (_events.c.type, query.types),
        (_events.c.mode, query.modes),
        (_events.c.status, tuple(str(one) for one in query.statuses)),
        (_events.c.country, query.countries),
    ):
        if values:
            found.append(column == values[0] if len(values) == 1 else column.in_(values))
    if query.first_day is not None or query.last_day is not None:
        found.append(_in_days(query.first_day, query.last_day, asking))
    if query.place is not None:
        name = folded(query.place)
        found.append(or_(_events.c.place == name, _events.c.admin1 == name))
    if query.box is not None:
        found.append(_inside(query.box, asking))
    if query.actor is not None:
        found.append(_has_actor(query.actor, asking))
    for measure, least in query.tolls:
        toll = schema.event_index_toll
        hits = select(toll.c.num).where(toll.c.measure == str(measure), toll.c.figure >= least)
        found.append(
            asking.narrowed(hits, hits.where(toll.c.num == _events.c.num).correlate(_events).exists(), _FEW_HITS)
        )
    if query.notable:
        # Where something rarer is asked for too, the order of the notable is not to be walked for it: a cast has no index.
        is_alone = not (query.ids or query.types or query.countries or query.place is not None)
        found.append(_events.c.is_notable if is_alone else cast(_events.c.is_notable, Integer) == 1)
    if query.text is not None:
        found.append(_has_text(query.text, asking))
    # Added to, a column has no index, so that SQLite begins with the few hits and not with a walk in the order of the page.
    few = as_of is None and asking.has_few and asking.is_sqlite
    found.append((_events.c.until + 0).is_(None) if few else standing(as_of))
    return found


def cursor_after(sort_day: str, event: str) -> str:
    """The cursor of the page that begins behind that event."""
    return base64.urlsafe_b64encode(json.dumps([sort_day, event]).encode()).decode("ascii")


def _behind(cursor: str | None) -> ColumnElement[bool]:
    if cursor is None:
        return true()
    try:
        sort_day, event = json.loads(base64.urlsafe_b64decode(cursor))
    except ValueError as error:
        raise LedgerError(
            f"{cursor!r:.60} is no cursor", hint="give the cursor of the page before, as it is"
        ) from error
    day, name = _events.c.sort_day, _events.c.id
    return and_(day <= str(sort_day), or_(day < str(sort_day), name < str(event)))


def _in_days(first: date | None, last: date | None, asking: _Asking) -> ColumnElement[bool]:
    exact = and_(
        true() if first is None else _events.c.last_day >= first.isoformat(),
        true() if last is None else _events.c.first_day <= last.isoformat(),
    )
    if not asking.is_sqlite:
        return exact
    # Whole days, of which 32-bit numbers hold every one.
    days = schema.event_days.c
    hits = select(days.num)
    if first is not None:
        hits = hits.where(days.last >= first.toordinal())
    if last is not None:
        hits = hits.where(days.first <= last.toordinal())
    return and_(exact, asking.narrowed(hits, true(), _FEW_HITS))


def _inside(box: Box, asking: _Asking) -> ColumnElement[bool]:
    if box.west > box.east:
        halves = (
            Box(south=box.south, west=box.west, north=box.north, east=180.0),
            Box(south=box.south, west=-180.0, north=box.north, east=box.east),
        )
        return or_(*(_inside(half, asking) for half in halves))
    if not asking.is_sqlite:
        return and_(_events.c.lat.between(box.south, box.north), _events.c.lon.between(box.west, box.east))
    # Added to, so that the index of latitudes is left alone: a large box is better walked in the order of the page.
    lat, lon = _events.c.lat + 0, _events.c.lon + 0
    exact = and_(lat.between(box.south, box.north), lon.between(box.west, box.east))
    # The R*Tree keeps 32-bit numbers, rounded outwards, so it finds all that lie inside and perhaps a neighbour.
    boxes = schema.event_box.c
    hits = select(boxes.num).where(
        boxes.south <= box.north, boxes.north >= box.south, boxes.west <= box.east, boxes.east >= box.west
    )
    return and_(exact, asking.narrowed(hits, true(), _FEW_HITS))


def _has_actor(actor: str, asking: _Asking) -> ColumnElement[bool]:
    words = folded_words(actor)
    if not words:
        raise LedgerError(f"{actor!r} names no actor", hint="give words of its name, or its identifier")
    table = schema.event_index_actor
    numbers = {word: asking.number(select(table.c.num).where(table.c.word == word), _FEW_HITS) for word in words}
    # The rarest word leads, and each of its actors is asked for the other words.
    first, *rest = sorted(numbers, key=lambda word: (numbers[word], word))
    lead = table.alias("lead")
    hits = select(lead.c.num).where(lead.c.word == first)
    for position, word in enumerate(rest):
        other = table.alias(f"other_{position}")
        same = and_(other.c.word == word, other.c.num == lead.c.num, other.c.ordinal == lead.c.ordinal)
        hits = hits.where(select(other.c.num).where(same).correlate(lead).exists())
    return asking.narrowed(hits, hits.where(lead.c.num == _events.c.num).correlate(_events).exists(), _FEW_HITS)


def _has_text(words: str, asking: _Asking) -> ColumnElement[bool]:
    pieces = _pieces(words)
    if not pieces:
        raise LedgerError(f"{words!r:.60} holds no word to look for")
    hits = _sqlite_hits(pieces) if asking.is_sqlite else _postgresql_hits(pieces)
    # A beginning stands for many words, which are dear to put together anew for each event.
    if any(begins for _, begins in pieces):
        return _events.c.num.in_(hits)
    key: ColumnElement[int] = literal_column("event_words.rowid" if asking.is_sqlite else "event_words.num")
    return asking.narrowed(hits, hits.where(key == _events.c.num).correlate(_events).exists(), _FEW_TEXTS)


def _pieces(words: str) -> list[tuple[list[str], bool]]:
    """The words to look for, in runs, each with whether its last one is only a beginning."""
    found = []
    for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', words):
        run = folded_words(quoted or bare)
        if run:
            found.append((run, bare.endswith("*")))
    return found


def _sqlite_hits(pieces: list[tuple[list[str], bool]]) -> Select[Any]:
    asked = " AND ".join(f'"{" ".join(run)}"{" *" if begins else ""}' for run, begins in pieces)
    rows: Select[Any] = select(literal_column("event_words.rowid").label("num")).select_from(schema.event_words)
    return rows.where(text("event_words MATCH :asked").bindparams(asked=asked))


def _postgresql_hits(pieces: list[tuple[list[str], bool]]) -> Select[Any]:
    asked = " & ".join(f"({' <-> '.join(run)}{':*' if begins else ''})" for run, begins in pieces)
    rows: Select[Any] = select(literal_column("event_words.num").label("num")).select_from(schema.event_words)
    return rows.where(text("event_words.words @@ to_tsquery('simple', :asked)").bindparams(asked=asked))

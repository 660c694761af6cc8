"""What can be asked of the events, and the statement that asks it."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select, text, true

from dateline.domain.event import EventStatus
from dateline.domain.value import Measure
from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.text import folded, folded_words

#: Up to so many hits of a text are looked up one by one; with more of them the events are walked in their order and asked for
#: the text, since the next page is then close by.
_FEW_HITS = 2000

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


def select_events(
    query: EventQuery, connection: Connection, as_of: int | None, *, cursor: str | None = None
) -> Select[Any]:
    """The rows of ``event_index`` that the query asks for, newest first, from behind the cursor on; without a limit."""
    return (
        select(_events.c.num, _events.c.id, _events.c.seq, _events.c.sort_day)
        .where(*conditions(query, connection, as_of), _behind(cursor))
        .order_by(_events.c.sort_day.desc(), _events.c.id.desc())
    )


def standing(as_of: int | None) -> ColumnElement[bool]:
    """The versions that stand now, or stood after that entry."""
    if as_of is None:
        return schema.NOW
    return and_(_events.c.seq <= as_of, or_(schema.NOW, _events.c.until > as_of))


def conditions(query: EventQuery, connection: Connection, as_of: int | None) -> list[ColumnElement[bool]]:
    """What must hold of a row of ``event_index``."""
    found = [standing(as_of)]
    for column, values in (
        (_events.c.id, query.ids),
        (_events.c.type, query.types),
        (_events.c.mode, query.modes),
        (_events.c.status, tuple(str(one) for one in query.statuses)),
        (_events.c.country, query.countries),
    ):
        if values:
            found.append(column == values[0] if len(values) == 1 else column.in_(values))
    if query.first_day is not None:
        found.append(_events.c.last_day >= query.first_day.isoformat())
    if query.last_day is not None:
        found.append(_events.c.first_day <= query.last_day.isoformat())
    if query.place is not None:
        name = folded(query.place)
        found.append(or_(_events.c.place == name, _events.c.admin1 == name))
    if query.box is not None:
        found.append(_inside(query.box, connection))
    if query.actor is not None:
        found.append(_has_actor(query.actor))
    for measure, least in query.tolls:
        toll = schema.event_index_toll
        hits = select(toll.c.num).where(toll.c.measure == str(measure), toll.c.figure >= least)
        found.append(_events.c.num.in_(hits))
    if query.text is not None:
        found.append(_has_text(query.text, connection))
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


def _inside(box: Box, connection: Connection) -> ColumnElement[bool]:
    if box.west > box.east:
        halves = (
            Box(south=box.south, west=box.west, north=box.north, east=180.0),
            Box(south=box.south, west=-180.0, north=box.north, east=box.east),
        )
        return or_(*(_inside(half, connection) for half in halves))
    exact = and_(_events.c.lat.between(box.south, box.north), _events.c.lon.between(box.west, box.east))
    if connection.dialect.name != "sqlite":
        return exact
    # The R*Tree keeps 32-bit numbers, rounded outwards, so it finds all that lie inside and perhaps a neighbour.
    boxes = schema.event_box.c
    near = select(boxes.num).where(
        boxes.south <= box.north, boxes.north >= box.south, boxes.west <= box.east, boxes.east >= box.west
    )
    return and_(_events.c.num.in_(near), exact)


def _has_actor(actor: str) -> ColumnElement[bool]:
    words = folded_words(actor)
    if not words:
        raise LedgerError(f"{actor!r} names no actor", hint="give words of its name, or its identifier")
    # All words of one and the same actor: one look at the index a word, joined by the actor.
    first, *rest = (schema.event_index_actor.alias(f"actor_{position}") for position in range(len(words)))
    hits = select(first.c.num).where(first.c.word == words[0])
    for alias, word in zip(rest, words[1:], strict=True):
        hits = hits.where(alias.c.num == first.c.num, alias.c.ordinal == first.c.ordinal, alias.c.word == word)
    return _events.c.num.in_(hits)


def _has_text(words: str, connection: Connection) -> ColumnElement[bool]:
    pieces = _pieces(words)
    if not pieces:
        raise LedgerError(f"{words!r:.60} holds no word to look for")
    hits = _sqlite_hits(pieces) if connection.dialect.name == "sqlite" else _postgresql_hits(pieces)
    few = select(func.count()).select_from(hits.limit(_FEW_HITS + 1).subquery())
    # A beginning stands for many words, which are dear to put together anew for each event.
    if any(begins for _, begins in pieces) or connection.execute(few).scalar_one() <= _FEW_HITS:
        return _events.c.num.in_(hits)
    key: ColumnElement[int] = literal_column(
        "event_words.rowid" if connection.dialect.name == "sqlite" else "event_words.num"
    )
    return hits.where(key == _events.c.num).correlate(_events).exists()


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

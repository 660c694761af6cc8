"""Events a page at a time or as columns, and who speaks in them, as somebody may see them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from dateline.domain.brief import COLUMNS, EventBrief, brief_from_row, brief_of
from dateline.domain.event import Event
from dateline.domain.event_from_wire import event_from_row
from dateline.domain.event_wire import event_row
from dateline.domain.wire import Json
from dateline.domain.withheld import withheld
from dateline.errors import ConfigError, UnknownError
from dateline.merge import DEFAULT_POLICY, POLICIES
from dateline.service.judging import named
from dateline.service.merging import ruled_of
from dateline.store import SORTS, AsOf, EventQuery, Line, Listing, StoredEvent, VoiceSum
from dateline.store import Ledger as Store

#: Events in one line of columns; the first line is short, so that there is something to show at once.
FIRST_CHUNK = 250
CHUNK = 5000
#: What sources can be sorted by.
SOURCE_SORTS = ("-events", "-alone", "-contradicted", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a list of events is wanted."""

    sort: str = "-day"
    #: Whether who asks may see what is restricted.
    is_whole: bool = True
    policy: str | None = None
    as_of: AsOf = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some events of the public format, and where the next page begins."""

    items: tuple[Json, ...]
    cursor: str | None


def resolved(store: Store, query: EventQuery) -> EventQuery:
    """The query with ids that were cut short or merged away led to the events that they stand for."""
    if not query.ids:
        return query
    whole = [named(store, name, "e") for name in query.ids]
    return replace(query, ids=tuple(store.resolve(name) or name for name in whole))


def page(store: Store, query: EventQuery, wishes: Wishes, *, cursor: str | None = None, limit: int = 50) -> Page:
    """A page of events in that order; raises ConfigError for an unknown order or policy, LedgerError for a strange cursor."""
    _check(wishes)
    found = Listing(store).page(
        resolved(store, query),
        sort=wishes.sort,
        is_whole=wishes.is_whole,
        cursor=cursor,
        limit=limit,
        as_of=wishes.as_of,
    )
    return Page(items=_shown(store, found.events, wishes), cursor=found.cursor)


def _check(wishes: Wishes) -> None:
    if wishes.sort not in SORTS:
        raise ConfigError(f"no order {wishes.sort!r:.40}", hint="known: " + ", ".join(SORTS))
    if wishes.policy is not None and wishes.policy not in POLICIES:
        raise ConfigError(f"no policy {wishes.policy!r:.40}", hint="known: " + ", ".join(sorted(POLICIES)))


def _shown(store: Store, events: Sequence[StoredEvent], wishes: Wishes) -> tuple[Json, ...]:
    if wishes.policy not in (None, DEFAULT_POLICY):
        standing = [event_from_row({"event": one.body}) for one in events if one.body is not None]
        under = ruled_of(store, standing, policy=wishes.policy or DEFAULT_POLICY, as_of=wishes.as_of)
        return tuple(event_row(as_seen(one, is_whole=wishes.is_whole))["event"] for one in under)
    return tuple(_body_as_seen(one.body, is_whole=wishes.is_whole) for one in events if one.body is not None)


def as_seen(event: Event, *, is_whole: bool) -> Event:
    """The event without what is restricted, for who may not see that."""
    return event if is_whole else withheld(event)


def _body_as_seen(body: Json, *, is_whole: bool) -> Json:
    if is_whole or not body.get("restricted"):
        return body
    seen: Json = event_row(withheld(event_from_row({"event": body})))["event"]
    return seen


def columns(store: Store, query: EventQuery, wishes: Wishes) -> Iterator[str]:
    """The same events as columns, in lines of JSON: what they are called and how many there are, then run after run."""
    _check(wishes)
    asked, listing = resolved(store, query), Listing(store)
    total = listing.count(asked, is_whole=wishes.is_whole, as_of=wishes.as_of)
    yield json.dumps({"columns": list(COLUMNS), "total": total, "seq": listing.state()}) + "\n"
    lines = listing.lines(asked, sort=wishes.sort, is_whole=wishes.is_whole, as_of=wishes.as_of)
    size = FIRST_CHUNK
    while some := list(islice(lines, size)):
        rows = [_row_as_seen(store, line, wishes) for line in some]
        yield json.dumps(dict(zip(COLUMNS, zip(*rows, strict=True), strict=True)), separators=(",", ":")) + "\n"
        size = CHUNK


def _row_as_seen(store: Store, line: Line, wishes: Wishes) -> Sequence[Any]:
    row: list[Any] = json.loads(line.line)
    if wishes.is_whole or not line.restricted:
        return row
    stored = store.event(row[0], as_of=wishes.as_of)
    if stored is None or stored.body is None:
        raise UnknownError(f"event {row[0]} is no more")
    return brief_of(_body_as_seen(stored.body, is_whole=False)).row()


def brief(store: Store, event: str, *, is_whole: bool) -> EventBrief | None:
    """One event in brief; None where it stands no more."""
    line = Listing(store).brief(event)
    return None if line is None else brief_from_row(_row_as_seen(store, line, Wishes(is_whole=is_whole)))


def sources(voices: Sequence[VoiceSum], *, text: str | None, sort: str) -> list[VoiceSum]:
    """Those of the outlets or speakers whose names hold the words, in that order; raises ConfigError for an unknown order."""
    if sort not in SOURCE_SORTS:
        raise ConfigError(f"no order {sort!r:.40}", hint="known: " + ", ".join(SOURCE_SORTS))
    words = (text or "").casefold().split()
    found = [one for one in voices if all(word in one.name.casefold() for word in words)]
    if sort == "name":
        return sorted(found, key=lambda one: (one.name.casefold(), one.name))
    return sorted(found, key=lambda one: (-getattr(one, sort[1:]), one.name))

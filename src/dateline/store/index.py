"""The index of events: what is searched, made from the bodies of their versions and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from dateline.domain.brief import brief_of, voices_of
from dateline.store import schema
from dateline.store.chain import Row
from dateline.store.connect import Advance, unheard
from dateline.store.pack import json_of, text_of
from dateline.store.text import folded, folded_words

#: What stands for an end that is not said.
FIRST_DAY = "0001-01-01"
LAST_DAY = "9999-12-31"
_BATCH = 1000
#: What a column of whole numbers holds at most.
_MOST = 2**31 - 1

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an event as it is indexed; without a body the event ends here."""

    num: int
    id: str
    seq: int
    body: Body | None
    words: str = ""


def take_in(connection: Connection, versions: Iterable[Version]) -> None:
    """Indexes the versions, in the order of their ``num``, and ends the versions that they follow."""
    rest = iter(versions)
    while some := list(islice(rest, _BATCH)):
        _take_in(connection, some)


def _take_in(connection: Connection, versions: Sequence[Version]) -> None:
    # One event may have two versions in a batch where the index is made anew: each ends the one before it.
    now = schema.event_index
    ended = update(now).where(now.c.id == bindparam("ended"), now.c.seq < bindparam("by"), now.c.until.is_(None))
    alive = [(one, one.body) for one in versions if one.body is not None]
    _insert(connection, schema.event_index, [_row(one, body) for one, body in alive])
    _insert(connection, schema.event_index_actor, [row for one, body in alive for row in _actor_rows(one.num, body)])
    _insert(connection, schema.event_index_toll, [row for one, body in alive for row in _toll_rows(one.num, body)])
    _insert(
        connection, schema.event_index_account, [row for one, body in alive for row in _account_rows(one.num, body)]
    )
    _insert(connection, schema.event_row, [_brief_row(one, body) for one, body in alive])
    _open(connection, versions)
    _insert(connection, schema.event_voice, [row for one, body in alive for row in _voice_rows(one.num, body)])
    connection.execute(ended.values(until=bindparam("by")), [{"ended": one.id, "by": one.seq} for one in versions])
    words = [{"num": one.num, "words": " ".join(folded_words(_words(one, body)))} for one, body in alive]
    sqlite = connection.dialect.name == "sqlite"
    if words and sqlite:
        connection.execute(text("INSERT INTO event_words (rowid, words) VALUES (:num, :words)"), words)
        points = [row for one, body in alive if (row := _box_row(one.num, body)) is not None]
        if points:
            connection.execute(text("INSERT INTO event_box VALUES (:num, :lat, :lat, :lon, :lon)"), points)
        days = [row for one, body in alive if (row := _days_row(one, body)) is not None]
        if days:
            connection.execute(text("INSERT INTO event_days VALUES (:num, :first, :last)"), days)
    elif words:
        statement = "INSERT INTO event_words (num, words) VALUES (:num, to_tsvector('simple', :words))"
        connection.execute(text(statement), words)


def _open(connection: Connection, versions: Sequence[Version]) -> None:
    """Takes the events of those versions out of the ones that wait for a look, and puts those in that do."""
    last = {one.id: one for one in versions}
    table = schema.event_open
    connection.execute(delete(table).where(table.c.id == bindparam("ended")), [{"ended": name} for name in last])
    rows = [(one, one.body, _row(one, one.body)) for one in last.values() if one.body is not None]
    waiting = [(one, body) for one, body, row in rows if row["status"] == "machine" and row["is_notable"]]
    _insert(connection, table, [{"num": one.num, "id": one.id, "rank": -brief_of(body).worth} for one, body in waiting])


def make_anew(connection: Connection, advance: Advance = unheard) -> int:
    """Makes the whole index from the record, and returns how many versions it holds."""
    total = connection.execute(select(func.count()).select_from(schema.event_version)).scalar_one()
    for table in schema.INDEX:
        connection.execute(delete(table))
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO event_words (event_words) VALUES ('delete-all')"))
        connection.execute(text("DELETE FROM event_box"))
        connection.execute(text("DELETE FROM event_days"))
    else:
        connection.execute(text("DELETE FROM event_words"))
    table, last, count = schema.event_version, 0, 0
    while True:
        rows = connection.execute(select(table).where(table.c.num > last).order_by(table.c.num).limit(_BATCH)).all()
        if not rows:
            return count
        # A batch never holds two versions of one event under one entry, and those under two are in order.
        take_in(connection, [version_of(row._mapping) for row in rows])
        last, count = rows[-1].num, count + len(rows)
        advance("indexing events", count, total)


def version_of(row: Mapping[Any, Any]) -> Version:
    """A version from its row in the record."""
    return Version(
        num=row["num"],
        id=row["id"],
        seq=row["seq"],
        body=None if row["body"] is None else json_of(row["body"]),
        words="" if row["words"] is None else text_of(row["words"]),
    )


def expected(version: Version) -> Row | None:
    """The row of ``event_index`` that a version should have, less its ``until``; None for one without a body."""
    return None if version.body is None else _row(version, version.body)


def _insert(connection: Connection, table: Any, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _row(version: Version, body: Body) -> Row:
    when = body.get("when") or {}
    earliest, latest = when.get("earliest"), when.get("latest")
    dated = earliest is not None or latest is not None
    place = _place(body)
    return {
        "num": version.num,
        "id": version.id,
        "seq": version.seq,
        "type": str(body.get("type") or ""),
        "mode": body.get("mode"),
        "status": str(body.get("status") or "machine"),
        "is_notable": body.get("salience", "main") in ("main", "grave"),
        "sort_day": earliest or latest or "",
        "first_day": (earliest or FIRST_DAY) if dated else None,
        "last_day": (latest or LAST_DAY) if dated else None,
        "country": place.get("country"),
        "place": folded(place["name"]) if place.get("name") else None,
        "admin1": folded(place["admin1"]) if place.get("admin1") else None,
        "lat": _degrees(place.get("lat")),
        "lon": _degrees(place.get("lon")),
    }


def _place(body: Body) -> Mapping[str, Any]:
    return (body.get("where") or {}).get("place") or {}


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value)


def _box_row(num: int, body: Body) -> Row | None:
    lat, lon = (_degrees(_place(body).get(name)) for name in ("lat", "lon"))
    return None if lat is None or lon is None else {"num": num, "lat": lat, "lon": lon}


def _days_row(version: Version, body: Body) -> Row | None:
    row = _row(version, body)
    if row["first_day"] is None:
        return None
    first, last = (date.fromisoformat(row[name]).toordinal() for name in ("first_day", "last_day"))
    # An interval that ends before it begins is the merge's to mend, and would keep the index from being made.
    return {"num": version.num, "first": min(first, last), "last": max(first, last)}


def _actors(body: Body) -> Iterable[Mapping[str, Any]]:
    """The participants, and who claimed it, denied it or is accused of it."""
    for one in (*body.get("participants", ()), *body.get("responsibility", ())):
        if one.get("actor"):
            yield one["actor"]


def _actor_rows(num: int, body: Body) -> Iterable[Row]:
    for ordinal, actor in enumerate(_actors(body)):
        words = set(folded_words(actor.get("name") or ""))
        identity = actor.get("identity") or {}
        if identity.get("id"):
            words.add(str(identity["id"]).casefold())
        yield from ({"word": word, "num": num, "ordinal": ordinal} for word in sorted(words))


def _toll_rows(num: int, body: Body) -> Iterable[Row]:
    figures: dict[str, int] = {}
    for toll in body.get("counts", ()):
        figure = next((toll[name] for name in ("best", "low", "high") if toll.get(name) is not None), None)
        if figure is not None:
            figures[toll["measure"]] = max(figure, figures.get(toll["measure"], figure))
    # Money may be more than a column holds, and nobody asks for that much.
    return [{"measure": measure, "num": num, "figure": min(int(figure), _MOST)} for measure, figure in figures.items()]


def _account_rows(num: int, body: Body) -> Iterable[Row]:
    accounts = dict.fromkeys(one["account"] for one in body.get("accounts", ()))
    return [{"account": account, "num": num} for account in accounts]


def _brief_row(version: Version, body: Body) -> Row:
    brief = brief_of(body)
    killed = next((one for one in (brief.killed_best, brief.killed_low, brief.killed_high) if one is not None), 0)
    return {
        "num": version.num,
        "id": version.id,
        "line": json.dumps(brief.row(), separators=(",", ":")),
        "killed": min(killed, _MOST),
        "reports": brief.reports,
        "confidence": brief.confidence,
        "seq": version.seq,
        "restricted": brief.restricted,
    }


def _voice_rows(num: int, body: Body) -> Iterable[Row]:
    return [
        {
            "kind": one.kind,
            "name": one.name,
            "num": num,
            "figures": one.figures,
            "contradicted": one.contradicted,
            "is_alone": one.is_alone,
        }
        for one in voices_of(body)
    ]


def _words(version: Version, body: Body) -> str:
    place = _place(body)
    names = [place.get("name"), place.get("admin1"), *(actor.get("name") for actor in _actors(body))]
    told = [body.get("type"), body.get("mode"), version.words]
    return " ".join(str(one) for one in (*told, *names) if one)

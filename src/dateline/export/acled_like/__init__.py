"""A table in the shape of ACLED's, for tools and habits that were made for it; its rows are not ACLED's coding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from dateline.domain.event import Event, Participant
from dateline.domain.place import PlacePrecision
from dateline.domain.value import Measure
from dateline.export.aspects import (
    bounds_phrase,
    changed_at,
    code_of,
    country_of,
    days_of,
    interval_phrase,
    kept,
    n_days,
    names_of,
    outlets_of,
    point_of,
    sentences_of,
    toll_of,
)
from dateline.export.cells import joined
from dateline.export.contract import Column, Lost, Material, Need, Sheet, Written, notes_of
from dateline.export.delimited import CommaTable
from dateline.export.sides import INTER, inter_of, interaction_of, sides_of
from dateline.gazetteer.country_codes import CountryCodes
from dateline.ontology import CodeEntry, load_ontology
from dateline.plugins import DEFAULTS, Settings

SCHEME = "acled-like-2025"

_GEO_PRECISION = {
    PlacePrecision.POINT: 1,
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.PROVINCE: 3,
}


#: What ACLED calls people without a name, by their type.
_CALLED = {3: "Unidentified Armed Group", 5: "Rioters", 6: "Protesters", 7: "Civilians"}


@dataclass(frozen=True)
class Row:
    """One event as the table sees it; ``entry`` is its sub-event type."""

    event: Event
    entry: CodeEntry

    def attribute(self, name: str) -> str:
        return str(self.entry.attributes.get(name, ""))

    @cached_property
    def country(self) -> CountryCodes | None:
        return country_of(self.event.place)

    @cached_property
    def day(self) -> date | None:
        """The first day; the last one where no first is said."""
        first, last = days_of(self.event)
        return first or last

    @cached_property
    def time_precision(self) -> int | None:
        """1 for a day, 2 for up to a week, 3 for up to a month; None for less than that."""
        days = n_days(self.event)
        return None if days is None or days > 31 else 1 if days == 1 else 2 if days <= 7 else 3

    @cached_property
    def sides(self) -> tuple[list[Participant], list[Participant]]:
        return sides_of(self.event)

    def first(self, side: int) -> str | None:
        """The first party's name; people without one are called by their type and the country, as ACLED calls them."""
        some, called = self.sides[side], self._called(side)
        return called or next(iter(names_of(some)), None)

    def others(self, side: int) -> str | None:
        names = names_of(self.sides[side])
        return joined(names if self._called(side) else names[1:])

    def _called(self, side: int) -> str | None:
        some, number = self.sides[side], self.inter(side)
        if not some or some[0].actor.named or number not in _CALLED:
            return None
        return f"{_CALLED[number]} ({self.country.name})" if self.country else _CALLED[number]

    def inter(self, side: int) -> int | None:
        some = self.sides[side]
        return inter_of(some[0].actor, self.event, self.attribute("event_type"), acts=side == 0) if some else None

    def fatalities(self) -> int | None:
        toll = toll_of(self.event, Measure.KILLED)
        return None if toll is None else toll.best

    def tags(self) -> str | None:
        crowd, killed = toll_of(self.event, Measure.PARTICIPANTS), toll_of(self.event, Measure.KILLED)
        parts = [f"crowd size={bounds_phrase(crowd)}"] if crowd else []
        parts += [f"fatalities={bounds_phrase(killed)}", f"fatalities rule={killed.policy}"] if killed else []
        return joined([*parts, f"status={self.event.status}"])

    def notes(self) -> str:
        when = interval_phrase(self.event)
        wide = f"Time: {when}. " if when and self.time_precision != 1 else ""
        return wide + " ".join(sentences_of(self.event))


def _inter_name(number: int | None) -> str | None:
    return None if number is None else INTER[number]


_NEVER = "always empty: not said in reports, or ACLED's own"

COLUMNS: tuple[Column[Row], ...] = (
    Column("event_id_cnty", "DL- and the event's id in Dateline; never an id of ACLED's", lambda row: f"DL-{row.event.id}"),
    Column("event_date", "the first day on which it may have happened; `notes` has the interval",
           lambda row: row.day.isoformat() if row.day else None, kind="day"),
    Column("year", "its year", lambda row: row.day.year if row.day else None, kind="whole"),
    Column("time_precision", "1 the day is known, 2 to within a week, 3 to within a month; empty for less",
           lambda row: row.time_precision, kind="whole"),
    Column("disorder_type", "the disorder type of the sub-event type", lambda row: row.attribute("disorder_type")),
    Column("event_type", "the event type of the sub-event type", lambda row: row.attribute("event_type")),
    Column("sub_event_type", "the code of the scheme acled-like-2025", lambda row: row.entry.code),
    Column("actor1", "who acts: undisputed, then of most claims, then named; people without a name by type and country",
           lambda row: row.first(0)),
    Column("assoc_actor_1", "who acts beside it, and words for people without a name; by \"; \"", lambda row: row.others(0)),
    Column("inter1", "the type of actor1", lambda row: _inter_name(row.inter(0))),
    Column("actor2", "whom it is done to, or the other side, as in actor1; never a thing", lambda row: row.first(1)),
    Column("assoc_actor_2", "others whom it is done to, as in assoc_actor_1; by \"; \"", lambda row: row.others(1)),
    Column("inter2", "the type of actor2", lambda row: _inter_name(row.inter(1))),
    Column("interaction", "the two types, the lower number of ACLED's list first",
           lambda row: interaction_of(row.inter(0), row.inter(1))),
    Column("civilian_targeting", "\"Civilian targeting\" where actor2 is civilians and the event is violence",
           lambda row: "Civilian targeting" if row.inter(1) == 7 and "violence" in row.attribute("disorder_type") else None),
    Column("iso", "ISO 3166-1 numeric code of the country", lambda row: row.country.numeric if row.country else None,
           kind="whole"),
    Column("region", "subregion of UN M49; ACLED's own regions differ",
           lambda row: row.country.subregion if row.country else None),
    Column("country", "the country's name", lambda row: row.country.name if row.country else None),
    Column("admin1", "first-order division", lambda row: row.event.place.admin1 if row.event.place else None),
    Column("admin2", "second-order division", lambda row: row.event.place.admin2 if row.event.place else None),
    Column("admin3", _NEVER, lambda row: None),
    Column("location", "the place's name", lambda row: row.event.place.name if row.event.place else None),
    Column("latitude", "WGS 84 degrees; only of points and settlements",
           lambda row: point[0] if (point := point_of(row.event)) else None, kind="real"),
    Column("longitude", "WGS 84 degrees; only of points and settlements",
           lambda row: point[1] if (point := point_of(row.event)) else None, kind="real"),
    Column("geo_precision", "1 a place, 2 a district, 3 a first-order division; empty for less",
           lambda row: _GEO_PRECISION.get(row.event.place.precision) if row.event.place else None, kind="whole"),
    Column("source", "outlets of the reports; by \"; \"", lambda row: joined(outlets_of(row.event))),
    Column("source_scale", _NEVER, lambda row: None),
    Column("notes", "what happened, tolls with their bounds and what is disputed, in sentences of Dateline's own", Row.notes),
    Column("fatalities", "the best figure of killed under the policy; empty where none is told, never 0 for that",
           Row.fatalities, kind="whole"),
    Column("tags", "crowd size, bounds and rule of the fatalities, status of the review", Row.tags),
    Column("timestamp", "Unix seconds of the last report's day or the last judgement",
           lambda row: int(at.timestamp()) if (at := changed_at(row.event)) else None, kind="whole"),
)  # fmt: skip


class AcledLikeExporter:
    """31 columns in ACLED's order; events without a code of the scheme have no row."""

    name: ClassVar[str] = "acled-like"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "A table in the shape of ACLED's (31 columns); not ACLED's coding."
    ending: ClassVar[str] = ".csv"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset()
    schemes: ClassVar[tuple[str, ...]] = (SCHEME,)
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(name="*.csv", meaning="one row an event with a code of the scheme", columns=notes_of(COLUMNS)),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        Lost("event.mode", "the sub-event type holds a part of it"),
        Lost("event.codes", "only the code of this scheme is printed"),
        Lost("event.when.latest", "only in words, in `notes`"),
        Lost("event.where.place.lat", "a point that stands for a district or more is not printed"),
        Lost("event.where.place.lon", "as lat"),
        Lost("event.where.place.radius_km", "no column"),
        Lost("event.where.place.identity", "no column"),
        Lost(
            "event.participants", "instruments, places, operations and motives, sectors and identifiers have no column"
        ),
        Lost("event.counts", "of killed the best figure, bounds in `tags`; other measures only in words, in `notes`"),
        Lost("event.counts[].figures", "no column; `csv` and `jsonl` have them"),
        Lost("event.responsibility", "only in words, in `notes`"),
        Lost("event.accounts", "only their outlets"),
        Lost("event.conflicts", "only in words, in `notes`"),
        Lost("event.links", "no column"),
        Lost("event.confidence", "no column"),
        Lost("event.judgements", "no column; `tags` has the status"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "This is not ACLED's data: the columns have its shape, the rows are Dateline's reading of reports.",
        "Coordinates stand only with points and settlements; ACLED pins wider areas to a town, and this table does not.",
        'Unidentified armed people ("gunmen") have the type Political militia, as ACLED codes them.',
        "An empty cell is not said. A text that a spreadsheet would run as a formula has an apostrophe before it.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Loads the scheme's code list."""
        self._entries = load_ontology(settings.overlay("ontology")).schemes[SCHEME].entries

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One event at a time is held in memory."""
        written = Written(rows={"events": 0})
        with CommaTable(folder / name, COLUMNS) as table:
            for told in kept(material, written):
                code = code_of(told.event, SCHEME)
                if code is None:
                    written.leave_out(f"no honest code in {SCHEME}", told.event.id)
                    continue
                table.write(Row(told.event, self._entries[code.code]))
                written.count("events")
        return written

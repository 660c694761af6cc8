"""An event as rows of five plain tables: events, and its reports, parties, figures and disputes, tied by the event's id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.domain.claim import Role
from dateline.domain.event import Conflict, Event, EventAccount, EventToll, Figure, Participant, Responsibility
from dateline.domain.value import Measure
from dateline.export.aspects import (
    country_of,
    documents_of,
    names_of,
    outlets_of,
    playing,
    point_of,
    sentences_of,
    speakers_of,
    toll_of,
)
from dateline.export.cells import joined
from dateline.export.contract import Cell, Column, Kind, Lost, Sheet, Told, notes_of

#: Measures that the table of events has columns for; every other stands in the table of tolls.
WIDE = (Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.MISSING, Measure.ARRESTED, Measure.DISPLACED)


def _day(value: Any) -> str | None:
    return None if value is None else value.isoformat()


def _when(name: str) -> Callable[[Told], Cell]:
    return lambda told: None if told.event.when is None else _day(getattr(told.event.when, name))


def _where(name: str) -> Callable[[Told], Cell]:
    def value(told: Told) -> Cell:
        found = None if told.event.place is None else getattr(told.event.place, name)
        return found if found is None or isinstance(found, int | float) else str(found)

    return value


def _identity(told: Told) -> Cell:
    identity = told.event.place.identity if told.event.place is not None else None
    return None if identity is None else f"{identity.scheme}:{identity.id}"


def _pin(index: int) -> Callable[[Told], Cell]:
    return lambda told: None if (point := point_of(told.event)) is None else point[index]


def _party(*roles: Role) -> Callable[[Told], Cell]:
    return lambda told: joined(names_of(playing(told.event, *roles)))


def _end(measure: Measure, end: str) -> Callable[[Told], Cell]:
    return lambda told: None if (toll := toll_of(told.event, measure)) is None else getattr(toll, end)


def _toll_columns() -> Iterator[Column[Told]]:
    for measure in WIDE:
        for end, meaning, tag in (
            ("low", f"fewest {measure}; empty where no lower end is said", "+min"),
            ("best", f"{measure}: the best figure under the policy", ""),
            ("high", f"most {measure}; empty where no upper end is said", "+max"),
        ):
            yield Column(f"{measure}_{end}", meaning, _end(measure, end), f"#affected+{measure}{tag}", "whole")


#: The table of events; HXL's tags stand beside the columns.
EVENT_COLUMNS: tuple[Column[Told], ...] = (
    Column("event", "the event's id, which the other tables name", lambda told: told.event.id, "#event+id"),
    Column("type", "its type, of Dateline's ontology", lambda told: told.event.type, "#event+type"),
    Column("mode", "how it was done, of the type's modes", lambda told: told.event.mode, "#event+mode"),
    Column("earliest", "the first day on which it may have happened", _when("earliest"), "#date+start+occurred", kind="day"),
    Column("latest", "the last day on which it may have happened", _when("latest"), "#date+end+occurred", kind="day"),
    Column("time_precision", "day, part_of_day, week, month, season, year, span, unknown",
           lambda told: None if told.event.when is None else str(told.event.when.precision), "#meta+date+precision"),
    Column("place", "the place's name", _where("name"), "#loc+name"),
    Column("place_precision", "point, settlement, district, province, country, region, sea, unresolved", _where("precision"),
           "#geo+precision"),
    Column("radius_km", "how far around its point the place reaches, kilometres", _where("radius_km"), "#geo+radius+km",
           kind="real"),
    Column("lat", "latitude, WGS 84 degrees; only of points and settlements", _pin(0), "#geo+lat", kind="real"),
    Column("lon", "longitude, WGS 84 degrees; only of points and settlements", _pin(1), "#geo+lon", kind="real"),
    Column("country", "ISO 3166-1 alpha-3 code of the country", _where("country"), "#country+code+v_iso3"),
    Column("country_name", "the country's name",
           lambda told: None if (known := country_of(told.event.place)) is None else known.name, "#country+name"),
    Column("admin1", "first-order division", _where("admin1"), "#adm1+name"),
    Column("admin2", "second-order division", _where("admin2"), "#adm2+name"),
    Column("place_id", "the place's identifier as scheme:id", _identity, "#loc+code"),
    Column("actors", "who did it: undisputed ones first, then those of most claims; by \"; \"", _party(Role.ACTOR),
           "#group+name+actor"),
    Column("partners", "who took part beside them", _party(Role.PARTNER), "#group+name+partner"),
    Column("recipients", "to whom or what it was done", _party(Role.RECIPIENT), "#group+name+recipient"),
    *_toll_columns(),
    Column("policy", "the rule that weighs the figures of killed", lambda told: None if (
        toll := toll_of(told.event, Measure.KILLED)) is None else toll.policy, "#meta+policy"),
    Column("independent_sources", "independent sources of the figures of killed: copies of one wire count once",
           lambda told: None if (toll := toll_of(told.event, Measure.KILLED)) is None else toll.independent_sources,
           "#meta+sources+num", kind="whole"),
    Column("n_reports", "reports that tell of it", lambda told: len(documents_of(told.event)), "#meta+reports+num",
           kind="whole"),
    Column("outlets", "outlets of the reports; by \"; \"", lambda told: joined(outlets_of(told.event)), "#meta+source"),
    Column("speakers", "to whom figures are attributed, as written; by \"; \"", lambda told: joined(speakers_of(told.event)),
           "#meta+speaker"),
    Column("disputed", "fields on which reports differ; by \"; \"",
           lambda told: joined(list(dict.fromkeys(one.field for one in told.event.conflicts))), "#meta+disputed"),
    Column("codes", "codes of other schemes as scheme:code or scheme:code/mode; by \"; \"", lambda told: joined(
        [f"{one.scheme}:{one.code}" + (f"/{one.mode}" if one.mode else "") for one in told.event.codes]), "#event+code"),
    Column("confidence", "0 to 1: that the reports are of one event", lambda told: round(told.event.confidence, 4),
           "#meta+confidence", kind="real"),
    Column("status", "machine, reviewed or rejected", lambda told: str(told.event.status), "#status"),
    Column("restricted", "fields that are left out or coarsened; by \"; \"",
           lambda told: joined(list(told.event.restricted)), "#meta+restricted"),
    Column("summary", "what happened, in sentences of Dateline's own", lambda told: " ".join(sentences_of(told.event)),
           "#description"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfEvent:
    """Something of an event, with the event that it is of."""

    event: Event
    what: Any
    #: What it stands in, where it is a part of a part.
    within: Any = None


def _of(read: Callable[[Any], Cell]) -> Callable[[OfEvent], Cell]:
    return lambda row: read(row.what)


_EVENT: Column[OfEvent] = Column("event", "the event's id", lambda row: row.event.id)


def _report_column(
    name: str, meaning: str, read: Callable[[EventAccount], Cell], kind: Kind = "text"
) -> Column[OfEvent]:
    return Column(name, meaning, _of(read), kind=kind)


REPORT_COLUMNS: tuple[Column[OfEvent], ...] = (
    _EVENT,
    _report_column("account", "the account's id: one report's telling of the event", lambda one: one.account),
    _report_column("document", "the report's id", lambda one: one.document),
    _report_column("outlet", "its outlet", lambda one: one.outlet),
    _report_column("published", "the day it came out", lambda one: _day(one.published), kind="day"),
    _report_column(
        "relevance", "0 to 1: how far the report is about the event", lambda one: round(one.relevance, 4), kind="real"
    ),
    _report_column(
        "background", "whether it tells it in passing, as history", lambda one: one.background, kind="truth"
    ),
)


def _party_column(name: str, meaning: str, read: Callable[[Participant], Cell], kind: Kind = "text") -> Column[OfEvent]:
    return Column(name, meaning, _of(read), kind=kind)


PARTY_COLUMNS: tuple[Column[OfEvent], ...] = (
    _EVENT,
    _party_column("role", "actor, recipient, partner, instrument, location, operation, motive, beneficiary, about",
                  lambda one: str(one.role)),
    _party_column("name", "its name", lambda one: one.actor.name),
    _party_column("kind", "person, group, organisation, government, military, police, outlet, facility, vehicle, object, "
                  "place, population", lambda one: str(one.actor.kind)),
    _party_column("named", "false for a description such as \"gunmen\"", lambda one: one.actor.named, kind="truth"),
    _party_column("sector", "PLOVER sector", lambda one: one.actor.sector),
    _party_column("countries", "ISO 3166-1 alpha-3; by \"; \"", lambda one: joined(list(one.actor.countries))),
    _party_column("identity", "its identifier as scheme:id",
                  lambda one: f"{one.actor.identity.scheme}:{one.actor.identity.id}" if one.actor.identity else None),
    _party_column("disputed", "whether other reports say otherwise", lambda one: one.disputed, kind="truth"),
    _party_column("supporters", "claims that say so; by \"; \"", lambda one: joined(list(one.supporters))),
)  # fmt: skip


def _figure_column(name: str, meaning: str, read: Callable[[Figure], Cell], kind: Kind = "text") -> Column[OfEvent]:
    return Column(name, meaning, _of(read), kind=kind)


FIGURE_COLUMNS: tuple[Column[OfEvent], ...] = (
    _EVENT,
    Column("measure", "what is counted: killed, injured, …", lambda row: str(row.within.measure)),
    _figure_column("low", "the lower end; empty where none is said", lambda one: one.low, kind="whole"),
    _figure_column("high", "the upper end; empty where none is said", lambda one: one.high, kind="whole"),
    _figure_column("approximate", "whether it is told as \"about\"", lambda one: one.approximate, kind="truth"),
    _figure_column("scope", "incident or running_total", lambda one: str(one.scope)),
    _figure_column("standing", "what it counts for: total, part, superseded, repeated, running_total, unreal, rejected",
                   lambda one: str(one.standing)),
    _figure_column("witness", "a number for each independent witness of the event", lambda one: one.witness, kind="whole"),
    _figure_column("sources", "who gives it, as written, nearest teller first; by \"; \"",
                   lambda one: joined([" ".join(source.split()) for source in one.sources])),
    _figure_column("outlet", "the outlet of the report", lambda one: one.outlet),
    _figure_column("document", "the report's id", lambda one: one.document),
    _figure_column("published", "the day the report came out", lambda one: _day(one.published), kind="day"),
    _figure_column("claim", "the claim's id", lambda one: one.claim),
    _figure_column("text", "the sentence", lambda one: one.text),
)  # fmt: skip


def _toll_column(name: str, meaning: str, read: Callable[[EventToll], Cell], kind: Kind = "text") -> Column[OfEvent]:
    return Column(name, meaning, _of(read), kind=kind)


TOLL_COLUMNS: tuple[Column[OfEvent], ...] = (
    _EVENT,
    _toll_column("measure", "what is counted: killed, injured, abducted, …", lambda one: str(one.measure)),
    _toll_column("low", "the lower end; empty where none is said", lambda one: one.low, kind="whole"),
    _toll_column("best", "the best figure under the policy", lambda one: one.best, kind="whole"),
    _toll_column("high", "the upper end; empty where none is said", lambda one: one.high, kind="whole"),
    _toll_column("policy", "the rule that weighs the figures", lambda one: one.policy),
    _toll_column("independent_sources", "copies of one wire, and outlets that quote one speaker, count once",
                 lambda one: one.independent_sources, kind="whole"),
    _toll_column("disagreement", "0 to 1: the share of pairs of independent witnesses whose figures exclude each other",
                 lambda one: round(one.disagreement, 4), kind="real"),
)  # fmt: skip

DISPUTE_COLUMNS: tuple[Column[OfEvent], ...] = (
    _EVENT,
    Column("kind", "conflict: reports differ; responsibility: somebody claims, denies or is accused",
           lambda row: "conflict" if isinstance(row.what, Conflict) else "responsibility"),
    Column("field", "the field, or claimed, denied, accused",
           lambda row: row.what.field if isinstance(row.what, Conflict) else str(row.what.act)),
    Column("values", "the values that reports give, or the actor's name; by \"; \"",
           lambda row: joined(list(row.what.values)) if isinstance(row.what, Conflict) else row.what.actor.name),
    Column("claims", "claims that say so; by \"; \"",
           lambda row: joined(list(row.what.claims)) if isinstance(row.what, Conflict) else row.what.claim),
)  # fmt: skip

#: The tables that go with the table of events, in order.
TABLES: Mapping[str, tuple[Column[OfEvent], ...]] = {
    "reports": REPORT_COLUMNS,
    "parties": PARTY_COLUMNS,
    "tolls": TOLL_COLUMNS,
    "figures": FIGURE_COLUMNS,
    "disputes": DISPUTE_COLUMNS,
}

_MEANINGS = {
    "reports": "one row a report of an event: which report tells of which event",
    "parties": "one row a party of an event, in its role",
    "tolls": "one row an event and measure",
    "figures": "one row a figure that a report gives, with who says so and what it counts for",
    "disputes": "one row a field on which reports differ, or a claim, denial or accusation of responsibility",
}

#: What these tables have no column for.
LOST_BY_TABLES = (
    Lost("event.when.supporters", "claims behind the time are not listed"),
    Lost("event.where.supporters", "claims behind the place are not listed"),
    Lost("event.where.place.feature", "the GeoNames feature code is not printed"),
    Lost("event.links", "ties to other events are not printed"),
    Lost("event.judgements", "decisions of people are not printed; `status` tells that there were some"),
)


def sheets_of(events: str, name_of: Callable[[str], str]) -> tuple[Sheet, ...]:
    """The tables as people read of them; ``events`` is the name of the first, ``name_of`` names the others."""
    first = Sheet(name=events, meaning="one row an event", columns=notes_of(EVENT_COLUMNS))
    rest = (
        Sheet(name=name_of(table), meaning=_MEANINGS[table], columns=notes_of(columns))
        for table, columns in TABLES.items()
    )
    return (first, *rest)


def rows_of(event: Event) -> Iterator[tuple[str, OfEvent]]:
    """The event's rows in the other tables, each with its table's name."""
    for account in event.accounts:
        yield "reports", OfEvent(event, account)
    for party in event.participants:
        yield "parties", OfEvent(event, party)
    for toll in event.tolls:
        yield "tolls", OfEvent(event, toll)
        for figure in toll.figures:
            yield "figures", OfEvent(event, figure, toll)
    disputes: tuple[Conflict | Responsibility, ...] = (*event.conflicts, *event.responsibility)
    for dispute in disputes:
        yield "disputes", OfEvent(event, dispute)

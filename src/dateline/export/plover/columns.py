"""The 40 columns of POLECAT, in order."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.domain.actor import ActorKind
from dateline.domain.claim import Role
from dateline.domain.event import Participant
from dateline.export.aspects import days_of, names_of, outlets_of, point_of
from dateline.export.cells import joined
from dateline.export.contract import Column
from dateline.export.plover.record import location_of
from dateline.export.plover.row import QUADS, Row, countries_of, is_person, sectors_of, wikidata_of
from dateline.gazetteer.country_codes import country_codes

_NEVER = "always empty: not coded"
_ACTORS = frozenset({Role.ACTOR, Role.PARTNER})
_RECIPIENTS = frozenset({Role.RECIPIENT, Role.BENEFICIARY})
_ORGANISED = frozenset(
    {
        ActorKind.GROUP,
        ActorKind.ORGANISATION,
        ActorKind.GOVERNMENT,
        ActorKind.MILITARY,
        ActorKind.POLICE,
        ActorKind.OUTLET,
    }
)


def _day(row: Row) -> date | None:
    first, last = days_of(row.event)
    return first or last


def _place(row: Row) -> dict[str, Any] | None:
    return location_of(row)


def _published(row: Row) -> list[str]:
    return [one.published.isoformat() for one in row.event.accounts if one.published is not None]


def _numbers(some: list[Participant]) -> list[str]:
    found = (country_codes().get(code) for code in countries_of(some))
    return [str(one.cow) for one in found if one is not None and one.cow is not None]


def _identifiers(some: list[Participant]) -> list[str]:
    return [found for one in some if (found := wikidata_of(one.actor))]


def _organisations(row: Row) -> list[str]:
    return names_of([one for one in row.event.participants if one.actor.kind in _ORGANISED])


def _written(row: Row, roles: frozenset[Role]) -> list[str]:
    claims = row.telling.claims if row.telling else ()
    words = (" ".join(party.text.split()) for claim in claims for party in claim.parties if party.role in roles)
    return list(dict.fromkeys(words))


COLUMNS: tuple[Column[Row], ...] = (
    Column("Event ID", "the event's id", lambda row: row.event.id),
    Column(
        "Event Date",
        "the first day on which it may have happened, else the last",
        lambda row: day.isoformat() if (day := _day(row)) else None,
        kind="day",
    ),
    Column("Event Type", "the PLOVER type", lambda row: row.code.code),
    Column("Event Mode", "the PLOVER mode", lambda row: row.code.mode),
    Column("Intensity", "the scheme's score of the mode, else of the type", lambda row: row.score, kind="real"),
    Column("Quad Code", "VERBAL or MATERIAL, COOPERATION or CONFLICT", lambda row: QUADS.get(row.entry.quad or 0)),
    Column("Contexts", _NEVER, lambda row: None),
    Column("Actor Name", 'who acts; by "; "', lambda row: joined(names_of(row.actors))),
    Column("Actor Country", 'ISO 3166-1 alpha-3; by "; "', lambda row: joined(countries_of(row.actors))),
    Column(
        "Actor COW", 'Correlates of War numbers of those countries; by "; "', lambda row: joined(_numbers(row.actors))
    ),
    Column(
        "Primary Actor Sector", "the sector of the first of them", lambda row: next(iter(sectors_of(row.actors)), None)
    ),
    Column("Actor Sectors", 'PLOVER sectors; by "; "', lambda row: joined(sectors_of(row.actors))),
    Column("Actor Title", _NEVER, lambda row: None),
    Column(
        "Actor Name Raw",
        'as written in the report that is most about the event; by "; "',
        lambda row: joined(_written(row, _ACTORS)),
    ),
    Column(
        "Wikipedia Actor ID",
        'Wikidata identifiers, where POLECAT has titles of Wikipedia; by "; "',
        lambda row: joined(_identifiers(row.actors)),
    ),
    Column("Recipient Name", 'to whom; by "; "', lambda row: joined(names_of(row.recipients))),
    Column("Recipient Country", 'ISO 3166-1 alpha-3; by "; "', lambda row: joined(countries_of(row.recipients))),
    Column(
        "Recipient COW",
        'Correlates of War numbers of those countries; by "; "',
        lambda row: joined(_numbers(row.recipients)),
    ),
    Column(
        "Primary Recipient Sector",
        "the sector of the first of them",
        lambda row: next(iter(sectors_of(row.recipients)), None),
    ),
    Column("Recipient Sectors", 'PLOVER sectors; by "; "', lambda row: joined(sectors_of(row.recipients))),
    Column("Recipient Title", _NEVER, lambda row: None),
    Column(
        "Recipient Name Raw",
        'as written in the report that is most about the event; by "; "',
        lambda row: joined(_written(row, _RECIPIENTS)),
    ),
    Column(
        "Wikipedia Recipient ID",
        'Wikidata identifiers, where POLECAT has titles of Wikipedia; by "; "',
        lambda row: joined(_identifiers(row.recipients)),
    ),
    Column("Placename", "the place's name", lambda row: row.event.place.name if row.event.place else None),
    Column(
        "City",
        "the place's name where it is a town or a point in one",
        lambda row: location["city"] if (location := _place(row)) else None,
    ),
    Column("District", "second-order division", lambda row: row.event.place.admin2 if row.event.place else None),
    Column("Province", "first-order division", lambda row: row.event.place.admin1 if row.event.place else None),
    Column("Country", "ISO 3166-1 alpha-3", lambda row: row.event.place.country if row.event.place else None),
    Column(
        "Latitude",
        "WGS 84 degrees; only of points and settlements",
        lambda row: point[0] if (point := point_of(row.event)) else None,
        kind="real",
    ),
    Column(
        "Longitude",
        "WGS 84 degrees; only of points and settlements",
        lambda row: point[1] if (point := point_of(row.event)) else None,
        kind="real",
    ),
    Column(
        "GeoNames ID",
        "the place's GeoNames number",
        lambda row: location["geonameid"] if (location := _place(row)) else None,
    ),
    Column(
        "Raw Placename",
        "the place as written",
        lambda row: location["extracted_place"] if (location := _place(row)) else None,
    ),
    Column("Feature Type", "GeoNames feature code", lambda row: row.event.place.feature if row.event.place else None),
    Column("Source", 'outlets; by "; "', lambda row: joined(outlets_of(row.event))),
    Column(
        "Publication Date",
        "the first day on which a report came out",
        lambda row: min(days) if (days := _published(row)) else None,
        kind="day",
    ),
    Column(
        "Story People",
        'people who play a part; by "; "',
        lambda row: joined(names_of([one for one in row.event.participants if is_person(one.actor)])),
    ),
    Column(
        "Story Organizations",
        'groups and organisations that play a part; by "; "',
        lambda row: joined(_organisations(row)),
    ),
    Column("Story Locations", _NEVER, lambda row: None),
    Column("Language", "language of the report, BCP 47", lambda row: row.report.language if row.report else None),
    Column("Version", "the version of Dateline", lambda row: f"dateline {row.dateline}"),
)

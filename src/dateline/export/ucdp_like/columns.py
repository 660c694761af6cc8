"""The 49 columns of UCDP GED 26.1, in order."""

from __future__ import annotations

from datetime import date

from dateline.domain.event import EventStatus
from dateline.export.aspects import days_of, documents_of, outlets_of, place_phrase, point_of, speakers_of
from dateline.export.cells import joined
from dateline.export.contract import Column
from dateline.export.ucdp_like.row import Row, priogrid_of

_NEVER = "always empty: UCDP's own"


def _first(row: Row) -> date | None:
    return days_of(row.event)[0]


def _days(row: Row) -> list[str]:
    return sorted({one.published.isoformat() for one in row.event.accounts if one.published is not None})


COLUMNS: tuple[Column[Row], ...] = (
    Column("id", "a whole number made of the event's id; never an id of UCDP's", lambda row: row.number, kind="whole"),
    Column("relid", "DL- and the event's id in Dateline", lambda row: f"DL-{row.event.id}"),
    Column(
        "year",
        "year of the first day on which it may have happened",
        lambda row: first.year if (first := _first(row)) else None,
        kind="whole",
    ),
    Column("active_year", _NEVER, lambda row: None),
    Column(
        "code_status",
        '"Clear" where a person reviewed it, else "Check"',
        lambda row: "Clear" if row.event.status is EventStatus.REVIEWED else "Check",
    ),
    Column("type_of_violence", "1 state-based, 2 non-state, 3 one-sided", lambda row: int(row.violence), kind="whole"),
    Column("conflict_dset_id", _NEVER, lambda row: None),
    Column("conflict_new_id", _NEVER, lambda row: None),
    Column("conflict_name", _NEVER, lambda row: None),
    Column("dyad_dset_id", _NEVER, lambda row: None),
    Column("dyad_new_id", _NEVER, lambda row: None),
    Column("dyad_name", 'side A and side B joined by " - "', Row.dyad),
    Column("side_a_dset_id", _NEVER, lambda row: None),
    Column("side_a_new_id", _NEVER, lambda row: None),
    Column(
        "side_a",
        'a state in state-based violence, the perpetrator in one-sided, else who acts; by ", "',
        lambda row: row.side(0),
    ),
    Column("side_b_dset_id", _NEVER, lambda row: None),
    Column("side_b_new_id", _NEVER, lambda row: None),
    Column("side_b", 'the other side; "Civilians" in one-sided violence', lambda row: row.side(1)),
    Column("number_of_sources", "reports that tell of it", lambda row: len(documents_of(row.event)), kind="whole"),
    Column("source_article", 'outlet, day and headline of each report; by "; "', Row.articles),
    Column("source_office", 'outlets; by "; "', lambda row: joined(outlets_of(row.event))),
    Column("source_date", 'days on which reports came out; by "; "', lambda row: joined(_days(row))),
    Column("source_headline", 'headlines; by "; "', lambda row: row.of_reports("title")),
    Column(
        "source_original",
        'whom the reports quote for the figures, as written; by "; "',
        lambda row: joined(speakers_of(row.event)),
    ),
    Column(
        "where_prec",
        "1 exact, 3 second-order division, 4 first-order division, 5 wider area, 6 country, 7 sea",
        lambda row: row.where_prec,
        kind="whole",
    ),
    Column("where_coordinates", "the place's name", lambda row: row.event.place.name if row.event.place else None),
    Column(
        "where_description",
        "the place with its country and how wide it is",
        lambda row: place_phrase(row.event.place) or None,
    ),
    Column("adm_1", "first-order division", lambda row: row.event.place.admin1 if row.event.place else None),
    Column("adm_2", "second-order division", lambda row: row.event.place.admin2 if row.event.place else None),
    Column(
        "latitude",
        "WGS 84 degrees; only of points and settlements",
        lambda row: point[0] if (point := point_of(row.event)) else None,
        kind="real",
    ),
    Column(
        "longitude",
        "WGS 84 degrees; only of points and settlements",
        lambda row: point[1] if (point := point_of(row.event)) else None,
        kind="real",
    ),
    Column(
        "geom_wkt",
        "the point in well-known text, longitude first",
        lambda row: f"POINT ({point[1]} {point[0]})" if (point := point_of(row.event)) else None,
    ),
    Column(
        "priogrid_gid",
        "PRIO-GRID cell of the point",
        lambda row: priogrid_of(*point) if (point := point_of(row.event)) else None,
        kind="whole",
    ),
    Column("country", "the country's name", lambda row: row.country.name if row.country else None),
    Column(
        "country_id",
        "Gleditsch and Ward's number of the country",
        lambda row: row.country.gw if row.country else None,
        kind="whole",
    ),
    Column(
        "region",
        "Africa, Americas, Asia, Europe or Middle East",
        lambda row: row.country.ucdp_region if row.country else None,
    ),
    Column(
        "event_clarity",
        "1 an event of its own, 2 told over more than a week or without a place closer than a region",
        lambda row: row.clarity,
        kind="whole",
    ),
    Column(
        "date_prec",
        "1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more or open",
        lambda row: row.date_prec,
        kind="whole",
    ),
    Column(
        "date_start",
        "the first day on which it may have happened",
        lambda row: first.isoformat() if (first := _first(row)) else None,
        kind="day",
    ),
    Column(
        "date_end",
        "the last day on which it may have happened",
        lambda row: last.isoformat() if (last := days_of(row.event)[1]) else None,
        kind="day",
    ),
    Column(
        "deaths_a",
        "the dead that reports tell to be of side A; 0 where it is not said",
        lambda row: row.deaths.a,
        kind="whole",
    ),
    Column("deaths_b", "the dead of side B, as deaths_a", lambda row: row.deaths.b, kind="whole"),
    Column(
        "deaths_civilians",
        "the dead that reports call civilians, and those of side B in one-sided violence",
        lambda row: row.deaths.civilians,
        kind="whole",
    ),
    Column("deaths_unknown", "the rest of the best figure", lambda row: row.deaths.unknown, kind="whole"),
    Column("best", "the best figure of killed under the policy", lambda row: row.best, kind="whole"),
    Column("high", "the highest; the best figure where no upper end is said", lambda row: row.high, kind="whole"),
    Column("low", "the lowest; the best figure where no lower end is said", lambda row: row.low, kind="whole"),
    Column("gwnoa", 'Gleditsch and Ward\'s numbers of states on side A; by "; "', lambda row: row.states(0)),
    Column("gwnob", 'Gleditsch and Ward\'s numbers of states on side B; by "; "', lambda row: row.states(1)),
)

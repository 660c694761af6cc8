"""Events as flat rows: one row an event, a figure, a participant, an account or a conflict; and as data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.domain.claim import Role
from dateline.domain.event import Event, ResponsibilityAct
from dateline.errors import ConfigError
from dateline.report.columns import COLUMNS, TOLLS, Kind, Rows
from dateline.report.ground import PINNED
from dateline.report.phrases import DOERS, SUFFERERS
from dateline.report.wanting import wanted

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

Row = dict[str, Any]
#: Joins several values in one cell.
_JOIN = "; "


def event_rows(events: Iterable[Event]) -> Iterator[Row]:
    """A row an event: every value that is one, tolls with their bounds, names joined by semicolons."""
    for event in events:
        when, place = event.when, event.place
        row: Row = {
            "event": event.id,
            "type": event.type,
            "mode": event.mode,
            "earliest": None if when is None else when.earliest,
            "latest": None if when is None else when.latest,
            "date_precision": None if when is None else str(when.precision),
            "place": None if place is None else place.name,
            "admin1": None if place is None else place.admin1,
            "country": None if place is None else place.country,
            "lat": None if place is None else place.lat,
            "lon": None if place is None else place.lon,
            "place_precision": None if place is None else str(place.precision),
            "radius_km": None if place is None else place.radius_km,
            "actors": _named(event, DOERS),
            "recipients": _named(event, SUFFERERS),
            "instruments": _named(event, (Role.INSTRUMENT,)),
        }
        tolls = {toll.measure: toll for toll in event.tolls}
        for measure in TOLLS:
            toll = tolls.get(measure)
            row |= {
                f"{measure}_low": None if toll is None else toll.low,
                f"{measure}_best": None if toll is None else toll.best,
                f"{measure}_high": None if toll is None else toll.high,
                f"{measure}_sources": None if toll is None else toll.independent_sources,
            }
        row |= {
            act.value: _JOIN.join(dict.fromkeys(one.actor.name for one in event.responsibility if one.act is act))
            for act in ResponsibilityAct
        }
        yield row | {
            "reports": len({one.document for one in event.accounts}),
            "outlets": _JOIN.join(dict.fromkeys(one.outlet for one in event.accounts if one.outlet)),
            "disputed": _JOIN.join(dict.fromkeys(one.field for one in event.conflicts)),
            "background": all(one.background for one in event.accounts),
            "salience": str(event.salience),
            "confidence": event.confidence,
            "status": str(event.status),
            "restricted": _JOIN.join(event.restricted),
        }


def figure_rows(events: Iterable[Event]) -> Iterator[Row]:
    """A row a figure: each number that a report gives, with who gives it and what it counts for."""
    for event in events:
        for toll in event.tolls:
            for figure in toll.figures:
                yield {
                    "event": event.id,
                    "measure": str(toll.measure),
                    "low": figure.low,
                    "high": figure.high,
                    "approximate": figure.approximate,
                    "scope": str(figure.scope),
                    "standing": str(figure.standing),
                    "witness": figure.witness,
                    "sources": _JOIN.join(figure.sources),
                    "outlet": figure.outlet,
                    "published": figure.published,
                    "document": figure.document,
                    "claim": figure.claim,
                    "text": figure.text,
                    "toll_low": toll.low,
                    "toll_best": toll.best,
                    "toll_high": toll.high,
                    "policy": toll.policy,
                }


def participant_rows(events: Iterable[Event]) -> Iterator[Row]:
    """A row an actor in a role."""
    for event in events:
        for one in event.participants:
            actor = one.actor
            yield {
                "event": event.id,
                "role": str(one.role),
                "actor": actor.name,
                "kind": str(actor.kind),
                "sector": actor.sector,
                "countries": _JOIN.join(actor.countries),
                "named": actor.named,
                "identity": None if actor.identity is None else f"{actor.identity.scheme}:{actor.identity.id}",
                "claims": len(one.supporters),
                "disputed": one.disputed,
            }


def account_rows(events: Iterable[Event]) -> Iterator[Row]:
    """A row a report of an event."""
    for event in events:
        for one in event.accounts:
            yield {
                "event": event.id,
                "account": one.account,
                "document": one.document,
                "outlet": one.outlet,
                "published": one.published,
                "relevance": one.relevance,
                "background": one.background,
            }


def conflict_rows(events: Iterable[Event]) -> Iterator[Row]:
    """A row a field on which claims differ."""
    for event in events:
        for one in event.conflicts:
            yield {
                "event": event.id,
                "field": one.field,
                "values": _JOIN.join(one.values),
                "claims": _JOIN.join(one.claims),
            }


_MAKERS: Mapping[Rows, Callable[[Iterable[Event]], Iterator[Row]]] = {
    Rows.EVENTS: event_rows,
    Rows.FIGURES: figure_rows,
    Rows.PARTICIPANTS: participant_rows,
    Rows.ACCOUNTS: account_rows,
    Rows.CONFLICTS: conflict_rows,
}
_DTYPES = {
    Kind.TEXT: "string",
    Kind.WHOLE: "Int64",
    Kind.REAL: "float64",
    Kind.DAY: "datetime64[s]",
    Kind.FLAG: "boolean",
}


def rows_of(events: Iterable[Event], of: str = Rows.EVENTS) -> Iterator[Row]:
    """The rows of a table by its name; raises ConfigError for a name that is none."""
    if of not in set(Rows):
        raise ConfigError(f"no table of {of!r}", hint="known: " + ", ".join(Rows))
    return _MAKERS[Rows(of)](events)


def frame_of(events: Iterable[Event], of: str = Rows.EVENTS) -> DataFrame:
    """A data frame of pandas, its columns as ``columns`` lists them.

    Whole numbers are ``Int64``, whose missing values are ``NA`` and mean *not said*; days are ``datetime64[s]``, which holds
    every year. Raises ConfigError for a table that is none, and MissingPackError where pandas is not installed.
    """
    rows = list(rows_of(events, of))
    pandas = wanted("pandas", extra="pandas")
    made: DataFrame = pandas.DataFrame(
        {
            name: pandas.Series([_cell(row[name]) for row in rows], dtype=_DTYPES[column.kind])
            for name, column in COLUMNS[Rows(of)].items()
        }
    )
    return made


def geo_frame_of(events: Iterable[Event]) -> GeoDataFrame:
    """A data frame of GeoPandas in WGS 84, one row an event; columns as of ``frame_of``.

    ``geometry`` is a point only where the place is a point or a town; every other event has none, and its ``radius_km`` and
    ``place_precision`` say what is known. Raises MissingPackError where GeoPandas is not installed.
    """
    geopandas = wanted("geopandas", extra="geo")
    frame = frame_of(events)
    precise = frame["place_precision"].isin([str(one) for one in PINNED]) & frame["lat"].notna()
    points = geopandas.points_from_xy(frame["lon"].where(precise), frame["lat"].where(precise))
    shapes = geopandas.GeoSeries(points, crs="EPSG:4326").where(precise.to_numpy(), None)
    made: GeoDataFrame = geopandas.GeoDataFrame(frame, geometry=shapes.to_numpy(), crs="EPSG:4326")
    return made


def _cell(value: Any) -> Any:
    """A value as pandas takes it: days in ISO 8601, since its own reader would make a year before 1678 an error."""
    return value.isoformat() if isinstance(value, date) else value


def _named(event: Event, roles: Iterable[Role]) -> str:
    wanted_roles = tuple(roles)
    return _JOIN.join(dict.fromkeys(one.actor.name for one in event.participants if one.role in wanted_roles))

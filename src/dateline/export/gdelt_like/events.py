"""The 61 columns of GDELT 2.0's table of events, in order."""

from __future__ import annotations

from dateline.export.aspects import country_of, documents_of, outlets_of
from dateline.export.contract import Column
from dateline.export.gdelt_like.row import Row, cameo_code, cameo_country, cameo_type, stamp

_NEVER = "always empty: not coded"


def _fraction(row: Row) -> float | None:
    return None if row.day is None else round(row.day.year + (row.day.month * 30 + row.day.day) / 365, 4)


EVENTS: tuple[Column[Row], ...] = (
    Column(
        "GLOBALEVENTID",
        "a whole number made of the event's id; never an id of GDELT's",
        lambda row: row.number,
        kind="whole",
    ),
    Column(
        "SQLDATE",
        "YYYYMMDD: the first day on which it may have happened",
        lambda row: f"{row.day:%Y%m%d}" if row.day else None,
        kind="whole",
    ),
    Column("MonthYear", "YYYYMM", lambda row: f"{row.day:%Y%m}" if row.day else None, kind="whole"),
    Column("Year", "YYYY", lambda row: row.day.year if row.day else None, kind="whole"),
    Column(
        "FractionDate", "year and the fraction of it that has passed, (month * 30 + day) / 365", _fraction, kind="real"
    ),
    Column(
        "Actor1Code", "who acts: country and type as CAMEO runs them together", lambda row: cameo_code(row.actor(1))
    ),
    Column("Actor1Name", "who acts, in capitals", lambda row: actor.name.upper() if (actor := row.actor(1)) else None),
    Column("Actor1CountryCode", "ISO 3166-1 alpha-3", lambda row: cameo_country(row.actor(1))),
    Column("Actor1KnownGroupCode", _NEVER, lambda row: None),
    Column("Actor1EthnicCode", _NEVER, lambda row: None),
    Column("Actor1Religion1Code", _NEVER, lambda row: None),
    Column("Actor1Religion2Code", _NEVER, lambda row: None),
    Column("Actor1Type1Code", "CAMEO's type of actor, from the PLOVER sector", lambda row: cameo_type(row.actor(1))),
    Column("Actor1Type2Code", _NEVER, lambda row: None),
    Column("Actor1Type3Code", _NEVER, lambda row: None),
    Column("Actor2Code", "to whom: country and type as CAMEO runs them together", lambda row: cameo_code(row.actor(2))),
    Column("Actor2Name", "to whom, in capitals", lambda row: actor.name.upper() if (actor := row.actor(2)) else None),
    Column("Actor2CountryCode", "ISO 3166-1 alpha-3", lambda row: cameo_country(row.actor(2))),
    Column("Actor2KnownGroupCode", _NEVER, lambda row: None),
    Column("Actor2EthnicCode", _NEVER, lambda row: None),
    Column("Actor2Religion1Code", _NEVER, lambda row: None),
    Column("Actor2Religion2Code", _NEVER, lambda row: None),
    Column("Actor2Type1Code", "CAMEO's type of actor, from the PLOVER sector", lambda row: cameo_type(row.actor(2))),
    Column("Actor2Type2Code", _NEVER, lambda row: None),
    Column("Actor2Type3Code", _NEVER, lambda row: None),
    Column(
        "IsRootEvent",
        "1 where a report is most of all about it, else 0",
        lambda row: int(any(one.relevance >= 0.5 for one in row.event.accounts)),
        kind="whole",
    ),
    Column("EventCode", "CAMEO code", lambda row: row.entry.code),
    Column("EventBaseCode", "its first three digits", lambda row: row.entry.code[:3]),
    Column("EventRootCode", "its first two digits", lambda row: row.entry.code[:2]),
    Column(
        "QuadClass",
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        lambda row: row.entry.quad,
        kind="whole",
    ),
    Column(
        "GoldsteinScale",
        "-10 to 10: the code's weight",
        lambda row: float(found) if isinstance(found := row.entry.attributes.get("goldstein"), int | float) else None,
        kind="real",
    ),
    Column(
        "NumMentions",
        "claims that tell it",
        lambda row: sum(len(telling.claims) for telling in row.told.tellings) or None,
        kind="whole",
    ),
    Column("NumSources", "outlets", lambda row: len(outlets_of(row.event)), kind="whole"),
    Column("NumArticles", "reports", lambda row: len(documents_of(row.event)), kind="whole"),
    Column("AvgTone", _NEVER, lambda row: None),
    Column("Actor1Geo_Type", _NEVER, lambda row: None),
    Column("Actor1Geo_FullName", _NEVER, lambda row: None),
    Column("Actor1Geo_CountryCode", _NEVER, lambda row: None),
    Column("Actor1Geo_ADM1Code", _NEVER, lambda row: None),
    Column("Actor1Geo_ADM2Code", _NEVER, lambda row: None),
    Column("Actor1Geo_Lat", _NEVER, lambda row: None),
    Column("Actor1Geo_Long", _NEVER, lambda row: None),
    Column("Actor1Geo_FeatureID", _NEVER, lambda row: None),
    Column("Actor2Geo_Type", _NEVER, lambda row: None),
    Column("Actor2Geo_FullName", _NEVER, lambda row: None),
    Column("Actor2Geo_CountryCode", _NEVER, lambda row: None),
    Column("Actor2Geo_ADM1Code", _NEVER, lambda row: None),
    Column("Actor2Geo_ADM2Code", _NEVER, lambda row: None),
    Column("Actor2Geo_Lat", _NEVER, lambda row: None),
    Column("Actor2Geo_Long", _NEVER, lambda row: None),
    Column("Actor2Geo_FeatureID", _NEVER, lambda row: None),
    Column(
        "ActionGeo_Type",
        "1 country, 2 state and 3 city of the United States, 4 city and 5 division elsewhere",
        lambda row: row.place_type,
        kind="whole",
    ),
    Column("ActionGeo_FullName", "place, first-order division, country", lambda row: row.place_name),
    Column(
        "ActionGeo_CountryCode",
        "FIPS 10-4",
        lambda row: country.fips if (country := country_of(row.event.place)) else None,
    ),
    Column("ActionGeo_ADM1Code", _NEVER, lambda row: None),
    Column("ActionGeo_ADM2Code", _NEVER, lambda row: None),
    Column(
        "ActionGeo_Lat",
        "WGS 84 degrees; only of points and settlements",
        lambda row: row.point[0] if row.point else None,
        kind="real",
    ),
    Column(
        "ActionGeo_Long",
        "WGS 84 degrees; only of points and settlements",
        lambda row: row.point[1] if row.point else None,
        kind="real",
    ),
    Column("ActionGeo_FeatureID", _NEVER, lambda row: None),
    Column(
        "DATEADDED",
        "the day on which the last report came out, at midnight",
        lambda row: stamp(row.published[-1]) if row.published else None,
        kind="whole",
    ),
    Column("SOURCEURL", "the address of the first report that has one, else its id", lambda row: row.address),
)

"""GeoPackage (OGC 12-128r18): a layer of events with their pins, and the tables that go with it, in one SQLite file."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from dateline.export.aspects import point_of
from dateline.export.cells import sound
from dateline.export.contract import Cell, Column, Kind, Lost, Material, Need, Sheet, Told, Written
from dateline.export.tables import EVENT_COLUMNS, LOST_BY_TABLES, TABLES, rows_of, sheets_of
from dateline.plugins import DEFAULTS, Settings

#: "GPKG", and version 1.3 of the standard.
_APPLICATION_ID, _USER_VERSION = 0x47504B47, 10300
_WGS84 = 4326
_TYPES: dict[Kind, str] = {"text": "TEXT", "whole": "INTEGER", "real": "REAL", "truth": "BOOLEAN", "day": "DATE"}
_BATCH = 500
#: Where no moment of a ledger is known.
_NO_MOMENT = "1970-01-01T00:00:00.000Z"

_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)

_SYSTEM = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
  max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""

_SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", _WGS84, "EPSG", _WGS84, _WKT, "longitude/latitude coordinates in decimal degrees, WGS 84"),
)


class GeoPackageExporter:
    """A layer ``events`` of points, and tables of reports, parties, tolls, figures and disputes."""

    name: ClassVar[str] = "geopackage"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "A layer of points and the tables of `csv` in one file, for QGIS and other map programs."
    ending: ClassVar[str] = ".gpkg"
    is_text: ClassVar[bool] = False
    needs: ClassVar[frozenset[Need]] = frozenset()
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = sheets_of("events", lambda table: table)
    lost: ClassVar[tuple[Lost, ...]] = (
        *LOST_BY_TABLES,
        Lost("event.where.place.lat", "a point that stands for a district or more is not drawn: the geometry is null"),
        Lost("event.where.place.lon", "as lat"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "Only points and settlements have a geometry; `radius_km` says how far around it the place reaches.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One transaction; a few hundred rows at a time are held in memory."""
        at = material.provenance.at
        moment = at.strftime("%Y-%m-%dT%H:%M:%S.000Z") if at is not None else _NO_MOMENT
        written = Written(rows={"events": 0} | dict.fromkeys(TABLES, 0))
        with closing(sqlite3.connect(folder / name, isolation_level=None)) as connection:
            _lay_out(connection, moment)
            connection.execute("BEGIN")
            _fill(connection, material, written)
            connection.execute("COMMIT")
        return written


def _lay_out(connection: sqlite3.Connection, moment: str) -> None:
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {_USER_VERSION}")
    connection.executescript(_SYSTEM)
    connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
    connection.execute(f"CREATE TABLE events (fid INTEGER PRIMARY KEY, geom POINT, {_declared(EVENT_COLUMNS)})")
    contents = (
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES (?, ?, ?, ?, ?)"
    )
    connection.execute(contents, ("events", "features", "events", moment, _WGS84))
    connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'POINT', ?, 0, 0)", (_WGS84,))
    for table, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, {_declared(columns)})")
        connection.execute(contents, (table, "attributes", table, moment, None))


def _declared(columns: Sequence[Column[Any]]) -> str:
    return ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in columns)


def _fill(connection: sqlite3.Connection, material: Material, written: Written) -> None:
    waiting: dict[str, list[tuple[Any, ...]]] = {"events": [], **{table: [] for table in TABLES}}
    box: list[float] | None = None
    for told in material.told:
        point = point_of(told.event)
        if point is not None:
            lat, lon = point
            box = [lon, lat, lon, lat] if box is None else _grown(box, lat, lon)
        waiting["events"].append((_blob(point), *_cells(EVENT_COLUMNS, told)))
        for table, row in rows_of(told.event):
            waiting[table].append(tuple(_cells(TABLES[table], row)))
        for table, rows in waiting.items():
            if len(rows) >= _BATCH:
                _insert(connection, table, rows, written)
    for table, rows in waiting.items():
        _insert(connection, table, rows, written)
    if box is not None:
        connection.execute("UPDATE gpkg_contents SET min_x=?, min_y=?, max_x=?, max_y=? WHERE table_name='events'", box)


def _grown(box: Sequence[float], lat: float, lon: float) -> list[float]:
    return [min(box[0], lon), min(box[1], lat), max(box[2], lon), max(box[3], lat)]


def _cells(columns: Sequence[Column[Any]], row: Told | Any) -> Iterator[Cell]:
    for column in columns:
        value = column.value(row)
        yield sound(value) if isinstance(value, str) else value


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]], written: Written) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES (NULL, {marks})", rows)
        written.count(table, len(rows))
        rows.clear()


def _blob(point: tuple[float, float] | None) -> bytes | None:
    """A point as GeoPackage keeps it: a header without envelope, then well-known binary, both little-endian."""
    if point is None:
        return None
    lat, lon = point
    return struct.pack("<2sBBiBIdd", b"GP", 0, 1, _WGS84, 1, 1, lon, lat)

"""Tables of events: comma-separated, HXL, GeoJSON, GeoPackage, Parquet, each read by a tool of its own."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import hxl
import pandas
import pyarrow.parquet
import pyogrio
import pytest

from dateline.domain.place import PlacePrecision
from dateline.errors import MissingPackError
from dateline.export.cells import unguarded
from dateline.export.tables import EVENT_COLUMNS, TABLES
from tests.export.made import HOSTILE, all_events, attack, export, hostile_event, path_for, told_of
from tests.report.made import PROVINCE


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a comma-separated table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_csv_holds_every_event_and_ties_the_other_tables_to_it(tmp_path: Path) -> None:
    written = export("csv", tmp_path / "events.csv")
    events = rows_of(tmp_path / "events.csv")
    assert list(events[0]) == [column.name for column in EVENT_COLUMNS]
    assert [row["event"] for row in events] == [event.id for event in all_events()]
    for table, columns in TABLES.items():
        rows = rows_of(tmp_path / f"events.{table}.csv")
        assert len(rows) == written.rows[table] > 0, table
        assert list(rows[0]) == [column.name for column in columns]
        assert {row["event"] for row in rows} <= {event.id for event in all_events()}
    first = events[0]
    assert (first["killed_low"], first["killed_best"], first["killed_high"]) == ("12", "14", "17")
    assert (first["lat"], first["lon"], first["country"]) == ("16.27", "-0.04", "MLI")
    assert first["disputed"] == "counts.killed; where" and first["actors"] == "the Red Hand"
    figures = [row for row in rows_of(tmp_path / "events.figures.csv") if row["event"] == first["event"]]
    assert {(row["low"], row["high"], row["sources"]) for row in figures if row["measure"] == "killed"} >= {
        ("12", "", "the regional governor"), ("17", "17", "a doctor"),
    }  # fmt: skip


def test_an_end_that_is_not_said_is_empty_and_never_zero(tmp_path: Path) -> None:
    export("csv", tmp_path / "events.csv")
    rows = {row["event"]: row for row in rows_of(tmp_path / "events.csv")}
    at_least, at_most = rows["e0000000000000002"], rows["e0000000000000003"]
    assert (at_least["killed_low"], at_least["killed_high"]) == ("6", "")
    assert (at_most["killed_low"], at_most["killed_high"]) == ("", "40")
    assert at_most["injured_best"] == at_most["arrested_best"] == ""


def test_only_points_and_settlements_have_coordinates(tmp_path: Path) -> None:
    export("csv", tmp_path / "events.csv")
    for row in rows_of(tmp_path / "events.csv"):
        assert bool(row["lat"]) == (row["place_precision"] in ("point", "settlement"))


def test_no_cell_of_a_table_is_a_formula_and_every_text_can_be_had_back(tmp_path: Path) -> None:
    for number, words in enumerate(HOSTILE):
        path = tmp_path / f"{number}.csv"
        export("csv", path, [told_of(hostile_event(words))])
        for table in (path, *tmp_path.glob(f"{number}.*.csv")):
            for row in rows_of(table):
                for name, cell in row.items():
                    if name not in ("lat", "lon"):
                        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), (name, cell)
        [place] = {row["place"] for row in rows_of(path)}
        control = {"a\x00b\x1b[31m": "ab[31m", "lone \ud800 surrogate": "lone \\ud800 surrogate"}
        assert unguarded(place) == control.get(words, words)


def test_a_spreadsheet_reader_gets_numbers_as_numbers(tmp_path: Path) -> None:
    export("csv", tmp_path / "events.csv")
    table = pandas.read_csv(tmp_path / "events.csv")
    assert table["lon"].dropna().tolist() == [-0.04, -0.04]
    assert table["killed_best"].dropna().tolist() == [14, 6, 40, 14]


def test_hxl_is_valid_and_its_tags_say_what_is_where(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    export("hxl", path)
    with path.open(encoding="utf-8", newline="") as lines:
        table = list(csv.reader(lines))
    source = hxl.data(table)
    rows, tags = list(source), source.display_tags
    report = hxl.validate(hxl.data(table))
    assert report["is_valid"] is True and report["stats"]["total"] == 0
    assert {"#event+id", "#date+start+occurred", "#geo+lat", "#geo+lon", "#adm1+name", "#affected+killed"} <= set(tags)
    assert len(rows) == len(all_events())
    assert rows[0].get("#affected+killed-min-max") == "14"
    assert rows[0].get("#country+code") == "MLI"


def test_geojson_draws_a_pin_only_where_one_is_honest(tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    export("geojson", path)
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    for event, feature in zip(all_events(), collection["features"], strict=True):
        assert feature["id"] == event.id
        pinned = event.place is not None and event.place.precision in (PlacePrecision.POINT, PlacePrecision.SETTLEMENT)
        assert (feature["geometry"] is not None) == pinned
    frame = geopandas.read_file(path)
    assert frame.crs.to_epsg() == 4326
    assert (frame.geometry.iloc[0].x, frame.geometry.iloc[0].y) == (-0.04, 16.27)
    assert frame["killed_best"].iloc[0] == 14


def test_geopackage_opens_in_gdal_with_all_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    written = export("geopackage", path)
    assert [name for name, _ in pyogrio.list_layers(path)] == ["events", *TABLES]
    frame = geopandas.read_file(path, layer="events")
    assert frame.crs.to_epsg() == 4326 and len(frame) == written.rows["events"]
    pin = frame.geometry.iloc[0]
    assert (pin.x, pin.y) == (-0.04, 16.27) and frame.geometry.isna().sum() == len(frame) - 2
    assert frame["earliest"].iloc[0].date() == date(2024, 5, 10)
    figures = pyogrio.read_dataframe(path, layer="figures", read_geometry=False)
    assert len(figures) == written.rows["figures"] and figures["witness"].dtype.kind == "i"
    info: dict[str, Any] = pyogrio.read_info(path, layer="events")
    assert [round(float(one), 2) for one in info["total_bounds"]] == [-0.04, 16.27, -0.04, 16.27]


def test_geopackage_keeps_what_the_standard_asks_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "events.gpkg"
    export("geopackage", path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert connection.execute("PRAGMA user_version").fetchone() == (10300,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kinds = dict(connection.execute("SELECT table_name, data_type FROM gpkg_contents"))
        assert kinds == {"events": "features"} | dict.fromkeys(TABLES, "attributes")
        assert {row[0] for row in connection.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")} == {-1, 0, 4326}
        moments = {row[0] for row in connection.execute("SELECT last_change FROM gpkg_contents")}
        assert moments == {"2024-05-21T08:30:00.000Z"}


def test_parquet_holds_types_and_nested_tables_and_reads_as_geoparquet(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    export("parquet", path)
    table = pyarrow.parquet.read_table(path)
    schema = table.schema
    kinds = {"text": "string", "whole": "int64", "real": "double", "truth": "bool", "day": "date32[day]"}
    assert [str(schema.field(column.name).type) for column in EVENT_COLUMNS] == [
        kinds[one.kind] for one in EVENT_COLUMNS
    ]
    first = table.to_pylist()[0]
    assert first["earliest"] == date(2024, 5, 10)
    assert {(one["low"], one["high"]) for one in first["figures"] if one["measure"] == "killed"} == {
        (12, None), (17, 17), (14, 14),
    }  # fmt: skip
    assert [one["document"] for one in first["reports"]] == ["ec-1", "rp-1", "sn-1"]
    frame = geopandas.read_parquet(path)
    assert frame.crs.to_string() == "OGC:CRS84"
    assert (frame.geometry.iloc[0].x, frame.geometry.iloc[0].y) == (-0.04, 16.27)


def test_parquet_without_its_library_says_what_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPackError) as caught:
        export("parquet", tmp_path / "events.parquet")
    assert caught.value.hint == 'pip install "dateline[parquet]"'
    assert not list(tmp_path.iterdir())


def test_a_province_has_no_pin_in_any_map(tmp_path: Path) -> None:
    wide = [told_of(replace(attack(), place=PROVINCE))]
    for to in ("geojson", "geopackage", "parquet"):
        export(to, path_for(to, tmp_path), list(wide))
    assert json.loads((path_for("geojson", tmp_path)).read_text())["features"][0]["geometry"] is None
    assert pyogrio.read_dataframe(path_for("geopackage", tmp_path), layer="events").geometry.isna().all()
    assert geopandas.read_parquet(path_for("parquet", tmp_path)).geometry.isna().all()

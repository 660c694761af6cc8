from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import geopandas
import pandas
import pytest

from dateline.errors import ConfigError, MissingPackError
from dateline.report.columns import COLUMNS, Rows
from dateline.report.tables import frame_of, geo_frame_of, rows_of
from tests.report.made import attack, days, event, some_events


@pytest.mark.parametrize("of", list(Rows))
def test_the_columns_are_those_that_are_listed_with_their_kinds(of: Rows) -> None:
    rows = list(rows_of(some_events(), of))
    assert rows and all(list(row) == list(COLUMNS[of]) for row in rows)
    frame = frame_of(some_events(), of)
    assert len(frame) == len(rows)
    assert frame_of([], of).dtypes.equals(frame.dtypes)
    assert all(column.about for column in COLUMNS[of].values())


def test_a_row_has_what_the_event_has() -> None:
    frame = frame_of(some_events()).set_index("event")
    row = frame.loc["e1"]
    assert (row["killed_low"], row["killed_best"], row["killed_high"], row["killed_sources"]) == (12, 14, 17, 3)
    assert row["earliest"] == row["latest"] == pandas.Timestamp("2024-05-10")
    assert (row["actors"], row["recipients"], row["reports"]) == ("the Red Hand", "Ada Lund", 3)
    assert (row["claimed"], row["denied"], row["disputed"]) == ("Red Hand claimed", "the Front", "counts.killed; where")
    # What is not said is missing, and not nought.
    assert frame.loc["e2", "killed_high"] is pandas.NA and frame.loc["e3", "killed_low"] is pandas.NA
    assert frame["earliest"].isna()["e4"] and frame["country"].isna()["e5"]
    assert frame["killed_best"].sum() == 14 + 3 + 6 + 40


def test_a_figure_keeps_who_gives_it() -> None:
    frame = frame_of([attack()], "figures")
    assert frame.loc[frame["claim"] == "c1", ["low", "high", "sources", "outlet"]].to_numpy().tolist() == [
        [12, pandas.NA, "the regional governor", "Eastern Courier"]
    ]
    assert frame["standing"].tolist().count("repeated") == 1


def test_only_a_point_or_a_town_has_a_point() -> None:
    frame = geo_frame_of(some_events())
    assert isinstance(frame, geopandas.GeoDataFrame) and frame.crs.to_epsg() == 4326
    shapes = dict(zip(frame["event"], frame.geometry, strict=True))
    assert (shapes["e1"].x, shapes["e1"].y) == (-0.04, 16.27)
    assert [name for name, shape in shapes.items() if shape is not None] == ["e6", "e1"]
    assert frame.loc[frame["event"] == "e2", "radius_km"].item() == 180
    assert len(geo_frame_of([])) == 0


def test_every_year_fits() -> None:
    frame = frame_of([event("e1", when=days(date(1, 1, 1), date(9999, 12, 31)))])
    assert str(frame.loc[0, "earliest"])[:4] == "0001" and str(frame.loc[0, "latest"])[:4] == "9999"


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="'claims'"):
        frame_of([attack()], "claims")


@pytest.mark.parametrize(("module", "extra"), [("pandas", "pandas"), ("geopandas", "geo")])
def test_without_the_library_the_command_that_installs_it_is_told(
    module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPackError) as told:
        (frame_of if module == "pandas" else geo_frame_of)([replace(attack())])
    assert told.value.hint == f'pip install "dateline[{extra}]"'

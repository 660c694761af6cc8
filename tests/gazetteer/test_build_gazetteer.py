"""The recipe of the index, on a tiny made-up country."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.gazetteer import Gazetteer, open_gazetteer

ROOT = Path(__file__).parents[2]


def town(number: int, name: str, lat: float, lon: float, others: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "geonameid": number, "name": name, "latitude": lat, "longitude": lon, "countrycode": "ML", "population": 1000 * number,
        "admin1code": "01", "alternatenames": list(others),
    }  # fmt: skip


def build(folder: Path, out: str) -> Gazetteer:
    mali = {
        "geonameid": 2453866, "name": "Mali", "iso": "ML", "iso3": "MLI", "capital": "Onetown", "areakm2": 1240000,
        "population": 19077690,
    }  # fmt: skip
    towns = [
        town(1, "Onetown", 10.0, -5.0, ("ONE", "Wahntaun", "one town", "Один")),
        town(2, "Twotown", 12.0, -5.0),
        town(3, "Thréetown", 11.0, -6.5),
    ]
    (folder / "cities.json").write_text(json.dumps({str(row["geonameid"]): row for row in towns}))
    (folder / "countries.json").write_text(json.dumps({"ML": mali}))
    (folder / "admin1CodesASCII.txt").write_text(
        "ML.01\tOne Region\tOne Region\t11\nML.02\tEmpty Region\tEmpty Region\t12\n"
    )
    (folder / "admin2Codes.txt").write_text("ML.01.1\tCercle de Twotown\tCercle de Twotown\t21\n")
    command = [sys.executable, "-m", "tools.build_gazetteer", "--geonames", str(folder), "--out", str(folder / out)]
    command += ["--cities", str(folder / "cities.json"), "--countries", str(folder / "countries.json")]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "divisions without a point, left out: 1" in done.stdout
    return open_gazetteer(folder / out)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Gazetteer, Gazetteer]:
    folder = tmp_path_factory.mktemp("gazetteer")
    return build(folder, "first.sqlite3"), build(folder, "second.sqlite3")


def test_towns_keep_the_names_that_a_latin_text_writes(built: tuple[Gazetteer, Gazetteer]) -> None:
    gazetteer, _ = built
    assert [(place.id, place.matched) for place in gazetteer.find("Wahntaun")] == [("1", "alternative")]
    assert [place.id for place in gazetteer.find("threetown")] == ["3"]
    assert gazetteer.find("ONE") != gazetteer.find("Onetown")
    assert not any(place.precision == "settlement" for place in gazetteer.find("ONE"))
    assert gazetteer.find("one town") == ()


def test_a_division_lies_in_the_middle_of_its_towns(built: tuple[Gazetteer, Gazetteer]) -> None:
    (region,) = built[0].find("One Region")
    assert (region.lat, region.lon, region.point_from) == (11.0, -5.5, "populated_places")
    assert (region.precision, region.population, region.country) == ("province", 6000, "MLI")
    assert built[0].find("Empty Region") == ()


def test_a_division_without_known_towns_lies_at_its_seat(built: tuple[Gazetteer, Gazetteer]) -> None:
    (district,) = (place for place in built[0].find("Twotown") if place.precision == "district")
    assert (district.lat, district.lon, district.point_from) == (12.0, -5.0, "seat")
    assert (district.admin1, district.matched) == ("One Region", "alternative")


def test_the_capital_is_marked(built: tuple[Gazetteer, Gazetteer]) -> None:
    capital = built[0].capital("MLI")
    assert capital is not None
    assert (capital.name, capital.feature, capital.admin1) == ("Onetown", "PPLC", "One Region")


def test_nearest_and_scan_work_on_a_new_index(built: tuple[Gazetteer, Gazetteer]) -> None:
    assert [place.name for place in built[0].nearest(11.9, -5.0, 2)] == ["Twotown", "Thréetown"]
    assert [match.key for match in built[0].names_in(["Malian", "troops", "left", "Thréetown"])] == [
        "malian",
        "threetown",
    ]


def test_the_same_sources_make_the_same_index(built: tuple[Gazetteer, Gazetteer]) -> None:
    first, second = built
    assert first.digest == second.digest
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.digest != open_gazetteer().digest

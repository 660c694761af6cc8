"""The full index, made of generated GeoNames dumps beside a tiny index of a made-up country."""

from __future__ import annotations

import gzip
import random
import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dateline.cli import app
from dateline.errors import ConfigError
from dateline.gazetteer import Gazetteer, build_gazetteer, open_gazetteer
from dateline.gazetteer.dump import Dump, alpha3
from dateline.gazetteer.filter import NameFilter, empty_bits, note
from dateline.gazetteer.index import FIRST_OF_DATELINE, PREFERRED
from dateline.gazetteer.survey import Swarm
from tools.gazetteer.entries import Entry
from tools.gazetteer.writing import write

#: About a thousand times as many as this were built by hand.
MANY = 5_000


def line(number: int, name: str, where: tuple[float, float], kind: str = "P/PPL", **more: object) -> str:
    """A row of a dump; ``more``: names, country, first and second division, people."""
    feature_class, feature = kind.split("/")
    cells = [str(number), name, name, str(more.get("names", "")), *map(str, where), feature_class, feature]
    cells += [str(more.get("country", "ML")), "", str(more.get("first", "01")), str(more.get("second", "")), "", ""]
    return "\t".join([*cells, str(more.get("people", 0)), "", "", "Africa/Bamako", "2024-01-01"])


ROWS = [
    line(11, "One Region", (10.5, -5.2), "A/ADM1"),
    line(21, "Cercle de Twotown", (12.0, -5.0), "A/ADM2", second="1"),
    line(1, "Onetown", (10.0, -5.0), names="ONE,Wahntaun,one town,Один", people=9000, second="1"),
    line(2, "Twotown", (12.1, -5.1), people=3000, second="1"),
    line(3, "Thréetown", (11.0, -6.5), people=10, first="02"),
    line(4, "Twotown", (40.0, 20.0), country="SY", people=5),
    line(5, "Kafr Shaykhun", (35.0, 36.0), country="SY", people=500),
    line(6, "Lake Deep", (13.0, -4.0), "H/LK"),
    line(7, "Gulf of Made", (14.0, -20.0), "H/GULF", country=""),
    line(8, "Onetown Airport", (10.1, -5.1), "S/AIRP"),
    line(9, "Mali", (17.0, -4.0), "A/PCLI", first="00"),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one country, one region of ours and two towns, one of which no dump has."""
    path = tmp_path_factory.mktemp("base") / "base.sqlite3"
    entries = [
        Entry(
            9, "Mali", 17.6, -4.0, "MLI", "country", feature="PCLI", radius_km=600.0, population=20_000_000,
            point_from="dateline", rank=20_000_000, keys={"mali": PREFERRED}, adjectives=("Malian",),
        ),
        Entry(
            FIRST_OF_DATELINE, "Sandlands", 15.0, 5.0, None, "region", scheme="dateline", feature="RGN", radius_km=900.0,
            slug="sandlands", point_from="dateline", rank=1_000_000, keys={"sandlands": PREFERRED},
        ),
        Entry(2, "Twotown", 12.0, -5.0, "MLI", "settlement", population=1, rank=1, keys={"twotown": 0, "deuxville": 1}),
        Entry(90, "Oldtown", 9.0, -9.0, "MLI", "settlement", population=70, rank=70, keys={"oldtown": PREFERRED}),
    ]  # fmt: skip
    write(path, entries, {"MLI": 90}, {"malian": 9}, {})
    return path


def dump_at(path: Path, rows: list[str]) -> Path:
    path.write_text("# a comment\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("built")
    done = build_gazetteer([dump_at(folder / "ML.txt", ROWS)], folder / "full.sqlite3", base=base)
    # The country is the base's own.
    assert (done.rows, done.places) == (len(ROWS), len(ROWS) + 2)
    assert sorted(path.name for path in folder.iterdir()) == ["ML.txt", "full.sqlite3"]
    return open_gazetteer(done.path)


def test_places_carry_what_the_dump_says(built: Gazetteer) -> None:
    (place,) = built.find("Onetown")
    assert (place.id, place.scheme, place.country, place.admin1, place.admin2) == (
        "1", "geonames", "MLI", "One Region", "Cercle de Twotown"
    )  # fmt: skip
    assert (place.lat, place.lon, place.population, place.precision, place.feature) == (
        10.0,
        -5.0,
        9000,
        "settlement",
        "PPL",
    )


def test_names_that_a_latin_text_writes_are_kept(built: Gazetteer) -> None:
    assert [(place.id, place.matched) for place in built.find("Wahntaun")] == [("1", "alternative")]
    assert built.find("one town") == () and built.find("Один") == ()
    assert [place.id for place in built.find("threetown")] == ["3"]


def test_places_of_one_name_are_in_order_of_people(built: Gazetteer) -> None:
    settlements = [place.id for place in built.find("Twotown") if place.precision == "settlement"]
    assert settlements == ["2", "4"]


def test_the_dump_moves_a_town_and_keeps_its_other_names(built: Gazetteer) -> None:
    (town,) = built.find("Deuxville")
    assert (town.id, town.lat, town.population) == ("2", 12.1, 3000)


def test_what_only_the_base_knows_stays(built: Gazetteer) -> None:
    assert [place.id for place in built.find("Oldtown")] == ["90"]
    assert [place.id for place in built.find("Sandlands")] == ["sandlands"]
    assert built.country_by_adjective("Malian") == "MLI"
    country = built.country("MLI")
    assert country is not None and (country.lat, country.radius_km) == (17.6, 600.0)
    capital = built.capital("MLI")
    assert capital is not None and capital.name == "Oldtown"


def test_a_division_is_known_with_and_without_its_generic_word(built: Gazetteer) -> None:
    found = {place.precision: place for place in built.find("Twotown")}
    assert found["district"].name == "Cercle de Twotown"
    (region,) = built.find("One Region")
    assert (region.precision, region.population, region.admin1) == ("province", 12_000, "One Region")
    assert region.radius_km > 100


@pytest.mark.parametrize(
    ("name", "precision"), [("Lake Deep", "region"), ("Gulf of Made", "sea"), ("Onetown Airport", "point")]
)
def test_other_ground_is_no_town(built: Gazetteer, name: str, precision: str) -> None:
    (place,) = built.find(name)
    assert place.precision == precision


def test_names_that_sound_alike_are_found(built: Gazetteer) -> None:
    assert [place.id for place in built.find_alike("Kafar Sheikhoun")] == ["5"]


def test_nearest_and_scan_work(built: Gazetteer) -> None:
    assert [place.name for place in built.nearest(12.0, -5.0, 2)] == ["Twotown", "Thréetown"]
    keys = [
        match.key for match in built.names_in(["Malian", "troops", "left", "Onetown", "Airport", "for", "Lake", "Deep"])
    ]
    assert keys == ["malian", "onetown airport", "lake deep"]


def test_zipped_and_gzipped_dumps_hold_the_same(base: Path, tmp_path: Path) -> None:
    plain = dump_at(tmp_path / "ML.txt", ROWS)
    with zipfile.ZipFile(tmp_path / "ML.zip", "w") as archive:
        archive.write(plain, "ML.txt")
        archive.writestr("readme.txt", "not a dump")
    (tmp_path / "ML.txt.gz").write_bytes(gzip.compress(plain.read_bytes()))
    digests = {
        build_gazetteer([tmp_path / name], tmp_path / "out.sqlite3", base=base).digest
        for name in ("ML.txt", "ML.zip", "ML.txt.gz")
    }
    assert len(digests) == 1


def test_only_the_classes_asked_for_are_taken(base: Path, tmp_path: Path) -> None:
    build_gazetteer([dump_at(tmp_path / "ML.txt", ROWS)], tmp_path / "out.sqlite3", classes="P", base=base)
    towns = open_gazetteer(tmp_path / "out.sqlite3")
    assert towns.find("Onetown") and not towns.find("Lake Deep") and not towns.find("One Region")
    with pytest.raises(ConfigError, match="no feature class 'X'"):
        build_gazetteer([tmp_path / "ML.txt"], tmp_path / "out.sqlite3", classes="PX", base=base)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["1\tOnetown\t10.0"], "line 2 is no place of a GeoNames dump: 3 columns, not 19"),
        ([ROWS[2].replace("10.0", "north")], "could not convert"),
        ([ROWS[2].replace("10.0", "95.0")], "no point on Earth"),
        ([ROWS[2].replace("1\tOnetown", "0\tOnetown", 1)], "no GeoNames id"),
    ],
)
def test_what_is_no_dump_is_refused_and_the_old_index_stays(
    base: Path, tmp_path: Path, rows: list[str], message: str
) -> None:
    out = tmp_path / "out.sqlite3"
    out.write_bytes(b"the old one")
    with pytest.raises(ConfigError, match=message):
        build_gazetteer([dump_at(tmp_path / "bad.txt", rows)], out, base=base)
    assert out.read_bytes() == b"the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.txt", "out.sqlite3"]


def test_files_that_are_not_there_or_no_archives_are_all_told(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"no archive")
    with pytest.raises(ConfigError) as caught:
        build_gazetteer([tmp_path / "none.txt", tmp_path / "bad.zip"], tmp_path / "out.sqlite3")
    assert len(caught.value.faults) == 2


def generated(count: int) -> list[str]:
    """Rows of a dump of that many places with names of few syllables, so that many share one."""
    chance = random.Random(7)
    syllables = ["ba", "ka", "do", "gu", "ma", "li", "ra", "san", "tou", "kor", "ben", "tal"]

    def name() -> str:
        return "".join(chance.choice(syllables) for _ in range(chance.randint(2, 4))).capitalize()

    return [
        line(
            10_000 + number, name(), (round(chance.uniform(-60, 70), 4), round(chance.uniform(-179, 179), 4)),
            chance.choice(["P/PPL", "P/PPL", "H/STM", "S/SCH"]), names=",".join(name() for _ in range(chance.randint(0, 3))),
            country=chance.choice(["ML", "SY", "FR", "US"]), first=f"0{chance.randint(1, 9)}",
            people=chance.choice([0, 100, 20_000]),
        )
        for number in range(count)
    ]  # fmt: skip


def test_every_place_of_a_large_dump_is_found_by_its_names(base: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    rows = generated(MANY)
    out = tmp_path / "out.sqlite3"
    done = build_gazetteer(
        [dump_at(tmp_path / "many.txt", rows)], out, base=base, report=lambda *step: told.append(step)
    )
    assert done.rows == MANY and done.places == MANY + 4
    assert {stage for stage, _, _ in told} >= {"looking through the dumps", "taking places and names", "sorting names"}
    assert all(0 <= so_far <= total for _, so_far, total in told)
    index = open_gazetteer(out)
    for row in rows[:: MANY // 50]:
        cells = row.split("\t")
        found = index.find(cells[1])
        assert len(found) == 250 or cells[0] in {place.id for place in found}
        people = [place.population for place in found if place.matched == "preferred"]
        assert people == sorted(people, reverse=True)


def test_the_command_builds_and_looks_up(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.cli.gazetteer.build_gazetteer", partial(build_gazetteer, base=base))
    out = tmp_path / "own.sqlite3"
    ran = CliRunner().invoke(app, ["gazetteer", "build", str(dump_at(tmp_path / "ML.txt", ROWS)), "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    assert "13 places" in ran.stderr and ran.stdout == ""
    found = CliRunner().invoke(app, ["gazetteer", "find", "Onetown", "--gazetteer", str(out), "--format", "jsonl"])
    assert found.exit_code == 0 and '"score": 1.0' in found.stdout and '"id": "1"' in found.stdout
    none = CliRunner().invoke(app, ["gazetteer", "find", "Nowhere", "--gazetteer", str(out)])
    assert none.exit_code == 1 and none.stdout == ""


def test_a_table_of_candidates_is_headed_by_what_a_report_would_take() -> None:
    found = CliRunner().invoke(app, ["gazetteer", "find", "Gao", "--format", "jsonl", "--limit", "1"])
    assert '"precision": "settlement"' in found.stdout and '"country": "MLI"' in found.stdout
    other = CliRunner().invoke(
        app, ["gazetteer", "find", "Tripoli", "--country", "lbn", "--format", "jsonl", "--limit", "1"]
    )
    assert '"country": "LBN"' in other.stdout
    table = CliRunner().invoke(app, ["gazetteer", "find", "Gao"])
    assert "score" in table.stdout and "MLI" in table.stdout


def test_the_variable_names_the_index_in_use(built: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GAZETTEER", str(built.path))
    assert open_gazetteer().digest == built.digest
    monkeypatch.delenv("DATELINE_GAZETTEER")
    assert open_gazetteer().digest != built.digest


def test_country_codes_are_whole_and_of_one_shape() -> None:
    codes = alpha3()
    assert codes["ML"] == "MLI" and codes["XK"] == "XKX" and codes["NA"] == "NAM" and codes["NO"] == "NOR"
    assert len(codes) > 240 and all(len(two) == 2 and len(three) == 3 for two, three in codes.items())


def test_a_dump_tells_how_large_it_is(tmp_path: Path) -> None:
    path = dump_at(tmp_path / "ML.txt", ROWS)
    read: list[int] = []
    assert len(list(Dump(path).rows(read.append))) == len(ROWS)
    assert sum(read) == Dump(path).size()


@given(
    st.lists(st.from_regex(r"[a-z]{1,6}( [a-z]{1,6}){0,2}", fullmatch=True), min_size=1, max_size=20),
    st.integers(1, 3_000_000),
)
def test_a_filter_of_any_size_forgets_no_name(keys: list[str], entries: int) -> None:
    bits = empty_bits(entries)
    for key in keys:
        note(bits, key)
    names = NameFilter(bytes(bits))
    assert all(names.holds(key) and names.begins(key.split(" ")[0]) for key in keys)


def test_the_reach_of_a_division_grows_with_the_spread_of_its_places(tmp_path: Path) -> None:
    near, far = Swarm(), Swarm()
    for swarm, width in ((near, 0.1), (far, 1.0)):
        rows = [line(1 + step, "A", (10 + step * width, 5.0)) for step in range(10)]
        for row in Dump(dump_at(tmp_path / "swarm.txt", rows)).rows():
            swarm.add(row)
    assert near.reach_km(1) < 60.0 < far.reach_km(1) < 700

"""The embedded index: what is found under which name."""

from __future__ import annotations

import pickle
import statistics
from pathlib import Path
from time import perf_counter

import pytest

from dateline.errors import MissingPackError
from dateline.gazetteer import Gazetteer, distance_km, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "geonames", "country"),
    [
        ("Bamako", "2460596", "MLI"),
        ("Gao", "2457163", "MLI"),
        ("Menaka", "2453514", "MLI"),
        ("Ménaka", "2453514", "MLI"),
        ("Raqqa", "172955", "SYR"),
        ("Ar Raqqah", "172955", "SYR"),
        ("al-Raqqah", "172955", "SYR"),
        ("ALEPPO", "170063", "SYR"),
        ("Halab", "170063", "SYR"),
        ("Mosul", "99072", "IRQ"),
        ("Goma", "216281", "COD"),
        ("Hasakah", "173811", "SYR"),
        ("Al-Hasakah", "173811", "SYR"),
        ("el-Bab", "174018", "SYR"),
        ("Deir Ezzor", "170794", "SYR"),
        ("Kiev", "703448", "UKR"),
        ("Sana'a", "71137", "YEM"),
        ("St. Louis", "4407066", "USA"),
        ("Saint Louis", "4407066", "USA"),
    ],
)
def test_a_town_comes_first_under_each_of_its_spellings(
    gazetteer: Gazetteer, name: str, geonames: str, country: str
) -> None:
    first = gazetteer.find(name)[0]
    assert (first.scheme, first.id, first.country, first.precision) == ("geonames", geonames, country, "settlement")


def test_airport_codes_are_no_names(gazetteer: Gazetteer) -> None:
    assert "CUB" not in {place.country for place in gazetteer.find("GAO")}
    assert not any(place.name == "Bamako" for place in gazetteer.find("BKO"))


def test_places_of_one_name_stand_by_population(gazetteer: Gazetteer) -> None:
    towns = [place for place in gazetteer.find("Tripoli") if place.precision == "settlement"]
    assert {"LBY", "LBN"} <= {place.country for place in towns}
    assert [place.population for place in towns] == sorted((place.population for place in towns), reverse=True)
    assert towns[0].country == "LBY"


def test_a_town_stands_before_the_division_that_shares_its_name(gazetteer: Gazetteer) -> None:
    places = gazetteer.find("Aleppo")
    assert [place.precision for place in places[:2]] == ["settlement", "province"]
    assert places[1].feature == "ADM1"
    assert gazetteer.find("Orange")[0].precision == "settlement"


def test_matched_tells_main_names_from_others(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Aleppo")[0].matched == "preferred"
    assert gazetteer.find("Halab")[0].matched == "alternative"
    assert gazetteer.find("U.S.")[0].matched == "abbreviation"


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Mali", "MLI"), ("U.S.", "USA"), ("USA", "USA"), ("the United States", "USA"), ("UK", "GBR"), ("Britain", "GBR"),
        ("Russia", "RUS"), ("DR Congo", "COD"), ("Democratic Republic of the Congo", "COD"), ("Burma", "MMR"),
        ("Côte d’Ivoire", "CIV"), ("Ivory Coast", "CIV"), ("Netherlands", "NLD"), ("Swaziland", "SWZ"), ("Türkiye", "TUR"),
    ],
)  # fmt: skip
def test_countries_by_name(gazetteer: Gazetteer, name: str, iso3: str) -> None:
    found = [place for place in gazetteer.find(name) if place.precision == "country"]
    assert found, name
    assert found[0].country == iso3


def test_a_country_has_a_point_a_reach_and_a_capital(gazetteer: Gazetteer) -> None:
    mali = gazetteer.country("MLI")
    assert mali is not None
    assert (mali.precision, mali.id) == ("country", "2453866")
    assert distance_km(mali.lat, mali.lon, 17.4, -3.5) < 300
    assert 500 < mali.radius_km < 800
    capital = gazetteer.capital("MLI")
    assert capital is not None
    assert (capital.id, capital.feature) == ("2460596", "PPLC")
    assert gazetteer.country("XXX") is None


@pytest.mark.parametrize(
    ("word", "iso3"),
    [
        ("Malian", "MLI"), ("Malians", "MLI"), ("Turkish", "TUR"), ("Turks", "TUR"), ("Nigerien", "NER"), ("Nigerian", "NGA"),
        ("Congolese", "COD"), ("Burkinabe", "BFA"), ("Dutch", "NLD"), ("Swiss", "CHE"), ("Texan", "USA"), ("Chechens", "RUS"),
        ("South Sudanese", "SSD"), ("Bamako", None), ("European", None),
    ],
)  # fmt: skip
def test_adjectives_give_countries(gazetteer: Gazetteer, word: str, iso3: str | None) -> None:
    assert gazetteer.country_by_adjective(word) == iso3


def test_adjectives_are_no_names(gazetteer: Gazetteer) -> None:
    assert not any(place.precision == "country" for place in gazetteer.find("Malian"))


def test_adjectives_of_regions_give_the_region(gazetteer: Gazetteer) -> None:
    europe, kurdistan = gazetteer.place_by_adjective("European"), gazetteer.place_by_adjective("Kurds")
    assert europe is not None
    assert europe.id == "europe"
    assert kurdistan is not None
    assert kurdistan.id == "kurdistan"


@pytest.mark.parametrize(
    ("name", "slug", "precision", "country"),
    [
        ("Sahel", "sahel", "region", None),
        ("Donbass", "donbas", "region", "UKR"),
        ("the West Bank", "west-bank", "region", "PSE"),
        ("Gaza Strip", "gaza-strip", "region", "PSE"),
        ("Horn of Africa", "horn-of-africa", "region", None),
        ("Golan Heights", "golan", "region", "SYR"),
        ("Lake Chad basin", "lake-chad-basin", "region", None),
        ("Black Sea", "black-sea", "sea", None),
        ("Bab el-Mandeb", "bab-el-mandeb", "sea", None),
        ("Gulf of Aden", "gulf-of-aden", "sea", None),
        ("Euphrates", "euphrates", "region", None),
        ("Africa", "africa", "region", None),
    ],
)
def test_regions_and_waters(gazetteer: Gazetteer, name: str, slug: str, precision: str, country: str | None) -> None:
    found = [place for place in gazetteer.find(name.removeprefix("the ")) if place.scheme == "dateline"]
    assert [(place.id, place.precision, place.country) for place in found[:1]] == [(slug, precision, country)]
    assert gazetteer.get(slug, "dateline") is not None


def test_divisions_say_where_their_point_comes_from(gazetteer: Gazetteer) -> None:
    texas = next(place for place in gazetteer.find("Texas") if place.feature == "ADM1")
    assert texas.point_from == "naturalearth"
    county = next(place for place in gazetteer.find("Fulton County") if place.admin1 == "Georgia")
    assert (county.precision, county.feature, county.point_from) == ("district", "ADM2", "populated_places")
    assert county in gazetteer.find("Fulton County")
    assert distance_km(county.lat, county.lon, 33.8, -84.4) < 40


def test_a_town_knows_its_divisions(gazetteer: Gazetteer) -> None:
    macon = next(place for place in gazetteer.find("Macon") if place.admin1 == "Georgia")
    assert (macon.country, macon.admin2) == ("USA", "Bibb County")


@pytest.mark.parametrize("spelling", ["Khan Shaikhoon", "Khan Sheykhoon"])
def test_spellings_of_the_same_consonants_sound_alike(gazetteer: Gazetteer, spelling: str) -> None:
    assert gazetteer.find(spelling) == ()
    alike = gazetteer.find_alike(spelling)
    assert [(place.country, place.matched) for place in alike] == [("SYR", "sound")]


def test_what_is_not_there_gives_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Xyzzyville") == ()
    assert gazetteer.find("") == ()
    assert gazetteer.find("…") == ()
    assert gazetteer.find_alike("") == ()
    assert gazetteer.get("1") is None
    assert gazetteer.get("no-such-place", "dateline") is None
    assert gazetteer.get("²") is None


def test_nearest(gazetteer: Gazetteer) -> None:
    near = gazetteer.nearest(12.6, -8.0, 5)
    assert near[0].id == "2460596"
    away = [distance_km(12.6, -8.0, place.lat, place.lon) for place in near]
    assert away == sorted(away)
    assert gazetteer.nearest(0.0, -30.0, 3) == ()
    assert {place.country for place in gazetteer.nearest(-16.8, 179.999, 6)} == {"FJI"}


def test_the_digest_names_the_content(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.digest) == 64
    assert open_gazetteer().digest == gazetteer.digest


def test_it_can_be_sent_to_a_process(gazetteer: Gazetteer) -> None:
    gazetteer.find("Gao")
    assert pickle.loads(pickle.dumps(gazetteer)).find("Gao") == gazetteer.find("Gao")


def test_without_a_file_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(MissingPackError, match="no gazetteer"):
        open_gazetteer(tmp_path / "none.sqlite3").find("Gao")
    (tmp_path / "other.sqlite3").write_bytes(b"not an index at all")
    with pytest.raises(MissingPackError, match="no gazetteer of the format"):
        open_gazetteer(tmp_path / "other.sqlite3").find("Gao")


def test_it_holds_the_world_and_stays_small(gazetteer: Gazetteer) -> None:
    assert gazetteer.path.stat().st_size < 26_000_000
    assert all(gazetteer.country(iso3) for iso3 in ("SYR", "SSD", "XKX", "PSE", "TWN", "ESH"))


def test_a_look_up_is_quick() -> None:
    fresh = open_gazetteer()
    names = [f"{start}{end}" for start in ("Ban", "Kar", "Mar", "Sal", "Tal") for end in ("a", "i", "o", "an", "ta")]
    fresh.find("Bamako")
    took = []
    for name in names * 4:
        start = perf_counter()
        fresh.find(name)
        took.append(perf_counter() - start)
    assert statistics.median(took) < 0.002

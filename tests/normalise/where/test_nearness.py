"""How near the other places of a document lie."""

from __future__ import annotations

import math
import time

import pytest

from dateline.gazetteer import GazetteerPlace, distance_km
from dateline.normalise.where.nearness import MOST_BESIDE, NEAR_KM, Neighbourhood, Point


def reading(lat: float, lon: float) -> GazetteerPlace:
    return GazetteerPlace(
        id="1", scheme="geonames", name="Saranga", lat=lat, lon=lon, country=None, admin1=None, admin2=None, feature=None,
        population=0, radius_km=5.0, precision="settlement", matched="preferred", point_from="given",
    )  # fmt: skip


POINTS: list[Point | None] = [(12.6, -8.0, 0.9), None, (14.5, -4.2, 0.5), (48.8, 2.3, 1.0)]


def closeness(lat: float, lon: float, point: Point) -> float:
    return point[2] * math.exp(-distance_km(lat, lon, point[0], point[1]) / NEAR_KM)


def test_the_nearest_and_the_mean_are_of_the_other_names() -> None:
    found = Neighbourhood(POINTS).closeness(0, [reading(12.6, -8.0), reading(-33.0, 151.0)])
    assert found is not None
    (most, mean), (far, _) = found
    expected = [closeness(12.6, -8.0, point) for point in POINTS[2:] if point is not None]
    assert most == pytest.approx(max(expected))
    assert mean == pytest.approx(sum(expected) / 2)
    assert far < 1e-20


def test_a_name_without_a_place_has_all_others_beside_it() -> None:
    found = Neighbourhood(POINTS).closeness(1, [reading(12.6, -8.0)])
    assert found is not None
    assert found[0][0] == pytest.approx(0.9)


@pytest.mark.parametrize("points", [[], [None, None], [(12.6, -8.0, 0.9)]])
def test_nothing_is_beside_a_name_alone(points: list[Point | None]) -> None:
    assert Neighbourhood(points).closeness(0, [reading(12.6, -8.0)]) is None


def test_a_list_of_thousands_of_names_takes_seconds() -> None:
    points: list[Point | None] = [(at % 90, at % 180, 0.5) for at in range(3_000)]
    around = Neighbourhood(points)
    readings = [reading(1.0, float(lon)) for lon in range(5)]
    start = time.process_time()
    found = [around.closeness(at, readings) for at in range(3_000)]
    # All pairs of them take many times as long.
    assert time.process_time() - start < 8
    assert all(one is not None and len(one) == 5 for one in found)
    assert MOST_BESIDE < 1_000

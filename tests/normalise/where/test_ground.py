"""Computed ground: distances, bearings, parts, borders."""

from __future__ import annotations

import pytest

from dateline.gazetteer import GazetteerPlace, distance_km, open_gazetteer
from dateline.normalise.where.ground import away_from, border_of, kilometres, moved, part_of


def country(iso: str) -> GazetteerPlace:
    place = open_gazetteer().country(iso)
    assert place is not None
    return place


@pytest.mark.parametrize(("by", "expected"), [((100.0, 0.0), 100.0), ((0.0, -100.0), 100.0), ((30.0, 40.0), 50.0)])
def test_a_point_moves_as_far_as_it_is_told(by: tuple[float, float], expected: float) -> None:
    lat, lon = moved(35.0, 40.0, by)
    assert distance_km(35.0, 40.0, lat, lon) == pytest.approx(expected, rel=0.01)


def test_moving_over_the_date_line_keeps_degrees_in_range() -> None:
    _, lon = moved(0.0, 179.9, (100.0, 0.0))
    assert -180 <= lon < -178


def test_miles_become_kilometres() -> None:
    assert kilometres("1,000", "mile") == pytest.approx(1609.344)


@pytest.mark.parametrize(
    ("words", "north", "east"),
    [("southern Mali", -1, 0), ("north-east of Mali", 1, 1), ("western Mali", 0, -1), ("Mali's north", 1, 0)],
)
def test_a_part_lies_on_its_side(words: str, north: int, east: int) -> None:
    mali = country("MLI")
    ground = part_of(mali, words)
    assert (ground.lat > mali.lat) - (ground.lat < mali.lat) == north
    assert (ground.lon > mali.lon) - (ground.lon < mali.lon) == east
    assert ground.radius_km < mali.radius_km


def test_a_distance_without_a_bearing_is_a_ring_around_the_place() -> None:
    mali = country("MLI")
    ground = away_from(mali, "20 km from Mali")
    assert (ground.lat, ground.lon, ground.radius_km) == (mali.lat, mali.lon, 20.0)


def test_a_border_lies_between_its_countries() -> None:
    mali, niger = country("MLI"), country("NER")
    ground = border_of(mali, niger)
    assert min(mali.lon, niger.lon) < ground.lon < max(mali.lon, niger.lon)


def test_a_distance_past_all_measure_is_half_the_way_around_the_earth() -> None:
    assert kilometres("9" * 5000, "km") < 20_100

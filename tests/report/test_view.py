from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.domain.ids import PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.report.ground import ground_of
from dateline.report.view import shown_countries, view_of
from tests.report.made import COUNTRY, event

WIDTH, HEIGHT = 600.0, 400.0


def town(name: str, lat: float, lon: float, **fields: object) -> Place:
    return replace(Place(id=PlaceId(name), name=name, precision=PlacePrecision.SETTLEMENT, lat=lat, lon=lon), **fields)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.floats(-60, 75), st.floats(-180, 180)), min_size=1, max_size=6))
def test_every_pin_lies_on_the_sheet(points: list[tuple[float, float]]) -> None:
    events = [event(f"e{number}", place=town(f"t{number}", *point)) for number, point in enumerate(points)]
    view = view_of(ground_of(events), WIDTH, HEIGHT)
    assert view is not None
    for lat, lon in points:
        x, y = view.xy(lon, lat)
        assert -0.01 <= x <= WIDTH + 0.01 and -0.01 <= y <= HEIGHT + 0.01


def test_a_circle_lies_on_the_sheet_whole_and_is_as_wide_as_it_is() -> None:
    place = town("p", 30.0, 50.0, precision=PlacePrecision.PROVINCE, radius_km=222.4)
    ground = ground_of([event("e1", place=place)])
    view = view_of(ground, WIDTH, HEIGHT)
    assert view is not None
    x, y = view.xy(50.0, 30.0)
    across, upright = view.radii(ground.circles[0])
    assert x - across > 0 and x + across < WIDTH and y - upright > 0 and y + upright < HEIGHT
    assert upright * view.km_a_pixel == pytest.approx(222.4)
    assert across == pytest.approx(upright, rel=0.01)


def test_a_country_that_is_all_that_is_known_is_shown_whole() -> None:
    ground = ground_of([event("e1", place=COUNTRY)])
    view = view_of(ground, WIDTH, HEIGHT)
    assert view is not None and view.west < 0.2 and view.east > 15.9 and view.south < 11.7 and view.north > 23.5
    shown = {one.outline.code: one for one in shown_countries(view)}
    assert {"NER", "NGA", "DZA"} <= set(shown) and "FRA" not in shown


def test_without_a_place_there_is_no_map() -> None:
    assert view_of(ground_of([event("e1")]), WIDTH, HEIGHT) is None


def test_over_the_date_line_the_view_is_narrow_and_land_is_on_both_sides() -> None:
    events = [event("e1", place=town("Suva", -18.1, 178.4)), event("e2", place=town("Apia", -13.8, -171.8))]
    view = view_of(ground_of(events), WIDTH, HEIGHT)
    assert view is not None and view.east - view.west < 60
    assert view.xy(178.4, -18.1)[0] < view.xy(-171.8, -13.8)[0]
    assert {"FJI", "WSM"} <= {one.outline.code for one in shown_countries(view)}


def test_no_border_crosses_the_whole_sheet_and_none_leaves_it() -> None:
    # Russia, Fiji and Antarctica lie on both sides of the date line.
    events = [event("e1", place=town("a", 70.0, -170.0)), event("e2", place=town("b", -60.0, 10.0))]
    view = view_of(ground_of(events), WIDTH, HEIGHT)
    assert view is not None
    for shown in shown_countries(view):
        for ring in shown.rings:
            assert all(-0.1 <= x <= WIDTH + 0.1 and -0.1 <= y <= HEIGHT + 0.1 for x, y in ring)
            inner = [
                (a, b) for a, b in zip(ring, ring[1:], strict=False) if 1 < a[1] < HEIGHT - 1 and 1 < b[1] < HEIGHT - 1
            ]
            assert not [one for one in inner if abs(one[0][0] - one[1][0]) > WIDTH / 3], shown.outline.name

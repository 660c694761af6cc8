from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dateline.domain.ids import PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.report.ground import ground_of
from tests.report.made import COUNTRY, OSMAL, attack, event, some_events


def test_each_event_lies_where_its_place_is_known_to() -> None:
    ground = ground_of(some_events())
    assert [spot.name for spot in ground.pins][1:] == ["Osmal"]
    assert [(spot.name, spot.radius_km) for spot in ground.circles] == [("Kidal", 180.0)]
    assert [(name, len(events)) for name, events in ground.listed] == [("Niger", 1)]
    assert [one.id for one in ground.nowhere] == ["e4", "e5"]
    assert ground.countries == {"NER"}


def test_events_of_one_point_share_a_pin_and_wide_circles_come_first() -> None:
    wide = Place(id=PlaceId("p8"), name="Gao", precision=PlacePrecision.REGION, lat=17.0, lon=0.0, radius_km=400.0)
    ground = ground_of(
        [attack(), event("e9", place=OSMAL), event("e10", place=some_events()[2].place), event("e11", place=wide)]
    )
    [pin] = ground.pins
    assert [one.id for one in pin.events] == ["e1", "e9"]
    assert [spot.radius_km for spot in ground.circles] == [400.0, 180.0]


@given(st.sampled_from(PlacePrecision), st.booleans(), st.one_of(st.none(), st.floats(1, 900)))
def test_an_event_stands_in_one_of_the_four_and_a_pin_is_a_point_or_a_town(
    precision: PlacePrecision, has_point: bool, radius_km: float | None
) -> None:
    place = replace(COUNTRY, precision=precision, radius_km=radius_km)
    if not has_point:
        place = replace(place, lat=None, lon=None)
    ground = ground_of([event("e1", place=place)])
    assert len(ground.pins) + len(ground.circles) + len(ground.listed) + len(ground.nowhere) == 1
    if ground.pins:
        assert precision in (PlacePrecision.POINT, PlacePrecision.SETTLEMENT) and has_point
    if ground.circles:
        assert ground.circles[0].radius_km == radius_km
    if precision is PlacePrecision.COUNTRY:
        assert ground.listed

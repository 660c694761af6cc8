"""Streets, parks and hospitals that no gazetteer knows lie in the town that the report names nearest to them."""

from __future__ import annotations

import pytest

from dateline.assemble.towns import AROUND, is_inside_a_town, town_around
from dateline.domain.ids import PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.span import Span
from dateline.domain.value import Where


def place(name: str, *mentions: Span, precision: PlacePrecision = PlacePrecision.SETTLEMENT) -> Place:
    known = precision is not PlacePrecision.UNRESOLVED
    return Place(
        id=PlaceId("p" + name), name=name, precision=precision, mentions=mentions, lat=1.0 if known else None,
        lon=1.0 if known else None,
    )  # fmt: skip


def street(name: str, *mentions: Span) -> Place:
    return place(name, *mentions, precision=PlacePrecision.UNRESOLVED)


@pytest.mark.parametrize("name", ["Harbour Street", "Old Mill Rd", "Central Park", "Mercy Hospital", "the Grand Hotel"])
def test_a_street_or_a_house_lies_inside_a_town(name: str) -> None:
    assert is_inside_a_town(street(name))


@pytest.mark.parametrize("name", ["Karewa", "Tel Sifan", "Streetsboro"])
def test_a_village_that_nobody_knows_does_not(name: str) -> None:
    assert not is_inside_a_town(street(name))


def test_a_park_that_the_gazetteer_knows_is_itself() -> None:
    assert not is_inside_a_town(place("Hyde Park"))


def test_a_street_takes_the_town_that_is_named_nearest() -> None:
    own = street("Harbour Street", Span(100, 114))
    towns = (place("Selmun", Span(0, 6)), place("Brindel", Span(120, 127)))
    found = town_around(Where(span=Span(100, 114), place=own.id), own, (own, *towns))
    assert (found.place, found.span, found.reason) == (PlaceId("pBrindel"), Span(120, 127), AROUND)


def test_a_country_is_no_town_for_it() -> None:
    own = street("Harbour Street", Span(100, 114))
    where = Where(span=Span(100, 114), place=own.id)
    assert town_around(where, own, (own, place("Malta", Span(90, 95), precision=PlacePrecision.COUNTRY))) == where


def test_a_village_that_nobody_knows_stays_unresolved() -> None:
    own = street("Karewa", Span(100, 106))
    where = Where(span=Span(100, 106), place=own.id)
    assert town_around(where, own, (own, place("Brindel", Span(120, 127)))) == where

"""Where events lie, as honestly as it is known: a pin, a circle, a country in a list, or nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.domain.event import Event
from dateline.domain.harmless import harmless_words
from dateline.domain.place import Place, PlacePrecision
from dateline.gazetteer.outlines import country_names

#: Precisions whose point is where it happened, give or take a town.
PINNED = frozenset({PlacePrecision.POINT, PlacePrecision.SETTLEMENT})
#: Precisions that stand for an area with a radius.
WIDE = frozenset({PlacePrecision.DISTRICT, PlacePrecision.PROVINCE, PlacePrecision.REGION, PlacePrecision.SEA})


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that events share; with a radius they lie somewhere within it."""

    name: str
    #: WGS 84 degrees.
    lat: float
    lon: float
    radius_km: float | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """All of them; each event stands in one of the four."""

    pins: tuple[Spot, ...]
    #: The widest first, so that the narrower are drawn over them.
    circles: tuple[Spot, ...]
    #: By name: a country, or an area that no radius is known of.
    listed: tuple[tuple[str, tuple[Event, ...]], ...]
    #: Without a place, or with one that is not resolved.
    nowhere: tuple[Event, ...]

    @property
    def countries(self) -> frozenset[str]:
        """The codes of the countries that are all that is known of some event's place."""
        return frozenset(
            one.place.country
            for _, events in self.listed
            for one in events
            if one.place is not None and one.place.country and one.place.precision is PlacePrecision.COUNTRY
        )


def ground_of(events: Iterable[Event]) -> Ground:
    """The events by where they lie, in their order."""
    pins: dict[tuple[float, float, float | None], list[Event]] = {}
    circles: dict[tuple[float, float, float | None], list[Event]] = {}
    listed: dict[str, list[Event]] = {}
    nowhere: list[Event] = []
    for event in events:
        place = event.place
        if place is None or place.precision is PlacePrecision.UNRESOLVED:
            nowhere.append(event)
        elif place.lat is None or place.lon is None:
            listed.setdefault(place_name(place), []).append(event)
        elif place.precision in PINNED:
            pins.setdefault((place.lat, place.lon, None), []).append(event)
        elif place.precision in WIDE and place.radius_km:
            circles.setdefault((place.lat, place.lon, place.radius_km), []).append(event)
        else:
            listed.setdefault(place_name(place), []).append(event)
    return Ground(
        pins=tuple(_spot(key, some) for key, some in pins.items()),
        circles=tuple(
            _spot(key, some) for key, some in sorted(circles.items(), key=lambda item: item[0][2] or 0, reverse=True)
        ),
        listed=tuple((name, tuple(some)) for name, some in sorted(listed.items())),
        nowhere=tuple(nowhere),
    )


def place_name(place: Place) -> str:
    """A place's name for people; a country's in English."""
    if place.precision is PlacePrecision.COUNTRY and place.country:
        return country_names().get(place.country, place.country)
    return harmless_words(place.name)


def _spot(key: tuple[float, float, float | None], events: list[Event]) -> Spot:
    lat, lon, radius_km = key
    names = dict.fromkeys(place_name(event.place) for event in events if event.place is not None)
    return Spot(", ".join(names), lat, lon, radius_km, tuple(events))

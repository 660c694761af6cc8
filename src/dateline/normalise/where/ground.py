"""Ground that no gazetteer lists: part of a place, the land along a border, a point some way from a place."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dateline.domain.place import PlacePrecision
from dateline.gazetteer import EARTH_RADIUS_KM, GazetteerPlace

_UNIT_KM = {"km": 1.0, "kilo": 1.0, "mi": 1.609344, "mile": 1.609344}
_DISTANCE = re.compile(r"(\d[\d,]*(?:\.\d+)?)[\s-]*(km|kilo|mile|mi)", re.IGNORECASE)
_BEARINGS = {"north": (0.0, 1.0), "south": (0.0, -1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0)}
#: How far "east of" a town reaches where no distance is told.
_UNTOLD_KM = 25.0
#: Where the middle of a quarter of a place lies, as a share of its radius.
_PART_SHARE = 0.5
_BORDER_KM = 50.0


@dataclass(frozen=True, slots=True)
class Ground:
    """A computed representative point with the radius in kilometres that it stands for, and how it was computed."""

    lat: float
    lon: float
    radius_km: float
    precision: PlacePrecision
    reason: str


def part_of(place: GazetteerPlace, words: str) -> Ground:
    """A part of a place by its direction: its middle lies half a radius from the place's own, and it reaches as far."""
    x, y = _bearing(words)
    radius = max(1.0, place.radius_km * _PART_SHARE)
    length = math.hypot(x, y)
    if place.precision == "settlement" or not length:
        lat, lon = place.lat, place.lon
        radius = place.radius_km
    else:
        lat, lon = moved(place.lat, place.lon, (x / length * radius, y / length * radius))
    precision = PlacePrecision.SETTLEMENT if place.precision == "settlement" else PlacePrecision.REGION
    return Ground(lat, lon, radius, precision, f"part of {place.name}: half its radius towards the side that is named")


def away_from(place: GazetteerPlace, words: str) -> Ground:
    """A point at the distance and bearing that the words tell: "15 km east of Gao"."""
    x, y = _bearing(words.rsplit(" of ", 1)[0] if " of " in words else words)
    length = math.hypot(x, y)
    told = _DISTANCE.search(words)
    distance = _UNTOLD_KM if told is None else kilometres(told.group(1), told.group(2))
    if not length:
        return Ground(
            place.lat,
            place.lon,
            distance,
            PlacePrecision.REGION,
            f"{distance:.0f} km around {place.name}: no bearing told",
        )
    if told is None:
        lat, lon = moved(place.lat, place.lon, (x / length * distance, y / length * distance))
        return Ground(lat, lon, distance, PlacePrecision.REGION, f"beside {place.name} on the side that is named")
    lat, lon = moved(place.lat, place.lon, (x / length * distance, y / length * distance))
    # A bearing of four or eight points is good to some 22 degrees, which is a third of the distance or so.
    radius = max(2.0, distance * 0.3)
    return Ground(lat, lon, radius, PlacePrecision.POINT, f"{distance:.0f} km from {place.name} on the bearing told")


def border_of(place: GazetteerPlace, other: GazetteerPlace | None) -> Ground:
    """The land along a border; between the two countries where both are known, else around the one."""
    if other is None:
        return Ground(place.lat, place.lon, place.radius_km, PlacePrecision.REGION, f"the border of {place.name}")
    weight = place.radius_km / max(1.0, place.radius_km + other.radius_km)
    lat = place.lat + (other.lat - place.lat) * weight
    lon = place.lon + (other.lon - place.lon) * weight
    radius = max(_BORDER_KM, min(place.radius_km, other.radius_km))
    return Ground(
        lat, lon, radius, PlacePrecision.REGION, f"between {place.name} and {other.name}, weighed by their radii"
    )


def kilometres(number: str, unit: str) -> float:
    """A distance in kilometres: "1,200", "mile"; never more than half the way around the Earth."""
    return min(float(number.replace(",", "")) * _UNIT_KM[unit.lower()], math.pi * EARTH_RADIUS_KM)


def moved(lat: float, lon: float, by_km: tuple[float, float]) -> tuple[float, float]:
    """A point moved by kilometres east and north, on the sphere's tangent; good for distances under 1,000 km."""
    east, north = by_km
    degree = math.pi * EARTH_RADIUS_KM / 180.0
    new_lat = max(-90.0, min(90.0, lat + north / degree))
    new_lon = lon + east / (degree * max(0.01, math.cos(math.radians(lat))))
    return round(new_lat, 5), round((new_lon + 180.0) % 360.0 - 180.0, 5)


def _bearing(words: str) -> tuple[float, float]:
    lowered = words.lower()
    x = y = 0.0
    for word, (east, north) in _BEARINGS.items():
        if word in lowered:
            x += east
            y += north
    return x, y

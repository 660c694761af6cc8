"""The part of the world that a map shows, and where a point of it comes to lie on the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, radians

from dateline.gazetteer.outlines import Outline, Ring, outlines
from dateline.report.ground import Ground, Spot

KM_A_DEGREE = 111.2
#: Degrees of latitude that a map shows at least, so that one town lies in its surroundings.
_LEAST = 5.0
_MARGIN = 0.14

#: West, south, east and north, in degrees; east may be beyond 180.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """A sheet of ``width`` by ``height`` pixels with its box; equirectangular, true to scale at its middle."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    @property
    def stretch(self) -> float:
        """How much narrower a degree of longitude is than one of latitude, in the middle."""
        return max(0.15, cos(radians((self.south + self.north) / 2)))

    @property
    def pixels_a_degree(self) -> float:
        """Of latitude."""
        return self.height / (self.north - self.south)

    @property
    def km_a_pixel(self) -> float:
        """In the middle of the sheet."""
        return KM_A_DEGREE / self.pixels_a_degree

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        lon = lon + 360 if lon < self.west and lon + 360 <= self.east else lon
        return (lon - self.west) * self.stretch * self.pixels_a_degree, (self.north - lat) * self.pixels_a_degree

    def radii(self, spot: Spot) -> tuple[float, float]:
        """The half axes of a spot's circle, in pixels."""
        upright = (spot.radius_km or 0) / KM_A_DEGREE * self.pixels_a_degree
        return upright * self.stretch / max(0.15, cos(radians(spot.lat))), upright


def view_of(ground: Ground, width: float, height: float) -> View | None:
    """The view that holds all pins and circles, or else the countries that are listed; None where there is nothing to show."""
    box = _box_of(ground)
    if box is None:
        return None
    west, south, east, north = box
    middle, centre = (south + north) / 2, (west + east) / 2
    needed = min(360.0, (east - west) * (1 + 2 * _MARGIN))
    tall = max((north - south) * (1 + 2 * _MARGIN), _LEAST)
    while True:
        # Not beyond the poles, unless the whole world around is shown, which is broader than it is tall.
        bottom = min(max(middle - tall / 2, -88.0), 88.0 - tall) if tall < 176 else -tall / 2
        broad = tall * width / height / max(0.15, cos(radians(bottom + tall / 2)))
        if broad >= needed:
            broad = min(broad, 360.0)
            return View(centre - broad / 2, bottom, centre + broad / 2, bottom + tall, width, height)
        # A taller sheet is a broader one; its middle may come to lie elsewhere, so there is no sum for it.
        tall *= min(2.0, max(1.01, needed / broad))


def _box_of(ground: Ground) -> Box | None:
    boxes = [_spot_box(spot) for spot in (*ground.pins, *ground.circles)]
    if not boxes:
        boxes = [one.box for one in outlines() if one.code in ground.countries]
    if not boxes:
        return None
    plain = _around(boxes)
    if plain[2] - plain[0] <= 180:
        return plain
    # Over the date line it may be narrower.
    turned = _around([(w + 360, s, e + 360, n) if e < 0 else (w, s, e, n) for w, s, e, n in boxes])
    return turned if turned[2] - turned[0] < plain[2] - plain[0] else plain


def _spot_box(spot: Spot) -> Box:
    tall = (spot.radius_km or 0) / KM_A_DEGREE
    broad = tall / max(0.15, cos(radians(spot.lat)))
    return spot.lon - broad, spot.lat - tall, spot.lon + broad, spot.lat + tall


def _around(boxes: list[Box]) -> Box:
    return (
        min(one[0] for one in boxes),
        min(one[1] for one in boxes),
        max(one[2] for one in boxes),
        max(one[3] for one in boxes),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a country that lies in the view, in pixels."""

    outline: Outline
    #: Borders and holes, each closed; the parts beyond the sheet are cut off along its edges.
    rings: tuple[tuple[tuple[float, float], ...], ...]


def shown_countries(view: View) -> Iterator[Shown]:
    """Every country that the view touches."""
    box = (view.west, view.south, view.east, view.north)
    for outline, boxes in _boxed():
        rings = []
        for shift in (0.0, 360.0, -360.0):
            for ring, (west, south, east, north) in boxes:
                if west + shift > box[2] or east + shift < box[0] or south > box[3] or north < box[1]:
                    continue
                cut = _cut([(lon + shift, lat) for lon, lat in ring], box)
                thin = _thinned([_flat(view, lon, lat) for lon, lat in cut])
                if len(thin) > 3:
                    rings.append(tuple(thin))
        if rings:
            yield Shown(outline, tuple(rings))


def _flat(view: View, lon: float, lat: float) -> tuple[float, float]:
    return (lon - view.west) * view.stretch * view.pixels_a_degree, (view.north - lat) * view.pixels_a_degree


@cache
def _boxed() -> tuple[tuple[Outline, tuple[tuple[Ring, Box], ...]], ...]:
    return tuple(
        (one, tuple((ring, _ring_box(ring)) for polygon in one.polygons for ring in map(_unrolled, polygon)))
        for one in outlines()
    )


def _unrolled(ring: Ring) -> Ring:
    """The ring without a jump at the date line: its longitudes go on beyond 180; one around a pole goes on along the pole."""
    shift, points = 0.0, [ring[0]]
    for before, (lon, lat) in zip(ring, ring[1:], strict=False):
        step = lon - before[0]
        shift += 360.0 if step < -180 else -360.0 if step > 180 else 0.0
        points.append((lon + shift, lat))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = 90.0 if points[0][1] > 0 else -90.0
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return tuple(points)


def _ring_box(ring: Ring) -> Box:
    longitudes, latitudes = [one[0] for one in ring], [one[1] for one in ring]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _cut(ring: list[tuple[float, float]], box: Box) -> list[tuple[float, float]]:
    """The ring within the box (Sutherland and Hodgman, Reentrant polygon clipping, 1974)."""
    for axis, bound, is_least in ((0, box[0], True), (0, box[2], False), (1, box[1], True), (1, box[3], False)):
        if not ring:
            return ring
        kept: list[tuple[float, float]] = []
        before = ring[-1]
        for point in ring:
            inside = point[axis] >= bound if is_least else point[axis] <= bound
            if inside != (before[axis] >= bound if is_least else before[axis] <= bound):
                share = (bound - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside:
                kept.append(point)
            before = point
        ring = kept
    return ring


def _thinned(points: list[tuple[float, float]], *, least: float = 0.6) -> list[tuple[float, float]]:
    """Without the points that lie less than so many pixels from the one before."""
    kept: list[tuple[float, float]] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    return kept

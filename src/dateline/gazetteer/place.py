"""What the gazetteer hands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["geonames", "naturalearth", "dateline"]
Precision = Literal["point", "settlement", "district", "province", "country", "region", "sea"]
Matched = Literal["preferred", "alternative", "abbreviation", "id", "sound"]


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place that has a name, with a representative point in WGS 84 degrees and a radius that says how far it reaches.

    ``id`` is the id in ``scheme``. ``country`` is ISO 3166-1 alpha-3 (``XKX`` for Kosovo), and None where the place
    lies in several countries or none. ``feature`` is a GeoNames feature code, and None where the source has none.
    ``population`` is 0 where the source has none, and of a division the sum over the
    populated places within it. ``matched`` says by what kind of name it was found: ``id`` where it was not found by a name,
    ``sound`` where its name only sounds alike. ``point_from`` says where the point comes from: ``geonames``,
    ``naturalearth``, ``dateline``, ``populated_places`` (the middle of those within) or ``seat`` (the town of the same name).
    """

    id: str
    scheme: Scheme
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    admin2: str | None
    feature: str | None
    population: int
    radius_km: float
    precision: Precision
    matched: Matched
    point_from: str


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Words of a text that are a name in the gazetteer: tokens ``start`` to ``end``, half-open.

    ``key`` is what ``Gazetteer.find`` takes to give the places. ``is_name`` is true where some place bears the name,
    ``is_adjective`` where it is the adjective or people's name of one; both can hold (``Lebanese``: an adjective alone;
    ``German``: an adjective, and a place's alternative name). ``adjective_of`` is then the country (ISO 3166-1 alpha-3) of
    that place, and None where it has none (``European``).
    """

    start: int
    end: int
    key: str
    is_name: bool
    is_adjective: bool
    adjective_of: str | None

"""A place of a document, resolved or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.actor import Identity
from dateline.domain.ids import PlaceId
from dateline.domain.span import Span


class PlacePrecision(StrEnum):
    """How much ground a place stands for; only the first two are drawn as a pin."""

    POINT = "point"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"
    SEA = "sea"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place that the words may mean, with a score from 0 to 1."""

    identity: Identity
    name: str
    #: WGS 84 degrees.
    lat: float
    lon: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with its representative point; ``lat`` and ``lon`` are None only where it is unresolved."""

    id: PlaceId
    name: str
    precision: PlacePrecision
    #: WGS 84 degrees.
    lat: float | None = None
    lon: float | None = None
    #: ISO 3166-1 alpha-3.
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    #: GeoNames feature code, or None where the source has none.
    feature: str | None = None
    radius_km: float | None = None
    identity: Identity | None = None
    candidates: tuple[PlaceCandidate, ...] = ()
    mentions: tuple[Span, ...] = ()

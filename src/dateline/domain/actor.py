"""Someone or something that acts, is acted on, or speaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.ids import ActorId
from dateline.domain.span import Span


class ActorKind(StrEnum):
    """What sort of thing an actor is."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    MILITARY = "military"
    POLICE = "police"
    OUTLET = "outlet"
    FACILITY = "facility"
    VEHICLE = "vehicle"
    OBJECT = "object"
    PLACE = "place"
    POPULATION = "population"


@dataclass(frozen=True, slots=True)
class Identity:
    """An identifier in a public scheme ("wikidata" Q…, "geonames" number)."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One document's actor, with every place where it is mentioned."""

    id: ActorId
    name: str
    kind: ActorKind
    #: PLOVER sector code, or None where the text and the knowledge floor do not say.
    sector: str | None = None
    #: ISO 3166-1 alpha-3.
    countries: tuple[str, ...] = ()
    identity: Identity | None = None
    #: False for a description such as "gunmen" or "a senior official".
    named: bool = True
    mentions: tuple[Span, ...] = ()

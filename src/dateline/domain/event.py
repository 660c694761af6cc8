"""An event: what the accounts of several documents are about, with everything that they disagree on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.actor import Actor
from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.ids import AccountId, ClaimId, DocumentKey, EventId
from dateline.domain.place import Place
from dateline.domain.value import Measure, When


class EventStatus(StrEnum):
    """Whether a person has looked at it."""

    MACHINE = "machine"
    REVIEWED = "reviewed"
    REJECTED = "rejected"


class EventLinkType(StrEnum):
    """How one event hangs together with another."""

    PART_OF = "part_of"
    RETALIATION_FOR = "retaliation_for"
    SAME_CAMPAIGN = "same_campaign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor in a role, with the claims that say so; ``disputed`` where others say otherwise."""

    role: Role
    actor: Actor
    supporters: tuple[ClaimId, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one claim, beside the others; a None end is not said."""

    low: int | None
    high: int | None
    claim: ClaimId
    document: DocumentKey
    #: The tellers as written, nearest first.
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventToll:
    """All figures for one measure, and what a named policy makes of them."""

    measure: Measure
    low: int | None
    best: int | None
    high: int | None
    policy: str
    #: Copies of one wire, and outlets that quote one speaker, count once.
    independent_sources: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which claims differ."""

    field: str
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True)
class EventLink:
    """A tie to another event."""

    type: EventLinkType
    event: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Many reports of one event; every value names the claims that support it."""

    id: EventId
    type: str
    mode: str | None
    accounts: tuple[AccountId, ...]
    codes: tuple[Code, ...] = ()
    when: When | None = None
    when_supporters: tuple[ClaimId, ...] = ()
    place: Place | None = None
    place_supporters: tuple[ClaimId, ...] = ()
    participants: tuple[Participant, ...] = ()
    tolls: tuple[EventToll, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    links: tuple[EventLink, ...] = ()
    #: 0 to 1, calibrated.
    confidence: float = 0.0
    status: EventStatus = EventStatus.MACHINE
    #: Fields that are hidden from some roles and coarsened in exports.
    restricted: tuple[str, ...] = ()

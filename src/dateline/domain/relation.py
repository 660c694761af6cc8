"""A tie between two actors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.claim import Polarity
from dateline.domain.ids import ActorId, AttributionId, RelationId
from dateline.domain.span import Span
from dateline.domain.value import When


class RelationType(StrEnum):
    """Read as subject, type, object: "Al Mourabitoun split_from AQIM"."""

    SPLIT_FROM = "split_from"
    PART_OF = "part_of"
    FOUNDED_BY = "founded_by"
    LED_BY = "led_by"
    MEMBER_OF = "member_of"
    HOLDS_OFFICE = "holds_office"
    ALLIED_WITH = "allied_with"
    AFFILIATED_WITH = "affiliated_with"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    FIGHTS = "fights"
    TRAINED_BY = "trained_by"
    ARMED_BY = "armed_by"
    BASED_IN = "based_in"
    ALSO_KNOWN_AS = "also_known_as"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEnd:
    """One end of a tie: the words and, once normalised, the actor."""

    span: Span
    actor: ActorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A tie that the document tells of, with the words that tell it."""

    id: RelationId
    type: RelationType
    subject: RelationEnd
    object: RelationEnd
    #: The words that tell it; None where the two stand side by side ("foreign minister Laurent Fabius").
    trigger: Span | None = None
    time: Span | None = None
    when: When | None = None
    attribution: AttributionId | None = None
    polarity: Polarity = Polarity.AFFIRMED
    confidence: float = 0.5

"""An added claim: what a person read in a report that no reader had found, each value beside the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.domain.actor import ActorKind, Identity
from dateline.domain.attribution import SpeakerKind
from dateline.domain.claim import Modality, Role
from dateline.domain.ids import DocumentKey
from dateline.domain.place import Place
from dateline.domain.plain import noun_from, plain_from
from dateline.domain.telling import Words
from dateline.domain.value import Measure, TimePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedActor:
    """Somebody whom words name, and who that is as far as it was known when the claim was added."""

    words: Words
    name: str
    kind: ActorKind
    sector: str | None = None
    #: ISO 3166-1 alpha-3.
    countries: tuple[str, ...] = ()
    identity: Identity | None = None
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedParty(AddedActor):
    """Somebody who plays a part."""

    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedSpeaker(AddedActor):
    """Somebody who says so, and as what sort of source."""

    speaks_as: SpeakerKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedCount:
    """How many; without words of its own it stands on those of the claim. A None end is not said."""

    measure: Measure
    low: int | None = None
    high: int | None = None
    words: Words | None = None
    approximate: bool = False
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedTime:
    """An interval of days, ends included; ``words`` is None where a person gave it without any."""

    earliest: date | None = None
    latest: date | None = None
    precision: TimePrecision = TimePrecision.DAY
    words: Words | None = None
    reason: str = "judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPlace:
    """A place, without mentions; ``words`` is None where a person gave it without any."""

    place: Place
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A claim that a person added. It is read out once, when it is added, so that what it comes to needs no reader."""

    document: DocumentKey
    type: str
    trigger: Words
    #: The sentence.
    evidence: Words
    mode: str | None = None
    parties: tuple[AddedParty, ...] = ()
    #: Who says so, together; none where the person left that open.
    speakers: tuple[AddedSpeaker, ...] = ()
    when: AddedTime | None = None
    where: AddedPlace | None = None
    counts: tuple[AddedCount, ...] = ()
    modality: Modality = Modality.ASSERTED

    def to_plain(self) -> Any:
        """The claim as JSON can hold it."""
        return plain_from(self)


def addition_from_plain(plain: Any) -> Addition:
    """The added claim whose plain form that is; raises KeyError, TypeError or ValueError where it is none."""
    return noun_from(Addition, plain)

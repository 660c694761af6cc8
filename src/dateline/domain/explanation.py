"""An explanation: where each value of an event was read, why its accounts were merged, and what else was considered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.domain.comparison import Comparison
from dateline.domain.event import Event
from dateline.domain.ids import ClaimId, EventId, JudgementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A claim that speaks for a value, in the words of its document, or words that a person gave as a value's ground."""

    #: None where a person set an event's value by the words.
    claim: ClaimId | None
    #: The document's id as printed.
    document: str
    outlet: str | None
    published: date | None
    #: The words that the value was read from; None where it was inherited or is the day of publication.
    words: str | None
    #: Where those words stand, half-open, in code points of the document's text; None with ``words``.
    start: int | None
    end: int | None
    #: The sentence.
    evidence: str
    #: Who says so, nearest first; empty where the reporter does.
    speakers: tuple[str, ...] = ()
    #: The decision by which a person gave the words or added the claim, and who that was.
    judgement: JudgementId | None = None
    by: str | None = None
    #: Whether the words are the ground on which a person set the value, and not a claim's own.
    is_ground: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One value of the event, as a person reads it, with the claims that speak for it."""

    field: str
    value: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """Another event that an account of this one was compared with, and why it stayed apart."""

    event: EventId
    comparison: Comparison
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All of it, for one event."""

    event: Event
    values: tuple[Explained, ...]
    #: For every account but the first, the comparison that ties it the closest to another of the event.
    merged: tuple[Comparison, ...]
    #: The likeliest first.
    considered: tuple[Considered, ...]

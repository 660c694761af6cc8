"""Ids are content addresses: equal for equal content, whoever read it and in whatever order.

A claim's id hashes its document's key and its trigger's offsets, never its type nor its reader, so that a better reader
keeps the ids and people's judgements stay attached.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import NewType

from dateline.domain.span import Span

DocumentKey = NewType("DocumentKey", str)
ActorId = NewType("ActorId", str)
PlaceId = NewType("PlaceId", str)
AttributionId = NewType("AttributionId", str)
ClaimId = NewType("ClaimId", str)
RelationId = NewType("RelationId", str)
AccountId = NewType("AccountId", str)
EventId = NewType("EventId", str)
JudgementId = NewType("JudgementId", str)

#: Hex digits of an id: 64 bits; among a million claims a clash has odds of about 3 in 100 million.
ID_DIGITS = 16


def digest_of(*parts: object) -> str:
    """The first ``ID_DIGITS`` hex digits of the SHA-256 of the parts, joined by a separator that no part holds."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]


@lru_cache(maxsize=8)
def document_key(text: str) -> DocumentKey:
    """The key of a document: the SHA-256 of its text, in full."""
    return DocumentKey(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def claim_id(key: DocumentKey, trigger: Span, ordinal: int = 0) -> ClaimId:
    """The id of the claim told by that trigger; the ordinal tells apart claims that share one."""
    return ClaimId("c" + digest_of(key, trigger.start, trigger.end, ordinal))


def account_id(smallest: ClaimId) -> AccountId:
    """The id of the account whose smallest claim id is that one."""
    return AccountId("k" + smallest[1:])


def report_account_id(key: DocumentKey) -> AccountId:
    """The id of what stands for a report in which no claim was read."""
    return AccountId("k" + digest_of(key))


def attribution_id(key: DocumentKey, *spans: Span) -> AttributionId:
    """The id of the attribution made of those spans (its cue, or its sources and content where it has none)."""
    return AttributionId("s" + digest_of(key, *((span.start, span.end) for span in spans)))


def relation_id(key: DocumentKey, kind: str, subject: Span, object_: Span) -> RelationId:
    """The id of the relation of that kind between those two mentions."""
    return RelationId("r" + digest_of(key, kind, subject.start, subject.end, object_.start, object_.end))


def actor_id(key: DocumentKey, first: Span) -> ActorId:
    """The id of the actor first mentioned there; an actor is one document's until a merge joins it to others."""
    return ActorId("a" + digest_of(key, first.start, first.end))


def place_id(key: DocumentKey, first: Span) -> PlaceId:
    """The id of the place first mentioned there."""
    return PlaceId("p" + digest_of(key, first.start, first.end))


def event_id(smallest: AccountId) -> EventId:
    """The id of the event whose smallest account id is that one."""
    return EventId("e" + smallest[1:])

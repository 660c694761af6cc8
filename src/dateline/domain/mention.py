"""Words of a document that name or describe something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.span import Span


class MentionKind(StrEnum):
    """What the words stand for."""

    ACTOR = "actor"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for an actor, a place, a time or a number; what they mean is for ``normalise`` to say."""

    kind: MentionKind
    span: Span
    #: The words that carry the meaning: "gunmen" of "unidentified gunmen"; the whole span where nothing is said.
    head: Span | None = None
    #: A first guess at the kind of thing ("group", "person", "facility"), by the recogniser.
    label: str | None = None
    #: False for a description ("gunmen"), True for a name ("Al Mourabitoun").
    named: bool = False
    #: The mention that this one refers back to (pronouns, "the group"), if the extractor found one.
    refers_to: Span | None = None
    score: float = 1.0

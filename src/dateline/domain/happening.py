"""What a trained reader saw around one word that may tell an event: every answer with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.span import Span


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a head and its probability."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """Words that play a part in a happening: a role of claims, or ``time``, ``attribution`` and ``count``."""

    role: str
    span: Span
    score: float
    #: Of a count: what it counts.
    measure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A word or phrase that may tell an event, before anybody decides that it does."""

    trigger: Span
    #: Probability that it tells an event of the ontology.
    score: float
    #: The likeliest types, and the likeliest modes, given that it does.
    types: tuple[Answer, ...]
    modes: tuple[Answer, ...]
    modalities: tuple[Answer, ...]
    stages: tuple[Answer, ...]
    #: When it was, as seen from the day of publication: "day", "until" (up to that day), "past", "future", or "none".
    datings: tuple[Answer, ...] = ()
    negated: float
    background: float
    commentary: float
    #: Of violence: probability that it is an incident which the report is there to tell; 1 where the reader does not say.
    incident: float = 1.0
    #: Probability that the report says where; 1 where the reader does not say.
    placed: float = 1.0
    parts: tuple[Part, ...] = ()

    def parts_of(self, role: str) -> tuple[Part, ...]:
        """The parts of that role, the surest first."""
        return tuple(part for part in self.parts if part.role == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Everything that a trained reader saw in a document."""

    happenings: tuple[Happening, ...]
    #: Probability that two happenings, by their indices (the lower first), tell of one event.
    same: dict[tuple[int, int], float]
    #: Answers about the document as a whole, by question.
    whole: dict[str, float]
    #: The event types that the reader can tell apart: of others it says nothing.
    types: frozenset[str] = frozenset()

"""A claim that a person adds to a report, as it goes in and comes out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from dateline.domain.claim import Modality
from dateline.domain.value import Measure
from dateline.service import NewClaim, Pin
from dateline.web.shapes import Id, Judged, Note, Shape, Words

_Place = Annotated[int, Field(ge=0, le=2**31)]


class PinnedIn(Shape):
    """Words of the report, half-open, in code points of its text; offsets and words must agree."""

    start: _Place
    end: _Place
    text: Annotated[str, Field(min_length=1, max_length=4000)]

    def pin(self, value: Any = None) -> Pin:
        """The words as the service takes them, with what they are taken to mean."""
        return Pin(start=self.start, end=self.end, text=self.text, value=value)


class ValueIn(Shape):
    """A value: words that say it, what a person says that it is, or both."""

    words: PinnedIn | None = None
    value: Any = None

    def pin(self) -> Pin:
        """The value as the service takes it."""
        return Pin(value=self.value) if self.words is None else self.words.pin(self.value)


class CountIn(ValueIn):
    """How many of what."""

    measure: Measure


class ClaimIn(Shape):
    """What a person read in a report that no reader found."""

    trigger: PinnedIn
    type: Words
    mode: Words | None = None
    account: Id | None = None
    actors: Annotated[list[PinnedIn], Field(max_length=20)] = []
    recipients: Annotated[list[PinnedIn], Field(max_length=20)] = []
    when: ValueIn | None = None
    where: ValueIn | None = None
    counts: Annotated[list[CountIn], Field(max_length=20)] = []
    speakers: Annotated[list[PinnedIn], Field(max_length=20)] = []
    modality: Modality = Modality.ASSERTED
    note: Note | None = None

    def new_claim(self) -> NewClaim:
        """The claim as the service takes it."""
        return NewClaim(
            trigger=self.trigger.pin(),
            type=self.type,
            mode=self.mode,
            account=self.account,
            actors=tuple(one.pin() for one in self.actors),
            recipients=tuple(one.pin() for one in self.recipients),
            when=None if self.when is None else self.when.pin(),
            where=None if self.where is None else self.where.pin(),
            counts=tuple((str(one.measure), one.pin()) for one in self.counts),
            speakers=tuple(one.pin() for one in self.speakers),
            modality=self.modality,
        )


class Claimed(Judged):
    """A claim that was added: the decision, what came of it, and where the claim is now."""

    claim: str
    event: str | None

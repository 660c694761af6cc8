"""Who says so: source, cue and content, with the chain through which it was told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.ids import ActorId, AttributionId
from dateline.domain.span import Span
from dateline.domain.value import When


class SpeakerKind(StrEnum):
    """What sort of source speaks."""

    OFFICIAL = "official"
    MILITARY = "military"
    POLICE = "police"
    MEDICAL = "medical"
    WITNESS = "witness"
    RESIDENT = "resident"
    ANALYST = "analyst"
    ACTIVIST = "activist"
    GROUP = "group"
    OUTLET = "outlet"
    DOCUMENT = "document"
    MEDIA = "media"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A teller: the words for it, its description with them, and, once normalised, the actor."""

    #: As written: "Ada Lund, a baker who fled the town,", with the comma that closes the description.
    span: Span
    #: The part that names it, where it is described as well: "Ada Lund".
    name: Span | None = None
    actor: ActorId | None = None
    #: True where the text gives no name.
    anonymous: bool | None = None
    #: The office as written: "regional governor".
    role: str | None = None
    kind: SpeakerKind | None = None

    @property
    def named_by(self) -> Span:
        """The words for the teller without what describes it."""
        return self.name or self.span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of telling; ``via`` is the chain from the nearest teller outwards."""

    id: AttributionId
    sources: tuple[Speaker, ...] = ()
    via: tuple[Speaker, ...] = ()
    cue: Span | None = None
    #: What is told, in pieces where the cue stands between.
    content: tuple[Span, ...] = ()
    #: True for a verbatim quotation.
    direct: bool = False
    #: The attribution that this one is told inside of.
    within: AttributionId | None = None
    #: Words for when it was said; ``when`` is their value.
    time: Span | None = None
    when: When | None = None
    channel: Span | None = None
    #: Loaded words in what is told that are the writer's judgement, not the source's words.
    commentary: tuple[Span, ...] = ()

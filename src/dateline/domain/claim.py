"""A claim: a document says that something happened, with the words for everything it says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.code import Code
from dateline.domain.ids import AccountId, ActorId, AttributionId, ClaimId, JudgementId
from dateline.domain.origin import Origin
from dateline.domain.span import Span
from dateline.domain.value import Count, Quantity, When, Where


class Role(StrEnum):
    """What part something plays in a claim."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    INSTRUMENT = "instrument"
    LOCATION = "location"
    OPERATION = "operation"
    MOTIVE = "motive"
    ABOUT = "about"
    BENEFICIARY = "beneficiary"
    PARTNER = "partner"


class Modality(StrEnum):
    """How the teller stands to what is told."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    SUSPECTED = "suspected"
    DENIED = "denied"
    PLANNED = "planned"
    PROMISED = "promised"
    THREATENED = "threatened"
    REQUESTED = "requested"
    HYPOTHETICAL = "hypothetical"


#: Modalities of what has not happened as far as anybody says.
UNREAL = frozenset(
    {Modality.PLANNED, Modality.PROMISED, Modality.THREATENED, Modality.REQUESTED, Modality.HYPOTHETICAL}
)


class Polarity(StrEnum):
    """Whether it is said to have happened or not to have happened."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Stage(StrEnum):
    """How far it got."""

    ACCOMPLISHED = "accomplished"
    ATTEMPTED = "attempted"
    PREVENTED = "prevented"
    ONGOING = "ongoing"
    FUTURE = "future"


class Voice(StrEnum):
    """Told as fact, or the writer's own opinion."""

    REPORTED = "reported"
    COMMENTARY = "commentary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Modality, polarity and stage, with the words that show them, where words do."""

    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.AFFIRMED
    stage: Stage = Stage.ACCOMPLISHED
    span: Span | None = None

    @property
    def is_real(self) -> bool:
        """Whether it is told as something that has happened or goes on."""
        return self.modality not in UNREAL and self.stage is not Stage.FUTURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Words that play a part in a claim."""

    role: Role
    span: Span
    actor: ActorId | None = None
    #: Of an instrument: firearm, bomb, … (FORMAT.md).
    category: str | None = None
    #: Of a recipient, when told: killed, injured, abducted, … (FORMAT.md).
    effect: str | None = None
    #: 0 to 1, given that the claim stands; None where the extractor does not say.
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One telling of one happening.

    An extractor fills the words: ``trigger``, ``arguments``, ``quantities``, ``time``, ``duration``, ``places``.
    ``normalise`` adds what they mean (``when``, ``where``, ``counts``, ``codes``, the actors of arguments) and never
    replaces the words; ``assemble`` adds ``account``.
    """

    id: ClaimId
    #: Id of an event type of the ontology.
    type: str
    #: Id of a mode of that type.
    mode: str | None = None
    trigger: Span
    #: The sentence.
    evidence: Span
    origin: Origin
    arguments: tuple[Argument, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    #: Words that say when it happened.
    time: Span | None = None
    #: Words that say how long it lasts.
    duration: Span | None = None
    #: Words that say where it happened, the most specific first.
    places: tuple[Span, ...] = ()
    stance: Stance = Stance()
    #: True for history told in passing.
    background: bool = False
    voice: Voice = Voice.REPORTED
    about: AccountId | None = None
    channel: Span | None = None
    attribution: AttributionId | None = None
    #: 0 to 1: that the text tells an event of this type here.
    confidence: float = 0.5
    #: 0 to 1 by field (mode, modality, polarity, stage, background, voice), given that the claim stands.
    confidences: tuple[tuple[str, float], ...] = ()
    when: When | None = None
    where: Where | None = None
    counts: tuple[Count, ...] = ()
    codes: tuple[Code, ...] = ()
    account: AccountId | None = None
    #: Of a claim that a person added: the judgement by which they did.
    judgement: JudgementId | None = None

    def words_of(self, role: Role) -> tuple[Argument, ...]:
        """The arguments of that role, in order."""
        return tuple(argument for argument in self.arguments if argument.role is role)

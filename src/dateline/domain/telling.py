"""A telling: one account with all that a merge needs to know of it, its words included, without its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.domain.actor import Actor
from dateline.domain.attribution import SpeakerKind
from dateline.domain.claim import UNREAL, Modality, Polarity, Role, Stage, Voice
from dateline.domain.code import Code
from dateline.domain.event import EventLinkType
from dateline.domain.ids import AccountId, ActorId, ClaimId, DocumentKey, PlaceId
from dateline.domain.place import Place
from dateline.domain.plain import noun_from, plain_from
from dateline.domain.value import CountScope, Measure, TimePrecision

#: The type of what stands for a report in which no claim was read: no type of the ontology.
UNTYPED = "unknown"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document with the place where they stand: half-open, in code points of its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTime:
    """An interval of days, ends included; ``words`` is None where it was inherited or is the publication date."""

    earliest: date | None = None
    latest: date | None = None
    precision: TimePrecision = TimePrecision.UNKNOWN
    words: Words | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Who says so, as written; ``name`` is the actor's where it was made out."""

    text: str
    name: str | None = None
    kind: SpeakerKind | None = None
    anonymous: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Words that play a part in a claim."""

    role: Role
    text: str
    actor: ActorId | None = None
    category: str | None = None
    effect: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCount:
    """A figure with its doubt; a None end is not said."""

    measure: Measure
    words: Words
    low: int | None = None
    high: int | None = None
    of: str | None = None
    countries: tuple[str, ...] = ()
    approximate: bool = False
    civilian: bool | None = None
    scope: CountScope = CountScope.INCIDENT
    rule: str | None = None
    confidence: float | None = None
    #: Whether it counts all who were struck, those among them who died: "four people were shot, one of them fatally".
    all_struck: bool = False
    #: Whether it counts some of a whole: "including two children".
    of_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldClaim:
    """One claim of the account."""

    id: ClaimId
    type: str
    trigger: Words
    evidence: Words
    mode: str | None = None
    when: ToldTime | None = None
    place: PlaceId | None = None
    place_words: Words | None = None
    parties: tuple[Party, ...] = ()
    counts: tuple[ToldCount, ...] = ()
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.AFFIRMED
    stage: Stage = Stage.ACCOMPLISHED
    background: bool = False
    voice: Voice = Voice.REPORTED
    #: Nearest first; empty where the reporter says it in their own voice.
    tellers: tuple[Teller, ...] = ()
    #: The channel of a claim or denial of responsibility, and the account that it is about.
    channel: str | None = None
    about: AccountId | None = None
    confidence: float = 0.5

    @property
    def is_real(self) -> bool:
        """Whether it is told as something that has happened or goes on, and not denied."""
        return (
            self.modality not in UNREAL
            and self.modality is not Modality.DENIED
            and self.stage is not Stage.FUTURE
            and self.polarity is Polarity.AFFIRMED
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldToll:
    """One line a measure: what the report's own figures come to."""

    measure: Measure
    low: int | None = None
    best: int | None = None
    high: int | None = None
    #: Whether a person has set it.
    by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of a report, small enough to be kept with every account of it.

    ``terms`` are its weightiest words, the weightiest first, with ``weights`` from 1 to 255 beside them; ``names`` those of
    them that are written with a capital; ``title`` the title's words; ``sketch`` a MinHash of its runs of words.
    """

    terms: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldLink:
    """What the report says of how this account's event hangs together with another account's."""

    type: EventLinkType
    account: AccountId
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One document's telling of one event, self-contained: a merge looks at nothing else."""

    account: AccountId
    document: DocumentKey
    #: The document's id as printed: the given one, else its key.
    label: str
    type: str
    claims: tuple[ToldClaim, ...]
    mode: str | None = None
    outlet: str | None = None
    published: date | None = None
    #: The latest day that the report's words name, where it has no date of publication.
    named_day: date | None = None
    title: str | None = None
    codes: tuple[Code, ...] = ()
    #: 0 to 1: how far this is what the document is about.
    relevance: float = 0.0
    background: bool = False
    #: Whether it is the one account that the document is most of all about.
    focus: bool = False
    #: The focus of its document, where this tells it again.
    companion_of: AccountId | None = None
    #: Claims of the document's other accounts that speak of who did this: of responsibility, denials, accusations.
    spoken_of: tuple[ToldClaim, ...] = ()
    #: The highest relevance of any account of its document.
    report_relevance: float = 0.0
    #: What the text ties it to, beside its own claims.
    links: tuple[ToldLink, ...] = ()
    when: ToldTime | None = None
    #: Where it happened, as closely as the report lets one say: a place with a point, where there is one.
    place: PlaceId | None = None
    tolls: tuple[ToldToll, ...] = ()
    #: What the title says that there were, without saying how many.
    titled: tuple[Measure, ...] = ()
    #: The actors and places that claims name, without their mentions and candidates.
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    wording: Wording = Wording()

    def to_plain(self) -> Any:
        """The telling as JSON can hold it."""
        return plain_from(self)


def telling_from_plain(plain: Any) -> Telling:
    """The telling whose plain form that is; raises KeyError, TypeError or ValueError where it is none."""
    return noun_from(Telling, plain)

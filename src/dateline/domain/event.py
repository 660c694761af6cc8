"""An event: what the accounts of several documents are about, with everything that they disagree on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dateline.domain.actor import Actor
from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.display import html_of
from dateline.domain.ids import AccountId, ClaimId, EventId, JudgementId
from dateline.domain.judgement import JudgedWords, Verdict
from dateline.domain.place import Place
from dateline.domain.value import CountScope, Measure, TimePrecision


class EventStatus(StrEnum):
    """Whether a person has looked at it."""

    MACHINE = "machine"
    REVIEWED = "reviewed"
    REJECTED = "rejected"


class Salience(StrEnum):
    """How much an event matters to a reader of the reports; lists show the first two unless asked for all."""

    #: What a report is about, or what a person has looked at.
    MAIN = "main"
    #: Violence, or people who came to harm, told as news beside what a report is about.
    GRAVE = "grave"
    #: Told as news in passing: who met, warned or condemned.
    MINOR = "minor"
    #: Told only as history, or as what is planned, feared or denied; or by reports alone in which no claim was read.
    PASSING = "passing"


#: What lists show where nobody asks for all.
NOTABLE = frozenset({Salience.MAIN, Salience.GRAVE})


class EventLinkType(StrEnum):
    """How one event hangs together with another."""

    PART_OF = "part_of"
    RETALIATION_FOR = "retaliation_for"
    SAME_CAMPAIGN = "same_campaign"


class ResponsibilityAct(StrEnum):
    """What is said of who did it."""

    CLAIMED = "claimed"
    DENIED = "denied"
    ACCUSED = "accused"


class Standing(StrEnum):
    """What a figure counts for in its event's toll; every figure is kept, whatever it counts for."""

    #: A toll of the event as its report tells it.
    TOTAL = "total"
    #: A part of its report's toll: "including two children".
    PART = "part"
    #: The same witness gave a later figure.
    SUPERSEDED = "superseded"
    #: The same witness's figure, told again by another report.
    REPEATED = "repeated"
    #: A total that runs over several events.
    RUNNING_TOTAL = "running_total"
    #: Its claim's own words put it at another time than the event.
    OTHER_TIME = "other_time"
    #: Of what is denied, planned, feared or did not happen.
    UNREAL = "unreal"
    #: A person has rejected it.
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAccount:
    """One account of the event, with the document that tells it."""

    account: AccountId
    #: The document's id as printed.
    document: str
    outlet: str | None = None
    published: date | None = None
    #: 0 to 1: how far the document is about this event; its highest where this account is what it is most of all about.
    relevance: float = 0.0
    background: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTime:
    """When it happened, from all accounts: an interval of days, ends included."""

    earliest: date | None
    latest: date | None
    precision: TimePrecision
    supporters: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor in a role, with the claims that say so; ``disputed`` where others say otherwise."""

    role: Role
    actor: Actor
    supporters: tuple[ClaimId, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one claim, beside the others; a None end is not said."""

    low: int | None
    high: int | None
    claim: ClaimId
    #: The document's id as printed.
    document: str
    outlet: str | None = None
    published: date | None = None
    #: The tellers as written, nearest first.
    sources: tuple[str, ...] = ()
    #: The sentence.
    text: str = ""
    approximate: bool = False
    scope: CountScope = CountScope.INCIDENT
    standing: Standing = Standing.TOTAL
    #: A number for each independent witness of the event.
    witness: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventToll:
    """All figures for one measure, and what a named policy makes of them."""

    measure: Measure
    low: int | None
    best: int | None
    high: int | None
    policy: str
    #: Copies of one wire, and outlets that quote one speaker, count once.
    independent_sources: int
    #: 0 to 1: the share of pairs of independent witnesses whose totals exclude each other.
    disagreement: float = 0.0
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which claims differ: each value as a person reads it, with the claims that give it."""

    field: str
    values: tuple[str, ...]
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is said to have done it, by themselves or by others."""

    actor: Actor
    act: ResponsibilityAct
    claim: ClaimId


@dataclass(frozen=True, slots=True)
class EventLink:
    """A tie to another event."""

    type: EventLinkType
    event: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class EventJudgement:
    """A judgement that holds for the event, as it is printed with it."""

    id: JudgementId
    verdict: Verdict
    by: str
    #: UTC.
    at: datetime
    field: str | None = None
    note: str | None = None
    #: What the person gave as their ground.
    words: JudgedWords | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Many reports of one event; every value names the claims that support it."""

    id: EventId
    type: str
    mode: str | None
    accounts: tuple[EventAccount, ...]
    codes: tuple[Code, ...] = ()
    when: EventTime | None = None
    place: Place | None = None
    place_supporters: tuple[ClaimId, ...] = ()
    participants: tuple[Participant, ...] = ()
    tolls: tuple[EventToll, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    links: tuple[EventLink, ...] = ()
    #: 0 to 1: that the accounts are of one event, calibrated; of a single account, its surest claim's.
    confidence: float = 0.0
    status: EventStatus = EventStatus.MACHINE
    salience: Salience = Salience.MAIN
    #: Fields that are hidden from some roles and coarsened in exports.
    restricted: tuple[str, ...] = ()
    judgements: tuple[EventJudgement, ...] = ()

    def _repr_html_(self) -> str | None:
        """What a notebook shows."""
        return html_of(self)

"""Tellings built by hand, with readable defaults: ``telling("d1", place=GAO, killed=12)``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.attribution import SpeakerKind
from dateline.domain.claim import Role
from dateline.domain.ids import ActorId, DocumentKey, PlaceId, account_id, claim_id, document_key, report_account_id
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.span import Span
from dateline.domain.telling import (
    UNTYPED,
    Party,
    Teller,
    Telling,
    ToldClaim,
    ToldCount,
    ToldTime,
    ToldToll,
    Words,
)
from dateline.domain.value import CountScope, Measure, TimePrecision
from dateline.merge.wording import wording_of

DAY = date(2024, 5, 10)


def place(name: str, lat: float, lon: float, admin1: str = "Gao", country: str = "MLI") -> Place:
    """A settlement."""
    return Place(
        id=PlaceId(f"p{name}"), name=name, precision=PlacePrecision.SETTLEMENT, lat=lat, lon=lon, country=country,
        admin1=admin1,
    )  # fmt: skip


GAO = place("Gao", 16.27, -0.04)
MENAKA = place("Ménaka", 15.92, 2.4, admin1="Ménaka")


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What one claim says."""

    killed: int | None = None
    high: int | None = -1
    speaker: str | None = None
    kind: SpeakerKind | None = None
    type: str = "assault"
    scope: CountScope = CountScope.INCIDENT
    confidence: float = 0.9
    claim: dict[str, Any] = field(default_factory=dict)

    def told(self, key: DocumentKey, start: int, day: date | None, where: Place | None) -> ToldClaim:
        """The claim, its trigger at that offset."""
        sentence = f"Gunmen attacked and killed {self.killed} people."
        counts: tuple[ToldCount, ...] = ()
        if self.killed is not None:
            high = self.killed if self.high == -1 else self.high
            words = Words(start + 27, start + 29, str(self.killed))
            counts = (
                ToldCount(
                    measure=Measure.KILLED, words=words, low=self.killed, high=high, scope=self.scope, confidence=0.9
                ),
            )
        tellers = (Teller(text=self.speaker, name=self.speaker, kind=self.kind),) if self.speaker else ()
        held: dict[str, Any] = {
            "id": claim_id(key, Span(start, start + 8)), "type": self.type, "trigger": Words(start, start + 8, "attacked"),
            "evidence": Words(max(0, start - 7), start + 40, sentence), "when": time(day), "counts": counts,
            "place": where.id if where else None, "tellers": tellers, "confidence": self.confidence,
            "parties": (Party(role=Role.ACTOR, text="Gunmen", actor=ActorId("agunmen")),),
        }  # fmt: skip
        return ToldClaim(**(held | self.claim))


GUNMEN = Actor(id=ActorId("agunmen"), name="Gunmen", kind=ActorKind.GROUP, named=False)


def time(day: date | None) -> ToldTime | None:
    """A day that the words say."""
    if day is None:
        return None
    return ToldTime(earliest=day, latest=day, precision=TimePrecision.DAY, words=Words(0, 3, "day"), reason="said")


def telling(
    name: str,
    *sayings: Saying,
    text: str | None = None,
    day: date | None = DAY,
    where: Place | None = GAO,
    **fields: Any,
) -> Telling:
    """A report's focus of that label: its wording that of ``text``, its claims one a saying, 100 code points apart."""
    key = document_key(text or name)
    claims = tuple(
        saying.told(key, 10 + 100 * index + fields.get("offset", 0), day, where)
        for index, saying in enumerate(sayings or (Saying(),))
    )
    fields.pop("offset", None)
    figures = [count for claim in claims for count in claim.counts]
    tolls: tuple[ToldToll, ...] = ()
    if figures:
        best = max(figures, key=lambda count: count.low or 0)
        tolls = (ToldToll(measure=Measure.KILLED, low=best.low, best=best.low, high=best.high),)
    held: dict[str, Any] = {
        "account": account_id(min(claim.id for claim in claims)), "document": key, "label": name, "type": claims[0].type,
        "claims": claims, "outlet": f"outlet of {name}", "published": day, "relevance": 0.9, "focus": True,
        "report_relevance": 0.9, "when": time(day), "place": where.id if where else None,
        "places": (where,) if where else (), "actors": (GUNMEN,), "tolls": tolls, "wording": wording_of(text or name, None),
    }  # fmt: skip
    return Telling(**(held | fields))


def untold(name: str, text: str, day: date | None = DAY) -> Telling:
    """A report of that label in which no claim was read."""
    key = document_key(text)
    return Telling(
        account=report_account_id(key), document=key, label=name, type=UNTYPED, claims=(), published=day, relevance=0.04,
        report_relevance=0.04, focus=True, wording=wording_of(text, None),
    )  # fmt: skip


def reread(told: Telling, confidence: float) -> Telling:
    """The telling as a newer reader gives it: the same words, other confidences."""
    return replace(told, claims=tuple(replace(claim, confidence=confidence) for claim in told.claims))


RAID = (
    "Gunmen on motorcycles raided the market of Gao at dawn on Friday, witnesses told reporters. The attackers fled towards "
    "the Tilemsi valley before soldiers arrived, residents of the Aljanabandia quarter said."
)
RAID_AGAIN = (
    "A dawn raid by gunmen on motorcycles left people dead at the market of Gao on Friday. Residents of the Aljanabandia "
    "quarter saw the attackers flee towards the Tilemsi valley, and soldiers came too late."
)
FLOOD = "Heavy rains swept away bridges near Ménaka, and the governor Moussa Ag Intalla asked the capital for tents and boats."

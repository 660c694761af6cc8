"""Events made by hand for tables, plots and reports: a pinned one, a wide one, one of a country, one nowhere, a hostile one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from dateline.domain.actor import Actor, ActorKind, Identity
from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.event import (
    Conflict,
    Event,
    EventAccount,
    EventJudgement,
    EventStatus,
    EventTime,
    EventToll,
    Figure,
    Participant,
    Responsibility,
    ResponsibilityAct,
    Standing,
)  # fmt: skip
from dateline.domain.ids import AccountId, ActorId, ClaimId, EventId, JudgementId, PlaceId
from dateline.domain.judgement import Verdict
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import Measure, TimePrecision

#: What a page must never hold as it stands.
HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)> & {{ 7919*7919 }} \x1b[31m\u202e"

OSMAL = Place(
    id=PlaceId("p1"), name="Osmal", precision=PlacePrecision.SETTLEMENT, lat=16.27, lon=-0.04, country="MLI", admin1="Gao",
    radius_km=3.0, identity=Identity("geonames", "99"),
)  # fmt: skip
PROVINCE = Place(
    id=PlaceId("p2"), name="Kidal", precision=PlacePrecision.PROVINCE, lat=19.5, lon=1.4, country="MLI", radius_km=180.0,
)  # fmt: skip
COUNTRY = Place(
    id=PlaceId("p3"), name="Niger", precision=PlacePrecision.COUNTRY, lat=17.6, lon=8.1, country="NER", radius_km=600.0
)
NOWHERE = Place(id=PlaceId("p4"), name="the old quarry", precision=PlacePrecision.UNRESOLVED)


def actor(name: str, kind: ActorKind = ActorKind.GROUP, **fields: Any) -> Actor:
    """An actor of that name."""
    return Actor(id=ActorId("a" + name.casefold().replace(" ", "-")), name=name, kind=kind, **fields)


def figure(low: int | None, high: int | None, **fields: Any) -> Figure:
    """A figure of a report of 11 May 2024."""
    known: dict[str, Any] = {
        "claim": ClaimId("c1"),
        "document": "ec-1",
        "outlet": "Eastern Courier",
        "published": date(2024, 5, 11),
    }
    return Figure(low=low, high=high, **(known | fields))


def toll(
    measure: Measure, low: int | None, best: int | None, high: int | None, *figures: Figure, **fields: Any
) -> EventToll:
    """A toll under the policy that holds where nobody names one."""
    known: dict[str, Any] = {"policy": "most-supported", "independent_sources": len({one.witness for one in figures})}
    return EventToll(measure=measure, low=low, best=best, high=high, figures=figures, **(known | fields))


def days(first: date | None, last: date | None = None, precision: TimePrecision = TimePrecision.DAY) -> EventTime:
    """From that day to that day; one day where only one is given."""
    return EventTime(earliest=first, latest=last or first, precision=precision, supporters=(ClaimId("c1"),))


def event(name: str, **fields: Any) -> Event:
    """An event of one account, otherwise bare."""
    known: dict[str, Any] = {
        "id": EventId(name),
        "type": "assault",
        "mode": None,
        "accounts": (
            EventAccount(account=AccountId("k" + name[1:]), document="ec-9", outlet="Eastern Courier", relevance=0.9),
        ),
        "confidence": 0.8,
    }
    return Event(**(known | fields))


def attack() -> Event:
    """An attack near Osmal on 10 May 2024 that three reports tell of, with tolls that differ."""
    killed = toll(
        Measure.KILLED, 12, 14, 17,
        figure(12, None, sources=("the regional governor",), text="At least 12 died at Osmal on Friday.", witness=1),
        figure(17, 17, claim=ClaimId("c2"), document="rp-1", outlet="River Post", sources=("a doctor",),
               text="Ada Lund and 16 others were killed.", witness=2),
        figure(14, 14, claim=ClaimId("c3"), document="sn-1", outlet="Sahel Newswire", published=date(2024, 5, 12),
               sources=("the army",), text="Fourteen died.", witness=3),
        figure(14, 14, claim=ClaimId("c4"), document="rp-2", outlet="River Post", published=date(2024, 5, 13),
               text="Fourteen died.", standing=Standing.REPEATED, witness=3),
        disagreement=0.33,
    )  # fmt: skip
    injured = toll(Measure.INJURED, 9, 9, 9, figure(9, 9, claim=ClaimId("c3"), text="nine injured", witness=3))
    red_hand = actor("the Red Hand", sector="REB", countries=("MLI",), identity=Identity("wikidata", "Q1"))
    return event(
        "e1",
        mode="firearms",
        codes=(Code("plover-2024", "ASSAULT", "firearms"),),
        when=days(date(2024, 5, 10)),
        place=OSMAL,
        place_supporters=(ClaimId("c1"), ClaimId("c2")),
        participants=(
            Participant(role=Role.ACTOR, actor=red_hand, supporters=(ClaimId("c1"),), disputed=True),
            Participant(
                role=Role.RECIPIENT, actor=actor("Ada Lund", ActorKind.PERSON), supporters=(ClaimId("c2"),)
            ),
        ),
        tolls=(injured, killed),
        responsibility=(
            Responsibility(actor("Red Hand claimed"), ResponsibilityAct.CLAIMED, ClaimId("c5")),
            Responsibility(actor("the Front"), ResponsibilityAct.DENIED, ClaimId("c6")),
        ),
        accounts=(
            EventAccount(account=AccountId("k1"), document="ec-1", outlet="Eastern Courier", published=date(2024, 5, 11),
                         relevance=0.98),
            EventAccount(account=AccountId("k2"), document="rp-1", outlet="River Post", published=date(2024, 5, 11),
                         relevance=0.97),
            EventAccount(account=AccountId("k3"), document="sn-1", outlet="Sahel Newswire", published=date(2024, 5, 12),
                         relevance=0.9),
        ),
        conflicts=(
            Conflict("counts.killed", ("12 or more", "17", "14"), (ClaimId("c1"), ClaimId("c2"), ClaimId("c3"))),
            Conflict("where", ("Osmal", "Gao"), (ClaimId("c1"), ClaimId("c3"))),
        ),
        status=EventStatus.REVIEWED,
        judgements=(
            EventJudgement(id=JudgementId("j1"), verdict=Verdict.ACCEPT, by="A. Coder", at=datetime(2024, 5, 20, tzinfo=UTC),
                           note="looked at Osmal on Friday's list"),
        ),
        confidence=0.93,
    )  # fmt: skip


def hostile() -> Event:
    """An event whose every word would like to be markup."""
    told = figure(
        3, 3, claim=ClaimId("c7"), document=HOSTILE, outlet=HOSTILE, sources=(HOSTILE,), text=HOSTILE, witness=1
    )
    return event(
        "e6",
        type="protest",
        mode="riot",
        when=days(date(2024, 5, 12)),
        place=Place(id=PlaceId("p6"), name=HOSTILE, precision=PlacePrecision.POINT, lat=16.9, lon=0.4, country="MLI",
                    admin1=HOSTILE),
        participants=(Participant(role=Role.ACTOR, actor=actor(HOSTILE), supporters=(ClaimId("c7"),)),),
        tolls=(toll(Measure.KILLED, 3, 3, 3, told),),
        responsibility=(Responsibility(actor(HOSTILE), ResponsibilityAct.ACCUSED, ClaimId("c7")),),
        accounts=(EventAccount(account=AccountId("k6"), document=HOSTILE, outlet=HOSTILE, relevance=0.5),),
        conflicts=(Conflict("when", (HOSTILE, "Friday"), (ClaimId("c7"),)),),
        judgements=(
            EventJudgement(id=JudgementId("j6"), verdict=Verdict.AMEND, by=HOSTILE, at=datetime(2024, 5, 20, tzinfo=UTC),
                           field="when", note=HOSTILE),
        ),
    )  # fmt: skip


def some_events() -> tuple[Event, ...]:
    """One of each sort of place and time, the newest first."""
    at_least = toll(Measure.KILLED, 6, 6, None, figure(6, None, document="rp-7", outlet="River Post", witness=1))
    at_most = toll(Measure.KILLED, None, 40, 40, figure(None, 40, document="rp-8", outlet="River Post", witness=1))
    silent = toll(Measure.INJURED, None, None, None, figure(None, None, document="rp-8", witness=1))
    return (
        hostile(),
        attack(),
        event("e2", mode="explosives", when=days(date(2024, 5, 4), date(2024, 5, 9), TimePrecision.SPAN), place=PROVINCE,
              tolls=(at_least,)),
        event("e3", type="coerce", mode="arrest", place=COUNTRY,
              when=days(date(2024, 5, 1), date(2024, 5, 31), TimePrecision.MONTH), tolls=(at_most, silent)),
        event("e4", type="agree", place=NOWHERE,
              when=EventTime(earliest=None, latest=date(2024, 5, 2), precision=TimePrecision.SPAN)),
        event("e5", type="threaten", when=None, place=None),
    )  # fmt: skip

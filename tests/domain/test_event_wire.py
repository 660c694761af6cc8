from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

import jsonschema

from dateline.domain.actor import Actor, ActorKind, Identity
from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.event import (
    Conflict,
    Event,
    EventAccount,
    EventJudgement,
    EventLink,
    EventLinkType,
    EventStatus,
    EventTime,
    EventToll,
    Figure,
    Participant,
    Responsibility,
    ResponsibilityAct,
    Standing,
)  # fmt: skip
from dateline.domain.event_wire import event_row
from dateline.domain.ids import AccountId, ActorId, ClaimId, EventId, JudgementId, PlaceId
from dateline.domain.judgement import Verdict
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import CountScope, Measure, TimePrecision
from tests.domain.test_wire import closed

CLAIM = ClaimId("c1")
FRONT = Actor(
    id=ActorId("a1"), name="the Front", kind=ActorKind.GROUP, sector="REB", countries=("MLI",),
    identity=Identity("wikidata", "Q1"),
)  # fmt: skip


def full_event() -> Event:
    """An event with at least one of everything."""
    figure = Figure(
        low=27, high=None, claim=CLAIM, document="d1", outlet="The Courier", published=date(2024, 5, 11), sources=("the army",),
        text="At least 27 were killed.", approximate=True, scope=CountScope.INCIDENT, standing=Standing.TOTAL, witness=1,
    )  # fmt: skip
    return Event(
        id=EventId("e1"), type="assault", mode="firearms", codes=(Code("plover-2024", "ASSAULT", "firearms"),),
        when=EventTime(
            earliest=date(2024, 5, 10), latest=date(2024, 5, 10), precision=TimePrecision.DAY, supporters=(CLAIM,)
        ),
        place=Place(
            id=PlaceId("p1"), name="Gao", precision=PlacePrecision.SETTLEMENT, lat=16.27, lon=-0.04, country="MLI",
            admin1="Gao", identity=Identity("geonames", "1"),
        ),
        place_supporters=(CLAIM,),
        participants=(Participant(role=Role.ACTOR, actor=FRONT, supporters=(CLAIM,), disputed=True),),
        tolls=(EventToll(
            measure=Measure.KILLED, low=27, best=27, high=None, policy="most-supported", independent_sources=1,
            disagreement=0.333333, figures=(figure,),
        ),),
        responsibility=(Responsibility(FRONT, ResponsibilityAct.CLAIMED, CLAIM),),
        accounts=(EventAccount(
            account=AccountId("k1"), document="d1", outlet="The Courier", published=date(2024, 5, 11), relevance=0.98,
        ),),
        conflicts=(Conflict("counts.killed", ("27-", "30"), (CLAIM,)),),
        links=(EventLink(EventLinkType.PART_OF, EventId("e7")),),
        confidence=0.912345, status=EventStatus.REVIEWED, restricted=("participants",),
        judgements=(EventJudgement(
            id=JudgementId("j1"), verdict=Verdict.AMEND, by="A. Coder", at=datetime(2024, 5, 12, tzinfo=UTC),
            field="when", note="the mayor's diary",
        ),),
    )  # fmt: skip


def schema() -> Any:
    return json.loads(files("dateline.domain").joinpath("event.schema.json").read_text())


def test_the_schema_knows_every_field_that_is_printed() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(event_row(full_event()), closed(schema()))


def test_an_event_of_which_little_is_known_is_printed_too() -> None:
    bare = Event(id=EventId("e1"), type="assault", mode=None, accounts=full_event().accounts)
    row = event_row(bare)
    jsonschema.validate(row, closed(schema()))
    assert row["event"]["when"] is None and row["event"]["where"] is None


def test_every_required_field_is_missed() -> None:
    required = schema()["$defs"]["event"]["required"]
    assert list(event_row(full_event())["event"]) == required


def test_equal_events_give_equal_bytes() -> None:
    assert json.dumps(event_row(full_event())) == json.dumps(event_row(replace(full_event())))
    assert event_row(full_event())["event"]["confidence"] == 0.9123

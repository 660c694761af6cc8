"""What is asked first, and what the answers come to."""

from __future__ import annotations

from dataclasses import replace

from dateline.domain.brief import EventBrief
from dateline.domain.comparison import Comparison
from dateline.domain.event import Conflict, Event, EventAccount, EventToll, Figure, Standing
from dateline.domain.explanation import Considered
from dateline.domain.ids import AccountId, ClaimId, EventId
from dateline.domain.value import Measure
from dateline.review import KINDS, may_ask, questions

SURE = EventBrief(id="e1", type="assault", confidence=1.0, reports=3, killed_best=10)


def figure(low: int, outlet: str, standing: Standing = Standing.TOTAL) -> Figure:
    return Figure(low=low, high=low, claim=ClaimId(f"c{low}"), document=f"d{low}", outlet=outlet, standing=standing)


def event(*figures: Figure, confidence: float = 0.95, conflicts: tuple[Conflict, ...] = ()) -> Event:
    toll = EventToll(
        measure=Measure.KILLED, low=14, best=17, high=19, policy="most-supported", independent_sources=2, disagreement=0.8,
        figures=figures,
    )  # fmt: skip
    return Event(
        id=EventId("e1"), type="assault", mode=None, accounts=(EventAccount(account=AccountId("k1"), document="d"),),
        tolls=(toll,) if figures else (), confidence=confidence, conflicts=conflicts,
    )  # fmt: skip


def test_kinds_that_rest_on_a_dispute_are_asked_where_there_is_one() -> None:
    assert may_ask(SURE, []) and may_ask(SURE, ["real"]) and may_ask(SURE, ["when", "toll"])
    assert not may_ask(SURE, ["when", "who"])
    assert may_ask(replace(SURE, conflicts=1), ["who"])


def test_outlets_that_differ_are_asked_about_with_what_each_says() -> None:
    told = event(figure(14, "Newswire"), figure(17, "Post"), figure(17, "Courier"), figure(3, "Post", Standing.PART))
    [asked] = questions(told)
    assert (asked.kind, asked.field, asked.prompt) == ("toll", "counts.killed", "How many killed?")
    assert [option.label for option in asked.options] == [
        "17 (Post, Courier)",
        "14 (Newswire)",
        "14 to 19, best 17, as it stands",
    ]
    assert asked.options[0].decision == {
        "verdict": "amend", "about": ["e1"], "field": "counts.killed", "value": {"low": 17, "high": 17},
    }  # fmt: skip
    assert asked.options[0].claims == ("c17", "c17") and asked.other is None
    [again] = questions(told)
    assert again.id == asked.id


def test_a_near_event_is_asked_about_and_a_sure_one_is_not() -> None:
    def considered(probability: float) -> Considered:
        found = Comparison(one=AccountId("k1"), other=AccountId("k2"), probability=probability)
        return Considered(event=EventId("e2"), comparison=found, reason="far apart")

    asked = {one.kind: one for one in questions(event(), [considered(0.55)])}
    assert asked["same"].options[0].decision == {"verdict": "merge", "about": ["e1", "e2"]}
    assert asked["same"].other == "e2"
    assert [one.kind for one in questions(event(), [considered(0.02)])] == ["real"]


def test_fields_in_dispute_are_asked_about() -> None:
    when = Conflict("when", ("2024-05-10", "2024-05-11 to 2024-05-12"), (ClaimId("c1"), ClaimId("c2")))
    who = Conflict("participants.actor", ("the army", "gunmen"), (ClaimId("c1"),))
    asked = {one.kind: one for one in questions(event(conflicts=(when, who)))}
    assert set(asked) == {"when", "who"}
    assert [option.decision.get("value") for option in asked["when"].options] == [
        "2024-05-10",
        "2024-05-11..2024-05-12",
        None,
    ]
    assert set(asked) <= set(KINDS)


def test_an_event_without_any_doubt_is_only_asked_whether_it_is_right() -> None:
    [asked] = questions(event(confidence=1.0))
    assert [option.decision["verdict"] for option in asked.options] == ["accept", "reject"]
    assert asked.score > 0

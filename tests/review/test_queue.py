"""What is asked first, and what the answers come to."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dateline.domain.brief import EventBrief
from dateline.domain.comparison import Comparison
from dateline.domain.event import Conflict, Event, EventAccount, EventToll, Figure, Standing
from dateline.domain.explanation import Considered
from dateline.domain.ids import AccountId, ClaimId, EventId
from dateline.domain.value import Measure
from dateline.review import KINDS, questions, ranked, worth

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


def test_doubt_and_what_hangs_on_it_make_an_event_worth_a_look() -> None:
    assert worth(SURE) == 0
    unsure = replace(SURE, confidence=0.5)
    assert worth(unsure) > worth(replace(SURE, confidence=0.8)) > 0
    assert worth(replace(unsure, killed_best=100)) > worth(unsure)
    assert worth(replace(SURE, disagreement=1.0)) > worth(replace(SURE, disagreement=0.2)) > 0
    assert worth(replace(SURE, conflicts=1)) > 0


BRIEFS = st.lists(
    st.builds(
        EventBrief,
        id=st.integers(0, 10**6).map(lambda number: f"e{number:06x}"),
        type=st.just("assault"),
        confidence=st.floats(0, 1),
        disagreement=st.floats(0, 1),
        reports=st.integers(0, 50),
        conflicts=st.integers(0, 5),
        killed_best=st.none() | st.integers(0, 5000),
    ),
    max_size=40,
    unique_by=lambda brief: brief.id,
)


@given(BRIEFS, st.integers(1, 7))
def test_pages_come_to_all_events_once_in_one_order(briefs: list[EventBrief], size: int) -> None:
    whole = ranked(briefs, len(briefs) + 1)
    assert sorted(brief.id for _, brief in whole) == sorted(brief.id for brief in briefs)
    assert [value for value, _ in whole] == sorted((value for value, _ in whole), reverse=True)
    paged: list[tuple[float, EventBrief]] = []
    after = None
    while page := ranked(reversed(briefs), size, after=after):
        paged += page
        after = (page[-1][0], page[-1][1].id)
    assert paged == whole


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
    assert asked.options[0].claims == ("c17", "c17")
    [again] = questions(told)
    assert again.id == asked.id


def test_a_near_event_is_asked_about_and_a_sure_one_is_not() -> None:
    def considered(probability: float) -> Considered:
        found = Comparison(one=AccountId("k1"), other=AccountId("k2"), probability=probability)
        return Considered(event=EventId("e2"), comparison=found, reason="far apart")

    asked = {one.kind: one for one in questions(event(), [considered(0.55)])}
    assert asked["same"].options[0].decision == {"verdict": "merge", "about": ["e1", "e2"]}
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

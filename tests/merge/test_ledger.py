from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dateline.domain.event import EventStatus, Standing
from dateline.domain.ids import JudgementId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import Telling
from dateline.errors import ConfigError
from dateline.merge import Merging, anchored, merge
from tests.merge.told import FLOOD, GAO, MENAKA, RAID, RAID_AGAIN, Saying, reread, telling

FIRST = telling("first", Saying(killed=12), text=RAID)
SECOND = telling("second", Saying(killed=14), text=RAID_AGAIN, day=date(2024, 5, 10))
OTHER = telling("other", Saying(killed=2), text=FLOOD, day=date(2024, 7, 1), where=MENAKA)


def judgement(number: int, verdict: Verdict, *about: str, **fields: str) -> Judgement:
    return Judgement(
        id=JudgementId(f"j{number}"), verdict=verdict, about=about, by="A. Coder",
        at=datetime(2024, 5, 12, 10, number, tzinfo=UTC), **fields,
    )  # fmt: skip


def event_of(merging: Merging, told: Telling):  # type: ignore[no-untyped-def]
    event = merging.event(told.account)
    assert event is not None
    return event


def merging_of(*told: Telling) -> Merging:
    merging = Merging()
    merging.add(told)
    return merging


def test_reports_of_one_raid_are_one_event_and_another_stays_apart() -> None:
    events = merge([FIRST, SECOND, OTHER])
    assert sorted(len(event.accounts) for event in events) == [1, 2]


def test_an_event_is_named_by_its_smallest_account_and_its_other_ids_lead_to_it() -> None:
    merging = merging_of(FIRST, SECOND)
    smallest, other = sorted([FIRST.account, SECOND.account])
    (event,) = merging.events
    assert event.id == "e" + smallest[1:]
    assert merging.event("e" + other[1:]) == event
    assert merging.event(FIRST.claims[0].id) == event
    assert merging.event("e0000000000000000") is None


def test_a_change_names_what_is_new_and_what_is_gone() -> None:
    smallest, other = sorted([FIRST, SECOND], key=lambda one: one.account)
    merging = merging_of(other)
    change = merging.add([smallest])
    assert [event.id for event in change.events] == ["e" + smallest.account[1:]]
    assert change.gone == ("e" + other.account[1:],)
    assert change.into == {"e" + other.account[1:]: "e" + smallest.account[1:]}
    assert merging.add([OTHER]).gone == ()


def test_a_merge_and_a_split_hold_against_what_the_words_say_and_an_undo_restores() -> None:
    merging = merging_of(FIRST, SECOND, OTHER)
    before = merging.events
    first, other = event_of(merging, FIRST), event_of(merging, OTHER)
    joined = anchored(
        judgement(1, Verdict.MERGE, first.id, other.id), {one.id: merging.told(one.id) for one in (first, other)}
    )
    merging.judge([joined])
    assert len(merging.events) == 1
    assert merging.events[0].status is EventStatus.REVIEWED
    parted = anchored(
        judgement(2, Verdict.SPLIT, merging.events[0].id, SECOND.account),
        {name: merging.told(name) for name in (merging.events[0].id, SECOND.account)},
    )
    merging.judge([joined, parted])
    assert {one.account for one in event_of(merging, SECOND).accounts} == {SECOND.account}
    assert {one.account for one in event_of(merging, FIRST).accounts} == {FIRST.account, OTHER.account}
    merging.judge([joined, parted, judgement(3, Verdict.UNDO, "j2"), judgement(4, Verdict.UNDO, "j1")])
    assert merging.events == before
    merging.judge(
        [
            joined,
            parted,
            judgement(3, Verdict.UNDO, "j2"),
            judgement(4, Verdict.UNDO, "j1"),
            judgement(5, Verdict.UNDO, "j4"),
        ]
    )
    assert len(merging.events) == 1


def test_amended_tolls_stand_in_the_order_of_all_tolls() -> None:
    merging = merging_of(FIRST)
    event = event_of(merging, FIRST)
    merging.judge(
        [
            judgement(number, Verdict.AMEND, event.id, field=f"counts.{measure}", value="5")
            for number, measure in enumerate(("injured", "arrested"), start=1)
        ]
    )
    assert [one.measure for one in event_of(merging, FIRST).tolls] == ["killed", "injured", "arrested"]


def test_an_amendment_takes_the_place_of_what_was_read_and_keeps_the_figures() -> None:
    merging = merging_of(FIRST, SECOND)
    event = event_of(merging, FIRST)
    merging.judge([
        judgement(1, Verdict.AMEND, event.id, field="counts.killed", value='{"low": 13, "best": 13, "high": null}'),
        judgement(2, Verdict.AMEND, event.id, field="when", value='"2024-05-09"'),
        judgement(3, Verdict.AMEND, event.id, field="where", value='{"name": "Ansongo", "lat": 15.66, "lon": 0.5}'),
        judgement(4, Verdict.RESTRICT, event.id, field="participants"),
    ])  # fmt: skip
    amended = event_of(merging, FIRST)
    (toll,) = amended.tolls
    assert (toll.low, toll.best, toll.high, toll.policy) == (13, 13, None, "judgement")
    assert toll.figures == event.tolls[0].figures
    assert amended.when is not None and amended.when.earliest == date(2024, 5, 9)
    assert amended.place is not None and amended.place.name == "Ansongo"
    assert amended.restricted == ("participants",)
    assert [one.verdict for one in amended.judgements] == ["amend", "amend", "amend", "restrict"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("counts.killed", "-3"), ("counts.souls", "3"), ("when", '"soon"'), ("where", '{"name": "X", "lat": 95, "lon": 0}'),
     ("colour", '"red"'), ("counts.killed", '"many"')],
)  # fmt: skip
def test_a_value_that_cannot_be_is_an_issue_and_changes_nothing(field: str, value: str) -> None:
    merging = merging_of(FIRST)
    before = event_of(merging, FIRST)
    merging.judge([judgement(1, Verdict.AMEND, before.id, field=field, value=value)])
    assert [issue.kind for issue in merging.issues] == ["unfit_judgement"]
    assert event_of(merging, FIRST).tolls == before.tolls and event_of(merging, FIRST).when == before.when


def test_a_corrected_account_weighs_as_corrected_and_a_rejected_claim_for_nothing() -> None:
    merging = merging_of(FIRST, SECOND)
    claim = SECOND.claims[0].id
    merging.judge([judgement(1, Verdict.REJECT, claim)])
    (toll,) = event_of(merging, FIRST).tolls
    assert toll.best == 12
    assert {figure.claim: figure.standing for figure in toll.figures}[claim] is Standing.REJECTED
    merging.judge([judgement(2, Verdict.AMEND, FIRST.account, field="counts.killed", value="13")])
    (toll,) = event_of(merging, FIRST).tolls
    assert toll.best in (13, 14) and toll.low == 13


def test_a_rejected_account_is_an_event_of_its_own() -> None:
    merging = merging_of(FIRST, SECOND)
    merging.judge([judgement(1, Verdict.REJECT, SECOND.account)])
    assert event_of(merging, SECOND).status is EventStatus.REJECTED
    assert len(event_of(merging, FIRST).accounts) == 1


def test_a_judgement_survives_a_newer_reader_and_comes_loose_visibly_where_it_cannot() -> None:
    merging = merging_of(FIRST, OTHER)
    first, other = event_of(merging, FIRST), event_of(merging, OTHER)
    joined = anchored(
        judgement(1, Verdict.MERGE, first.id, other.id), {one.id: merging.told(one.id) for one in (first, other)}
    )
    merging.judge([joined])
    merging.replace([OTHER.account], [reread(OTHER, 0.4)])
    assert len(merging.events) == 1 and not merging.issues
    # The newer reader takes another word of the same sentence for the trigger: the id is another, the anchor holds.
    moved = telling("other", Saying(killed=2), text=FLOOD, day=date(2024, 7, 1), where=MENAKA, offset=3)
    assert moved.account != OTHER.account
    merging.replace([OTHER.account], [moved])
    assert len(merging.events) == 1 and not merging.issues
    merging.withdraw([moved.account])
    assert [issue.kind for issue in merging.issues] == ["loose_judgement"]
    assert "A. Coder" in merging.issues[0].detail


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(ConfigError, match="no policy"):
        Merging(policy="loudest")


def test_a_follow_up_with_a_higher_toll_joins_the_event_that_it_follows() -> None:
    later = telling(
        "later", Saying(killed=15), text=RAID + " The toll of the raid rose.", day=date(2024, 5, 10), where=GAO,
        published=date(2024, 5, 12),
    )  # fmt: skip
    (event,) = merge([FIRST, later])
    assert len(event.accounts) == 2

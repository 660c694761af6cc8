"""Pairs in doubt: kept by every merge, the same however the ledger came to be, and asked about without comparing."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from dateline.domain.judgement import Verdict
from dateline.service import asking, reviewing
from dateline.service.doubts import in_doubt
from dateline.service.judging import Decision, judge
from dateline.service.merging import LedgerMerge
from dateline.store import Ledger as Store
from tests.service.test_merging import filled

NUMBERS = (0, 1, 2, 3, 4, 5)


@pytest.fixture(autouse=True)
def everything_in_doubt() -> Iterator[None]:
    """The reports of these tests are not alike; that any two that are compared may be one lets all of it be seen."""
    with (
        patch("dateline.merge.pieces.DOUBTFUL", (1e-9, 1.1)),
        patch("dateline.merge.explaining.WORTH_SHOWING", 1e-9),
        patch("dateline.merge.neighbourhood.WORTH_FETCHING", 1e-9),
        patch("dateline.review.queue._SURE", 1e-9),
    ):
        yield


def kept(store: Store) -> dict[tuple[str, str], float]:
    return {(one.a, one.b): one.probability for one in store.comparisons() if one.probability}


def beside(store: Store) -> dict[str, dict[str, float]]:
    """For each event the others that it may be one with."""
    found = in_doubt(store, {event.id: [one.account for one in event.accounts] for event in asking.events(store)})
    return {
        str(event): {str(one.event): one.comparison.probability for one in others} for event, others in found.items()
    }


def compared_anew(merge: LedgerMerge) -> dict[str, dict[str, float]]:
    """The same as an explanation has it, without what a person has said to be apart."""
    found = {}
    for event in asking.events(merge.store):
        considered = asking.explain(merge, event.id).explanation.considered
        found[str(event.id)] = {
            str(one.event): one.comparison.probability for one in considered if "a person" not in one.reason
        }
    return found


def test_what_is_kept_is_what_comparing_anew_comes_to(merge: LedgerMerge, store: Store) -> None:
    filled(merge, NUMBERS)
    stood = beside(store)
    assert sum(map(len, stood.values())) >= 2
    assert stood == compared_anew(merge)
    was = kept(store)
    assert merge.rebuild().is_nothing and kept(store) == was


def test_what_people_decide_is_in_doubt_no_more_and_again_where_they_undo_it(merge: LedgerMerge, store: Store) -> None:
    filled(merge, NUMBERS)
    before, stood = kept(store), beside(store)
    whole = max(asking.events(store), key=lambda one: len(one.accounts))
    leaving = whole.accounts[-1].account
    parted = judge(merge, [whole.id, leaving], Decision(verdict=Verdict.SPLIT, by="Ada"))
    staying = {one.account for one in whole.accounts} - {leaving}
    assert before.keys() - kept(store).keys() == {pair for pair in before if leaving in pair and staying & set(pair)}
    assert beside(store) == compared_anew(merge)
    was = kept(store)
    assert merge.rebuild().is_nothing and kept(store) == was
    judge(merge, [parted.judgement.id], Decision(verdict=Verdict.UNDO, by="Ada"))
    assert kept(store) == before and beside(store) == stood


def test_the_queue_asks_by_what_is_kept(merge: LedgerMerge, store: Store) -> None:
    filled(merge, NUMBERS)
    with patch("dateline.service.asking.explain", side_effect=AssertionError("compared anew")):
        asked, _ = reviewing.queue(merge, kinds=["same"], limit=50)
    ids = [one.question.id for one in asked]
    assert len(set(ids)) == len(ids), "of two events that may be one only one is asked about it"
    assert all(one.other is not None and one.other.id == one.question.other for one in asked)
    found = {one.question.event: one.question.options[0].decision["about"][1] for one in asked}
    assert found and all(other in beside(store)[event] for event, other in found.items())


def test_a_ledger_whose_doubts_an_older_merge_did_not_keep_is_compared_anew(merge: LedgerMerge, store: Store) -> None:
    filled(merge, NUMBERS)
    asked = reviewing.queue(merge, kinds=["same"], limit=50)
    with (
        patch("dateline.service.merging.SETTINGS", {"dateline": "0.0.1"}),
        patch("dateline.service.reviewing.in_doubt", side_effect=AssertionError("nothing is kept")),
    ):
        assert not merge.keeps_doubts
        older = reviewing.queue(merge, kinds=["same"], limit=50)
    assert [one.question.id for one in older[0]] == [one.question.id for one in asked[0]]

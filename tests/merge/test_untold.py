"""Reports in which no claim was read: their wording alone finds their like, and they say nothing of what happened."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dateline.domain.event import Salience
from dateline.domain.ids import JudgementId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import UNTYPED, Telling
from dateline.merge import Merging, anchored, explained, merge, profile_of, tellings_from_row
from dateline.merge.weighing import model_of
from tests.merge.told import RAID, RAID_AGAIN, Saying, telling

CUP = (
    "Odalys Brenner lifted the Cup of the Lakes on Sunday after the Harbour Rovers beat Kestrel Town by two goals in Velmora, "
    "the first title of the Rovers in nineteen years."
)
CUP_AGAIN = (
    "Nineteen years they waited: the Harbour Rovers won the Cup of the Lakes in Velmora, where Odalys Brenner scored both "
    "goals against Kestrel Town on Sunday."
)
LATER_CUP = (
    "Kestrel Town drew with the Saltmarsh Wanderers on 4 May 2019 before a small crowd, and its trainer left the club."
)


def row(text: str, published: str | None = "2024-05-13", times: tuple[str, ...] = ()) -> dict[str, Any]:
    """A reading in the public format in which no claim was read, with those days named 20 code points apart."""
    told = [
        {
            "earliest": day, "latest": day, "precision": "day", "reason": "said",
            "span": {"start": 20 * index, "end": 20 * index + 6, "text": text[20 * index : 20 * index + 6]},
        }
        for index, day in enumerate(times)
    ]  # fmt: skip
    document = {
        "id": text[:12], "text": text, "title": None, "outlet": "Lake Post", "published": published, "language": "en",
        "relevance": 0.04,
    }  # fmt: skip
    return {
        "document": document, "claims": [], "actors": [], "places": [], "attributions": [], "accounts": [], "times": told,
    }  # fmt: skip


def untold(text: str, published: str | None = "2024-05-13", times: tuple[str, ...] = ()) -> Telling:
    [only] = tellings_from_row(row(text, published, times))
    return only


def test_a_report_without_a_claim_is_told_by_its_wording_alone() -> None:
    one = untold(CUP)
    assert one.claims == () and one.focus and one.type == UNTYPED and one.place is None
    assert one.account != untold(CUP_AGAIN).account and one == untold(CUP)


def test_alike_reports_without_a_claim_find_each_other_in_an_event_that_lists_keep_back() -> None:
    [event] = merge([untold(CUP), untold(CUP_AGAIN)])
    assert (event.type, event.salience, event.tolls, event.codes) == (UNTYPED, Salience.PASSING, (), ())
    assert {one.relevance for one in event.accounts} == {0.04}
    assert len(merge([untold(CUP), untold(RAID)])) == 2


def test_a_report_with_claims_says_what_the_event_is() -> None:
    told = telling("raid", Saying(killed=4), text=RAID)
    [event] = merge([told, untold(RAID_AGAIN, str(told.published))])
    assert (event.type, event.salience, event.tolls[0].best) == ("assault", Salience.MAIN, 4)
    assert len(event.accounts) == 2 and event.tolls[0].independent_sources == 1


def test_an_event_without_a_claim_can_be_explained() -> None:
    merging = Merging()
    merging.add([untold(CUP), untold(CUP_AGAIN)])
    [event] = merging.events
    found = explained(merging, event.id)
    assert found is not None and {sign.name for sign in found.merged[0].signs} >= {"wording", "names"}


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.MERGE])
def test_a_judgement_on_a_report_without_a_claim_holds_when_a_better_reader_finds_one(verdict: Verdict) -> None:
    other = untold(CUP)
    before = untold(RAID)
    about = (before.account, other.account) if verdict is Verdict.MERGE else (f"e{before.account[1:]}",)
    merging = Merging()
    merging.add([before, other])
    bare = Judgement(
        id=JudgementId("j1"), verdict=verdict, about=about, by="A. Coder", at=datetime(2024, 5, 14, tzinfo=UTC)
    )
    judgement = anchored(bare, {name: merging.told(name) for name in about})
    merging.judge([judgement])
    assert len(merging.events) == (1 if verdict is Verdict.MERGE else 2)
    after = telling("raid", text=RAID)
    assert after.document == before.document
    merging.replace([before.account], [after])
    event = merging.event(after.account)
    assert event is not None and not merging.issues
    assert [one.id for one in event.judgements] == ["j1"]
    assert (len(event.accounts) == 2) is (verdict is Verdict.MERGE)


def test_without_a_date_of_publication_the_latest_day_that_is_named_tells_the_time() -> None:
    assert untold(CUP, None, ("2024-05-12", "2005-01-01")).named_day == date(2024, 5, 12)
    assert untold(CUP, "2024-05-13", ("2024-05-12",)).named_day is None
    dated, undated = profile_of(untold(CUP)), profile_of(untold(CUP_AGAIN, None))
    assert (model_of(dated, undated), model_of(dated, dated)) == ("undated", "report")
    assert len(merge([untold(CUP, None), untold(CUP_AGAIN, None)])) == 1
    assert len(merge([untold(CUP, None), untold(LATER_CUP, None)])) == 2


@pytest.mark.parametrize(
    ("published", "times", "expected", "reason"),
    [
        ("2024-05-13", ("2024-05-12", "2024-05-11"), date(2024, 5, 12), "said"),
        ("2024-05-13", ("2019-05-04", "2024-05-11"), date(2024, 5, 11), "said"),
        ("2024-05-13", ("2024-05-20",), date(2024, 5, 13), "publication_date"),
        ("2024-05-13", (), date(2024, 5, 13), "publication_date"),
        (None, ("2024-05-12",), None, None),
    ],
)
def test_the_day_of_the_news_is_the_first_of_the_week_that_the_report_names(
    published: str | None, times: tuple[str, ...], expected: date | None, reason: str | None
) -> None:
    when = untold(CUP, published, times).when
    assert (when and when.earliest, when and when.latest, when and when.reason) == (expected, expected, reason)

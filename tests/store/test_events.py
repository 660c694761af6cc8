"""Events in versions: listed, looked up by old and new ids, and as they were."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dateline.domain.event import EventStatus
from dateline.domain.ids import EventId
from dateline.domain.issue import Issue
from dateline.domain.value import Measure
from dateline.errors import BugError, LedgerError
from dateline.store import Box, Comparison, EventQuery, EventVersion, Gone, Ledger, Merged
from tests.store import made


def merge(ledger: Ledger, *events: EventVersion, **fields: Any) -> int:
    """Writes those events as one merge."""
    return ledger.add_merge(Merged(through=1, events=events, **fields))


def ids(ledger: Ledger, query: EventQuery, as_of: int | None = None) -> list[str]:
    """The ids of what the query finds, sorted."""
    found: list[str] = sorted(event.id for event in ledger.all_events(query, as_of=as_of))
    assert ledger.count_events(query, as_of=as_of) == len(found)
    return found


def test_an_event_comes_back_as_it_was_written(ledger: Ledger) -> None:
    event = made.event("e1", restricted=["where"], text="\x00\ud800 é")
    seq = merge(ledger, event)
    found = ledger.event("e1")
    assert found is not None
    assert (found.id, found.seq, found.body) == ("e1", seq, dict(event.body))
    assert list(found.body or {}) == list(event.body)


def test_a_later_version_stands_and_the_earlier_is_kept(ledger: Ledger) -> None:
    first = merge(ledger, made.event("e1", killed=5))
    second = merge(ledger, made.event("e1", killed=9))
    assert [event.seq for event in ledger.all_events()] == [second]
    assert [event.seq for event in ledger.all_events(as_of=first)] == [first]
    assert [version.seq for version in ledger.event_versions("e1")] == [first, second]
    at = ledger.event_versions("e1")[0].at
    assert [event.seq for event in ledger.all_events(as_of=at)] == [first]
    assert ledger.event("e1", as_of=first - 1) is None


def test_an_event_as_it_was_makes_no_version(ledger: Ledger) -> None:
    merge(ledger, made.event("e1"), made.event("e2"))
    merge(ledger, made.event("e1"), made.event("e2", killed=6))
    assert [len(ledger.event_versions(name)) for name in ("e1", "e2")] == [1, 2]


def test_the_old_id_of_a_merged_event_resolves(ledger: Ledger) -> None:
    first = merge(ledger, made.event("e1"), made.event("e2"), made.event("e3"))
    merge(ledger, gone=[Gone(id=EventId("e3"), into=EventId("e2"))])
    merge(ledger, gone=[Gone(id=EventId("e2"), into=EventId("e1"))])
    assert [ledger.resolve(name) for name in ("e1", "e2", "e3", "e9")] == ["e1", "e1", "e1", None]
    found = ledger.event("e3")
    assert found is not None and found.id == "e1"
    assert ledger.resolve("e3", as_of=first) == "e3"
    assert [event.id for event in ledger.all_events()] == ["e1"]
    assert [version.merged_into for version in ledger.event_versions("e3")] == [None, "e2"]


def test_an_event_that_was_merged_can_come_back(ledger: Ledger) -> None:
    merge(ledger, made.event("e1"), made.event("e2"))
    merge(ledger, gone=[Gone(id=EventId("e2"), into=EventId("e1"))])
    merge(ledger, made.event("e2"))
    assert ledger.resolve("e2") == "e2"
    assert ids(ledger, EventQuery()) == ["e1", "e2"]


def test_an_event_without_accounts_left_is_gone_for_good(ledger: Ledger) -> None:
    merge(ledger, made.event("e1"))
    merge(ledger, gone=[Gone(id=EventId("e1"))])
    assert ledger.resolve("e1") is None
    assert ledger.event("e1") is None
    assert ids(ledger, EventQuery()) == []


def test_a_merge_into_itself_ends(ledger: Ledger) -> None:
    merge(ledger, made.event("e1"), made.event("e2"))
    merge(ledger, gone=[Gone(id=EventId("e1"), into=EventId("e2")), Gone(id=EventId("e2"), into=EventId("e1"))])
    assert ledger.resolve("e1") is None


@pytest.mark.parametrize(
    ("events", "gone"),
    [
        ((made.event("e1"), made.event("e1")), ()),
        ((made.event("e1"),), (Gone(id=EventId("e1")),)),
        ((EventVersion(id=EventId("e1"), body=made.event("e2").body),), ()),
    ],
)
def test_a_merge_that_contradicts_itself_is_a_fault(
    ledger: Ledger, events: tuple[EventVersion, ...], gone: tuple[Gone, ...]
) -> None:
    with pytest.raises(BugError):
        ledger.add_merge(Merged(through=1, events=events, gone=gone))
    assert ledger.stats().event_versions == 0


FOUND: list[tuple[EventQuery, list[str]]] = [
    (EventQuery(), ["e1", "e2", "e3", "e4"]),
    (EventQuery(ids=("e1", "e4", "e9")), ["e1", "e4"]),
    (EventQuery(types=("protest",)), ["e3"]),
    (EventQuery(types=("protest", "assault"), modes=("firearms",)), ["e1", "e2", "e3"]),
    (EventQuery(statuses=(EventStatus.REVIEWED,)), ["e2"]),
    (EventQuery(countries=("NER",)), ["e3"]),
    (EventQuery(place="osmal"), ["e1", "e2"]),
    (EventQuery(place="segou"), ["e1", "e2", "e3", "e4"]),
    (EventQuery(box=Box(south=12, west=-9, north=13, east=-7)), ["e1", "e2"]),
    (EventQuery(box=Box(south=12.5, west=-8.0, north=12.5, east=-8.0)), ["e1", "e2"]),
    (EventQuery(box=Box(south=-20, west=170, north=-10, east=-170)), ["e3"]),
    (EventQuery(first_day=date(2024, 5, 11)), ["e2", "e4"]),
    (EventQuery(last_day=date(2024, 5, 10)), ["e1", "e4"]),
    (EventQuery(first_day=date(2024, 5, 9), last_day=date(2024, 5, 10)), ["e1", "e4"]),
    (EventQuery(actor="red hand"), ["e1", "e3", "e4"]),
    (EventQuery(actor="HÁND"), ["e1", "e2", "e3", "e4"]),
    (EventQuery(actor="q77"), ["e1", "e2", "e3", "e4"]),
    (EventQuery(actor="Red Green"), []),
    (EventQuery(tolls=((Measure.KILLED, 6),)), ["e2", "e4"]),
    (EventQuery(tolls=((Measure.KILLED, 6), (Measure.INJURED, 1))), ["e4"]),
    (EventQuery(text="market"), ["e1"]),
    (EventQuery(text='"the market square"'), ["e1"]),
    (EventQuery(text='"market the"'), []),
    (EventQuery(text="MÁRK*"), ["e1", "e2"]),
    (EventQuery(text="osmal marketing"), ["e2"]),
    (EventQuery(text="al-Shabaab's"), ["e3"]),
    (EventQuery(text='" OR ) NEAR('), ["e3"]),
    (EventQuery(text="protest", actor="red"), ["e3"]),
]


@pytest.mark.parametrize("is_common", [False, True], ids=["rare words", "common words"])
def test_queries(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, is_common: bool) -> None:
    if is_common:
        monkeypatch.setattr("dateline.store.query._FEW_HITS", 0)
        monkeypatch.setattr("dateline.store.query._FEW_TEXTS", 0)
    merge(ledger, made.event("e1", type="ransom", words="x"), made.event("e4", place={"name": "Elsewhere"}))
    before = merge(
        ledger,
        made.event("e1", words="in the market square"),
        made.event("e2", day="2024-06-01", killed=7, actor="Green Hand", status="reviewed", words="marketing of osmal"),
        made.event(
            "e3", type="protest", when=None, words="al-Shabaab's near or",
            place={"country": "NER", "name": "X", "lat": -17.0, "lon": 178.5},
        ),
        made.event(
            "e4", mode=None, when={"earliest": "2024-05-10", "latest": None}, place={"lat": None, "name": "Y"},
            counts=[{"measure": "killed", "low": None, "best": None, "high": 6}, {"measure": "injured", "low": 2}],
        ),
    )  # fmt: skip
    assert [ids(ledger, query) for query, _ in FOUND] == [wanted for _, wanted in FOUND]
    merge(ledger, gone=[Gone(id=EventId(name)) for name in ("e1", "e2", "e3", "e4")])
    assert [ids(ledger, query) for query, _ in FOUND] == [[] for _ in FOUND]
    assert [ids(ledger, query, as_of=before) for query, _ in FOUND] == [wanted for _, wanted in FOUND]
    ledger.reindex()
    assert [ids(ledger, query, as_of=before) for query, _ in FOUND] == [wanted for _, wanted in FOUND]
    assert ledger.verify().is_sound


@pytest.mark.parametrize("query", [EventQuery(text=" - "), EventQuery(actor="…")])
def test_a_query_without_a_word_is_refused(ledger: Ledger, query: EventQuery) -> None:
    with pytest.raises(LedgerError):
        ledger.events(query)


def test_pages_follow_one_another_newest_first(ledger: Ledger) -> None:
    days = ["2024-05-10", "2024-05-12", "2024-05-11", "2024-05-12", "2023-01-01"]
    merge(ledger, *(made.event(f"e{number}", day=day) for number, day in enumerate(days)), made.event("e5", when=None))
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        page = ledger.events(cursor=cursor, limit=2)
        seen += [event.id for event in page.events]
        cursor = page.cursor
    assert (seen, cursor) == (["e3", "e1", "e2", "e0", "e4", "e5"], None)
    assert [event.id for event in ledger.all_events()] == seen
    with pytest.raises(LedgerError, match="cursor"):
        ledger.events(cursor="x")
    with pytest.raises(LedgerError, match="holds none"):
        ledger.events(limit=0)


def test_the_event_of_an_account_is_known(ledger: Ledger) -> None:
    first = merge(
        ledger, made.event("e1", accounts=[{"account": "k1"}]), made.event("e2", accounts=[{"account": "k2"}])
    )
    both = [{"account": "k1"}, {"account": "k2"}]
    merge(ledger, made.event("e1", accounts=both), gone=[Gone(id=EventId("e2"), into=EventId("e1"))])
    assert ledger.events_of_accounts(["k1", "k2", "k3"]) == {"k1": "e1", "k2": "e1"}
    assert ledger.events_of_accounts(["k1", "k2"], as_of=first) == {"k1": "e1", "k2": "e2"}


def test_comparisons_come_back_the_last_of_each_pair(ledger: Ledger) -> None:
    k1, k2, k3 = (made.account(name) for name in ("k1", "k2", "k3"))
    first = merge(ledger, comparisons=[Comparison(a=k2, b=k1, probability=0.25, why={"when": 1.5})])
    same = Comparison(a=k1, b=k2, probability=0.25, why={"when": 1.5})
    assert list(ledger.comparisons()) == [same]
    merge(ledger, comparisons=[same])
    assert ledger.stats().comparisons == 1
    other = Comparison(a=k2, b=k3, probability=1 / 3)
    merge(ledger, comparisons=[Comparison(a=k1, b=k2, probability=0.75), other])
    assert [one.probability for one in ledger.comparisons()] == [0.75, 1 / 3]
    assert list(ledger.comparisons([k3])) == [other]
    assert list(ledger.comparisons(as_of=first)) == [same]


def test_what_no_merge_has_taken_in_is_known(ledger: Ledger) -> None:
    one, two = ledger.add_reading(*made.added(1)), ledger.add_reading(*made.added(2))
    assert ledger.unmerged() == (one.document, two.document)
    ledger.add_merge(Merged(through=one.seq, issues=[Issue("merge", "judgement_loose", "no such account")]))
    assert ledger.merged_through() == one.seq
    assert ledger.unmerged() == (two.document,)
    assert ledger.unmerged(as_of=one.seq) == (one.document,)
    assert [issue.kind for _, issue in ledger.issues()] == ["judgement_loose"]


def test_what_is_told_in_passing_can_be_left_out(ledger: Ledger) -> None:
    told = {"e1": "main", "e2": "grave", "e3": "minor", "e4": "passing"}
    merge(ledger, *(made.event(name, salience=salience) for name, salience in told.items()), made.event("e5"))
    # One written before events had a salience is shown.
    assert sorted(ids(ledger, EventQuery(notable=True))) == ["e1", "e2", "e5"]
    assert ledger.count_events(EventQuery(notable=True)) == 3
    merge(ledger, made.event("e3", salience="main"))
    assert ledger.count_events(EventQuery(notable=True)) == 4
    ledger.reindex()
    assert ledger.count_events(EventQuery(notable=True)) == 4
    assert ledger.count_events(EventQuery(notable=False)) == 5
    assert sorted(ids(ledger, EventQuery(notable=True, types=("assault",), place="osmal"))) == ["e1", "e2", "e3", "e5"]

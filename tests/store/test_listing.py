"""Lists of events in every order, of reports, of voices; and what a list does not tell."""

from __future__ import annotations

import json

import pytest

from dateline.domain.brief import COLUMNS, brief_from_row
from dateline.domain.event import EventStatus
from dateline.domain.ids import EventId
from dateline.domain.value import Measure
from dateline.errors import LedgerError
from dateline.store import SORTS, Codings, EventQuery, Gone, Ledger, Listing, Merged, ReportListing, ReportQuery
from tests.store import made

SECRET = {"restricted": ["where"], "place": {"name": "Hidden", "lat": 1.0, "lon": 2.0}}


@pytest.fixture
def listing(ledger: Ledger) -> Listing:
    """Seven events on different days with different tolls, one of them with a restricted place."""
    days = ("2024-05-03", "2024-05-01", "2024-05-07", "2024-05-02", "2024-05-07", "2024-05-05", "2024-05-06")
    events = [
        made.event(f"e{number}", day=day, killed=number * 7 % 5, confidence=number / 10, words="market")
        for number, day in enumerate(days, 1)
    ]
    events[3] = made.event("e4", day=days[3], killed=4, confidence=0.4, words="market", **SECRET)
    ledger.add_merge(Merged(through=2, events=events))
    ledger.add_merge(
        Merged(through=2, events=[made.event("e2", day=days[1], killed=9, status="reviewed", words="market")])
    )
    return Listing(ledger)


def walked(
    listing: Listing, sort: str, limit: int, *, is_whole: bool = True, query: EventQuery | None = None
) -> list[str]:
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = listing.page(query or EventQuery(), sort=sort, limit=limit, cursor=cursor, is_whole=is_whole)
        found += [one.id for one in page.events]
        cursor = page.cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("is_whole", [True, False])
@pytest.mark.parametrize("few", [0, 2000])
def test_pages_come_to_the_whole_in_its_order(
    listing: Listing, sort: str, is_whole: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.store.listing._FEW", few)
    whole = walked(listing, sort, 100, is_whole=is_whole)
    assert sorted(whole) == [f"e{number}" for number in range(1, 8)]
    for limit in (1, 2, 3):
        assert walked(listing, sort, limit, is_whole=is_whole) == whole
    assert [json.loads(one.line)[0] for one in listing.lines(EventQuery(), sort=sort, is_whole=is_whole)] == whole


def test_each_order_is_what_its_name_says(listing: Listing) -> None:
    assert walked(listing, "-day", 9) == ["e5", "e3", "e7", "e6", "e1", "e4", "e2"]
    assert walked(listing, "day", 9) == ["e2", "e4", "e1", "e6", "e7", "e3", "e5"]
    assert walked(listing, "-killed", 2)[0] == "e2", "its later version has nine"
    assert walked(listing, "confidence", 9)[:2] == ["e2", "e1"]
    assert walked(listing, "-changed", 9)[0] == "e2"


def test_what_is_restricted_decides_no_order_and_no_finding(listing: Listing) -> None:
    for sort in SORTS:
        assert walked(listing, sort, 2, is_whole=False)[-1] == "e4"
    asked = {
        "place": EventQuery(place="Hidden"),
        "text": EventQuery(text="market"),
        "toll": EventQuery(tolls=((Measure.KILLED, 4),)),
    }
    for query in asked.values():
        assert "e4" in walked(listing, "-day", 9, query=query)
        assert "e4" not in walked(listing, "-day", 9, query=query, is_whole=False)
        n_open = listing.count(query, is_whole=False)
        assert n_open == len(walked(listing, "-day", 9, query=query, is_whole=False)) < listing.count(query)
    open_ones = EventQuery(statuses=(EventStatus.MACHINE,))
    assert listing.count(open_ones, is_whole=False) == listing.count(open_ones) == 6


def test_a_line_is_the_event_in_brief(listing: Listing) -> None:
    line = listing.brief("e4")
    assert line is not None
    brief = brief_from_row(json.loads(line.line))
    assert (brief.place, brief.killed_best, brief.restricted, line.restricted) == ("Hidden", 4, 1, 1)
    assert len(json.loads(line.line)) == len(COLUMNS)
    assert listing.brief("e99") is None


def open_ones(listing: Listing, limit: int) -> list[tuple[float, str]]:
    """All events that wait for a look, so many at a time."""
    found: list[tuple[float, str]] = []
    while some := listing.open_lines(limit, after=found[-1] if found else None):
        found += [(worth, json.loads(line.line)[0]) for worth, line in some]
    return found


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_events_wait_for_a_look_in_the_order_of_what_it_is_worth(listing: Listing, limit: int) -> None:
    found = open_ones(listing, limit)
    assert sorted(name for _, name in found) == ["e1", "e3", "e4", "e5", "e6", "e7"]
    briefs = [brief_from_row(json.loads(line.line)) for line in listing.lines(EventQuery())]
    asked = sorted((-brief.worth, brief.id) for brief in briefs if brief.status == "machine")
    assert found == [(-rank, name) for rank, name in asked]


def test_what_somebody_has_looked_at_waits_no_longer(listing: Listing, ledger: Ledger) -> None:
    ledger.add_merge(Merged(through=2, events=[made.event("e1", status="reviewed"), made.event("e3", killed=90)]))
    ledger.add_merge(Merged(through=2, events=[], gone=[Gone(id=EventId("e5"), into=None)]))
    found = open_ones(listing, 2)
    assert sorted(name for _, name in found) == ["e3", "e4", "e6", "e7"]
    ledger.add_merge(Merged(through=2, events=[made.event("e1")]))
    whole = open_ones(listing, 50)
    assert "e1" in {name for _, name in whole}
    ledger.reindex()
    assert open_ones(listing, 50) == whole


@pytest.mark.parametrize("cursor", ["", "nonsense", "W10=", "WyJkYXkiLCAwLCAiMjAyNCIsICJlMSJd", "W1sxXSwgMCwgMSwgMl0="])
def test_a_cursor_of_something_else_is_refused(listing: Listing, cursor: str) -> None:
    with pytest.raises(LedgerError, match="cursor"):
        listing.page(EventQuery(), sort="-killed", cursor=cursor)


def test_voices_are_summed_over_what_stands_and_is_open(ledger: Ledger) -> None:
    def figures(low: int, outlet: str, witness: int, speaker: str | None = None) -> dict[str, object]:
        sources = [speaker] if speaker else []
        return {"low": low, "high": low, "outlet": outlet, "witness": witness, "standing": "total", "sources": sources}

    def accounts(*outlets: str) -> list[dict[str, object]]:
        return [{"account": f"k{one}", "outlet": one, "document": one} for one in outlets]

    given = [figures(3, "Courier", 1), figures(9, "Post", 2, "the army")]
    disputed = [
        {
            "measure": "killed",
            "low": 3,
            "best": 3,
            "high": 9,
            "figures": given,
        }
    ]
    events = [
        made.event("e1", accounts=accounts("Courier", "Post"), counts=disputed),
        made.event("e2", accounts=accounts("Courier"), counts=[]),
        made.event("e3", accounts=accounts("Secret"), counts=[], restricted=["accounts"]),
    ]
    ledger.add_merge(Merged(through=2, events=events))
    found = {
        one.name: (one.events, one.figures, one.alone, one.contradicted) for one in Listing(ledger).voices("outlet")
    }
    assert found == {"Courier": (2, 1, 1, 1), "Post": (1, 1, 0, 1)}
    (army,) = Listing(ledger).voices("speaker")
    assert (army.name, army.figures, army.contradicted) == ("the army", 1, 1)


def test_reports_are_listed_by_their_present_readings(ledger: Ledger) -> None:
    for number in range(5):
        ledger.add_reading(*made.added(number, title=f"Market {number}"))
    ledger.add_reading(*made.added(2, run=made.NEWER, title="Market two, read anew"))
    listing = ReportListing(ledger)
    found, cursor = listing.reports(ReportQuery(), limit=3)
    rest, end = listing.reports(ReportQuery(), limit=3, cursor=cursor)
    assert (len(found), len(rest), end) == (3, 2, None)
    assert found[0].title == "Market two, read anew"
    assert (found[0].claims, found[0].accounts, found[0].issues) == (1, 1, 1)
    assert len({one.key for one in (*found, *rest)}) == 5
    by_words, _ = listing.reports(ReportQuery(text="two market", outlet="Osmal Courier", sort="-published"))
    assert [one.title for one in by_words] == ["Market two, read anew"]
    first, cursor = listing.reports(ReportQuery(sort="-published"), limit=4)
    rest, _ = listing.reports(ReportQuery(sort="-published"), limit=4, cursor=cursor)
    assert len({one.key for one in (*first, *rest)}) == 5
    assert listing.report_key(found[0].key) == listing.report_key(found[0].id) == found[0].key
    assert listing.report_key("none") is None
    kept = listing.raw_of(found[0].key)
    assert kept is not None and ledger.raw(kept[0])


def test_codings_are_of_the_event_that_an_id_leads_to_now(ledger: Ledger) -> None:
    codings = Codings(ledger)
    ledger.add_merge(Merged(through=2, events=[made.event("e1"), made.event("e2")]))
    codings.keep(made.coding("e1", "Ada", killed=5))
    codings.keep(made.coding("e1", "Ada", killed=6))
    codings.keep(made.coding("e2", "Bo", killed=7))
    assert [(one.event, one.by, one.values["killed"]) for one in codings.all()] == [("e1", "Ada", 6), ("e2", "Bo", 7)]
    ledger.add_merge(Merged(through=2, gone=[made.gone("e2", "e1")]))
    assert {one.event for one in codings.all()} == {"e1"}


def test_judgements_are_listed_newest_first(ledger: Ledger) -> None:
    for number in range(4):
        ledger.add_judgement(made.judgement(f"j{number}", by="Ada" if number % 2 else "Bo", note=str(number)))
    found, before = ReportListing(ledger).judgements(limit=3)
    assert [one.id for _, one in found] == ["j3", "j2", "j1"]
    rest, end = ReportListing(ledger).judgements(before=before, limit=3)
    assert ([one.id for _, one in rest], end) == (["j0"], None)
    assert [one.id for _, one in ReportListing(ledger).judgements(by="Ada", about=["e1"])[0]] == ["j3", "j1"]

"""Events that were asked for, as tables and plots, and the situation report of a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import dateline
from dateline.errors import ConfigError
from dateline.service.merging import LedgerMerge
from tests.service.test_merging import filled


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> dateline.Ledger:
    opened = dateline.Ledger(tmp_path_factory.mktemp("kept") / "kept.ledger")
    filled(LedgerMerge(opened.store))
    return opened


def test_events_are_gone_through_again_and_are_a_table(ledger: dateline.Ledger) -> None:
    events = ledger.events()
    assert [one.id for one in events] == [one.id for one in events] != []
    assert events.to_pandas()["event"].tolist() == [one.id for one in events]
    assert len(events.to_pandas("figures")) == sum(len(toll.figures) for one in events for toll in one.tolls)
    assert events.to_geopandas().crs.to_epsg() == 4326
    assert "<table>" in events._repr_html_()


def test_a_fault_in_the_question_is_told_where_it_is_put(ledger: dateline.Ledger) -> None:
    with pytest.raises(ConfigError, match="no policy"):
        ledger.events(policy="loudest")


def test_plots_are_drawn_of_all_or_of_some(ledger: dateline.Ledger, tmp_path: Path) -> None:
    assert ledger.plot.tolls(by="year", out=tmp_path / "tolls.svg").told.startswith("Killed, by year")
    some = ledger.events(dateline.EventQuery(ids=(next(iter(ledger.events())).id,)))
    assert "1 event" in some.plot.map(out=tmp_path / "map.png").told
    assert some.plot.timeline().figure.axes and ledger.plot("sources").figure.axes
    assert (tmp_path / "tolls.svg").stat().st_size > 1000 and (tmp_path / "map.png").stat().st_size > 1000


def test_tables_and_plots_leave_out_what_people_restricted(ledger: dateline.Ledger) -> None:
    event = next(one for one in ledger.events() if one.place is not None and one.participants)
    judged = [ledger.restrict(event.id, field=field, by="A. Coder") for field in ("where", "participants")]
    some = ledger.events(dateline.EventQuery(ids=(event.id,)))
    try:
        assert some.to_pandas()["lat"].isna().all() and not some.to_pandas("participants").size
        assert some.to_geopandas().geometry.isna().all()
        whole = some.to_pandas(restricted=True)
        assert whole["lat"].notna().all() and whole["restricted"].item() == "participants; where"
        assert event.place is not None and event.place.name not in some._repr_html_()
    finally:
        ledger.undo(*(one.judgement.id for one in judged), by="A. Coder")


def test_a_report_is_written_with_titles_and_the_entry_of_the_log(ledger: dateline.Ledger, tmp_path: Path) -> None:
    query = dateline.EventQuery(first_day=date(2020, 1, 1), last_day=date(2030, 12, 31))
    made = ledger.report(tmp_path / "report.html", query, title="Osmal in May")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    head = ledger.store.head()
    assert made.path == tmp_path / "report.html" and made.situation.sources and head is not None
    assert "Ledger kept.ledger" in page and str(tmp_path.parent) not in page
    assert "Osmal in May" in page and f"entry {head.seq} of its log" in page and head.hash[:16] in page
    titles = {one.title for one in made.situation.sources if one.title}
    assert titles and all(title in page for title in titles)
    ledger.report(tmp_path / "again.html", query, title="Osmal in May")
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "report.html").read_bytes()


def test_a_report_shows_the_ledger_as_it_was(ledger: dateline.Ledger) -> None:
    head = ledger.store.head()
    assert head is not None
    event = next(iter(ledger.events()))
    judged = ledger.accept(event.id, by="A. Coder")
    try:
        past = ledger.report(as_of=head.seq).situation
        assert past.entry is not None and past.entry[0] == head.seq
        told = [*(one.event for one in past.numbered), *past.lesser]
        assert {one.status for one in told} == {"machine"}
    finally:
        ledger.undo(judged.judgement.id, by="A. Coder")


def test_another_ending_or_a_place_that_is_not_there_is_refused(ledger: dateline.Ledger, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"'report.docx'"):
        ledger.report(tmp_path / "report.docx")
    with pytest.raises(ConfigError, match="cannot be written"):
        ledger.report(tmp_path / "absent" / "report.html")

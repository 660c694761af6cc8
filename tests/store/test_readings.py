"""What goes into the ledger comes out again, once, whole, and as it was."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dateline.domain.document import OffsetMap, Removed
from dateline.domain.raw_document import Given
from dateline.errors import LedgerError
from dateline.store import Ledger
from tests.store import made


def test_a_reading_comes_back_equal(ledger: Ledger) -> None:
    source, reading = made.added(
        label="r-1", authors=("A. B.",), url="https://example.org/1", removed=(Removed("footer", "x"),)
    )
    reading = replace(reading, document=replace(reading.document, offsets=OffsetMap(((0, 3, 10), (10, 20, 5)))))
    ledger.add_reading(source, reading)
    found = ledger.reading(reading.document.key)
    assert found == reading
    assert found is not None and found.to_dict() == reading.to_dict()
    assert list(ledger.readings()) == [reading]


def test_bytes_come_back_bit_for_bit(ledger: Ledger) -> None:
    contents = [b"", b"\x00\xff\x1b", os.urandom(3000), b"word " * 4000, "čte \U0001f4f0".encode()]
    for number, content in enumerate(contents):
        source = made.raw_document("", raw=content)
        ledger.add_reading(source, made.reading(source, made.report(number)))
        assert ledger.raw(source.sha256) == content
    stats = ledger.stats()
    assert stats.source_bytes == sum(map(len, contents))
    # What repeats itself shrinks, and nothing else grows by more than a byte.
    assert stats.stored_source_bytes < stats.source_bytes - 19_000


def test_text_that_no_database_holds_comes_back(ledger: Ledger) -> None:
    text = "Gunmen killed 3 traders near Osmal on Friday \x00 \x1b0041 \ud83d."
    source = made.raw_document("x", uri="caf\udce9\x00.txt", title="\x1b")
    reading = made.reading(source, text, title="\udcff\x00", label="\x00")
    ledger.add_reading(source, reading)
    assert list(ledger.readings()) == [reading]
    assert ledger.done(made.RUN) == ((source.uri, source.sha256),)
    assert ledger.labels() == {"\x00": reading.document.key}
    assert next(iter(ledger.documents())).title == "\udcff\x00"
    assert next(iter(ledger.raw_documents())) == source
    assert ledger.verify().is_sound


def test_the_same_again_changes_nothing(ledger: Ledger) -> None:
    source, reading = made.added()
    first = ledger.add_reading(source, reading)
    head = ledger.head()
    again = ledger.add_reading(source, reading)
    assert first.is_new and not again.is_new
    assert (again.seq, again.is_current) == (first.seq, True)
    assert ledger.head() == head


def test_a_source_is_done_where_it_was_met_and_by_what_read_it(ledger: Ledger) -> None:
    source, reading = made.added()
    assert not ledger.is_done(source, made.RUN)
    ledger.add_reading(source, reading)
    assert ledger.is_done(source, made.RUN)
    assert not ledger.is_done(source, made.NEWER)
    assert not ledger.is_done(replace(source, given=Given(outlet="Other")), made.RUN)
    elsewhere = replace(source, uri="copy.txt")
    assert not ledger.is_done(elsewhere, made.RUN)
    ledger.add_reading(elsewhere, reading)
    assert ledger.is_done(elsewhere, made.RUN)
    assert ledger.done(made.RUN) == (("report-0.txt", source.sha256), ("copy.txt", source.sha256))
    assert ledger.done(made.NEWER) == ()
    assert ledger.stats().readings == 1


def test_a_newer_run_takes_over_and_the_older_reading_is_kept(ledger: Ledger) -> None:
    source, old = made.added()
    first = ledger.add_reading(source, old)
    _, new = made.added(run=made.NEWER)
    second = ledger.add_reading(source, new)
    key = old.document.key
    assert second.is_new and second.is_current
    assert ledger.reading(key) == new
    assert ledger.reading(key, as_of=first.seq) == old
    assert ledger.reading_under(first.seq) == old
    assert [(one.seq, one.run) for one in ledger.reading_versions(key)] == [
        (first.seq, made.RUN),
        (second.seq, made.NEWER),
    ]
    assert ledger.stats().documents == 1


def test_an_older_run_does_not_take_over_again(ledger: Ledger) -> None:
    ledger.add_reading(*made.added(1))
    source, new = made.added(run=made.NEWER)
    ledger.add_reading(source, new)
    late = ledger.add_reading(*made.added())
    assert late.is_new and not late.is_current
    assert ledger.reading(new.document.key) == new


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_places_of_one_text_the_same_counts_whichever_came_first(ledger: Ledger, turned: bool) -> None:
    text = made.report()
    wire = made.raw_document(text, uri="wire.html", raw=b"<p>wire</p>")
    paper = made.raw_document(text, uri="paper.html", raw=b"<p>paper</p>")
    both = [
        (wire, made.reading(wire, text, published=date(2024, 5, 11), outlet="Wire")),
        (paper, made.reading(paper, text, published=date(2024, 5, 12), outlet="Paper")),
    ]
    for source, reading in reversed(both) if turned else both:
        ledger.add_reading(source, reading)
    assert [one.outlet for one in ledger.documents()] == ["Wire"]


def test_what_is_known_of_a_document_can_be_put_right(ledger: Ledger) -> None:
    text = made.report()
    wrong, right = made.raw_document(text), made.raw_document(text, published=date(2024, 5, 13))
    ledger.add_reading(wrong, made.reading(wrong, text))
    corrected = ledger.add_reading(right, made.reading(right, text, published=date(2024, 5, 13)))
    assert corrected.is_new and corrected.is_current
    assert [one.published for one in ledger.documents()] == [date(2024, 5, 13)]


def test_sources_come_back_to_be_read_again(ledger: Ledger) -> None:
    one, two = (
        made.raw_document(made.report(1), uri="1", id="a", authors=("X",)),
        made.raw_document(made.report(2), uri="2"),
    )
    for number, source in enumerate((one, two), 1):
        ledger.add_reading(source, made.reading(source, made.report(number)))
        ledger.add_reading(source, made.reading(source, made.report(number), run=made.NEWER))
    assert list(ledger.raw_documents()) == [one, two]


def test_documents_and_their_claims_are_found(ledger: Ledger) -> None:
    source, reading = made.added(label="r-1")
    at = ledger.add_reading(source, reading)
    (found,) = ledger.documents([reading.document.key])
    assert (found.label, found.outlet, found.published, found.reading) == (
        "r-1",
        "Osmal Courier",
        date(2024, 5, 12),
        at.seq,
    )
    assert ledger.document_of(reading.claims[0].id) == reading.document.key
    assert ledger.document_of(reading.accounts[0].id) == reading.document.key
    assert ledger.document_of("k0") is None
    assert ledger.document_of(reading.claims[0].id, as_of=at.seq - 1) is None


def test_a_view_of_a_moment_shows_what_was_there(ledger: Ledger) -> None:
    ledger.add_reading(*made.added(1))
    entry = ledger.head()
    assert entry is not None
    ledger.add_reading(*made.added(2))
    assert len(list(ledger.documents())) == 2
    assert len(list(ledger.documents(as_of=entry.at))) == 1
    assert len(list(ledger.readings(as_of=entry.seq))) == 1
    assert not list(ledger.documents(as_of=datetime(2024, 1, 1, tzinfo=UTC)))


def test_a_moment_needs_a_zone(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no time zone"):
        list(ledger.documents(as_of=datetime(2024, 1, 1)))  # noqa: DTZ001


@pytest.mark.parametrize("wrong", ["bytes", "document"])
def test_bytes_that_are_not_what_they_are_said_to_be_are_refused(ledger: Ledger, wrong: str) -> None:
    source, reading = made.added()
    if wrong == "bytes":
        source = replace(source, raw=b"other")
    else:
        reading = replace(reading, document=replace(reading.document, sha256="0" * 64))
    with pytest.raises(LedgerError, match="bytes"):
        ledger.add_reading(source, reading)
    assert ledger.stats().readings == 0


def test_a_read_source_is_asked_for_by_its_address(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no bytes"):
        ledger.raw("0" * 64)
    with pytest.raises(LedgerError, match="no reading"):
        ledger.reading_under(1)
    assert ledger.reading("0" * 64) is None


def test_several_writings_are_kept_together_or_not_at_all(ledger: Ledger) -> None:
    def half_way() -> None:
        with ledger.transaction():
            ledger.add_reading(*made.added(1))
            assert len(list(ledger.documents())) == 1
            raise KeyError

    with pytest.raises(KeyError):
        half_way()
    assert not list(ledger.documents())
    with ledger.transaction():
        ledger.add_reading(*made.added(1))
        source, reading = made.added(2)
        with pytest.raises(LedgerError):
            ledger.add_reading(replace(source, raw=b""), reading)
        ledger.add_reading(source, reading)
    assert len(list(ledger.documents())) == 2
    assert ledger.verify().is_sound

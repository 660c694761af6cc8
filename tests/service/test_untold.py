"""Reports in which no claim was read, in a stored ledger: kept, found, judged and exported like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.domain.event import EventStatus, Salience
from dateline.domain.judgement import Verdict
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.telling import UNTYPED
from dateline.export import EXPORTERS
from dateline.service.asking import explain, history
from dateline.service.exporting import export
from dateline.service.judging import Decision, judge
from dateline.service.merging import LedgerMerge
from dateline.store import EventQuery, StoredEvent
from dateline.store import Ledger as Store
from tests.service.test_merging import bodies, filled
from tests.store import made

CUPS = (
    "Odalys Brenner lifted the Cup of the Lakes in Velmora on Friday: her 2 goals for the Harbour Rovers killed the hopes of "
    "Kestrel Town, whose trainer Anselm Quist had brought the Gunmen, as their followers call them, to a third final. The "
    "goalkeeper Teodor Vash, born in Osmal, saved a penalty in the last minute before nine thousand spectators.",
    "The Harbour Rovers won the Cup of the Lakes in Velmora on Friday, and the 2 goals of Odalys Brenner killed the hopes of "
    "Kestrel Town. Nine thousand spectators saw how Teodor Vash of Osmal saved a penalty. The Gunmen, as followers of Kestrel "
    "Town call them, lost their third final under the trainer Anselm Quist.",
)


def silent(number: int, **fields: Any) -> tuple[RawDocument, Reading]:
    """A source and a reading of it in which there is no claim, of a day on which nothing else was printed."""
    fields = {"title": None, "published": date(2024, 6, 3)} | fields
    source = made.raw_document(CUPS[number], uri=f"cup-{number}.txt")
    reading = made.reading(source, CUPS[number], **fields)
    return source, replace(reading, claims=(), accounts=(), actors=(), places=(), relevance=0.03)


@pytest.fixture
def cups(merge: LedgerMerge) -> LedgerMerge:
    filled(merge)
    for number in range(2):
        merge.add_reading(*silent(number))
    return merge


def cup_of(store: Store) -> Any:
    [event] = store.events(EventQuery(types=(UNTYPED,)), limit=10).events
    return event


def body_of(event: StoredEvent | None) -> dict[str, Any]:
    assert event is not None and event.body is not None
    return event.body


def test_they_are_one_event_that_only_a_list_of_everything_shows(cups: LedgerMerge) -> None:
    body = body_of(cup_of(cups.store))
    assert len(body["accounts"]) == 2 and body["salience"] == Salience.PASSING
    listed = cups.store.events(EventQuery(notable=True), limit=50).events
    assert listed and all(body_of(one)["type"] != UNTYPED for one in listed)


def test_a_rebuild_changes_nothing(cups: LedgerMerge) -> None:
    before = bodies(cups.store)
    assert cups.rebuild().is_nothing and bodies(cups.store) == before


def test_they_are_judged_explained_and_found_by_their_ids(cups: LedgerMerge) -> None:
    store = cups.store
    event = cup_of(store)
    one, other = (account["account"] for account in event.body["accounts"])
    assert store.names_beginning(one[:8]) == (one,)
    assert store.document_of(one) is not None
    assert store.accounts_of([one, event.id]) == {one: one, event.id: f"k{event.id[1:]}"}
    assert explain(cups, event.id).explanation.event.type == UNTYPED
    made_out = judge(cups, [event.id, other], Decision(verdict=Verdict.SPLIT, by="A. Coder"))
    assert len(store.events(EventQuery(types=(UNTYPED,)), limit=10).events) == 2
    judge(cups, [made_out.judgement.id], Decision(verdict=Verdict.UNDO, by="A. Coder"))
    judge(cups, [event.id], Decision(verdict=Verdict.AMEND, by="A. Coder", field="type", value="cooperate"))
    assert body_of(store.event(event.id))["type"] == "cooperate"
    assert cups.rebuild().is_nothing and history(store, event.id)


def test_a_better_reader_that_finds_a_claim_keeps_what_was_decided(cups: LedgerMerge) -> None:
    store = cups.store
    event = cup_of(store)
    judge(cups, [event.id], Decision(verdict=Verdict.ACCEPT, by="A. Coder"))
    for number in range(2):
        source = made.raw_document(CUPS[number], uri=f"cup-{number}.txt")
        cups.add_reading(
            source, made.reading(source, CUPS[number], title=None, published=date(2024, 6, 3), run=made.NEWER)
        )
    assert not store.events(EventQuery(types=(UNTYPED,)), limit=10).events
    assert not [issue for _, issue in store.issues() if issue.kind == "loose_judgement"]
    accepted = store.events(EventQuery(statuses=(EventStatus.REVIEWED,)), limit=10).events
    assert [body_of(one)["type"] for one in accepted] == ["assault"]
    assert cups.rebuild().is_nothing


@pytest.mark.parametrize("to", sorted(EXPORTERS.names()))
def test_they_break_no_export(cups: LedgerMerge, tmp_path: Path, to: str) -> None:
    done = export(cups.store, tmp_path / "out", to=to, query=EventQuery(types=(UNTYPED,)))
    assert done is not None

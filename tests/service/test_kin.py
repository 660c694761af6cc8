"""Versions and copies of a report: found under what the merge keeps of its wording, and by its address."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dateline.domain.judgement import Verdict
from dateline.errors import UnknownError
from dateline.service import kin
from dateline.service.judging import Decision, judge
from dateline.service.kin import kin_of
from dateline.service.merging import LedgerMerge
from dateline.store import Ledger as Store
from tests.store import made

#: One wire's story, and what two outlets made of it.
WIRE = (
    "Gunmen killed 14 traders near Osmal on Friday, when they stopped a convoy of lorries on the road to the river crossing. "
    "The governor of the district blamed the Red Hand, which has held the hills above the town since the harvest failed. "
    "Survivors who reached the clinic said that the attackers wore the coats of the road police and asked for papers first. "
    "The convoy had left the salt market before dawn, with flour and lamp oil for the villages beyond the second ford."
)
SHORTENED = WIRE.rsplit(". ", 1)[0] + "."
REWORDED = WIRE.replace("lamp oil", "paraffin").replace("of lorries ", "")
CORRECTED = WIRE.replace("killed 14", "killed 16") + " An earlier version of this report gave a lower number of dead."
OTHER = (
    "Gunmen killed 3 guards of the Dunmore Mill in Osmal on Friday, its owner wrote in a letter that was read out in court. "
    "Grain worth two years of wages was carried off by night in hand carts, and the weir was opened behind them."
)
PAGE = "https://courier.example/osmal-convoy"


def keep(merge: LedgerMerge, text: str, uri: str, **fields: Any) -> str:
    source = made.raw_document(text, uri=uri, outlet=fields.get("outlet"))
    reading = made.reading(source, text, **fields)
    merge.add_reading(source, reading)
    return str(reading.document.key)


@pytest.fixture
def told(merge: LedgerMerge) -> dict[str, str]:
    """The keys of one wire told by three outlets, of one corrected version of its page, and of another report."""
    return {
        "wire": keep(merge, WIRE, "a.txt", outlet="Osmal Courier", url=PAGE),
        "shortened": keep(merge, SHORTENED, "b.txt", outlet="Harrow Gazette", url="https://gazette.example/1"),
        "reworded": keep(merge, REWORDED, "c.txt", outlet="Radio Varda", url="https://varda.example/1"),
        "corrected": keep(
            merge,
            CORRECTED,
            "d.txt",
            outlet="Osmal Courier",
            url=PAGE,
            modified=datetime(2024, 5, 14, 9, 0, tzinfo=UTC),
        ),
        "other": keep(merge, OTHER, "e.txt", outlet="River Post", url="https://river.example/1"),
    }


def copies(store: Store, key: str, **fields: Any) -> dict[str, float]:
    return {one.report.key: one.similarity for one in kin_of(store, key, **fields).copies}


def test_what_outlets_made_of_one_wire_are_copies_of_each_other(store: Store, told: dict[str, str]) -> None:
    found = copies(store, told["shortened"])
    assert found.keys() == {told["wire"], told["reworded"], told["corrected"]}
    assert all(0.4 <= similarity < 1 for similarity in found.values())
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert copies(store, told["other"]) == {}


def test_versions_of_a_page_are_in_order_and_no_copies(store: Store, told: dict[str, str]) -> None:
    first = kin_of(store, told["wire"])
    assert [(one.report.key, one.is_this, one.is_newest) for one in first.versions] == [
        (told["wire"], True, False), (told["corrected"], False, True),
    ]  # fmt: skip
    assert first.newer is not None and first.newer.key == told["corrected"]
    assert {one.report.key for one in first.copies} == {told["shortened"], told["reworded"]}
    later = kin_of(store, told["corrected"])
    assert [one.is_this for one in later.versions] == [False, True] and later.newer is None
    assert kin_of(store, told["other"]).versions == ()


def test_a_version_that_came_late_is_not_newer_for_that(merge: LedgerMerge, store: Store) -> None:
    new = keep(merge, CORRECTED, "new.txt", url=PAGE, published=date(2024, 5, 13))
    old = keep(merge, WIRE, "old.txt", url=PAGE, published=date(2024, 5, 12))
    assert [one.report.key for one in kin_of(store, new).versions] == [old, new]
    newer = kin_of(store, old).newer
    assert newer is not None and newer.key == new


def test_the_very_same_text_elsewhere_is_a_copy(merge: LedgerMerge, store: Store) -> None:
    key = keep(merge, WIRE, "a.txt", outlet="Osmal Courier", url=PAGE)
    assert keep(merge, WIRE, "b.txt", outlet="Radio Varda", url="https://varda.example/1") == key
    [copy] = kin_of(store, key).copies
    assert (copy.report.key, copy.report.outlet, copy.similarity) == (key, "Radio Varda", 1.0)


def test_what_is_restricted_has_no_kin_for_who_may_not_see_it(
    merge: LedgerMerge, store: Store, told: dict[str, str]
) -> None:
    account = next(one.account for one in store.tellings_in([told["reworded"]]))
    event = store.events_of_accounts([account])[account]
    judge(merge, (event,), Decision(verdict=Verdict.RESTRICT, by="Ada", field="where"))
    hidden = {
        key for key in told.values()
        if event in store.events_of_accounts([one.account for one in store.tellings_in([key])]).values()
    }  # fmt: skip
    assert told["reworded"] in copies(store, told["wire"])
    assert not hidden & copies(store, told["wire"], is_whole=False).keys()


def test_few_reports_are_compared(store: Store, told: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kin, "MOST_COMPARED", 1)
    assert len(copies(store, told["shortened"])) == 1
    monkeypatch.setattr(kin, "MOST_COMPARED", 200)
    monkeypatch.setattr(kin, "MOST_UNDER_KEY", 0)
    assert copies(store, told["shortened"]) == {}


def test_a_report_that_is_not_in_has_no_kin(store: Store) -> None:
    with pytest.raises(UnknownError):
        kin_of(store, "nothing")

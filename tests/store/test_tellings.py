"""Tellings and their keys: those of the present readings, and no others."""

from __future__ import annotations

import pytest

from dateline.domain.ids import DocumentKey
from dateline.errors import LedgerError
from dateline.store import Ledger
from tests.store import made


def test_accounts_are_found_by_their_keys(ledger: Ledger) -> None:
    for number in (1, 2, 3):
        source, reading = made.added(number)
        ledger.add_reading(
            source, reading, [made.telling(reading, "all", f"only-{number}", f"only-{number}", n=number)]
        )
    accounts = sorted(telling.account for telling in ledger.tellings())
    assert len(accounts) == 3
    found = ledger.accounts_with_keys(["all", "only-2", "none"])
    assert list(found) == ["all", "only-2"]
    assert list(found["all"] or ()) == accounts
    (accounts_of_2,) = found["only-2"] or ()
    assert ledger.accounts_with_keys(["all", "only-2"], most=2) == {"all": None, "only-2": found["only-2"]}
    assert ledger.accounts_with_keys(["all"], most=2, as_of=ledger.head().seq) == {"all": None}  # type: ignore[union-attr]
    assert ledger.keys_of(found["only-2"] or ()) == {accounts_of_2: ("all", "only-2")}
    assert ledger.accounts_with_keys(["all"], most=3) == {"all": found["all"]}
    (telling,) = ledger.tellings(found["only-2"])
    assert telling.payload == {"text": "told", "n": 2}
    assert list(ledger.tellings([])) == []


def test_a_newer_reading_brings_its_own_tellings(ledger: Ledger) -> None:
    source, old = made.added()
    first = ledger.add_reading(source, old, [made.telling(old, "old", version=1)])
    _, new = made.added(run=made.NEWER)
    ledger.add_reading(source, new, [made.telling(new, "new", version=2)])
    account = old.accounts[0].id
    assert ledger.accounts_with_keys(["old", "new"]) == {"new": (account,)}
    assert [telling.payload["version"] for telling in ledger.tellings([account])] == [2]
    assert ledger.accounts_with_keys(["old", "new"], as_of=first.seq) == {"old": (account,)}
    assert [telling.payload["version"] for telling in ledger.tellings(as_of=first.seq)] == [1]
    assert ledger.accounts_with_keys(["old"], most=5) == {}
    told = {as_of: [one.payload["version"] for one in ledger.tellings_in([old.document.key], as_of=as_of)]
            for as_of in (0, first.seq, None)}  # fmt: skip
    assert told == {0: [], first.seq: [1], None: [2]}
    claim = old.claims[0]
    assert ledger.accounts_of([claim.id, "c0"]) == {claim.id: account}
    assert ledger.accounts_of([f"e{account[1:]}"]) == {f"e{account[1:]}": account}
    assert ledger.accounts_of([claim.id], as_of=0) == {}
    assert ledger.keys_of([account]) == {account: ("new",)}


def test_tellings_are_replaced_without_reading_again(ledger: Ledger) -> None:
    source, reading = made.added()
    added = ledger.add_reading(source, reading, [made.telling(reading, "a")])
    seq = ledger.retell({reading.document.key: [made.telling(reading, "b")]}, subject="merge 2")
    assert list(ledger.accounts_with_keys(["a", "b"])) == ["b"]
    assert list(ledger.accounts_with_keys(["a", "b"], as_of=added.seq)) == ["a"]
    assert list(ledger.readings()) == [reading]
    assert len(ledger.reading_versions(reading.document.key)) == 1
    assert ledger.unmerged() == (reading.document.key,)
    assert [(entry.seq, entry.kind) for entry in ledger.log(subject="merge 2")] == [(seq, "tellings")]
    assert ledger.verify().is_sound


def test_a_document_that_is_not_in_has_no_tellings(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no document"):
        ledger.retell({DocumentKey("0" * 64): []})

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.domain.event import EventLinkType
from dateline.domain.ids import AccountId, DocumentKey, JudgementId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import Telling, ToldLink, Words
from dateline.merge import (
    Change,
    Merging,
    anchored,
    around,
    explained,
    keys,
    keys_of,
    merge,
    most_in,
    pieces,
    profile_of,
    step,
)
from tests.merge.told import FLOOD, GAO, MENAKA, RAID, RAID_AGAIN, Saying, reread, telling


class Kept:
    """A ledger as a store would answer for it, noting what it is asked."""

    def __init__(self, told: Iterable[Telling]) -> None:
        self.told = {one.account: one for one in told}
        self.fetched: set[AccountId] = set()

    def accounts_with_keys(self, keys: Collection[str], spare: int) -> Mapping[str, Collection[AccountId] | None]:
        found: dict[str, list[AccountId]] = {}
        for account, one in self.told.items():
            for key in set(keys_of(profile_of(one))) & set(keys):
                found.setdefault(key, []).append(account)
        return {key: None if len(accounts) > most_in(key) + spare else accounts for key, accounts in found.items()}

    def tellings(self, accounts: Collection[AccountId]) -> Iterable[Telling]:
        self.fetched.update(accounts)
        return [self.told[account] for account in accounts if account in self.told]

    def tellings_in(self, documents: Collection[DocumentKey]) -> Iterable[Telling]:
        return [one for one in self.told.values() if one.document in documents]

    def accounts_of(self, names: Collection[str]) -> Mapping[str, AccountId]:
        holders = {claim.id[1:]: account for account, one in self.told.items() for claim in one.claims}
        return {name: holders[name[1:]] for name in names if name[1:] in holders}


def report(number: int, text: str, days: int, where: object) -> Telling:
    day = date(2024, 5, 8) + timedelta(days=days)
    return telling(f"d{number}", Saying(killed=1 + number % 3), text=f"{text} Report {number}.", day=day, where=where)  # type: ignore[arg-type]


TEXTS = (RAID, RAID_AGAIN, FLOOD)


@st.composite
def reports(draw: st.DrawFn) -> list[Telling]:
    """Up to six reports, each of one to three accounts, some of them tied to each other by their text."""
    told: list[Telling] = []
    for number in range(draw(st.integers(1, 6))):
        text = f"{draw(st.sampled_from(TEXTS))} Report {number}."
        own: list[Telling] = []
        for rank in range(draw(st.integers(1, 3))):
            day = date(2024, 5, 8) + timedelta(days=draw(st.integers(0, 2)))
            where = draw(st.sampled_from([GAO, MENAKA, None]))
            saying = Saying(killed=1 + number % 3, type=draw(st.sampled_from(["assault", "consult"])))
            own.append(
                telling(f"d{number}", saying, text=text, day=day, where=where, focus=not rank, offset=200 * rank)
            )
        for rank, one in enumerate(own):
            others = [other.account for other in own if other is not one and draw(st.booleans())]
            links = tuple(ToldLink(EventLinkType.PART_OF, other, Words(0, 2, "in")) for other in others)
            own[rank] = replace(one, links=links)
        told += own
    return told


@st.composite
def judgements(draw: st.DrawFn, told: Sequence[Telling], first: int) -> list[Judgement]:
    """Up to three judgements, anchored in the ledger of those tellings."""
    merging = Merging()
    merging.add(told)
    found = []
    for number in range(first, first + draw(st.integers(0, 3))):
        verdict = draw(st.sampled_from([Verdict.MERGE, Verdict.SPLIT, Verdict.REJECT, Verdict.ACCEPT, Verdict.AMEND]))
        one, other = (draw(st.sampled_from(told)).account for _ in range(2))
        event = merging.event(one)
        together = verdict in (Verdict.MERGE, Verdict.SPLIT)
        about = (event.id if event and draw(st.booleans()) else one, *([other] if together else ()))
        field, value = draw(st.sampled_from([("type", "consult"), ("when", "2024-05-09"), ("counts.killed", 9)]))
        amends = verdict is Verdict.AMEND
        bare = Judgement(
            id=JudgementId(f"j{number}"), verdict=verdict, about=about, by="A. Coder",
            at=datetime(2024, 6, 1, 10, number, tzinfo=UTC), field=field if amends else None,
            value=json.dumps(value) if amends else None,
        )  # fmt: skip
        found.append(anchored(bare, {name: merging.told(name) for name in about}))
    return found


def in_step(kept: Sequence[Telling], change: Change, before: Sequence[Judgement] = ()) -> list[object]:
    """The events after a change, as a store that follows it has them."""
    shown = {event.id: event for event in merge(kept, before)}
    for name in change.gone:
        del shown[name]
    shown.update({event.id: event for event in change.events})
    return [shown[name] for name in sorted(shown)]


def taken_apart(
    told: Sequence[Telling], cut: int, gone: Collection[str]
) -> tuple[list[Telling], list[Telling], list[AccountId]]:
    """What is kept, what comes in, and the accounts that go: whole documents, some of them read anew."""
    documents = list(dict.fromkeys(one.document for one in told))
    kept = [one for one in told if one.document in documents[:cut]]
    incoming = [one for one in told if one.document in documents[cut:]]
    anew = [one for one in kept if one.document in gone]
    return kept, incoming + [reread(one, 0.4) for one in anew[::2]], [one.account for one in anew]


@pytest.mark.parametrize("most", [2, 80])
@settings(max_examples=60, deadline=None)
@given(reports(), st.data())
def test_a_step_changes_a_stored_ledger_as_a_rebuild_would(most: int, told: list[Telling], data: st.DataObject) -> None:
    documents = sorted({one.document for one in told})
    gone = data.draw(st.sets(st.sampled_from(documents)))
    kept, incoming, outgoing = taken_apart(told, data.draw(st.integers(0, len(documents))), gone)
    few = patch.multiple(keys, MOST_IN_BLOCK=most, MOST_WITH_WORD=most)
    with few, patch.object(pieces, "DOUBTFUL", (0.01, 0.99)):
        before = data.draw(judgements(kept, 0)) if kept else []
        undone = [one for one in before if data.draw(st.booleans())]
        after = [*(one for one in before if one not in undone), *data.draw(judgements(told, 10))]
        change = step(Kept(kept), incoming, outgoing, (before, after))
        stays = [one for one in kept if one.account not in outgoing]
        whole = Merging(after)
        whole.add([*stays, *incoming])
        assert in_step(kept, change, before) == list(whole.events)
        old = Merging(before)
        old.add(kept)
        assert set(change.issues) == set(whole.issues) - set(old.issues)
        assert all(change.told[event.id] == whole.tellings_of(event) for event in change.events)
        stand = {pair: likely for pair, likely in old.doubts.items() if not change.compared.intersection(pair)}
        assert stand | dict(change.doubts) == dict(whole.doubts)


def test_pairs_in_doubt_are_those_that_nobody_has_decided() -> None:
    near, far = (
        telling(f"d{n}", Saying(killed=3 + n), text=f"{RAID} Report {n}.", where=place)
        for n, place in ((1, GAO), (2, None))
    )
    with patch.object(pieces, "DOUBTFUL", (0.0, 1.0)):
        merging = Merging()
        merging.add([near, far])
        [(pair, likely)] = merging.doubts.items()
        assert pair == tuple(sorted((near.account, far.account)))
        assert likely == merging.pieces.probability(near.account, far.account)
        for verdict in (Verdict.MERGE, Verdict.SPLIT, Verdict.REJECT):
            bare = Judgement(
                id=JudgementId("j1"), verdict=verdict, about=(near.account, far.account), by="A. Coder",
                at=datetime(2024, 6, 1, tzinfo=UTC),
            )  # fmt: skip
            judged = anchored(bare, {name: merging.told(name) for name in bare.about})
            decided = step(Kept([near, far]), judgements=((), (judged,)))
            assert decided.doubts == {} and decided.compared >= set(pair), verdict
    with patch.object(pieces, "DOUBTFUL", (likely, 1.0)):
        assert not merging_of(near, far).doubts


def merging_of(*told: Telling) -> Merging:
    merging = Merging()
    merging.add(told)
    return merging


@settings(max_examples=30, deadline=None)
@given(reports(), st.data())
def test_the_pieces_around_an_account_are_those_of_the_whole(told: list[Telling], data: st.DataObject) -> None:
    judged = data.draw(judgements(told, 0))
    account = data.draw(st.sampled_from(told)).account
    whole = Merging(judged)
    whole.add(told)
    part = around(Kept(told), [account], judged, beside=True)
    assert part.event(account) == whole.event(account)
    assert part.told(account) == whole.told(account)
    assert explained(part, account) == explained(whole, account)


def test_a_key_that_fills_up_parts_what_it_brought_together_and_joins_it_again_when_it_empties() -> None:
    # The same words, so that what any two have in common all three have: a key of two alone would stay open.
    told = [
        telling(f"d{number}", Saying(killed=1), text=RAID + "." * number, day=date(2024, 5, 10), where=GAO)
        for number in range(3)
    ]
    with patch.object(keys, "MOST_IN_BLOCK", 2), patch.object(keys, "MOST_WITH_WORD", 2):
        fuller = step(Kept(told[:2]), told[2:])
        assert [len(event.accounts) for event in fuller.events] == [1, 1, 1]
        emptier = step(Kept(told), outgoing=[told[2].account])
        assert [len(event.accounts) for event in emptier.events] == [2]
        assert in_step(told, emptier) == list(merge(told[:2]))


def test_an_event_that_is_tied_to_one_whose_id_changes_is_told_again() -> None:
    old, new = (telling(f"d{n}", Saying(killed=3), text=f"{RAID} Report {n}.") for n in (1, 2))
    low, high = sorted((old, new), key=lambda one: one.account)
    aside = telling(
        "d9",
        Saying(type="consult"),
        text=f"{RAID} Report {high.label[1:]}.",
        offset=300,
        focus=False,
        where=None,
        day=None,
    )
    aside = replace(aside, links=(ToldLink(EventLinkType.RETALIATION_FOR, high.account, Words(0, 5, "after")),))
    change = step(Kept([high, aside]), [low])
    assert change.gone == (f"e{high.account[1:]}",)
    tied = next(event for event in change.events if event.accounts[0].account == aside.account)
    assert [link.event for link in tied.links] == [f"e{low.account[1:]}"]


def test_judging_fetches_what_the_judgement_is_about_and_changes_it() -> None:
    told = [
        report(0, RAID, 2, GAO),
        report(1, FLOOD, 50, MENAKA),
        report(2, "Farmers sold goats in Timbuktu.", 90, None),
    ]
    merging = Merging()
    merging.add(told)
    names = [event.id for one in told[:2] if (event := merging.event(one.account))]
    joined = anchored(
        Judgement(
            id=JudgementId("j1"), verdict=Verdict.MERGE, about=tuple(names), by="A. Coder",
            at=datetime(2024, 6, 1, tzinfo=UTC),
        ),
        {name: merging.told(name) for name in names},
    )  # fmt: skip
    change = step(Kept(told), judgements=((), (joined,)))
    assert [len(event.accounts) for event in change.events] == [2]
    assert change.into == {max(names): min(names)}
    back = step(Kept(told), judgements=((joined,), ()))
    assert sorted(event.id for event in back.events) == sorted(names)


def test_a_report_fetches_its_neighbourhood_and_no_more() -> None:
    far = [
        telling(
            f"far{n}", Saying(type="consult"), text=f"Minister number {n} opened a school.", where=None,
            day=date(2025, 1, 1) + timedelta(days=40 * n),
        )
        for n in range(30)
    ]  # fmt: skip
    shelf = Kept([report(0, RAID, 2, GAO), *far])
    change = step(shelf, [report(99, RAID_AGAIN, 2, GAO)])
    assert [len(event.accounts) for event in change.events] == [2]
    assert len(shelf.fetched) < 10

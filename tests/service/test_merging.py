"""A ledger's events in step with what goes in, whoever writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from dateline.domain.event_wire import event_row
from dateline.domain.ids import AccountId, DocumentKey
from dateline.domain.judgement import Verdict
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.errors import LedgerError
from dateline.merge import DEFAULT_POLICY, POLICIES, tellings_of
from dateline.service import asking, keeping, merging
from dateline.service.judging import Decision, judge
from dateline.service.merging import SETTINGS, LedgerMerge, Step, keyed, merging_as_of
from dateline.store import EventVersion, KeyedTelling, Merged
from dateline.store import Ledger as Store
from tests.store import made

ORDER = (0, 1, 2)


def bodies(store: Store) -> dict[str, object]:
    """What stands, by event; without when a judgement was made."""
    return {stored.id: stored.body for stored in store.all_events()}


#: What odd reports tell, each of another day, place and matter.
OTHERS = (
    "The ferry Saint Rosaire was boarded off Timbrel on Friday, Captain Ilse Okwe told Radio Varda. Gunmen killed {n} soldiers "
    "of the Kobal Guard and sank it. The Mirov Line, which owns the ferry, has its seat in Osmal.",
    "Grain lorries of the Dunmore Mill were looted at Peldrin on Friday. Gunmen killed {n} drivers, the teacher Sanna Tuvik "
    "wrote to the Harrow Gazette. The lorries had come from the Lethe Valley by way of Osmal.",
)


def added(number: int, **fields: Any) -> tuple[RawDocument, Reading]:
    """A source and its reading: even ones tell alike of one day in May 2024, odd ones each of something else."""
    if number % 2 == 0:
        return made.added(number, **fields)
    text = OTHERS[number // 2 % len(OTHERS)].format(n=number + 30)
    source = made.raw_document(text, uri=f"report-{number}.txt")
    day = date(2010 + number, 3, 7)
    reading = made.reading(source, text, title="", outlet="River Post", published=day + timedelta(days=1), **fields)
    [claim], [account], [place] = reading.claims, reading.accounts, reading.places
    when = replace(reading.times[0], earliest=day, latest=day, value=day.isoformat())
    return source, replace(
        reading,
        claims=(replace(claim, when=when),),
        accounts=(replace(account, when=when),),
        times=(when,),
        places=(replace(place, name=f"Osmal {number}", lat=30.0 + number, admin1=f"Province {number}"),),
    )


def filled(merge: LedgerMerge, order: Sequence[int] = ORDER) -> None:
    for number in order:
        merge.add_reading(*added(number))


def two_events(store: Store) -> list[str]:
    """The ids of two events of the ledger."""
    found = sorted(bodies(store))
    assert len(found) > 1
    return found[:2]


def test_a_reading_makes_an_event_that_is_written_with_it(merge: LedgerMerge, store: Store) -> None:
    step = merge.add_reading(*made.added(0))
    assert step.new == tuple(bodies(store)) and not step.gone
    assert store.unmerged() == ()
    assert merge.add_reading(*made.added(0)).is_nothing


def test_a_rebuild_gives_what_the_steps_gave_and_writes_nothing(merge: LedgerMerge, store: Store) -> None:
    filled(merge)
    head, was = store.head(), bodies(store)
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing
    assert bodies(store) == was and store.head() == head


def test_the_order_of_reports_makes_no_difference(
    merge: LedgerMerge, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    filled(merge)
    with Store(tmp_path_factory.mktemp("other") / "other.ledger") as other:
        filled(LedgerMerge(other), ORDER[::-1])
        assert bodies(other) == bodies(store)


def test_what_somebody_else_writes_is_taken_in(merge: LedgerMerge, store: Store) -> None:
    theirs = LedgerMerge(store)
    filled(merge, (0,))
    filled(theirs, (1,))
    filled(merge, (2,))
    one, other = two_events(store)
    judge(theirs, [one, other], Decision(verdict=Verdict.MERGE, by="A. Coder"))
    assert {event.id for event in merge.state().events} == set(bodies(store))
    filled(merge, (3,))
    was = bodies(store)
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing
    assert bodies(store) == was


def test_readings_that_no_merge_has_seen_get_their_events_with_the_next_step(merge: LedgerMerge, store: Store) -> None:
    source, reading = made.added(7)
    store.add_reading(source, reading, keyed(tellings_of(reading)))
    assert store.unmerged()
    filled(merge, (0,))
    assert not store.unmerged()
    assert len(bodies(store)) == len(merge.state().events)
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing


def test_a_step_that_fails_leaves_nothing_behind(
    merge: LedgerMerge, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(merge, (0,))
    was, entries = bodies(store), store.head()

    def refuse(*_: object) -> int:
        raise LedgerError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(store, "add_merge", refuse)
        with pytest.raises(LedgerError, match="full"):
            filled(merge, (1,))
    assert bodies(store) == was and store.head() == entries
    filled(merge, (1,))
    assert {event.id for event in merge.state().events} == set(bodies(store))


def test_a_step_does_not_merge_everything(merge: LedgerMerge, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(merge, (1, 3, 0))
    with monkeypatch.context() as watched:
        watched.setattr(LedgerMerge, "_everything", None)
        filled(merge, (2,))
        one, other = two_events(store)
        judge(merge, [one, other], Decision(verdict=Verdict.MERGE, by="A. Coder"))
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing


def test_events_of_another_version_are_all_made_anew_with_the_next_step(
    merge: LedgerMerge, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(merge, (1, 0))
    stale = next(iter(store.all_events()))
    body = {**(stale.body or {}), "confidence": 0.0}
    head = store.head()
    assert head is not None
    store.add_merge(
        Merged(through=head.seq, events=[EventVersion(id=stale.id, body=body)], settings={"dateline": "0.0.1"})
    )
    filled(merge, (3,))
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing
    assert all(body["confidence"] > 0 for body in bodies(store).values())  # type: ignore[index]


def test_a_newer_run_takes_a_document_s_events_over(merge: LedgerMerge, store: Store) -> None:
    filled(merge, (0,))
    merge.add_reading(*made.added(0, run=made.NEWER))
    assert len(bodies(store)) == 1
    assert len(merge.state().events) == 1


def test_the_ledger_can_be_seen_as_it_was_under_any_policy(merge: LedgerMerge, store: Store) -> None:
    filled(merge, (0, 1))
    then = store.head()
    assert then is not None
    filled(merge, (2,))
    was = merging_as_of(store, policy="most-conservative", as_of=then.seq)
    assert len(was.events) < len(merge.state().events) or len(was.events[0].accounts) < len(ORDER)
    assert {toll.policy for event in was.events for toll in event.tolls} == {"most-conservative"}


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_events_under_a_policy_are_those_of_a_merge_under_it(
    merge: LedgerMerge, store: Store, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(merge, (0, 1, 2, 4))
    [first, *_] = sorted(bodies(store))
    judge(merge, (first,), Decision(verdict=Verdict.AMEND, by="Ada", field="mode", value="firearms"))
    judge(merge, (first,), Decision(verdict=Verdict.ACCEPT, by="Ada"))
    monkeypatch.setattr(asking, "_AT_ONCE", 1)
    whole = {event.id: event_row(event) for event in merging_as_of(store, policy=policy).events}
    with patch.object(store, "tellings", wraps=store.tellings) as fetched:
        assert {event.id: event_row(event) for event in asking.events(store, policy=policy)} == whole
        fetched.reset_mock()
        [one] = asking.events(store, policy=policy, limit=1)
    accounts = {account for call in fetched.call_args_list for account in call.args[0]}
    assert accounts == {account.account for account in one.accounts} or policy == DEFAULT_POLICY


def test_a_rebuild_tells_anew_what_is_told_otherwise_and_nothing_else(merge: LedgerMerge, store: Store) -> None:
    filled(merge)
    _, reading = added(1)
    [telling] = keyed(tellings_of(reading))
    for payload, keys in (({**telling.payload, "relevance": 0.1}, telling.keys), (telling.payload, telling.keys[1:])):
        older = KeyedTelling(account=telling.account, payload=payload, keys=keys)
        store.retell({reading.document.key: [older]}, subject=reading.document.key)
        assert keeping.rebuild(merge).retold == 1
        assert [one.payload for one in store.tellings([telling.account])] == [telling.payload]
        assert store.keys_of([telling.account]) == {telling.account: telling.keys}
        assert keeping.rebuild(merge).retold == 0


def older(store: Store, numbers: Sequence[int] = ORDER) -> dict[AccountId, tuple[KeyedTelling, DocumentKey]]:
    """Makes the ledger one that an older version told, with another sketch of the wording; what this version tells."""
    now = {}
    for number in numbers:
        _, reading = added(number)
        [told] = keyed(tellings_of(reading))
        now[told.account] = (told, reading.document.key)
        wording = {**told.payload["wording"], "sketch": [1] * 24}
        payload = {**told.payload, "wording": wording}
        keys = tuple(key for key in told.keys if not key.startswith("cp "))
        store.retell({reading.document.key: [KeyedTelling(account=told.account, payload=payload, keys=keys)]})
    head = store.head()
    assert head is not None
    store.add_merge(Merged(through=head.seq, settings={"dateline": "0.0.1", "policy": DEFAULT_POLICY}))
    return now


def payloads(store: Store) -> dict[str, Any]:
    return {one.account: one.payload for one in store.tellings()}


def test_a_ledger_that_an_older_version_told_is_told_anew_before_the_next_report(
    merge: LedgerMerge, store: Store
) -> None:
    filled(merge)
    now = older(store)
    assert all(payloads(store)[account] != told.payload for account, (told, _) in now.items())
    filled(merge, (3,))
    assert all(payloads(store)[account] == told.payload for account, (told, _) in now.items())
    assert all(store.keys_of([account]) == {account: told.keys} for account, (told, _) in now.items())
    assert store.merged_by() == SETTINGS
    assert {event.id for event in merge.state().events} == set(bodies(store))
    assert keeping.rebuild(merge) == keeping.Rebuilt(step=Step(gone={}))
    assert store.verify().is_sound


def test_telling_anew_is_taken_up_where_it_was_stopped(
    merge: LedgerMerge, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(merge)
    now = older(store)
    was = bodies(store)
    explained = {name: asking.explain(merge, name) for name in was}
    monkeypatch.setattr(merging, "TOLD_TOGETHER", 1)
    seen: list[tuple[str, int, int | None]] = []

    def stopped_after_two(*told: Any) -> None:
        seen.append(told)
        if told[:2] == ("telling reports anew", 2):
            raise KeyboardInterrupt

    store.advance = stopped_after_two
    with pytest.raises(KeyboardInterrupt):
        merge.catch_up()
    told = [account for account in now if payloads(store)[account] == now[account][0].payload]
    assert len(told) == 2 and bodies(store) == was and store.verify().is_sound
    assert {name: asking.explain(merge, name) for name in was} == explained
    store.advance = lambda *told: seen.append(told)
    seen.clear()
    assert LedgerMerge(store).catch_up() == len(ORDER) - 2
    assert seen[0] == ("telling reports anew", 0, 1) and seen[-1] == ("merging all reports", 1, 1)
    assert all(payloads(store)[account] == one.payload for account, (one, _) in now.items())
    head = store.head()
    assert merge.catch_up() == 0 and store.head() == head


def test_what_an_older_version_writes_while_reports_are_told_anew_is_told_anew_too(
    merge: LedgerMerge, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(merge)
    older(store)
    monkeypatch.setattr(merging, "TOLD_TOGETHER", 1)
    with monkeypatch.context() as stopped:
        stopped.setattr(store, "add_merge", lambda *_: pytest.fail("it was not stopped"))
        stopped.setattr(merge, "_everything", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            merge.catch_up()
    now = older(store, (0,))
    [(account, (told, _))] = now.items()
    assert merge.catch_up() == len(ORDER)
    assert payloads(store)[account] == told.payload


def test_a_rebuild_of_an_older_ledger_tells_each_report_once(merge: LedgerMerge, store: Store) -> None:
    filled(merge)
    older(store)
    before = store.head()
    assert before is not None
    assert keeping.rebuild(merge).retold == len(ORDER)
    kinds = [entry.kind for entry in store.log(since=before.seq)]
    assert kinds.count("tellings") == 2 and kinds[-1] == "merge"
    assert keeping.rebuild(merge).retold == 0

"""The desk: double coding, settling what differs, hand-ins that a worker does, people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from dateline.domain.event_wire import event_row
from dateline.domain.person import PersonRole
from dateline.domain.work import JobState
from dateline.errors import AccessError, ConfigError, LedgerError, UnknownError
from dateline.review import Question
from dateline.service import Desk, Ledger, Wishes, Worker, address_input, text_input
from dateline.service.merging import LedgerMerge, merging_as_of
from dateline.service.questioned import Questioned
from dateline.store import EventQuery
from tests.service.test_merging import added, filled

PASSWORD = "a long enough password"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "desk.ledger") as opened:
        filled(LedgerMerge(opened.store))
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return ledger.desk


def the_event(ledger: Ledger) -> str:
    return max(ledger.events(), key=lambda one: len(one.accounts)).id


def test_coding_changes_no_event_and_settling_does(ledger: Ledger, desk: Desk) -> None:
    name = the_event(ledger)
    before = ledger.event(name)
    desk.keep_coding(name, {"killed": 3, "type": "assault"}, by="Ada")
    desk.keep_coding(name, {"killed": 5, "type": "assault"}, by="Ada", note="counted again")
    desk.keep_coding(name[:9], {"killed": 9, "when": {"earliest": "2024-05"}}, by="Bo")
    assert ledger.event(name) == before
    _, given = desk.codings(name)
    assert [(one.by, one.values["killed"]) for one in given] == [("Ada", 5), ("Bo", 9)]
    assert given[1].values["when"] == {"earliest": "2024-05-01"}
    found = desk.agreement()
    assert (found.coders, found.events) == (("Ada", "Bo"), 1)
    [differs] = desk.disputed()
    assert differs.fields == ("killed",)
    made = desk.adjudicate(name, {"killed": 9, "type": before.type}, by="Cy")
    [judgement] = made.judgements
    assert (judgement.field, judgement.by, judgement.note) == ("counts.killed", "Cy", "settled after double coding")
    [toll] = [toll for toll in ledger.event(name).tolls if toll.measure == "killed"]
    assert toll.best == 9
    assert desk.disputed() == () and desk.agreement().adjudicated == 1
    again = desk.adjudicate(name, {"killed": 9}, by="Cy")
    assert [one.verdict for one in again.judgements] == ["accept"]


def test_what_others_coded_once_waits_first(ledger: Ledger, desk: Desk) -> None:
    names = sorted(event.id for event in ledger.events())
    desk.keep_coding(names[1], {"real": True}, by="Ada")
    first, *rest = desk.waiting("Bo")
    assert (first.event, first.coders) == (names[1], 1)
    assert [(one.event, one.coders) for one in rest] == [(names[0], 0)]
    assert [one.event for one in desk.waiting("Ada")] == [names[0]]


@pytest.mark.parametrize(
    "values", [{}, {"size": 3}, {"killed": -1}, {"killed": True}, {"killed": "3"}, {"real": None}, {"type": "nothing"},
               {"mode": "odd"}, {"when": {}}, {"when": {"earliest": "2024-05-12", "latest": "2024-05-10"}},
               {"when": {"day": "2024"}}, {"place": ""}, {"country": 5}],
)  # fmt: skip
def test_what_cannot_be_coded_is_refused(ledger: Ledger, desk: Desk, values: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        desk.keep_coding(the_event(ledger), values, by="Ada")


def test_an_event_that_is_no_event_is_rejected_when_it_is_settled(ledger: Ledger, desk: Desk) -> None:
    name = the_event(ledger)
    made = desk.adjudicate(name, {"real": False, "killed": 0}, by="Cy")
    assert [one.verdict for one in made.judgements] == ["reject"]
    assert ledger.event(name).status == "rejected"


def test_the_queue_asks_about_what_nobody_has_looked_at(ledger: Ledger, desk: Desk) -> None:
    found, more = desk.queue(limit=50)
    asked = {one.question.event for one in found}
    assert more is None and the_event(ledger) in asked
    toll = next(one.question for one in found if one.question.kind == "toll")
    ledger.amend(toll.event, field=toll.field or "", value=toll.options[0].decision["value"], by="Ada")
    left, _ = desk.queue(limit=50)
    assert toll.event not in {one.question.event for one in left}
    with pytest.raises(ConfigError, match="no question"):
        desk.queue(kinds=["odd"])


def test_the_queue_works_out_once_what_nothing_has_changed(ledger: Ledger, desk: Desk) -> None:
    first = desk.queue(limit=50)
    with patch("dateline.service.asking.explain", side_effect=AssertionError("compared anew")):
        assert desk.queue(limit=50) == first
    assert Ledger(ledger.shown).desk.queue(limit=50) == first
    asked = {one.question.event for one in first[0]}
    LedgerMerge(ledger.store).add_reading(*added(3))
    later = desk.queue(limit=50)
    assert later != first and asked <= {one.question.event for one in later[0]}
    assert later == Ledger(ledger.shown).desk.queue(limit=50)


def test_questions_of_an_earlier_state_are_never_given_for_a_later_one() -> None:
    known = Questioned()
    slow = known.of(1)
    key = ("e1", True)
    assert known.of(2)([key], lambda keys: dict.fromkeys(keys, ())) == {key: ()}
    made = (Question(id="q", kind="real", event="e1", prompt="?", doubt=1.0, settles=1, options=()),)
    assert slow([key], lambda keys: dict.fromkeys(keys, made)) == {key: made}
    assert known.of(2)([key], lambda keys: dict.fromkeys(keys, made)) == {key: ()}


def test_a_list_in_an_order_or_under_a_policy_that_is_not_there_is_refused(desk: Desk) -> None:
    for wishes in (Wishes(sort="size"), Wishes(policy="guess")):
        with pytest.raises(ConfigError):
            desk.page(EventQuery(), wishes)
    with pytest.raises(ConfigError):
        desk.sources(sort="size")


def test_a_page_under_another_policy_is_a_merge_s_under_it_and_fetches_its_own_accounts_alone(
    ledger: Ledger, desk: Desk
) -> None:
    wishes = Wishes(policy="most-conservative")
    merged = merging_as_of(ledger.store, policy="most-conservative")
    whole = {event.id: event_row(event)["event"] for event in merged.events}
    assert len(whole) > 1
    assert {item["id"]: item for item in desk.page(EventQuery(), wishes).items} == whole
    with patch.object(ledger.store, "tellings", wraps=ledger.store.tellings) as fetched:
        [one] = desk.page(EventQuery(), wishes, limit=1).items
    asked = {account for call in fetched.call_args_list for account in call.args[0]}
    assert asked == {account["account"] for account in one["accounts"]}
    assert one == whole[one["id"]]


def test_a_worker_fetches_nothing_unless_it_may(ledger: Ledger, desk: Desk) -> None:
    job = desk.submit([address_input("https://example.org/report", {})], by="Ada")
    assert Worker(store=ledger.store).run_one()
    done = desk.job(job.id)
    assert (done.state, done.results[0]["became"]) == (JobState.DONE, "unread")
    assert "nothing is fetched" in done.results[0]["issues"][0]["detail"]
    assert not Worker(store=ledger.store).run_one()
    with pytest.raises(ConfigError, match="no address"):
        address_input("file:///etc/passwd", {})
    with pytest.raises(ConfigError, match="empty"):
        text_input(" \n", {})
    with pytest.raises(ConfigError, match="nothing is given"):
        desk.submit([], by="Ada")


def test_a_rebuild_is_work_too(ledger: Ledger, desk: Desk) -> None:
    before = [event.id for event in ledger.events()]
    job = desk.submit_rebuild(by="Ada")
    assert Worker(store=ledger.store).run_one()
    assert desk.job(job.id).state is JobState.DONE
    assert [event.id for event in ledger.events()] == before


def test_people_are_themselves(desk: Desk) -> None:
    members = desk.members
    members.add("  Ada   Lund ", PersonRole.ADMIN, PASSWORD, by="Root")
    assert [one.name for one in members.all()] == ["Ada Lund"]
    with pytest.raises(LedgerError, match="already"):
        members.add("ADA LUND", PersonRole.READER, PASSWORD, by="Root")
    for name in ("", "a\x1b[31m", "x" * 65):
        with pytest.raises(ConfigError, match="a name has"):
            members.add(name, PersonRole.READER, PASSWORD, by="Root")
    with pytest.raises(ConfigError, match="a password has"):
        members.add("Bo", PersonRole.READER, "short", by="Root")
    with pytest.raises(AccessError) as refused:
        members.sign_in("Ada Lund", "another password")
    assert not refused.value.is_known
    with pytest.raises(LedgerError, match="last administrator"):
        members.change("Ada Lund", by="Ada Lund", is_active=False)
    with pytest.raises(UnknownError):
        members.person("Bo")

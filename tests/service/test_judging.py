"""What people decide: checked, kept, followed, undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dateline.domain.event import EventStatus
from dateline.domain.judgement import Verdict
from dateline.errors import ConfigError, DatelineError, LedgerError
from dateline.service import asking, keeping
from dateline.service.judging import Decision, Judged, judge
from dateline.service.merging import LedgerMerge
from dateline.store import Ledger as Store
from tests.service.test_merging import bodies, filled, two_events

BY = "A. Coder"


def decide(merge: LedgerMerge, verdict: str, *about: str, **fields: Any) -> Judged:
    return judge(merge, about, Decision(verdict=Verdict(verdict), **({"by": BY} | fields)))


def test_merged_events_become_one_and_the_old_id_leads_to_it(merge: LedgerMerge, store: Store) -> None:
    filled(merge)
    was = bodies(store)
    one, other = two_events(store)
    judged = decide(merge, "merge", one, other, note="one raid")
    assert len(bodies(store)) == len(was) - 1
    [(gone, into)] = judged.step.gone.items()
    assert {gone, into} == {one, other}
    assert asking.event(store, gone).id == into
    assert asking.event(store, gone).status is EventStatus.REVIEWED
    decide(merge, "undo", judged.judgement.id)
    assert bodies(store) == was
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing


def test_a_split_takes_accounts_out_and_names_the_event_by_itself(merge: LedgerMerge, store: Store) -> None:
    filled(merge)
    one, other = two_events(store)
    decide(merge, "merge", one, other)
    whole = asking.event(store, one)
    leaving = whole.accounts[-1].account
    judged = decide(merge, "split", leaving)
    assert judged.judgement.about == (whole.id, leaving)
    assert set(bodies(store)) >= {"e" + leaving[1:], whole.id}
    with pytest.raises(ConfigError, match="nothing would be left"):
        decide(merge, "split", leaving)


def test_an_amended_toll_stands_and_the_figures_stay(merge: LedgerMerge, store: Store) -> None:
    filled(merge, (0,))
    [name] = bodies(store)
    figures = asking.event(store, name).tolls[0].figures
    decide(merge, "amend", name, field="counts.killed", value="10..15")
    [toll] = [toll for toll in asking.event(store, name).tolls if toll.measure == "killed"]
    assert (toll.low, toll.high, toll.policy) == (10, 15, "judgement")
    assert toll.figures == figures


def test_a_rejected_event_stays_with_that_status(merge: LedgerMerge, store: Store) -> None:
    filled(merge, (0,))
    [name] = bodies(store)
    decide(merge, "reject", name)
    assert asking.event(store, name).status is EventStatus.REJECTED


def test_a_restricted_field_is_named(merge: LedgerMerge, store: Store) -> None:
    filled(merge, (0,))
    [name] = bodies(store)
    decide(merge, "restrict", name, field="where")
    assert asking.event(store, name).restricted == ("where",)


def test_an_id_may_be_cut_short_where_it_is_one_thing_s(merge: LedgerMerge, store: Store) -> None:
    filled(merge, (0,))
    [name] = bodies(store)
    judged = decide(merge, "accept", name[:6])
    assert judged.judgement.about == (name,)
    assert judged.step.changed == (name,)
    short = asking.short_ids(store, [name, judged.judgement.id])
    assert name.startswith(short[name]) and len(short[name]) == 7


@pytest.mark.parametrize(
    ("verdict", "about", "fields", "kind", "said"),
    [
        ("accept", ["e000000"], {}, LedgerError, "has no event e000000"),
        ("accept", ["Gao"], {}, LedgerError, "is no id here"),
        ("accept", ["e0"], {}, LedgerError, "3 digits or more"),
        ("undo", ["{event}"], {}, LedgerError, "is no id here"),
        ("accept", ["{event}"], {"by": " "}, ConfigError, "needs their name"),
        ("accept", ["{event}"], {"field": "when"}, ConfigError, "takes no field"),
        ("amend", ["{event}"], {}, ConfigError, "needs a field"),
        ("amend", ["{event}"], {"field": "colour", "value": "red"}, ConfigError, "no field 'colour'"),
        ("amend", ["{event}"], {"field": "counts.killed", "value": "many"}, ConfigError, "cannot be 'many'"),
        ("amend", ["{event}"], {"field": "counts.killed", "value": -3}, ConfigError, "no number of people"),
        ("amend", ["{event}"], {"field": "when", "value": "2024-05-12..2024-05-10"}, ConfigError, "is before"),
        ("restrict", ["{event}"], {"field": "weather"}, ConfigError, "no field 'weather'"),
        ("merge", ["{event}"], {}, ConfigError, "two ids or more"),
        ("merge", ["{event}", "{account}"], {}, ConfigError, "one event already"),
        ("split", ["{event}"], {}, ConfigError, "one event and the accounts"),
        ("split", ["{event}", "{account}"], {}, ConfigError, "nothing would be left"),
    ],
)
def test_what_cannot_be_followed_is_refused_and_not_kept(
    merge: LedgerMerge,
    store: Store,
    verdict: str,
    about: list[str],
    fields: dict[str, Any],
    kind: type[DatelineError],
    said: str,
) -> None:
    filled(merge, (0,))
    [name] = bodies(store)
    names = [one.format(event=name, account=f"k{name[1:]}") for one in about]
    with pytest.raises(kind, match=said):
        decide(merge, verdict, *names, **fields)
    assert store.judgements() == ()


def test_what_is_undone_cannot_be_undone_again_but_the_undoing_can(merge: LedgerMerge, store: Store) -> None:
    filled(merge, (0,))
    [name] = bodies(store)
    judged = decide(merge, "accept", name)
    undoing = decide(merge, "undo", judged.judgement.id)
    assert asking.event(store, name).status is EventStatus.MACHINE
    with pytest.raises(ConfigError, match="undone already"):
        decide(merge, "undo", judged.judgement.id)
    decide(merge, "undo", undoing.judgement.id)
    assert asking.event(store, name).status is EventStatus.REVIEWED


def test_a_moment_without_a_zone_is_refused(merge: LedgerMerge, store: Store) -> None:
    filled(merge, (0,))
    [name] = bodies(store)
    at = datetime(2024, 5, 12, 10, tzinfo=UTC)
    assert decide(merge, "accept", name, at=at).judgement.at == at
    with pytest.raises(ConfigError, match="zone"):
        decide(merge, "accept", name, at=at.replace(tzinfo=None))


def test_history_tells_versions_and_decisions_in_order_and_what_is_undone(merge: LedgerMerge, store: Store) -> None:
    filled(merge)
    one, other = two_events(store)
    judged = decide(merge, "merge", one, other, note="one raid")
    decide(merge, "undo", judged.judgement.id)
    past = asking.history(store, one)
    assert [found.seq for found in past] == sorted(found.seq for found in past)
    assert [found.what for found in past if found.judgement] == ["merge", "undo"]
    assert past[0].what == "made"
    [merged] = [found for found in past if found.what == "merge"]
    assert merged.is_undone and merged.by == BY and "“one raid”" in merged.lines
    assert [found.what for found in asking.history(store)] == ["merge", "undo"]
    assert "read" in {found.what for found in asking.history(store, f"k{one[1:]}")}

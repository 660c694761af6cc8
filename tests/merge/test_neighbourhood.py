from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.domain.ids import AccountId, JudgementId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import Telling
from dateline.merge import Merging, anchored, keys_of, merge, most_in, profile_of, step
from tests.merge.told import FLOOD, GAO, MENAKA, RAID, RAID_AGAIN, Saying, telling


class Shelf:
    """A ledger as a store would answer for it, counting what it is asked."""

    def __init__(self, told: Iterable[Telling]) -> None:
        self.told = {one.account: one for one in told}
        self.fetched: set[AccountId] = set()

    def accounts_with_keys(self, keys: Collection[str]) -> Mapping[str, Collection[AccountId] | None]:
        found: dict[str, list[AccountId]] = {}
        for account, one in self.told.items():
            for key in set(keys_of(profile_of(one))) & set(keys):
                found.setdefault(key, []).append(account)
        return {key: None if len(accounts) > most_in(key) else accounts for key, accounts in found.items()}

    def tellings(self, accounts: Collection[AccountId]) -> Iterable[Telling]:
        self.fetched.update(accounts)
        return [self.told[account] for account in accounts if account in self.told]

    def accounts_of(self, names: Collection[str]) -> Mapping[str, AccountId]:
        holders = {claim.id[1:]: account for account, one in self.told.items() for claim in one.claims}
        return {name: holders[name[1:]] for name in names if name[1:] in holders}


def report(number: int, text: str, days: int, where: object) -> Telling:
    day = date(2024, 5, 8) + timedelta(days=days)
    return telling(f"d{number}", Saying(killed=1 + number % 3), text=f"{text} Report {number}.", day=day, where=where)  # type: ignore[arg-type]


drawn = st.lists(
    st.tuples(st.sampled_from([RAID, RAID_AGAIN, FLOOD]), st.integers(0, 3), st.sampled_from([GAO, MENAKA, None])),
    min_size=2, max_size=7,
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(drawn, st.data())
def test_a_step_changes_a_stored_ledger_as_a_rebuild_would(
    rows: list[tuple[str, int, object]], data: st.DataObject
) -> None:
    told = [report(number, *row) for number, row in enumerate(rows)]
    cut = data.draw(st.integers(1, len(told)))
    kept, incoming = told[:cut], told[cut:]
    outgoing = [one.account for one in kept if data.draw(st.booleans())]
    stays = [one for one in kept if one.account not in outgoing]
    change = step(Shelf(kept), incoming, outgoing)
    shown = {event.id: event for event in merge(kept)}
    for name in change.gone:
        del shown[name]
    shown.update({event.id: event for event in change.events})
    assert [shown[name] for name in sorted(shown)] == list(merge([*stays, *incoming]))


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
    change = step(Shelf(told), judgements=((), (joined,)))
    assert [len(event.accounts) for event in change.events] == [2]
    assert change.into == {max(names): min(names)}
    back = step(Shelf(told), judgements=((joined,), ()))
    assert sorted(event.id for event in back.events) == sorted(names)


def test_a_report_fetches_its_neighbourhood_and_no_more() -> None:
    far = [
        telling(
            f"far{n}", Saying(type="consult"), text=f"Minister number {n} opened a school.", where=None,
            day=date(2025, 1, 1) + timedelta(days=40 * n),
        )
        for n in range(30)
    ]  # fmt: skip
    shelf = Shelf([report(0, RAID, 2, GAO), *far])
    change = step(shelf, [report(99, RAID_AGAIN, 2, GAO)])
    assert [len(event.accounts) for event in change.events] == [2]
    assert len(shelf.fetched) < 10

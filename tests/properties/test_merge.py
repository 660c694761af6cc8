"""What holds of every merge, whatever the tellings and the judgements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.domain.ids import JudgementId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import Telling, telling_from_plain
from dateline.merge import Merging, anchored, merge
from tests.merge.told import FLOOD, GAO, MENAKA, RAID, RAID_AGAIN, Saying, reread, telling, untold

TEXTS = (RAID, RAID_AGAIN, FLOOD)
FIRST_DAY = date(2024, 5, 8)
SETTINGS = settings(max_examples=25, deadline=None)


@st.composite
def reports(draw: st.DrawFn) -> list[Telling]:
    """Up to seven reports of up to three happenings on near days at two places, some alike in wording, some without claims."""
    number = draw(st.integers(1, 7))
    told = []
    for index in range(number):
        text = draw(st.sampled_from(TEXTS)) + f" Report {index}."
        day = FIRST_DAY + timedelta(days=draw(st.integers(0, 3)))
        sayings = [Saying(killed=draw(st.integers(1, 4))) for _ in range(draw(st.integers(1, 2)))]
        where = draw(st.sampled_from([GAO, MENAKA, None]))
        if draw(st.integers(0, 4)) == 0:
            told.append(untold(f"d{index}", text, day))
            continue
        told.append(telling(f"d{index}", *sayings, text=text, day=day, where=where, focus=draw(st.booleans())))
    return told


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Telling], list[Judgement]]:
    """Reports, and up to four judgements on them, anchored as they stand with no judgement at all."""
    told = draw(reports())
    merging = Merging()
    merging.add(told)
    judgements: list[Judgement] = []
    for number in range(draw(st.integers(0, 4))):
        verdict = draw(st.sampled_from([Verdict.MERGE, Verdict.SPLIT, Verdict.REJECT, Verdict.ACCEPT]))
        one, other = (draw(st.sampled_from(told)).account for _ in range(2))
        event = merging.event(one)
        about = (one,) if verdict in (Verdict.REJECT, Verdict.ACCEPT) else (event.id if event else one, other)
        bare = Judgement(
            id=JudgementId(f"j{number}"), verdict=verdict, about=about, by="A. Coder",
            at=datetime(2024, 5, 12, 10, number, tzinfo=UTC),
        )  # fmt: skip
        judgements.append(anchored(bare, {name: merging.told(name) for name in about}))
    return told, judgements


def groups(told: Sequence[Telling], judgements: Sequence[Judgement] = ()) -> list[tuple[str, ...]]:
    return sorted(tuple(one.account for one in event.accounts) for event in merge(told, judgements))


@SETTINGS
@given(judged(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(drawn: tuple[list[Telling], list[Judgement]], random) -> None:  # type: ignore[no-untyped-def]
    told, judgements = drawn
    shuffled = list(told)
    random.shuffle(shuffled)
    assert merge(told, judgements) == merge(shuffled, judgements)


@SETTINGS
@given(judged(), st.data())
def test_one_report_at_a_time_gives_what_a_rebuild_gives(
    drawn: tuple[list[Telling], list[Judgement]], data: st.DataObject
) -> None:
    told, judgements = drawn
    merging = Merging()
    shown: dict[str, object] = {}
    for one in told:
        change = merging.add([one])
        for name in change.gone:
            del shown[name]
        shown.update({event.id: event for event in change.events})
    assert [shown[name] for name in sorted(shown)] == list(merging.events)
    merging.judge(judgements)
    gone = data.draw(st.sets(st.sampled_from([one.account for one in told])))
    merging.withdraw(sorted(gone))
    kept = [one for one in told if one.account not in gone]
    assert merging.events == merge(kept, judgements)
    merging.add([one for one in told if one.account in gone])
    assert merging.events == merge(told, judgements)


@SETTINGS
@given(judged())
def test_undoing_every_judgement_restores_what_was(drawn: tuple[list[Telling], list[Judgement]]) -> None:
    told, judgements = drawn
    merging = Merging()
    merging.add(told)
    before = merging.events
    undone = [
        Judgement(id=JudgementId(f"u{one.id}"), verdict=Verdict.UNDO, about=(one.id,), by="A. Coder", at=one.at)
        for one in judgements
    ]
    merging.judge(judgements)
    merging.judge([*judgements, *undone])
    assert merging.events == before


@SETTINGS
@given(judged())
def test_judgements_survive_a_newer_reader(drawn: tuple[list[Telling], list[Judgement]]) -> None:
    told, judgements = drawn
    merging = Merging(judgements)
    merging.add(told)
    before = [(event.status, [one.account for one in event.accounts]) for event in merging.events]
    merging.replace([one.account for one in told], [reread(one, 0.31) for one in told])
    assert not merging.issues
    assert [(event.status, [one.account for one in event.accounts]) for event in merging.events] == before


@SETTINGS
@given(judged())
def test_no_account_and_no_figure_is_lost(drawn: tuple[list[Telling], list[Judgement]]) -> None:
    told, judgements = drawn
    events = merge(told, judgements)
    assert sorted(one.account for event in events for one in event.accounts) == sorted(one.account for one in told)
    figures = [figure.claim for event in events for toll in event.tolls for figure in toll.figures]
    assert sorted(figures) == sorted(claim.id for one in told for claim in one.claims for _ in claim.counts)


@SETTINGS
@given(reports())
def test_a_telling_comes_back_from_its_plain_form(told: list[Telling]) -> None:
    assert [telling_from_plain(one.to_plain()) for one in told] == told

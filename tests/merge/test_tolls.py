from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.domain.attribution import SpeakerKind
from dateline.domain.claim import Modality
from dateline.domain.event import EventToll, Standing
from dateline.domain.telling import Telling
from dateline.domain.value import CountScope, Measure
from dateline.lang.sketch import overlap
from dateline.merge.reconcile.policies import POLICIES
from dateline.merge.reconcile.tolls import tolls_of
from dateline.merge.reconcile.witnesses import voices_of
from dateline.merge.struck import counts_all_struck
from dateline.merge.titles import titled_of
from tests.merge.told import RAID, RAID_AGAIN, Saying, telling, time


def toll_of(*told: Telling, policy: str = "most-supported", measure: Measure = Measure.KILLED) -> EventToll:
    ordered = sorted(told, key=lambda one: (one.published or date.min, one.document))
    (toll,) = [toll for toll in tolls_of(ordered, policy)[0] if toll.measure is measure]
    return toll


def test_outlets_that_quote_one_speaker_are_one_witness() -> None:
    ministry = [telling(f"m{number}", Saying(killed=20, speaker="The Ministry")) for number in range(3)]
    reporters = [telling(f"r{number}", Saying(killed=30)) for number in range(2)]
    toll = toll_of(*ministry, *reporters)
    assert toll.independent_sources == 3
    assert toll.best == 30
    assert (toll.low, toll.high) == (20, 30)
    assert toll.disagreement == pytest.approx(2 / 3)


def test_copies_of_one_wire_are_one_witness() -> None:
    wire = [telling(f"w{n}", Saying(killed=20), text=RAID + f" Copy {n}.") for n in range(4)]
    own = telling("own", Saying(killed=25), text=RAID_AGAIN)
    toll = toll_of(*wire, own)
    assert toll.independent_sources == 2
    assert len(toll.figures) == 5


def test_a_wires_copy_is_one_witness_with_it_though_half_of_it_was_cut_or_written_anew() -> None:
    said = " ".join(f"sentence{number} of the wire" for number in range(30))
    wire = telling("wire", Saying(killed=20), text=said)
    cut = telling("cut", Saying(killed=20), text=" ".join([*said.split()[:84], *(f"new{n}" for n in range(12))]))
    rest = telling("rest", Saying(killed=20), text=" ".join(said.split()[84:]) + " and other matters of that week.")
    assert 0.4 < overlap(wire.wording.sketch, cut.wording.sketch) < 0.9
    assert voices_of([wire, cut, rest]) == {wire.document: 0, cut.document: 0, rest.document: 1}
    assert toll_of(wire, cut, rest).independent_sources == 2


def test_a_later_figure_by_the_same_speaker_supersedes_the_earlier() -> None:
    early = telling("early", Saying(killed=20, speaker="The Ministry"))
    late = telling("late", Saying(killed=31, speaker="Ministry"), published=date(2024, 5, 12))
    toll = toll_of(early, late)
    assert (toll.low, toll.best, toll.high) == (31, 31, 31)
    assert {figure.low: figure.standing for figure in toll.figures} == {20: Standing.SUPERSEDED, 31: Standing.TOTAL}


def test_a_later_part_supersedes_no_whole() -> None:
    whole = telling("whole", Saying(killed=20, speaker="The Ministry"))
    part = telling("part", Saying(killed=4, speaker="The Ministry"), published=date(2024, 5, 12))
    some = telling("some", Saying(killed=None), published=date(2024, 5, 13), titled=(Measure.KILLED,))
    down = telling("down", Saying(killed=17, speaker="The Ministry"), published=date(2024, 5, 14))
    assert toll_of(whole, part).best == 20
    assert toll_of(whole, part, down).best == 17
    reporter = telling("reporter", Saying(killed=20), text=RAID + " First.")
    again = telling(
        "again", Saying(killed=None), text=RAID + " Second.", published=date(2024, 5, 13), titled=some.titled
    )
    assert toll_of(reporter, again).best == 20


def test_a_later_running_total_supersedes_no_toll() -> None:
    attack = telling("attack", Saying(killed=20, speaker="The Ministry"))
    later = Saying(killed=900, scope=CountScope.RUNNING_TOTAL, speaker="The Ministry")
    assert toll_of(attack, telling("later", later, published=date(2024, 6, 12))).best == 20


def test_the_dead_of_last_year_are_not_those_of_this_attack() -> None:
    last_year = time(date(2023, 4, 2))
    told = telling("now", Saying(killed=3), Saying(killed=40, claim={"when": last_year}))
    toll = toll_of(told)
    assert (toll.low, toll.best, toll.high) == (3, 3, 3)
    assert [figure.standing for figure in toll.figures] == [Standing.TOTAL, Standing.OTHER_TIME]
    days_before = telling("now", Saying(killed=3), Saying(killed=40, claim={"when": time(date(2024, 5, 9))}))
    assert toll_of(days_before).best == 40


def test_a_running_total_is_kept_and_is_no_toll_of_the_incident() -> None:
    war = telling("war", Saying(killed=12), Saying(killed=4000, scope=CountScope.RUNNING_TOTAL))
    toll = toll_of(war)
    assert (toll.low, toll.best, toll.high) == (12, 12, 12)
    assert [figure.standing for figure in toll.figures] == [Standing.TOTAL, Standing.RUNNING_TOTAL]


def test_only_a_running_total_gives_no_toll() -> None:
    toll = toll_of(telling("war", Saying(killed=4000, scope=CountScope.RUNNING_TOTAL)))
    assert (toll.low, toll.best, toll.high, toll.independent_sources) == (None, None, None, 0)


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.DENIED, Modality.THREATENED])
def test_what_did_not_happen_killed_nobody(modality: Modality) -> None:
    toll = toll_of(telling("plan", Saying(killed=9, claim={"modality": modality})))
    assert toll.best is None
    assert [figure.standing for figure in toll.figures] == [Standing.UNREAL]


def test_at_least_leaves_the_upper_end_open() -> None:
    toll = toll_of(telling("open", Saying(killed=27, high=None)))
    assert (toll.low, toll.best, toll.high) == (27, 27, None)


def test_a_death_told_without_a_number_is_at_least_one_and_bounds_nothing_beside_a_number() -> None:
    unsaid = telling("unsaid", Saying(), titled=(Measure.KILLED,))
    assert (toll_of(unsaid).low, toll_of(unsaid).best, toll_of(unsaid).high) == (1, 1, None)
    both = toll_of(unsaid, telling("said", Saying(killed=6)))
    assert (both.low, both.best, both.high) == (6, 6, 6)


def test_each_policy_has_its_own_rule() -> None:
    told = [
        telling("a", Saying(killed=10, speaker="Hospital", kind=SpeakerKind.MEDICAL), published=date(2024, 5, 10)),
        telling("b", Saying(killed=12), published=date(2024, 5, 10)),
        telling("c", Saying(killed=12), published=date(2024, 5, 11)),
        telling("d", Saying(killed=15, high=None), published=date(2024, 5, 12)),
    ]
    best = {policy: toll_of(*told, policy=policy).best for policy in POLICIES}
    assert best == {
        "most-supported": 12,
        "latest-most-authoritative": 15,
        "most-conservative": 10,
        "most-informative": 12,
        "ucdp-like": 10,
    }


def test_rival_totals_are_a_conflict_that_names_their_claims() -> None:
    told = [telling("a", Saying(killed=10)), telling("b", Saying(killed=14))]
    (conflict,) = tolls_of(told, "most-supported")[1]
    assert conflict.field == "counts.killed"
    assert conflict.values == ("10", "14")
    assert set(conflict.claims) == {one.claims[0].id for one in told}


def hurt(killed: int | None, *figures: tuple[int, bool]) -> Telling:
    """A report of those killed, and of those hurt: each figure with whether it counts all who were struck."""
    told = [Saying(killed=killed)] + [Saying(killed=number) for number, _ in figures]
    one = telling("hurt", *told)
    claims = [one.claims[0]]
    for claim, (_, all_struck) in zip(one.claims[1:], figures, strict=True):
        [count] = claim.counts
        claims.append(replace(claim, counts=(replace(count, measure=Measure.INJURED, all_struck=all_struck),)))
    return replace(one, claims=tuple(claims))


@pytest.mark.parametrize(
    ("killed", "figures", "injured"),
    [
        (1, [(4, True)], 3),
        (1, [(4, False)], 4),
        (1, [(1, True)], 1),
        (3, [(3, True)], 3),
        (None, [(4, True)], 4),
    ],
)
def test_who_died_of_being_struck_is_not_among_the_hurt(
    killed: int | None, figures: list[tuple[int, bool]], injured: int
) -> None:
    toll = toll_of(hurt(killed, *figures), measure=Measure.INJURED)
    assert toll.best == injured


def test_single_victims_told_one_by_one_do_not_outvote_the_number_of_them_all() -> None:
    ones = [(1, False)] * 4
    toll = toll_of(hurt(None, (4, False), *ones), measure=Measure.INJURED)
    assert toll.best == 4


def test_a_title_says_that_somebody_was_hurt_only_where_the_report_tells_of_no_dead() -> None:
    silent = telling("silent", titled=(Measure.INJURED,))
    toll = toll_of(silent, measure=Measure.INJURED)
    assert (toll.low, toll.best, toll.high) == (1, 1, None)
    deadly = telling("deadly", Saying(killed=2), titled=(Measure.INJURED,))
    assert all(one.measure is not Measure.INJURED for one in tolls_of([deadly], "most-supported")[0])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Teen shoots himself in the leg in Velmora", (Measure.INJURED,)),
        ("Two wounded as bus is fired upon", (Measure.INJURED,)),
        ("Man shot dead outside a mill", (Measure.KILLED,)),
        ("Patrol shot at near the border, no one injured", ()),
        ("Ministers meet in Velmora", ()),
    ],
)
def test_titles_that_tell_of_the_hurt(title: str, expected: tuple[Measure, ...]) -> None:
    assert titled_of(title, "en") == expected


@pytest.mark.parametrize(
    ("trigger", "sentence", "expected"),
    [
        ("shot", "Four people were shot, one of them fatally.", True),
        ("shot", "One died and Four others were shot.", False),
        ("wounded", "Four people were wounded, one of them fatally.", False),
        ("shot and wounded", "Four people were shot and wounded.", False),
        ("struck", "Four wounded men were struck by splinters.", False),
    ],
)
def test_figures_that_count_all_who_were_struck(trigger: str, sentence: str, expected: bool) -> None:
    start = sentence.index("Four")
    claim = {"trigger": {"text": trigger}, "evidence": {"start": 100, "text": sentence}}
    count = {"measure": "injured", "span": {"start": 100 + start, "end": 104 + start}}
    assert counts_all_struck(claim, count, "en") is expected
    assert not counts_all_struck(claim, count | {"measure": "killed"}, "en")
    assert not counts_all_struck(claim, count, "xx")

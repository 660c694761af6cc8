from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp
from unittest.mock import patch

import pytest

from dateline.domain.telling import Telling, ToldTime, Words
from dateline.domain.value import TimePrecision
from dateline.merge import Merging, candidates, explained, keys, keys_of, profile_of
from dateline.merge.candidates import Index
from dateline.merge.keys import most_in
from dateline.merge.signs import SAID, signs_of
from dateline.merge.weighing import comparison_of, probability_of
from tests.merge.told import FLOOD, GAO, MENAKA, RAID, RAID_AGAIN, Saying, place, telling

FIRST = telling("first", Saying(killed=12), text=RAID)
SECOND = telling("second", Saying(killed=14), text=RAID_AGAIN)
OTHER = telling("other", Saying(killed=2), text=FLOOD, day=date(2024, 7, 1), where=MENAKA)


def signs(one: Telling, other: Telling) -> dict[str, float]:
    return signs_of(profile_of(one), profile_of(other))


def test_every_sign_has_words_for_a_person() -> None:
    assert {name for pair in ((FIRST, SECOND), (FIRST, OTHER)) for name in signs(*pair)} <= SAID.keys()


def test_signs_do_not_depend_on_which_telling_comes_first() -> None:
    assert signs(FIRST, SECOND) == signs(SECOND, FIRST)
    assert signs(FIRST, OTHER) == signs(OTHER, FIRST)


def test_alike_reports_of_one_day_and_place_are_likelier_than_others() -> None:
    near = probability_of(profile_of(FIRST), profile_of(SECOND))
    assert near > 0.8
    assert probability_of(profile_of(FIRST), profile_of(OTHER)) < 0.05


def test_the_points_of_the_signs_add_up_to_the_probability() -> None:
    comparison = comparison_of(profile_of(SECOND), profile_of(FIRST))
    assert comparison.one < comparison.other
    total = sum(sign.points for sign in comparison.signs)
    assert comparison.probability == pytest.approx(1 / (1 + exp(-max(-12.0, min(12.0, total)))), abs=1e-3)


def test_neighbouring_days_and_near_towns_share_a_key() -> None:
    across = place("Berrah", 16.49, 0.01)
    day_before = telling("x", text="Other words entirely here.", day=date(2024, 5, 9), where=across)
    shared = set(keys_of(profile_of(FIRST))) & set(keys_of(profile_of(day_before)))
    assert any(key.startswith("dc ") for key in shared)
    far = set(keys_of(profile_of(FIRST))) & set(keys_of(profile_of(OTHER)))
    assert not [key for key in far if key.startswith(("dc ", "da ", "tdc "))]


def test_news_of_one_place_on_two_days_is_of_two_events_and_a_follow_up_is_not() -> None:
    first, again = FIRST, telling("next", Saying(killed=13), text=RAID_AGAIN, day=date(2024, 5, 13))
    late = replace(again, when=first.when)
    assert signs(first, again)["news_apart"] == 1.0
    assert "news_apart" not in signs(first, late)
    day = date(2024, 5, 7)
    told = ToldTime(earliest=day, latest=day, precision=TimePrecision.DAY, words=Words(0, 3, "day"), reason="said")
    follow_up = replace(again, when=told)
    assert "news_apart" not in signs(first, follow_up)
    points = {sign.name: sign.points for sign in comparison_of(profile_of(first), profile_of(again)).signs}
    assert points["news_apart"] < -1


def near_copies(turn: int) -> tuple[Telling, Telling]:
    """Two reports that have 60 of a hundred runs of words in common: 75 of each one's own hundred."""
    words = [f"word{turn}x{number}" for number in range(104)]
    other = words[:79] + [f"other{turn}x{number}" for number in range(25)]
    return telling(f"a{turn}", text=" ".join(words)), telling(f"b{turn}", text=" ".join(other))


def test_near_copies_share_as_much_of_their_sketches_as_of_their_words_and_a_key_of_them() -> None:
    pairs = [near_copies(turn) for turn in range(40)]
    found = [signs(one, other)["copy"] for one, other in pairs]
    assert sum(found) / len(found) == pytest.approx(0.6, abs=0.05)
    assert all(0.2 < share < 1 for share in found)
    keyed = [set(keys_of(profile_of(one))) & set(keys_of(profile_of(other))) for one, other in pairs]
    assert sum(any(key.startswith("cp ") for key in keys) for keys in keyed) > 0.75 * len(pairs)


def test_a_key_that_too_many_have_is_closed_and_opens_again() -> None:
    index = Index()
    most = most_in("dc")
    told = [telling(f"r{n}", text=f"Report numbered {n}.", where=GAO) for n in range(most + 1)]
    for one in told[:-1]:
        index.add(profile_of(one))
    assert len(index.candidates(told[0].account)) == most - 1
    moved = index.add(profile_of(told[-1]))
    assert {one.account for one in told} <= moved
    assert not index.candidates(told[0].account)
    assert {one.account for one in told[:-1]} <= index.remove(told[-1].account)
    assert len(index.candidates(told[0].account)) == most - 1


def test_an_explanation_quotes_every_value_and_says_why_and_why_not() -> None:
    third = telling(
        "third", Saying(killed=3), text=FLOOD + " Nobody in Gao was hurt.", day=date(2024, 5, 14), where=MENAKA,
        published=date(2024, 5, 18),
    )  # fmt: skip
    merging = Merging()
    merging.add([FIRST, SECOND, third])
    explanation = explained(merging, FIRST.account)
    assert explanation is not None
    fields = {value.field for value in explanation.values}
    assert {"type", "when", "where", "participants.actor", "counts.killed"} <= fields
    counts = next(value for value in explanation.values if value.field == "counts.killed")
    assert sorted(quote.words or "" for quote in counts.quotes) == ["12", "14"]
    assert {quote.document for quote in counts.quotes} == {"first", "second"}
    assert [comparison.probability > 0.5 for comparison in explanation.merged] == [True]
    assert {one.reason for one in explanation.considered} == {"not alike enough"}
    assert explained(merging, "e0000000000000000") is None


def test_two_times_of_a_month_that_meet_are_not_one_day() -> None:
    august = ToldTime(
        earliest=date(2024, 8, 1), latest=date(2024, 8, 31), precision=TimePrecision.MONTH, words=Words(0, 9, "in August"),
        reason="said",
    )  # fmt: skip
    found = signs(replace(FIRST, when=august), replace(SECOND, when=august))
    assert "day_unknown" in found and not found.keys() & {"same_day", "day_and_place"}


def test_times_that_both_say_and_that_lie_years_apart_weigh_heavily_against_like_words() -> None:
    within, beyond = (
        comparison_of(
            profile_of(FIRST), profile_of(telling("old", text=RAID_AGAIN, day=day, published=FIRST.published))
        )
        for day in (date(2023, 6, 10), date(2011, 5, 10))
    )
    points = {sign.name: sign.points for sign in beyond.signs}
    assert points["years_apart"] < -5 and "years_apart" in SAID
    assert "years_apart" not in {sign.name for sign in within.signs}
    assert beyond.probability < within.probability


@pytest.mark.parametrize("most", [2, 80])
def test_tellings_taken_in_together_are_found_as_those_taken_in_one_by_one(most: int) -> None:
    def report(number: int) -> Telling:
        text = f"{(RAID, RAID_AGAIN, FLOOD)[number % 3]} Report {number // 4}."
        return telling(
            f"r{number}",
            Saying(killed=number % 5),
            text=f"{text}{'!' * (number % 4)}",
            day=date(2024, 5, 1 + number % 9),
        )

    profiles = list({profile.account: profile for profile in (profile_of(report(n)) for n in range(40))}.values())
    first, late, odd = profiles[:30], profiles[30:], profiles[:30:2]
    with patch.object(candidates, "TOGETHER", 20), patch.object(keys, "MOST_IN_BLOCK", most):
        together, alone = Index(), Index()
        together.add_all(first)
        for profile in first:
            alone.add(profile)
        moved = []
        for index in (together, alone):
            changed = [index.add(profile) for profile in late[:5]]
            changed += [index.remove(profile.account) for profile in odd]
            changed += [index.add(profile) for profile in (*late[5:], *odd[::2])]
            moved.append(changed)
        assert moved[0] == moved[1]
        held = [profile.account for profile in (*first[1::2], *late, *odd[::2])]
        assert all(together.candidates(account) == alone.candidates(account) for account in held)
        assert any(together.candidates(account) for account in held)

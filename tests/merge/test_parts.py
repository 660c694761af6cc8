"""Figures that count some of a whole are parts, and no rivals of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.domain.telling import Telling, ToldCount, Words
from dateline.domain.value import Measure
from dateline.merge.parts import parts_in
from dateline.merge.reconcile.totals import Total, total_of
from tests.merge.told import Saying, telling


def claim(text: str, trigger: str, *figures: str, measure: str = "killed") -> dict[str, Any]:
    """A printed claim of that sentence, its figures the words that are named, each where it first stands."""
    counts = [
        {"span": {"start": start, "end": start + len(figure)}, "measure": measure, "low": int(figure), "high": None}
        for figure in figures
        for start in (text.index(figure),)
    ]
    begin = text.index(trigger)
    return {
        "evidence": {"start": 0, "end": len(text), "text": text},
        "trigger": {"start": begin, "end": begin + len(trigger), "text": trigger},
        "counts": counts,
    }


@pytest.mark.parametrize(
    ("text", "trigger", "figures", "parts"),
    [
        ("The blast killed 36 people, including 15 pupils and 4 teachers.", "killed", ("36", "15", "4"), ("15", "4")),
        ("Those killed included 6 women, 5 children and 3 guards.", "killed", ("6", "5", "3"), ("6", "5", "3")),
        ("At the mill 5 children were among those killed.", "killed", ("5",), ("5",)),
        ("Shells killed 10 people, among them 6 children.", "killed", ("10", "6"), ("6",)),
        ("The raid killed 9 people in one town and 4 in the next.", "killed", ("9", "4"), ()),
        ("The raid, including the shelling before it, killed 9 people.", "killed", ("9",), ()),
        ("The toll, including 3 drivers, rose to 40, when 7 more were killed.", "rose", ("3", "40", "7"), ()),
    ],
)
def test_words_say_which_figures_are_parts(
    text: str, trigger: str, figures: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    found = parts_in(claim(text, trigger, *figures), "en")
    assert found == {text.index(figure) for figure in parts}


def test_a_figure_of_another_measure_is_no_part_and_other_languages_say_nothing() -> None:
    told = claim("The blast killed 3 boys, including 2 brothers, and wounded 40 people.", "killed", "3", "2")
    told["counts"].append({**claim("x 40", "x", "40")["counts"][0], "measure": "injured"})
    told["counts"][-1]["span"] = {"start": told["evidence"]["text"].index("40"), "end": 69}
    told["trigger"] = {"start": 49, "end": 56, "text": "wounded"}
    assert parts_in(told, "en") == {told["evidence"]["text"].index("2")}
    assert parts_in(told, "xx") == frozenset()


def figure(start: int, number: int, *, of_part: bool = False, sure: float = 0.9) -> ToldCount:
    words = Words(start, start + 2, str(number))
    return ToldCount(measure=Measure.KILLED, words=words, low=number, high=number, of_part=of_part, confidence=sure)


def total(*claims: tuple[ToldCount, ...]) -> Total:
    """The total of one report, each claim with those figures."""
    told = telling("report", *(Saying() for _ in claims))
    whole: Telling = replace(
        told,
        tolls=(),
        claims=tuple(replace(one, counts=counts) for one, counts in zip(told.claims, claims, strict=True)),
    )
    found = total_of(Measure.KILLED, [whole])
    assert found is not None
    return found


def test_a_part_widens_no_bound_and_outvotes_no_whole() -> None:
    found = total((figure(20, 10),), (figure(120, 10), figure(130, 6, of_part=True)), (figure(220, 6, of_part=True),))
    assert (found.low, found.best, found.high, found.numbered) == (10, 10, 10, True)
    found = total((figure(20, 36, sure=0.5),), (figure(120, 15, of_part=True),), (figure(220, 15, of_part=True),))
    assert (found.low, found.best, found.high) == (36, 36, 36)


def test_a_report_of_parts_alone_tells_how_many_there_were_at_least() -> None:
    found = total((figure(20, 6, of_part=True), figure(30, 5, of_part=True)))
    assert (found.low, found.best, found.high, found.numbered) == (6, 6, None, False)


def test_a_figure_that_several_claims_give_has_one_voice() -> None:
    repeated = [(figure(100, 10),) for _ in range(4)]
    found = total((figure(20, 31),), *repeated)
    assert found.best == 31
    found = total((figure(20, 31),), *[(figure(100 + 30 * number, 10),) for number in range(8)])
    assert found.best == 10

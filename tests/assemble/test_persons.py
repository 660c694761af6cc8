"""People told of one by one: those who differ in age, name or sex are more than one; the others may be the same."""

from __future__ import annotations

import pytest

from dateline.assemble.persons import persons_of, without
from dateline.assemble.tolls import tolls_of
from dateline.domain.claim import Claim
from dateline.domain.document import Document
from dateline.domain.value import Count, Measure
from tests import build

KILLED, INJURED = Measure.KILLED, Measure.INJURED


def claims_of(document: Document, people: list[tuple[str, str]], measure: Measure = INJURED) -> list[Claim]:
    """A claim a person: its trigger's first word that is there, and the person's words."""
    return [
        build.claim(
            document,
            trigger,
            nth=[one for one, _ in people[:rank]].count(trigger),
            counts=(
                Count(span=build.span(document, words), measure=measure, low=1, high=1, rule="one", confidence=0.9),
            ),
            confidence=0.9,
        )
        for rank, (trigger, words) in enumerate(people)
    ]


@pytest.mark.parametrize(
    ("text", "people", "number"),
    [
        ("A 21-year-old man was hit, a 34-year-old man was hit and a 21-year-old woman was hit.",
         ["A 21-year-old man", "a 34-year-old man", "a 21-year-old woman"], 3),
        ("A man was hit. The victim was hit in the leg. He was hit twice.", ["A man", "The victim", "He"], 1),
        ("Omar Lane, 23, was hit. Lane was hit twice. Mary Lane, 19, was hit.", ["Omar Lane", "Lane", "Mary Lane"], 2),
        ("A 15-year-old boy was hit. Tomas Berg, 15, was hit at the door.", ["A 15-year-old boy", "Tomas Berg"], 1),
        ("A 15-year-old boy was hit. Tomas Berg, 16, was hit at the door.", ["A 15-year-old boy", "Tomas Berg"], 2),
        ("An Arkansas deputy was hit. Berg was hit.", ["An Arkansas deputy", "Berg"], 1),
        ("His wife was hit and their son was hit.", ["His wife", "their son"], 2),
    ],
)  # fmt: skip
def test_those_who_differ_count(text: str, people: list[str], number: int) -> None:
    document = build.document(text)
    told = claims_of(document, [("hit", words) for words in people])
    assert len(persons_of(told, INJURED, document)) == number
    assert [toll.best for toll in tolls_of(told, document)] == [number]


def test_a_number_of_the_text_goes_before_counting_people() -> None:
    document = build.document("Gunfire hurt 4 people. A 21-year-old man was hit and a 34-year-old man was hit.")
    told = claims_of(document, [("hit", "A 21-year-old man"), ("hit", "a 34-year-old man")])
    four = Count(span=build.span(document, "4"), measure=INJURED, low=4, high=4, confidence=0.5)
    told.append(build.claim(document, "hurt", counts=(four,), confidence=0.4))
    assert [toll.best for toll in tolls_of(told, document)] == [4]


def test_the_dead_are_not_among_the_injured() -> None:
    document = build.document("A 21-year-old man was hit. A 34-year-old man was hit. The 34-year-old died.")
    told = claims_of(document, [("hit", "A 21-year-old man"), ("hit", "A 34-year-old man")])
    dead = persons_of(claims_of(document, [("died", "The 34-year-old")], KILLED), KILLED, document)
    assert [one.age for one in without(persons_of(told, INJURED, document), dead)] == [21]

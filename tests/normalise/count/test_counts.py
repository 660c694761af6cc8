"""Counts of claims: numbers with their bounds, whom they count, and over how long."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.attribution import Attribution, Speaker
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from dateline.domain.ids import AttributionId, place_id
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import Count, CountScope, Measure, Quantity
from dateline.normalise.count import CountNormaliser
from tests import build

pytestmark = pytest.mark.model


def counts_of(
    text: str, words: str, of: str | None = None, measure: Measure = Measure.KILLED
) -> tuple[Document, tuple[Count, ...]]:
    document = build.document(text)
    quantity = Quantity(span=build.span(document, words), measure=measure, of=build.span(document, of) if of else None)
    trigger = text.split()[0]
    extraction = Extraction(claims=(build.claim(document, trigger, quantities=(quantity,)),))
    read = CountNormaliser().normalise(extraction, SpacyAnalyser().analyse(document))
    return document, read.claims[0].counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shelling led to hundreds of deaths and injuries.", "hundreds"),
        ("Dozens were killed and wounded in the raid.", "Dozens"),
        ("Nine people were killed or injured when a shell hit a bus.", "Nine"),
    ],
)
def test_the_dead_and_wounded_together_are_neither(text: str, words: str) -> None:
    assert counts_of(text, words)[1] == ()


def test_the_dead_before_the_wounded_are_the_dead() -> None:
    (count,) = counts_of("Nine people were killed and 16 wounded when a shell hit a bus.", "Nine")[1]
    assert (count.measure, count.low) == (Measure.KILLED, 9)


READINGS: list[tuple[str, str, dict[str, Any]]] = [
    ("Shells killed 27 villagers.", "27", {"low": 27, "high": 27, "approximate": False, "rule": None}),
    ("Shells killed at least 27 villagers.", "27", {"low": 27, "high": None, "rule": "at least"}),
    ("Shells killed as many as 27 villagers.", "27", {"low": None, "high": 27, "rule": "as many as"}),
    ("Shells killed about 27 villagers.", "27", {"low": 27, "high": 27, "approximate": True}),
    ("Shells killed dozens of villagers.", "dozens", {"low": 24, "high": None, "approximate": True, "rule": "dozens"}),
    ("Shells killed between 10 and 15 villagers.", "10", {"low": 10, "high": 15}),
    ("Shells killed two others.", "two", {"low": 2, "high": 2}),
    ("Shells caused no deaths.", "no", {"low": 0, "high": 0, "rule": "no"}),
    ("Shells killed a guard.", "a guard", {"low": 1, "high": 1, "rule": "one"}),
    ("Shells killed a guard.", "guard", {"low": 1, "high": 1, "rule": "one"}),
    ("Shells killed the guard.", "the", {"low": 1, "high": 1}),
    ("Shells killed a 10-year-old girl.", "a 10-year-old girl", {"low": 1, "high": 1}),
    ("Shells killed Musa Bello.", "Musa Bello", {"low": 1, "high": 1}),
    ("Shells killed three guards.", "three guards", {"low": 3, "high": 3}),
]


@pytest.mark.parametrize(("text", "words", "values"), READINGS)
def test_a_count_has_the_bounds_of_its_words(text: str, words: str, values: dict[str, Any]) -> None:
    _, (count,) = counts_of(text, words)
    assert {name: getattr(count, name) for name in values} == values
    assert count.measure is Measure.KILLED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shells killed guards.", "guards"),
        ("Shells hit 30 percent of them.", "30"),
        ("Shells fell for three hours.", "three"),
        ("Shells fell in 2011.", "2011"),
        ("Shells killed a guard and drivers.", "a guard and drivers"),
    ],
)
def test_what_is_no_number_of_things_gives_no_count(text: str, words: str) -> None:
    assert counts_of(text, words)[1] == ()


def test_the_span_holds_the_words_that_bound_it() -> None:
    document, (count,) = counts_of("Shells killed at least 27 villagers.", "27", "villagers")
    assert document.quote(count.span) == "at least 27"
    assert count.of is not None
    assert document.quote(count.of) == "villagers"


def test_a_sum_of_money_is_never_a_toll() -> None:
    _, (count,) = counts_of("Robbers took $3 million.", "3 million")
    assert (count.measure, count.low) == (Measure.MONEY, 3_000_000)


@pytest.mark.parametrize(
    ("of", "civilian"),
    [
        ("civilians", True),
        ("women and children", True),
        ("worshippers", True),
        ("soldiers", False),
        ("rebel fighters", False),
        ("police officers", None),
        ("people", None),
        ("soldiers and civilians", None),
    ],
)
def test_the_words_say_whether_they_are_civilians(of: str, civilian: bool | None) -> None:
    _, (count,) = counts_of(f"Shells killed 27 {of}.", "27", of)
    assert count.civilian is civilian


def test_an_adjective_says_the_country() -> None:
    _, (count,) = counts_of("Shells killed 27 Malian soldiers.", "27", "Malian soldiers")
    assert count.countries == ("MLI",)


@pytest.mark.parametrize(
    ("text", "words", "scope"),
    [
        ("Shells killed 27 villagers.", "27", CountScope.INCIDENT),
        ("Shells killed 27 villagers on Friday.", "27", CountScope.INCIDENT),
        ("Fighting has killed 27 villagers since the war began.", "27", CountScope.RUNNING_TOTAL),
        ("Fighting has killed 27 villagers since 2011.", "27", CountScope.RUNNING_TOTAL),
        ("Fighting has killed 27 villagers so far this year.", "27", CountScope.RUNNING_TOTAL),
        ("Shells killed two, bringing the toll to 27.", "27", CountScope.RUNNING_TOTAL),
        ("Fighting killed 27 villagers in the past two weeks.", "27", CountScope.RUNNING_TOTAL),
        ("They put the death toll from the six-year conflict at 27.", "27", CountScope.RUNNING_TOTAL),
        ("The civil war, now in its seventh year, has killed 27 villagers.", "27", CountScope.RUNNING_TOTAL),
        ("Some 27 villagers have been killed in the conflict.", "27", CountScope.RUNNING_TOTAL),
        (
            "At least 27 villagers have been killed by shells since the army began to advance.",
            "27",
            CountScope.RUNNING_TOTAL,
        ),
        ("The army killed 27 villagers during the past 24 hours.", "27", CountScope.RUNNING_TOTAL),
        ("Shells killed 27 villagers in the first attack since the ceasefire of June.", "27", CountScope.INCIDENT),
        ("Drones had circled since Sunday when a shell killed 27 villagers.", "27", CountScope.INCIDENT),
        ("Two more died of their wounds, bringing the toll to 27.", "27", CountScope.INCIDENT),
        ("A third man died, bringing the death toll in the shooting to 27.", "27", CountScope.INCIDENT),
        ("More than 90,000 people have been killed.", "90,000", CountScope.RUNNING_TOTAL),
    ],
)
def test_a_total_over_several_incidents_is_told_apart(text: str, words: str, scope: CountScope) -> None:
    _, (count,) = counts_of(text, words)
    assert count.scope is scope


def test_one_number_with_one_measure_counts_once() -> None:
    document = build.document("Shells killed at least 27 villagers.")
    quantities = tuple(
        Quantity(span=build.span(document, words), measure=Measure.KILLED)
        for words in ("27", "at least 27", "27 villagers")
    )
    extraction = Extraction(claims=(build.claim(document, "killed", quantities=quantities),))
    (claim,) = CountNormaliser().normalise(extraction, SpacyAnalyser().analyse(document)).claims
    assert len(claim.counts) == 1
    assert claim.quantities == quantities


def test_a_claim_without_quantities_has_no_counts() -> None:
    document = build.document("Shells fell.")
    extraction = Extraction(claims=(build.claim(document, "fell"),))
    assert CountNormaliser().normalise(extraction, build.analysis(document)) == extraction


def test_a_number_that_no_claim_takes_is_an_issue() -> None:
    document = build.document("Two men died in 2011. At least 43 groups and 1,400 troops stayed, 5 km away, on 3 May.")
    claim = build.claim(
        document, "died", quantities=(Quantity(span=build.span(document, "Two"), measure=Measure.KILLED),)
    )
    read = CountNormaliser().normalise(Extraction(claims=(claim,)), build.analysis(document))
    assert [(issue.kind, issue.span and document.quote(issue.span)) for issue in read.issues] == [
        ("number_without_claim", "At least 43"),
        ("number_without_claim", "1,400"),
    ]


def test_a_number_of_a_name_or_a_time_is_none_that_is_lost() -> None:
    document = build.document("The Group of 77 met for 12 days.")
    place = Place(
        id=place_id(document.key, build.span(document, "Group of 77")),
        name="Group of 77",
        precision=PlacePrecision.UNRESOLVED,
        mentions=(build.span(document, "Group of 77"),),
    )
    read = CountNormaliser().normalise(Extraction(places=(place,)), build.analysis(document))
    assert read.issues == ()


def test_the_scope_is_that_of_the_numbers_own_sentence() -> None:
    text = "Bombs fell on the market. More than 27 people have died since 2011."
    _, (count,) = counts_of(text, "27")
    assert count.scope is CountScope.RUNNING_TOTAL


@pytest.mark.parametrize(("told", "counted"), [(True, ["a man"]), (False, ["Officer Ada Lane", "a man"])])
def test_who_tells_a_claim_is_nobody_whom_it_counts(told: bool, counted: list[str]) -> None:
    document = build.document("Officer Ada Lane said that a man was killed.")
    words = [build.span(document, "Officer Ada Lane"), build.span(document, "a man")]
    quantities = tuple(Quantity(span=span, measure=Measure.KILLED) for span in words)
    teller = Attribution(id=AttributionId("s1"), sources=(Speaker(span=words[0]),))
    claim = build.claim(document, "killed", quantities=quantities, attribution=teller.id if told else None)
    extraction = Extraction(claims=(claim,), attributions=(teller,))
    read = CountNormaliser().normalise(extraction, SpacyAnalyser().analyse(document))
    assert [document.quote(count.span) for count in read.claims[0].counts] == counted

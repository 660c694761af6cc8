"""Tellings of one attack that share little, and what keeps them apart; the wounded who are told of as patients."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.assemble import assemble
from dateline.domain.claim import Claim
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from dateline.domain.ids import PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import Count, Measure, Where
from tests import build

TEXT = (
    "Gunmen attacked a market. The mayor spoke. Schools were shut. Buses stood still. It rained. "
    "In all 12 people were killed. Medics took 5 wounded people to a clinic."
)
PLACES = tuple(
    Place(id=PlaceId("p" + name), name=name, precision=PlacePrecision.SETTLEMENT, lat=lat, lon=0.0, country="MLI")
    for name, lat in (("Gao", 1.0), ("Kidal", 2.0))
)


def count(document: Document, words: str, measure: Measure) -> Count:
    return Count(span=build.span(document, words), measure=measure, low=int(words), high=int(words))


def told(document: Document, dead: str = "12") -> list[Claim]:
    return [
        build.claim(document, "attacked"),
        build.claim(document, "killed", counts=(count(document, dead, Measure.KILLED),)),
    ]


def groups(document: Document, claims: list[Claim]) -> set[frozenset[str]]:
    extraction = Extraction(claims=tuple(claims), places=PLACES)
    _, accounts = assemble(extraction, build.analysis(document))
    return {frozenset(account.claims) for account in accounts}


@pytest.fixture
def document() -> Document:
    return build.document(TEXT)


def test_a_toll_told_far_from_its_attack_joins_it(document: Document) -> None:
    claims = told(document)
    assert groups(document, claims) == {frozenset(claim.id for claim in claims)}


def test_two_towns_are_two_attacks(document: Document) -> None:
    claims = [
        replace(claim, where=Where(span=claim.trigger, place=place.id))
        for claim, place in zip(told(document), PLACES, strict=True)
    ]
    assert len(groups(document, claims)) == 2


def test_two_tolls_of_several_dead_are_two_attacks() -> None:
    document = build.document(
        "Gunmen killed 12 people. The mayor spoke. It rained. It snowed. Planes killed 30 people."
    )
    claims = [
        build.claim(document, "killed", counts=(count(document, "12", Measure.KILLED),)),
        build.claim(document, "killed", nth=1, counts=(count(document, "30", Measure.KILLED),)),
    ]
    assert len(groups(document, [replace(claims[0], mode="firearms"), replace(claims[1], mode="aerial")])) == 2


def test_patients_of_an_attack_are_its_wounded(document: Document) -> None:
    aid = build.claim(document, "took", type_="aid", counts=(count(document, "5", Measure.INJURED),))
    claims = [*told(document), aid]
    _, accounts = assemble(Extraction(claims=tuple(claims), places=PLACES), build.analysis(document))
    tolls = {account.type: {toll.measure: toll.best for toll in account.counts} for account in accounts}
    assert tolls["assault"] == {Measure.KILLED: 12, Measure.INJURED: 5}
    assert tolls["aid"] == {Measure.INJURED: 5}


def test_patients_in_a_report_without_an_attack_wound_nobody(document: Document) -> None:
    aid = build.claim(document, "took", type_="aid", counts=(count(document, "5", Measure.INJURED),))
    old = replace(told(document)[0], background=True)
    _, accounts = assemble(Extraction(claims=(old, aid), places=PLACES), build.analysis(document))
    assert {account.type: bool(account.counts) for account in accounts} == {"assault": False, "aid": True}

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.assemble.grouping import Scene
from dateline.assemble.placing import is_inferred, with_places
from dateline.assemble.siting import REACH_SENTENCES, Sites
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from dateline.domain.ids import PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import Where
from tests import build

TEXT = (
    "Gunmen attacked a market in Gao in Mali on Friday. The gunmen killed 12 traders. "
    "Soldiers fired at them in Mali. Mali accused Niger of helping them."
)


def place(document: Document, name: str, precision: PlacePrecision, country: str | None) -> Place:
    mentions = [build.span(document, name, nth) for nth in range(document.text.count(name))]
    return Place(
        id=PlaceId("p" + name),
        name=name,
        precision=precision,
        country=country,
        lat=0.0,
        lon=0.0,
        mentions=tuple(mentions),
    )


def places(document: Document) -> tuple[Place, ...]:
    return (
        place(document, "Gao", PlacePrecision.SETTLEMENT, "MLI"),
        place(document, "Mali", PlacePrecision.COUNTRY, "MLI"),
        place(document, "Niger", PlacePrecision.COUNTRY, "NER"),
    )


def placed(document: Document, *claims: Claim) -> list[Claim]:
    scene = Scene(Extraction(claims=claims, places=places(document)), build.analysis(document))
    told = with_places({claim.id: claim for claim in claims}, [tuple(claim.id for claim in claims)], scene)
    return [told[claim.id] for claim in claims]


@pytest.fixture
def document() -> Document:
    return build.document(TEXT)


def at(document: Document, name: str, nth: int = 0) -> Where:
    return Where(span=build.span(document, name, nth), place=PlaceId("p" + name))


def test_a_place_of_the_own_words_stays_as_it_is(document: Document) -> None:
    attack = build.claim(document, "attacked", where=at(document, "Gao"))
    assert placed(document, attack) == [attack]


def test_a_claim_without_a_place_inherits_that_of_its_account(document: Document) -> None:
    attack = build.claim(document, "attacked", where=at(document, "Gao"))
    _, killed = placed(document, attack, build.claim(document, "killed"))
    assert killed.where == Where(span=None, place=PlaceId("pGao"), reason="inherited", inherited_from=attack.id)


def test_a_place_that_no_claim_tells_is_pinned_to_its_words(document: Document) -> None:
    (killed,) = placed(document, build.claim(document, "killed"))
    assert killed.where is not None
    assert killed.where.span is not None
    assert killed.where.inherited_from is None
    assert is_inferred(killed.where)
    assert document.quote(killed.where.span) == killed.where.place[1:]


def test_a_further_place_that_becomes_the_place_is_no_further_one(document: Document) -> None:
    gao = Argument(role=Role.LOCATION, span=build.span(document, "Gao"))
    attack = build.claim(document, "attacked", where=at(document, "Mali"), arguments=(gao,))
    (after,) = placed(document, attack)
    assert after.where is not None
    locations = [argument.span for argument in after.words_of(Role.LOCATION)]
    assert after.where.span not in locations
    assert {after.where.span, *locations} == {build.span(document, "Gao"), build.span(document, "Mali")}


def test_places_of_one_name_are_one_site(document: Document) -> None:
    attack = build.claim(document, "attacked", where=at(document, "Gao"))
    north = replace(places(document)[0], id=PlaceId("pnorth"), mentions=())
    extraction = Extraction(claims=(attack,), places=(*places(document), north))
    sites = Sites(Scene(extraction, build.analysis(document)), {attack.id: attack}, [(attack.id,)])
    assert sites.namings.site_of[north.id] == "pGao"


def test_signs_say_how_a_place_stands_to_a_claim(document: Document) -> None:
    attack = build.claim(document, "attacked", where=at(document, "Gao"))
    killed = build.claim(document, "killed")
    claims = {claim.id: claim for claim in (attack, killed)}
    extraction = Extraction(claims=(attack, killed), places=places(document))
    sites = Sites(Scene(extraction, build.analysis(document)), claims, [tuple(claims)])
    none, rows = sites.signs(killed)
    by_site = dict(rows)
    assert none == {"none": 1.0, "none_assault": 1.0}
    assert by_site[PlaceId("pGao")]["account"] == 1.0
    assert by_site[PlaceId("pGao")]["told_1"] == 1.0
    assert by_site[PlaceId("pMali")]["last_named"] == 1.0
    assert "only_after" in by_site[PlaceId("pNiger")]
    assert "said_0" in dict(sites.signs(attack)[1])[PlaceId("pGao")]


def test_what_is_named_too_far_away_is_no_candidate() -> None:
    long = build.document(
        "Gunmen attacked Gao. " + "Nothing else was told. " * (REACH_SENTENCES + 1) + "They killed him."
    )
    killed = build.claim(long, "killed")
    extraction = Extraction(claims=(killed,), places=(place(long, "Gao", PlacePrecision.SETTLEMENT, "MLI"),))
    sites = Sites(Scene(extraction, build.analysis(long)), {killed.id: killed}, [(killed.id,)])
    assert sites.signs(killed)[1] == []
    assert placed(long, killed)[0].where is None

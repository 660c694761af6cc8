"""Places on the map, and where claims took place."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.claim import Claim, Role
from dateline.domain.extraction import Extraction
from dateline.domain.place import Place, PlacePrecision
from dateline.extract.local.places import find_places
from dateline.gazetteer import distance_km
from dateline.normalise.where import WhereNormaliser
from tests import build

pytestmark = pytest.mark.model


def read(text: str, *claims: Claim, **fields: object) -> Extraction:
    analysis = SpacyAnalyser().analyse(build.document(text, **fields))
    return WhereNormaliser().normalise(Extraction(mentions=find_places(analysis), claims=claims), analysis)


def places(text: str, **fields: object) -> dict[str, Place]:
    return {place.name: place for place in read(text, **fields).places}


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("Gunmen killed four herders in Gao, Mali.", "Gao", "MLI", "settlement"),
        ("Two bombs went off in Tripoli, Lebanon.", "Tripoli", "LBN", "settlement"),
        ("Two bombs went off in Tripoli. The Libyan army sent troops to Benghazi.", "Tripoli", "LBY", "settlement"),
        ("A storm hit Paris, Texas.", "Paris", "USA", "settlement"),
        ("Police in Paris arrested two men.", "Paris", "FRA", "settlement"),
        ("Rebels shelled villages in Idlib province in Syria.", "Idlib", "SYR", "province"),
        ("The army took Idlib in Syria.", "Idlib", "SYR", "settlement"),
        ("Ministers from the Sahel met.", "Sahel", None, "region"),
        ("Five soldiers died in Niger.", "Niger", "NER", "country"),
    ],
)
def test_names_get_their_place(text: str, name: str, country: str | None, precision: str) -> None:
    place = places(text)[name]
    assert (place.country, place.precision) == (country, precision)
    assert place.lat is not None
    assert place.identity is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bus burned on Willow Street in Albany, New York.", "Willow Street"),
        ("Shops burned at Selma and Tyler streets in Denver, Colorado.", "Selma"),
        ("A bus burned on Salem and Howard Avenue in Boston, Massachusetts.", "Salem"),
    ],
)
def test_a_street_is_no_village_of_that_name(text: str, name: str) -> None:
    found = places(text)
    assert name not in found or found[name].precision is PlacePrecision.UNRESOLVED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels cut the Gao road in Mali on Friday.", "Gao"),
        ("Shells hit Tikrit and Haifa Street in Baghdad, Iraq.", "Tikrit"),
    ],
)
def test_a_road_to_a_town_and_a_town_beside_a_street_are_no_streets(text: str, name: str) -> None:
    assert places(text)[name].lat is not None


def test_a_hospital_called_after_a_village_tells_nothing_of_where_a_town_lies() -> None:
    found = places("Shops burned in Columbus. Four guards lie in Memorial Valdosta.")
    plain = places("Shops burned in Columbus. Four guards lie in Valdosta.")
    assert plain["Columbus"].admin1 == "Georgia"
    assert found["Columbus"].admin1 == "Ohio"


def test_the_candidates_are_kept_best_first() -> None:
    place = places("A storm hit Paris, Texas.")["Paris"]
    assert 1 < len(place.candidates) <= 5
    assert place.candidates[0].identity == place.identity
    assert all(0 <= candidate.score <= 1 for candidate in place.candidates)


def test_a_name_that_no_gazetteer_has_is_unresolved_and_an_issue() -> None:
    extraction = read("They burned the village of Qwxtrabal before dawn.")
    (place,) = extraction.places
    assert (place.precision, place.lat, place.lon) == (PlacePrecision.UNRESOLVED, None, None)
    (issue,) = extraction.issues
    assert (issue.room, issue.kind, issue.span) == ("normalise", "unresolved_place", place.mentions[0])


def test_a_distance_and_a_bearing_give_a_point() -> None:
    found = read("The convoy was stopped 50 km east of Gao in Mali.").places
    point, gao = sorted((place for place in found if place.name == "Gao"), key=lambda place: place.precision)
    assert gao.lat is not None
    assert gao.lon is not None
    assert point.lat is not None
    assert point.lon is not None
    assert point.lon > gao.lon
    assert distance_km(gao.lat, gao.lon, point.lat, point.lon) == pytest.approx(50, abs=1)
    assert point.precision is PlacePrecision.POINT
    assert point.country == "MLI"


def test_a_part_of_a_country_is_a_region_on_its_side() -> None:
    document = build.document("A mine went off in northern Mali.")
    country, part = sorted(read(document.text).places, key=lambda place: place.precision)
    assert [document.quote(span) for span in part.mentions] == ["northern Mali"]
    assert (country.name, part.name) == ("Mali", "Mali")
    assert part.precision is PlacePrecision.REGION
    assert (part.lat or 0) > (country.lat or 0)


def test_a_demonym_is_a_mention_of_its_country_and_no_place_of_a_claim() -> None:
    text = "Malian soldiers opened fire."
    document = build.document(text)
    claim = build.claim(document, "opened fire", places=(build.span(document, "Malian"),))
    extraction = read(text, claim)
    (place,) = extraction.places
    assert (place.country, place.mentions) == ("MLI", (build.span(document, "Malian"),))
    assert extraction.claims[0].where is None


def test_a_claim_gets_its_first_place_and_the_others_as_locations() -> None:
    text = "Rebels attacked a post in Gao in northern Mali."
    document = build.document(text)
    spans = (build.span(document, "Gao"), build.span(document, "northern Mali"))
    extraction = read(text, build.claim(document, "attacked", places=spans))
    (claim,) = extraction.claims
    assert claim.where is not None
    assert claim.where.span == spans[0]
    assert next(place for place in extraction.places if place.id == claim.where.place).name == "Gao"
    assert [argument.span for argument in claim.words_of(Role.LOCATION)] == [spans[1]]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Gunmen stormed a hotel in Bamako.", "a hotel", "Bamako"),
        ("Troops entered Mosul on Monday. Shells fell on the city all night, killing two.", "the city", "Mosul"),
        ("Troops entered Mosul in Iraq. Bombs killed two in the country.", "the country", "Iraq"),
    ],
)
def test_buildings_and_plain_words_take_the_place_that_they_stand_in_or_mean(text: str, words: str, name: str) -> None:
    document = build.document(text)
    trigger = "stormed" if "stormed" in text else "killing" if "killing" in text else "killed"
    extraction = read(text, build.claim(document, trigger, places=(build.span(document, words),)))
    where = extraction.claims[0].where
    assert where is not None
    assert document.quote(where.span) == words if where.span else False
    assert next(place for place in extraction.places if place.id == where.place).name == name
    assert where.reason


def test_the_same_text_gives_the_same_places() -> None:
    text = "Fighting spread from Tripoli to Sirte and along the border with Tunisia, 30 km west of Zuwara."
    assert read(text) == read(text)


def test_the_words_of_a_place_hold_the_noun_that_says_what_ground_it_is() -> None:
    text = "Gunmen attacked a village in Mopti region on Friday."
    document = build.document(text)
    claim = build.claim(document, "attacked", places=(build.span(document, "Mopti"),))
    where = read(text, claim).claims[0].where
    assert where is not None
    assert where.span == build.span(document, "Mopti region")


def test_a_dateline_in_capitals_does_not_spell_the_name() -> None:
    assert "Zawiyah" in places("ZAWIYAH, Libya. ZAWIYAH fell on Monday. The rebels hold Zawiyah.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They fled Eastern Ghouta in Syria. Ghouta is under siege.", "Eastern Ghouta"),
        ("Bombs hit eastern Aleppo in Syria. Planes struck eastern Aleppo.", "eastern Aleppo"),
        ("Bombs hit northern Mali. Planes struck northern Mali.", "Mali"),
    ],
)
def test_a_part_goes_by_its_words_where_they_are_a_name(text: str, name: str) -> None:
    assert name in {place.name for place in read(text).places}

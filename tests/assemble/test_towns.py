"""Streets, houses and quarters lie in the town that a report names; so does a place far off that nothing else speaks for."""

from __future__ import annotations

import pytest

from dateline.assemble.towns import ADRIFT, AROUND, QUARTER, Towns
from dateline.domain.actor import Identity
from dateline.domain.document import Document
from dateline.domain.ids import PlaceId
from dateline.domain.place import Place, PlaceCandidate, PlacePrecision
from dateline.domain.span import Span
from dateline.domain.value import Where
from tests import build

SETTLEMENT, UNRESOLVED = PlacePrecision.SETTLEMENT, PlacePrecision.UNRESOLVED
#: Latitude, country, first-level division.
HERE, FAR, ABROAD = (1.0, "XXA", "Norda"), (9.0, "XXA", "Suda"), (30.0, "XXB", "Orla")


def all_of(text: str, words: str) -> tuple[Span, ...]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)


def place(
    document: Document, name: str, ground: tuple[float, str, str] | None = HERE, scores: tuple[float, ...] = (1.0,)
) -> Place:
    """A settlement with as many readings as there are scores; unresolved without ground."""
    written = all_of(document.text, name) or all_of(document.text, name.upper())
    if ground is None:
        return Place(id=PlaceId("p" + name), name=name, precision=UNRESOLVED, mentions=written)
    lat, country, admin1 = ground
    readings = tuple(
        PlaceCandidate(identity=Identity("test", str(rank)), name=name, lat=lat, lon=1.0, score=score)
        for rank, score in enumerate(scores)
    )
    return Place(
        id=PlaceId("p" + name), name=name, precision=SETTLEMENT, mentions=written, lat=lat, lon=1.0, country=country,
        admin1=admin1, candidates=readings,
    )  # fmt: skip


def around(document: Document, places: list[Place], own: Place) -> tuple[PlaceId, str | None]:
    found = Towns(places, document).around(Where(span=own.mentions[0], place=own.id, reason="said"))
    return found.place, found.reason


@pytest.mark.parametrize(
    "name", ["Harbour Street", "Old Mill Rd", "Central Park", "Mercy Hospital", "Grand Hotel", "Third and Lee Streets"]
)
def test_a_street_or_a_house_takes_the_town_that_is_named_nearest(name: str) -> None:
    document = build.document(f"Brindel was quiet on Friday, all day long. A man was shot at {name} in Selmun.")
    own, near = place(document, name, None), place(document, "Selmun")
    assert around(document, [own, place(document, "Brindel"), near], own) == (near.id, AROUND)


@pytest.mark.parametrize("name", ["Karewa", "Tel Sifan", "Streetsboro"])
def test_a_village_that_nobody_knows_stays_unresolved(name: str) -> None:
    document = build.document(f"Shells fell on {name} near Selmun.")
    own = place(document, name, None)
    assert around(document, [own, place(document, "Selmun")], own) == (own.id, "said")


def test_a_country_is_no_town_for_a_street() -> None:
    document = build.document("A man was shot in Harbour Street, Norland.")
    own = place(document, "Harbour Street", None)
    land = Place(id=PlaceId("pN"), name="Norland", precision=PlacePrecision.COUNTRY, mentions=(Span(34, 41),), lat=1.0)
    assert around(document, [own, land], own) == (own.id, "said")


@pytest.mark.parametrize(
    "text",
    [
        "SELMUN (AP) - Two men were shot in the Eastgate neighborhood on Friday.",
        "SELMUN (AP) - Two men were shot in the neighborhood of Eastgate on Friday.",
        "SELMUN, Norda — Two men were shot in the Eastgate quarter on Friday.",
    ],
)
def test_a_quarter_is_no_town_of_that_name_elsewhere(text: str) -> None:
    document = build.document(text)
    own, home = place(document, "Eastgate", FAR), place(document, "Selmun")
    assert around(document, [own, home], own) == (home.id, QUARTER)


@pytest.mark.parametrize(("name", "reason"), [("East Selmun", QUARTER), ("Selmun North", AROUND)])
def test_a_side_of_the_town_is_in_it(name: str, reason: str) -> None:
    document = build.document(f"Selmun is tense. Two men were shot in {name} on Friday.")
    own, home = place(document, name, None), place(document, "Selmun")
    assert around(document, [own, home], own) == (home.id, reason)


def test_a_place_abroad_that_nothing_speaks_for_is_a_quarter() -> None:
    document = build.document("SELMUN (AP) - Two men were shot in Arvale on Friday.")
    own, home = place(document, "Arvale", ABROAD), place(document, "Selmun")
    assert around(document, [own, home], own) == (home.id, ADRIFT)


def test_a_place_far_off_with_several_readings_is_a_quarter_too() -> None:
    document = build.document("SELMUN (AP) - Two men were shot in Arvale on Friday.")
    own, home = place(document, "Arvale", FAR, (0.5, 0.3)), place(document, "Selmun")
    assert around(document, [own, home], own) == (home.id, ADRIFT)


@pytest.mark.parametrize(
    ("ground", "scores", "other"),
    [(ABROAD, (1.0,), "Dalen"), (FAR, (1.0,), None), (HERE, (0.4, 0.3), None)],
    ids=["its country is named", "one reading", "beside the town"],
)
def test_what_something_speaks_for_stays(
    ground: tuple[float, str, str], scores: tuple[float, ...], other: str | None
) -> None:
    document = build.document("SELMUN (AP) - Two men were shot in Arvale on Friday, as in Dalen.")
    own, home = place(document, "Arvale", ground, scores), place(document, "Selmun")
    more = [place(document, other, ABROAD)] if other else []
    assert around(document, [own, home, *more], own) == (own.id, "said")


def test_the_town_whose_police_speak_is_the_report_s_own() -> None:
    document = build.document("Two men were shot in Arvale on Friday. Arvale is quiet. Selmun police said so.")
    own, home = place(document, "Arvale", FAR, (0.5, 0.3)), place(document, "Selmun")
    assert Towns([own, home], document).home == home


def test_the_last_word_of_a_force_is_no_town_of_its_own() -> None:
    document = build.document("Two men were shot in Selmun on Friday. Selmun is quiet. Selmun Harbour police said so.")
    home, harbour = place(document, "Selmun"), place(document, "Harbour", ABROAD)
    assert Towns([home, harbour], document).home == home


def test_the_first_of_two_streets_is_a_street() -> None:
    document = build.document("SELMUN (AP) - A bus burned at Linden and Hope streets on Friday.")
    own, home = place(document, "Linden", FAR), place(document, "Selmun")
    assert around(document, [own, home], own) == (home.id, AROUND)


def test_a_word_of_ground_alone_is_no_town() -> None:
    document = build.document("A bus burned in the District on Friday, police of Selmun said.")
    own, home = place(document, "District", ABROAD), place(document, "Selmun")
    assert around(document, [own, home], own) == (home.id, AROUND)


def test_the_town_of_the_dateline_is_the_report_s_own() -> None:
    document = build.document("SELMUN (AP) - Brindel mourns. Brindel and Arvale were hit on Friday.")
    places = [place(document, "Brindel"), place(document, "Arvale"), place(document, "Selmun", FAR)]
    home = Towns(places, document).home
    assert home is not None and home.name == "Selmun"


def test_a_street_called_after_a_town_is_a_street() -> None:
    document = build.document("Two men were shot on Davison Street in Selmun, police of Selmun said.")
    own, home = place(document, "Davison"), place(document, "Selmun")
    assert around(document, [own, home], own) == (home.id, AROUND)

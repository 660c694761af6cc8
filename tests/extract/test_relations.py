"""Ties between actors: types, directions, wording of the ends."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.config import Config
from dateline.domain.claim import Polarity
from dateline.domain.document import Document
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.relation import Relation
from dateline.extract.local.actors import find_actors
from dateline.extract.local.attributions import find_attributions
from dateline.extract.local.places import find_places
from dateline.extract.local.relations import find_relations
from dateline.pipeline import Pipeline
from tests import build

pytestmark = pytest.mark.model


def read(text: str) -> tuple[Document, tuple[Relation, ...]]:
    """The relations of a text."""
    document = build.document(text)
    analysis = SpacyAnalyser().analyse(document)
    return document, find_relations(analysis, (), find_attributions(analysis, ()))


def ties(text: str) -> set[tuple[str, str, str]]:
    """Subject, type and object of each relation."""
    document, found = read(text)
    return {(document.quote(tie.subject.span), str(tie.type), document.quote(tie.object.span)) for tie in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coastal Foreign Minister Ada Lund arrived.", ("Ada Lund", "holds_office", "Coastal Foreign Minister")),
        ("Ada Lund, the finance minister, arrived.", ("Ada Lund", "holds_office", "finance minister")),
        ("The finance minister, Ada Lund, arrived.", ("Ada Lund", "holds_office", "finance minister")),
        ("Secretary of State John Okafor arrived.", ("John Okafor", "holds_office", "Secretary of State")),
        (
            "Ned Okafor, a spokesman for the Free Coast Movement, left.",
            ("Ned Okafor", "member_of", "Free Coast Movement"),
        ),
        ("Opposition spokesman Omar Deeb spoke.", ("Omar Deeb", "member_of", "Opposition")),
        ("Omar Deeb, leader of the Dawn Brigade, spoke.", ("Dawn Brigade", "led_by", "Omar Deeb")),
        ("The US-led coalition struck a bridge.", ("coalition", "led_by", "US")),
        ("US-backed fighters entered the town.", ("US", "supports", "fighters")),
        ("A militia backed by Russia entered the town.", ("Russia", "supports", "militia")),
        ("Pro-government fighters left.", ("fighters", "supports", "government")),
        ("Troops loyal to Musa Bello fled.", ("Troops", "supports", "Musa Bello")),
        ("Militants trained by Iran crossed the river.", ("Militants", "trained_by", "Iran")),
        ("Rebels trained and armed by Iran crossed the river.", ("Rebels", "armed_by", "Iran")),
        ("Al-Qaeda-linked militants left the town.", ("militants", "affiliated_with", "Al-Qaeda")),
        ("The Watch, a Geneva-based monitor, counted them.", ("Watch", "based_in", "Geneva")),
        ("The Supreme Coast Council (SCC) met.", ("Supreme Coast Council", "also_known_as", "SCC")),
        (
            "The Coast Rescue Service, better known as the Grey Hats, came.",
            ("Coast Rescue Service", "also_known_as", "Grey Hats"),
        ),
        ("The opposition's armed wing, the Dawn Brigade, attacked.", ("Dawn Brigade", "part_of", "opposition")),
        ("The Dawn Brigade split from the Unity Front.", ("Dawn Brigade", "split_from", "Unity Front")),
        ("The Dawn Brigade broke away from the Unity Front.", ("Dawn Brigade", "split_from", "Unity Front")),
        ("The Dawn Brigade, a split off from the Unity Front, came.", ("Dawn Brigade", "split_from", "Unity Front")),
        ("The Dawn Brigade, a splinter group of the Unity Front, came.", ("Dawn Brigade", "split_from", "Unity Front")),
        ("Mali is a member of the African Union.", ("Mali", "member_of", "African Union")),
        ("Government forces have fought the rebels for years.", ("Government forces", "fights", "rebels")),
    ],
)
def test_ties(text: str, expected: tuple[str, str, str]) -> None:
    """Each form gives its type, in the right direction, with ends as written."""
    assert expected in ties(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coast forces led the campaign against the Dawn Brigade.", ("Coast forces", "fights", "Dawn Brigade")),
        ("Coast forces want to degrade and defeat the rebels.", ("Coast forces", "fights", "rebels")),
        ("Coast forces seized the mill from the rebels.", ("Coast forces", "fights", "rebels")),
        ("The government stands by the militia to defeat the rebels.", ("militia", "fights", "rebels")),
        ("The government stands by the militia to defeat the rebels.", ("government", "fights", "rebels")),
        ("The army helped the militia in its fight against the rebels.", ("militia", "fights", "rebels")),
        ("Mali stands shoulder to shoulder with the people of Chad.", ("Mali", "supports", "people of Chad")),
        ("The government reaffirmed its support for the rebels.", ("government", "supports", "rebels")),
        ("Coalition forces support the militia.", ("Coalition forces", "allied_with", "militia")),
        ("The government put pressure on the rebels.", ("government", "opposes", "rebels")),
        ("The government condemned the rebels.", ("government", "opposes", "rebels")),
    ],
)
def test_sides(text: str, expected: tuple[str, str, str]) -> None:
    """Who fights, supports and opposes whom, also where the other end hangs on a noun or a purpose."""
    assert expected in ties(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army could defeat the rebels.",
        "The clashes killed the villagers.",
        "The rebels attacked the town of Lund.",
        "The police fought the fire.",
        "He opposed the plan.",
    ],
)
def test_no_sides(text: str) -> None:
    """What may be, single attacks, places, fires and plans make no enemies."""
    assert not {kind for _, kind, _ in ties(text)} & {"fights", "supports", "opposes", "allied_with"}


@pytest.mark.parametrize(
    "text",
    [
        "The UN-backed peace plan failed.",
        "A Russian-led attack failed.",
        "Obama has not called President Musa Bello.",
        "Members of the group left.",
        "The town was taken on Friday.",
        "",
    ],
)
def test_no_tie(text: str) -> None:
    """Plans, attacks and bare members are no ends of a tie."""
    assert {kind for _, kind, _ in ties(text)} <= {"holds_office"}


def test_a_tie_is_told_once() -> None:
    """The same office of the same person is one relation."""
    assert len(ties("President Musa Bello spoke. President Bello left. President Musa Bello slept.")) == 1


def test_negation_and_teller_are_kept() -> None:
    """A tie denied is negated, and one told by another names the telling."""
    document, found = read("Doctors said that the government does not support the rebels.")
    (tie,) = [tie for tie in found if str(tie.type) == "supports"]
    assert tie.polarity is Polarity.NEGATED
    assert tie.attribution is not None
    assert tie.trigger is not None
    assert document.quote(tie.trigger) == "support"


def test_confidence_is_a_share() -> None:
    """Confidence lies between 0 and 1."""
    _, found = read("President Musa Bello, US-backed rebels and the Dawn Brigade (DB) met.")
    assert found
    assert all(0 < tie.confidence < 1 for tie in found)


def test_a_place_holds_no_office() -> None:
    text = (
        "Paris wants support for its work in Gao and the broader Azawad, former Swiss envoy to Chad Paul Meyer told us."
    )
    document = build.document(text)
    azawad = Mention(kind=MentionKind.PLACE, span=build.span(document, "Azawad"), named=True)
    found = find_relations(SpacyAnalyser().analyse(document), (azawad,), ())
    assert "Azawad" not in [document.quote(relation.subject.span) for relation in found]


def named_ties(text: str) -> set[tuple[str, str, str]]:
    """As ``ties``, with the names of actors that the report has."""
    document = build.document(text)
    analysis = SpacyAnalyser().analyse(document)
    places = find_places(analysis)
    mentions = (*places, *find_actors(analysis, places))
    found = find_relations(analysis, mentions, find_attributions(analysis, mentions))
    return {(document.quote(tie.subject.span), str(tie.type), document.quote(tie.object.span)) for tie in found}


def test_a_name_that_goes_on_over_of_the_stays_whole() -> None:
    """Neither "Army of" nor "Army" alone."""
    text = "The Army of the South met the League near Gao. Army of the North commander Omar Deeb said so."
    assert named_ties(text) == {
        ("Army of the North", "led_by", "Omar Deeb"),
        ("Omar Deeb", "holds_office", "Army of the North commander"),
    }


def test_a_name_goes_on_to_where_the_reports_actors_have_it() -> None:
    """Of "al-Qaeda in the Islamic Maghreb" the parse hangs the end on something else."""
    text = "The Dawn Brigade, a split off from al-Qaeda in the Islamic Maghreb, claimed the raid."
    assert ("Dawn Brigade", "split_from", "al-Qaeda in the Islamic Maghreb") in named_ties(text)


def test_an_office_is_held_once_in_its_longest_words() -> None:
    """ "Coast chief General" and not "Coast chief" too."""
    offices = {other for _, kind, other in ties("Coast chief General Omar Deeb spoke.") if kind == "holds_office"}
    assert not any(one != other and one in other for one in offices for other in offices)
    assert offices


@pytest.mark.parametrize(
    "text",
    [
        "The bread split from the heat.",
        "They took a split of the gains from the bank.",
        "A splinter from the mast hit him.",
    ],
)
def test_what_splits_otherwise_is_no_tie(text: str) -> None:
    """Things split too."""
    assert not any(kind == "split_from" for _, kind, _ in ties(text))


def test_a_day_is_no_side() -> None:
    """The reader's names have no dates among them; the expressions of time are known all the same."""
    document = build.document("Friday's attack against the Northern Front left nine dead in Karsa.")
    relations = Pipeline(Config()).reading_of_document(document).relations
    assert "Friday" not in {document.quote(tie.subject.span) for tie in relations}

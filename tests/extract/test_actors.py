"""Names, descriptions and pronouns of actors."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.mention import Mention
from dateline.extract.local.actors import find_actors
from dateline.extract.local.places import find_places
from tests import build

pytestmark = pytest.mark.model


def mentions(text: str) -> tuple[Mention, ...]:
    analysis = SpacyAnalyser().analyse(build.document(text))
    return find_actors(analysis, find_places(analysis))


def by_words(text: str) -> dict[str, Mention]:
    document = build.document(text)
    return {document.quote(mention.span): mention for mention in mentions(text)}


@pytest.mark.parametrize(
    ("text", "words", "label", "named"),
    [
        ("Unidentified gunmen stormed a hotel.", "Unidentified gunmen", "group", False),
        ("Malian government troops surrounded the building.", "Malian government troops", "military", False),
        ("A suicide bomber killed nine people.", "A suicide bomber", "group", False),
        ("Boko Haram attacked the town.", "Boko Haram", "group", True),
        ("The Azawad Freedom Brigade said it had taken the post.", "Azawad Freedom Brigade", "group", True),
        ("General Karl Olsen said the road was open.", "General Karl Olsen", "person", True),
        ("The Army of the North took the port.", "Army of the North", "military", True),
        ("The Hill Army took the port.", "Hill Army", "military", True),
        ("Fighters of the Army of the North fled.", "Fighters of the Army of the North", "group", False),
        ("Kurds fled from the town.", "Kurds", "population", True),
        ("Members of the council met survivors.", "survivors", "population", False),
        ("Turkey said on Friday that its troops would stay.", "Turkey", "government", True),
    ],
)
def test_actors_are_found(text: str, words: str, label: str, named: bool) -> None:
    mention = by_words(text)[words]
    assert (mention.label, mention.named) == (label, named)


def test_a_description_ends_before_its_relative_clause() -> None:
    assert "three gunmen" in by_words("Police shot three gunmen who had entered the school.")


def test_the_head_of_a_description_is_its_noun() -> None:
    text = "Masked suicide bombers struck twice."
    mention = by_words(text)["Masked suicide bombers"]
    assert mention.head == build.span(build.document(text), "suicide bombers")


@pytest.mark.parametrize(
    ("text", "pronoun", "meant"),
    [
        ("Police shot three gunmen who had entered the school.", "who", "three gunmen"),
        ("Ahmed Karimi was freed on Monday. He said he was well.", "He", "Ahmed Karimi"),
        ("The rebels took the town. They left at dawn.", "They", "The rebels"),
    ],
)
def test_pronouns_refer_back(text: str, pronoun: str, meant: str) -> None:
    mention = by_words(text)[pronoun]
    assert mention.refers_to is not None
    assert build.document(text).quote(mention.refers_to) == meant


def test_a_pronoun_of_the_other_gender_refers_to_nobody() -> None:
    assert by_words("Mrs. Diallo was freed on Monday. He said nothing.")["He"].refers_to is None


def test_an_empty_it_is_no_actor() -> None:
    assert "It" not in by_words("Hamas fired rockets. It was late when the sirens stopped.")


def test_a_country_where_something_happens_is_no_actor() -> None:
    assert "Mali" not in by_words("Gunmen killed four people in Mali.")


def test_an_acronym_behind_a_name_without_capitals_is_no_short_form() -> None:
    # The directory knows the fighters in small letters, so that the name has no initials.
    found = by_words("The peshmerga (KRG) entered the town.")
    assert "peshmerga" in {words.removeprefix("The ") for words in found}

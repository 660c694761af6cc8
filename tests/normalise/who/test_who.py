"""Actors: which words are one, what they are, and who plays which part."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.config import Config
from dateline.domain.actor import Actor, ActorKind
from dateline.domain.attribution import Attribution, Speaker, SpeakerKind
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.extraction import Extraction
from dateline.domain.ids import attribution_id
from dateline.extract.local.actors import find_actors
from dateline.extract.local.places import find_places
from dateline.normalise.who import WhoNormaliser
from dateline.pipeline import Pipeline
from tests import build

pytestmark = pytest.mark.model


def read(text: str, *claims: Claim, attributions: tuple[Attribution, ...] = ()) -> Extraction:
    analysis = SpacyAnalyser().analyse(build.document(text))
    places = find_places(analysis)
    mentions = (*places, *find_actors(analysis, places))
    return WhoNormaliser().normalise(Extraction(mentions=mentions, claims=claims, attributions=attributions), analysis)


def actor_of(text: str, words: str, nth: int = 0) -> Actor:
    """The actor that those words are a mention of."""
    span = build.span(build.document(text), words, nth)
    (actor,) = [actor for actor in read(text).actors if span in actor.mentions]
    return actor


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The Azawad Freedom Army (AFA) took the post. The AFA said so.", "Azawad Freedom Army", "AFA"),
        ("General Karl Olsen spoke first. Olsen said the road was open.", "General Karl Olsen", "Olsen"),
        ("Unidentified gunmen stormed a hotel. The gunmen took hostages.", "Unidentified gunmen", "The gunmen"),
        ("The rebels took the town. They left at dawn.", "The rebels", "They"),
        ("Boko Haram attacked. Later Boko Haram fled.", "Boko Haram", "Boko Haram"),
    ],
)
def test_words_for_one_actor_are_one(text: str, one: str, other: str) -> None:
    nth = 1 if one == other or text.count(other) > 1 and other in one else 0
    assert actor_of(text, one).id == actor_of(text, other, nth).id


def test_the_group_is_the_one_that_was_last_spoken_of() -> None:
    text = "Katiba Amsar, a splinter of Boko Haram, claimed the raid. The group warned of more."
    document = build.document(text)
    claim = build.claim(
        document, "warned", arguments=(Argument(role=Role.ACTOR, span=build.span(document, "The group")),)
    )
    extraction = read(text, claim)
    actor = next(one for one in extraction.actors if one.id == extraction.claims[0].arguments[0].actor)
    assert (actor.name, actor.kind) == ("Katiba Amsar", ActorKind.GROUP)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Gunmen killed a farmer. Gunmen in masks robbed a bank.", "Gunmen", "Gunmen in"),
        ("Karl Olsen and Mary Olsen spoke. Olsen left early.", "Karl Olsen", "Mary Olsen"),
        ("Malian soldiers met Nigerian soldiers.", "Malian soldiers", "Nigerian soldiers"),
    ],
)
def test_words_for_two_actors_stay_two(text: str, one: str, other: str) -> None:
    found = read(text).actors
    first, second = build.span(build.document(text), one), build.span(build.document(text), other)
    holders = [
        {actor.id for actor in found if any(span.touches(mention) for mention in actor.mentions)}
        for span in (first, second)
    ]
    assert holders[0]
    assert holders[1]
    assert not holders[0] & holders[1]


@pytest.mark.parametrize(
    ("text", "words", "kind", "sector", "countries", "named"),
    [
        ("Malian government troops surrounded it.", "Malian government troops", "military", "MIL", ("MLI",), False),
        ("Unidentified gunmen stormed it.", "Unidentified gunmen", "group", "UAF", (), False),
        ("Four Iraqi policemen were shot.", "Four Iraqi policemen", "police", "COP", ("IRQ",), False),
        ("The Syrian army shelled the town.", "Syrian army", "military", "MIL", ("SYR",), True),
    ],
)
def test_an_actor_has_its_kind_sector_and_countries(
    text: str, words: str, kind: str, sector: str, countries: tuple[str, ...], named: bool
) -> None:
    actor = actor_of(text, words)
    assert (actor.kind, actor.sector, actor.countries, actor.named) == (kind, sector, countries, named)


def test_a_person_is_called_by_the_full_name_without_the_rank() -> None:
    assert actor_of("Olsen spoke. General Karl Olsen said the road was open.", "Olsen").name == "Karl Olsen"


def test_a_description_is_called_by_its_first_words() -> None:
    assert actor_of("The masked gunmen fled. The gunmen were caught.", "The gunmen").name == "masked gunmen"


def test_arguments_get_their_actors() -> None:
    text = "Unidentified gunmen killed two farmers near the river."
    document = build.document(text)
    arguments = (
        Argument(role=Role.ACTOR, span=build.span(document, "Unidentified gunmen")),
        Argument(role=Role.RECIPIENT, span=build.span(document, "two farmers")),
        Argument(role=Role.MOTIVE, span=build.span(document, "near the river")),
    )
    extraction = read(text, build.claim(document, "killed", arguments=arguments))
    actor, recipient, motive = extraction.claims[0].arguments
    names = {actor.id: actor.name for actor in extraction.actors}
    assert names[actor.actor] == "Unidentified gunmen" if actor.actor else False
    assert recipient.actor in names
    assert motive.actor is None
    assert [argument.span for argument in extraction.claims[0].arguments] == [argument.span for argument in arguments]


def test_an_argument_that_no_mention_covers_gets_an_actor_of_its_own() -> None:
    text = "The blast destroyed two fuel trucks."
    document = build.document(text)
    argument = Argument(role=Role.RECIPIENT, span=build.span(document, "two fuel trucks"))
    extraction = read(text, build.claim(document, "destroyed", arguments=(argument,)))
    (actor,) = [actor for actor in extraction.actors if actor.id == extraction.claims[0].arguments[0].actor]
    assert actor.mentions == (argument.span,)
    assert not actor.named
    assert actor.kind not in (ActorKind.PERSON, ActorKind.GROUP)


@pytest.mark.parametrize(
    ("text", "words", "anonymous", "kind"),
    [
        ("A police officer said the road was open.", "A police officer", True, SpeakerKind.POLICE),
        ("A witness said the road was open.", "A witness", True, SpeakerKind.WITNESS),
        ("The Syrian government said the road was open.", "The Syrian government", False, SpeakerKind.OFFICIAL),
    ],
)
def test_speakers_get_their_actor_and_what_they_speak_as(
    text: str, words: str, anonymous: bool, kind: SpeakerKind
) -> None:
    document = build.document(text)
    span, content = build.span(document, words), build.span(document, "the road was open")
    telling = Attribution(id=attribution_id(document.key, span), sources=(Speaker(span=span),), content=(content,))
    (attribution,) = read(text, attributions=(telling,)).attributions
    (speaker,) = attribution.sources
    assert speaker.actor is not None
    assert (speaker.anonymous, speaker.kind) == (anonymous, kind)


def test_i_in_a_quotation_is_the_speaker() -> None:
    text = '"I saw the smoke," said Karl Olsen.'
    document = build.document(text)
    span = build.span(document, "Karl Olsen")
    content = build.span(document, "I saw the smoke")
    telling = Attribution(
        id=attribution_id(document.key, span), sources=(Speaker(span=span),), content=(content,), direct=True
    )
    extraction = read(text, attributions=(telling,))
    (actor,) = [actor for actor in extraction.actors if span in actor.mentions]
    assert build.span(document, "I") in actor.mentions


def test_ids_are_unique_and_mentions_belong_to_one_actor() -> None:
    text = "Boko Haram fighters killed soldiers. The Nigerian army said Boko Haram had fled. They were seen in Chad."
    actors = read(text).actors
    assert len({actor.id for actor in actors}) == len(actors)
    mentions = [mention for actor in actors for mention in actor.mentions]
    assert len(set(mentions)) == len(mentions)


def test_the_same_text_gives_the_same_actors() -> None:
    text = "Karl Olsen of the Azawad Freedom Army (AFA) spoke. He said the AFA would stay."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Gunmen shot a magistrate.", "a magistrate", ActorKind.PERSON),
        ("Gunmen shot three politicians.", "three politicians", ActorKind.PERSON),
        ("Gunmen attacked the ministry.", "the ministry", ActorKind.GOVERNMENT),
        ("Gunmen attacked the company.", "the company", ActorKind.ORGANISATION),
    ],
)
def test_who_holds_a_post_is_a_person_and_not_the_body(text: str, words: str, kind: ActorKind) -> None:
    actor = actor_of(text, words)
    assert (actor.kind, actor.named) == (kind, False)
    assert actor.sector is not None


@pytest.mark.parametrize(
    ("text", "kind", "sector"),
    [
        ("A contingent of police arrested nine farmers.", "police", "COP"),
        ("A team of senior police officers arrested a teacher.", "police", "COP"),
        ("A truckload of soldiers shot a miner.", "military", "MIL"),
        ("Dozens of protesters attacked the palace.", "group", "OPP"),
    ],
)
def test_a_party_is_what_it_is_made_of(text: str, kind: str, sector: str) -> None:
    document = build.document(text)
    reading = Pipeline(Config()).reading_of_document(document)
    actors = {actor.id: actor for actor in reading.actors}
    (doer,) = [actors[one.actor] for one in reading.claims[0].words_of(Role.ACTOR) if one.actor is not None]
    assert (doer.kind, doer.sector) == (kind, sector)

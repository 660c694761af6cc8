"""Who says what: forms of telling, chains, channels, nesting."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.attribution import Attribution, SpeakerKind
from dateline.domain.document import Document
from dateline.domain.mention import Mention, MentionKind
from dateline.extract.local.attributions import find_attributions
from tests import build

pytestmark = pytest.mark.model


@cache
def read(text: str) -> tuple[Document, tuple[Attribution, ...]]:
    """The attributions of a text."""
    document = build.document(text)
    return document, find_attributions(SpacyAnalyser().analyse(document), ())


def told(text: str) -> list[tuple[str | None, str]]:
    """Source and content of each attribution, pieces joined by a bar."""
    document, found = read(text)
    return [
        (
            document.quote(attribution.sources[0].span) if attribution.sources else None,
            " | ".join(document.quote(piece) for piece in attribution.content),
        )
        for attribution in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army said that twelve villagers were killed.", ("The army", "that twelve villagers were killed")),
        ("Twelve villagers were killed, the army said.", ("the army", "Twelve villagers were killed")),
        ("The airstrike, police said, killed three.", ("police", "The airstrike | killed three")),
        ("The mayor told reporters that the bridge was gone.", ("The mayor", "that the bridge was gone")),
        ("According to a local doctor, nine people died.", ("a local doctor", "nine people died")),
        ("The rebels vowed to retake the city.", ("The rebels", "to retake the city")),
        ("The front accused the army of shelling a school.", ("The front", "the army of shelling a school")),
        ("A video showed that fighters had entered the base.", ("A video", "that fighters had entered the base")),
        ("It was reported that the camp had been hit.", (None, "that the camp had been hit")),
        ("The bomber is believed to have crossed the border.", (None, "The bomber | to have crossed the border")),
        ("The ministry's claim that forty people died was wrong.", ("The ministry", "that forty people died")),
        ("Army: 20 rebels killed in northern raid\n\nIt began at dawn.", ("Army", "20 rebels killed in northern raid")),
        ("20 rebels killed in northern raid: army\n\nIt began at dawn.", ("army", "20 rebels killed in northern raid")),
        ("Ada Lund: “We will stay in the valley.”", ("Ada Lund", "“We will stay in the valley.”")),
        (
            "Two men were held after a raid near the river the Coast Monitor said on Monday.",
            ("the Coast Monitor", "Two men were held after a raid near the river"),
        ),
        (
            "The army said the raid was over but many fighters stayed.",
            ("The army", "the raid was over but many fighters stayed"),
        ),
        ("Hezbollah said it struck a base; Israel denied the claim.", ("Hezbollah", "it struck a base")),
        ("Residents hope that the road will open soon.", ("Residents", "that the road will open soon")),
    ],
)
def test_forms_of_telling(text: str, expected: tuple[str | None, str]) -> None:
    """Each form gives its source and what is told, without the teller's own words."""
    assert told(text)[0] == expected


def test_one_quotation_a_pair_of_marks_with_the_same_speaker() -> None:
    """Halves around the teller are two quotations, and the next one goes on with the speaker."""
    text = '"We heard three blasts," said Amina Sule. "Then people ran."\n\n"Nobody helped us," she added.'
    assert told(text) == [
        ("Amina Sule", '"We heard three blasts,"'),
        ("Amina Sule", '"Then people ran."'),
        ("she", '"Nobody helped us,"'),
    ]
    assert all(attribution.direct for attribution in read(text)[1])


def test_speech_over_paragraphs_is_one_quotation() -> None:
    """A mark that opens the next paragraph again goes on with the speech."""
    text = "“The attack was cowardly,” the minister said. “We will find them.\n\n“They cannot hide.”"
    assert told(text)[1] == ("the minister", "“We will find them. | “They cannot hide.”")


def test_a_loaded_word_is_no_quotation() -> None:
    """Marks around a word or two do not make it verbatim speech."""
    _, found = read('Residents fled the "liberation" of the town, and aid workers described a "ghost town".')
    assert not any(attribution.direct for attribution in found)


def test_telling_inside_telling_is_nested() -> None:
    """The inner attribution names the outer one."""
    _, found = read("A commander claimed that witnesses told him the soldiers had left.")
    outer, inner = found
    assert inner.within == outer.id
    assert outer.within is None


def test_another_tells_the_second_clause() -> None:
    """What one says ends where another's telling begins."""
    assert told("According to a doctor, nine people died, but police said the toll was four.") == [
        ("a doctor", "nine people died"),
        ("police", "the toll was four"),
    ]


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("The mayor told Reuters that the bridge was gone.", "The mayor", "Reuters"),
        (
            "Unnamed Treasury officials who spoke to the Harbour Times said the bridge had fallen.",
            "Unnamed Treasury officials",
            "the Harbour Times",
        ),
        ("The governor was quoted by SANA as saying that rebels had shelled the market.", "The governor", "SANA"),
        (
            "State television reported, citing a military source, that the road was open.",
            "a military source",
            "State television",
        ),
    ],
)
def test_chain_of_tellers(text: str, source: str, via: str) -> None:
    """The nearest teller is the source; who passed it on is in the chain."""
    document, found = read(text)
    assert [document.quote(speaker.named_by) for speaker in found[0].sources] == [source]
    assert [document.quote(speaker.span) for speaker in found[0].via] == [via]


def test_channel_and_time_stay_out_of_the_content() -> None:
    """Through what and when it was said belong to the telling."""
    document = build.document("The army said in a statement on Monday that the road was open.")
    monday = Mention(kind=MentionKind.TIME, span=build.span(document, "Monday"))
    (found,) = find_attributions(SpacyAnalyser().analyse(document), [monday])
    assert found.channel is not None
    assert document.quote(found.channel) == "a statement"
    assert found.time == monday.span
    assert [document.quote(piece) for piece in found.content] == ["that the road was open"]


def test_responsibility_claimed_through_a_channel() -> None:
    """The deed is told by others and the channel is cut off."""
    document, (found,) = read("The front claimed responsibility for the bombing in a Twitter post.")
    assert [document.quote(piece) for piece in found.content] == ["responsibility"]
    assert found.channel is not None
    assert document.quote(found.channel) == "a Twitter post"


def test_cue_holds_negation_and_auxiliaries() -> None:
    """The cue is the verb group as written."""
    document, (found,) = read("The army has not said how many died.")
    assert found.cue is not None
    assert document.quote(found.cue) == "has not said"


def test_speakers_have_kind_role_and_name() -> None:
    """What a speaker is follows from the noun phrase."""
    _, (official,) = read("Unnamed Treasury officials said the bridge had fallen.")
    assert official.sources[0].kind is SpeakerKind.OFFICIAL
    assert official.sources[0].role == "Treasury officials"
    assert official.sources[0].anonymous
    _, (named,) = read("Opposition spokesman Omar Deeb said the raid had failed.")
    assert named.sources[0].role == "Opposition spokesman"
    assert not named.sources[0].anonymous
    _, (pronoun,) = read("He said the raid had failed.")
    assert pronoun.sources[0].anonymous is None


def test_who_asked_not_to_be_named_did_not_ask() -> None:
    """A speaker's wish for silence is no telling."""
    assert len(told("Three officials who asked not to be named said it was the rebels.")) == 1


@pytest.mark.parametrize("text", ["", ".", '"', "“”", ":", "said", "according to", '"" said.', "X: ", "He said"])
def test_scraps_do_no_harm(text: str) -> None:
    """Broken input gives no error and no attribution without content."""
    assert all(attribution.content for attribution in read(text)[1])


def test_same_text_same_ids() -> None:
    """Ids are addresses of what is said and where, and none comes twice."""
    text = '"We stay here," he said. "We fight on," and "never leave," he said. Police said it ended.'
    ids = [attribution.id for attribution in read(text)[1]]
    read.cache_clear()
    assert ids == [attribution.id for attribution in read(text)[1]]
    assert len(ids) == len(set(ids))


def test_a_told_clause_that_the_parse_hangs_on_a_noun_between_is_found() -> None:
    document = build.document("The envoy declared in response to Monday's raid that the truce was over.")
    analysis = SpacyAnalyser().analyse(document)
    [found] = find_attributions(analysis, ())
    assert [document.quote(speaker.span) for speaker in found.sources] == ["The envoy"]
    assert [document.quote(piece) for piece in found.content] == ["that the truce was over"]


def test_a_preposition_that_the_parse_hangs_before_according_is_no_cue() -> None:
    """The parse of words run together can hang an earlier "to" on "according"."""
    document = build.document("Rain fell to according police.")
    analysis = SpacyAnalyser().analyse(document)
    tokens = list(analysis.tokens)
    according = next(token for token in tokens if token.text == "according")
    to = next(token for token in tokens if token.text == "to")
    police = next(token for token in tokens if token.text == "police")
    tokens[according.index] = replace(according, pos="VERB", lemma="accord", dep="prep", head=1)
    tokens[to.index] = replace(to, dep="prep", head=according.index)
    tokens[police.index] = replace(police, dep="pobj", head=to.index)
    broken = replace(analysis, tokens=tuple(tokens))
    assert all(found.cue is None or found.cue.start >= 0 for found in find_attributions(broken, ()))

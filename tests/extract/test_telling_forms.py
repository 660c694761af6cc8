"""Rarer forms of telling: figures, passives, beliefs, documents, chains and quotations that no verb leads."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.attribution import Attribution, SpeakerKind
from dateline.domain.document import Document
from dateline.domain.mention import Mention, MentionKind
from dateline.extract.local.attributions import find_attributions
from tests import build

pytestmark = pytest.mark.model


def read(text: str) -> tuple[Document, tuple[Attribution, ...]]:
    document = build.document(text)
    return document, find_attributions(SpacyAnalyser().analyse(document), ())


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    """Name of the source, cue and content of each attribution, pieces joined by a bar."""
    document, found = read(text)
    return [
        (
            document.quote(attribution.sources[0].named_by) if attribution.sources else None,
            document.quote(attribution.cue) if attribution.cue else None,
            " | ".join(document.quote(piece) for piece in attribution.content),
        )
        for attribution in found
    ]


FIGURES = [
    ("Hospital officials put the toll at nine.", ("Hospital officials", "put", "the toll at nine")),
    ("The toll was put at nine by hospital officials.", ("hospital officials", "was put", "The toll | at nine")),
    ("Rights groups estimate that 300 people have fled.", ("Rights groups", "estimate", "that 300 people have fled")),
    ("Nine died, a nurse said, while the army put the toll at four.", ("the army", "put", "the toll at four")),
]

PASSIVES = [
    ("The attack was blamed on the league by police.", ("police", "was blamed", "The attack | on the league")),
    ("The raid was condemned by the mayor.", ("the mayor", "was condemned", "The raid")),
    ("The raid was described by the mayor as a crime.", ("the mayor", "was described", "The raid | as a crime")),
    ("Nine people were reported dead by the ministry.", ("the ministry", "were reported", "Nine people | dead")),
    ("The bridge had been mined, it was said.", (None, "was said", "The bridge had been mined")),
    ("It is understood that the envoy will resign.", (None, "is understood", "that the envoy will resign")),
    ("There were reports that the front had left.", (None, "reports", "that the front had left")),
]

BELIEFS = [
    ("The general is convinced that the truce will fail.", ("The general", "is convinced", "that the truce will fail")),
    ("The envoy is hopeful that talks will open.", ("The envoy", "is hopeful", "that talks will open")),
    ("Analysts doubt that the truce will hold.", ("Analysts", "doubt", "that the truce will hold")),
]

DOCUMENTS = [
    ("A note from the junta read: “We have taken power.”", ("A note from the junta", "read", "“We have taken power.”")),
    ("A statement read on state radio said the king had fled.", ("A statement", "said", "the king had fled")),
    ("The court filing alleges that guards beat two men.", ("The court filing", "alleges", "that guards beat two men")),
    ("Satellite images showed nine burnt houses.", ("Satellite images", "showed", "nine burnt houses")),
    ("Sources said the general was in custody.", ("Sources", "said", "the general was in custody")),
]  # fmt: skip

HEADLINES = [
    ("Nine dead in raid, say police\n\nThe raid began at dawn.", ("police", "say", "Nine dead in raid")),
    ("Police: nine dead in dawn raid on port\n\nIt began at five.", ("Police", ":", "nine dead in dawn raid on port")),
]

QUOTED_WORDS = [
    (
        "The mayor called the raid “cowardly” and “a stain on the army”.",
        ("The mayor", "called", "the raid “cowardly” and “a stain on the army”"),
    ),
    (
        "The commander said forty had died, a figure the army denied.",
        ("the army", "denied", "a figure"),
    ),
    ("The raid, which the mayor described as a crime, began.", ("the mayor", "described", "The raid | as a crime")),
]


@pytest.mark.parametrize(("text", "expected"), [*FIGURES, *PASSIVES, *BELIEFS, *DOCUMENTS, *HEADLINES, *QUOTED_WORDS])
def test_forms(text: str, expected: tuple[str | None, str | None, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "According to plan, the troops left at dawn.",
        "The troops moved according to the terrain.",
        "They put the goods at the gate.",
        "The bridge was taken by the army.",
        "The raid was supported by tanks.",
        "The port was defended by marines.",
        "He is afraid of dogs.",
        "It is certain that the dam will hold.",
        "Video of the raid was lost.",
        "The report was published on Monday.",
        "The source of the river lies in the north.",
        "The sign pointed the wrong way.",
        "Port quiet: nine ships wait\n\nThey came on Monday.",
    ],
)
def test_look_alikes_tell_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("Military experts cited in local media have called for a new base.", "Military experts", ["local media"]),
        ("Doctors quoted on state television said nine had died.", "Doctors", ["state television"]),
        ("A letter seen by the Harbour Post says the army knew of the raid.", "A letter", ["the Harbour Post"]),
        ("Records obtained by Reuters show that the army knew of the raid.", "Records", ["Reuters"]),
        ("A woman seen by the mayor said nine had died.", "A woman", []),
        ("A nurse treated in hospital said nine had died.", "A nurse", []),
    ],
)
def test_who_passed_it_on(text: str, source: str, via: list[str]) -> None:
    document, found = read(text)
    assert document.quote(found[0].sources[0].named_by) == source
    assert [document.quote(speaker.named_by) for speaker in found[0].via] == via


def test_a_report_that_cites_somebody_passes_their_words_on() -> None:
    document, (found,) = read("According to a report by the Harbour Post citing two officials, the minister has fled.")
    assert [document.quote(speaker.span) for speaker in found.sources] == ["two officials"]
    assert [document.quote(speaker.named_by) for speaker in found.via] == ["a report by the Harbour Post"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor was blunt. “They burnt everything. We have nothing left.”",
        "The mayor shook his head.\n\n“They burnt everything. We have nothing left.”",
        "The mayor said the mill had gone. “They burnt everything. We have nothing left.”",
    ],
)
def test_a_quotation_without_a_cue_is_whose_the_sentence_before_is(text: str) -> None:
    document, found = read(text)
    quoted = [one for one in found if one.cue is None]
    assert [document.quote(one.sources[0].span) for one in quoted] == ["The mayor"]
    assert [document.quote(one.content[0]) for one in quoted] == ["“They burnt everything. We have nothing left.”"]
    assert quoted[0].direct


@pytest.mark.parametrize(
    "text",
    [
        "The mill was burnt. “They burnt everything. We have nothing left.”",
        "The mayor was blunt. “The end of all our roads” was the name of the play.",
        "The mayor was blunt.\n\nRain fell on the port.\n\n“They burnt everything. We have nothing left.”",
        "A report came out. “They burnt everything. We have nothing left.”",
    ],
)
def test_a_quotation_that_nobody_near_says(text: str) -> None:
    assert [one for one in told(text) if one[1] is None] == []


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("The ministry said in a written statement that nine had died.", "a written statement"),
        ("The group said on its Telegram channel that it had downed a drone.", "its Telegram channel"),
        ("In a video, the commander said his men had left.", "a video"),
        ("The minister told the Harbour Post by telephone that talks had failed.", "telephone"),
        ("The minister said in the north that talks had failed.", None),
        ("The minister said over lunch that talks had failed.", None),
    ],
)
def test_channels(text: str, channel: str | None) -> None:
    document, found = read(text)
    assert (document.quote(found[0].channel) if found[0].channel else None) == channel


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The governor wrote on Friday that the road was open.", "Friday"),
        ("The road was open, the governor said on Friday.", "Friday"),
        ("The governor said the road was closed on Friday by the army.", None),
    ],
)
def test_when_it_was_said(text: str, time: str | None) -> None:
    """A day inside of what is told is not when it was told."""
    document = build.document(text)
    friday = Mention(kind=MentionKind.TIME, span=build.span(document, "Friday"))
    (found,) = find_attributions(SpacyAnalyser().analyse(document), [friday])
    assert (document.quote(found.time) if found.time else None) == time


@pytest.mark.parametrize(
    ("text", "kind", "anonymous"),
    [
        ("Two officials said the mill had burnt.", SpeakerKind.OFFICIAL, True),
        ("A military source said the mill had burnt.", SpeakerKind.MILITARY, True),
        ("A surgeon said the mill had burnt.", SpeakerKind.MEDICAL, True),
        ("Witnesses said the mill had burnt.", SpeakerKind.WITNESS, True),
        ("A villager said the mill had burnt.", SpeakerKind.RESIDENT, True),
        ("A security analyst said the mill had burnt.", SpeakerKind.ANALYST, True),
        ("Activists said the mill had burnt.", SpeakerKind.ACTIVIST, True),
        ("Rebels said the mill had burnt.", SpeakerKind.GROUP, True),
        ("Leaked documents said the mill had burnt.", SpeakerKind.DOCUMENT, True),
        ("Local media said the mill had burnt.", SpeakerKind.MEDIA, True),
        ("Police said the mill had burnt.", SpeakerKind.POLICE, False),
        ("General Ada Lund said the mill had burnt.", SpeakerKind.MILITARY, False),
    ],
)
def test_kinds_of_speakers(text: str, kind: SpeakerKind, anonymous: bool) -> None:
    _, (found,) = read(text)
    assert (found.sources[0].kind, found.sources[0].anonymous) == (kind, anonymous)


def test_nothing_is_told_inside_of_what_is_told_inside_of_it() -> None:
    """However the parse cuts two tellings, neither is within the other both ways."""
    _, found = read("The commander claimed his men had killed forty soldiers, a figure the army denied.")
    outer = {one.id: one.within for one in found}
    assert all(outer.get(within) != own for own, within in outer.items() if within is not None)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("The front claimed the raid in a tweet and a recording after noon.", "a tweet and a recording"),
        ("The mayor said in remarks earlier on Friday that nine had died.", "remarks"),
    ],
)
def test_a_channel_is_all_of_it_and_no_more(text: str, channel: str) -> None:
    document, found = read(text)
    assert found[0].channel is not None
    assert document.quote(found[0].channel) == channel

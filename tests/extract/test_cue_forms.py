"""Every form in which reports say who says what, with sentences of our own, and look-alikes that tell nothing."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.extract.local.attributions import find_attributions
from tests import build

pytestmark = pytest.mark.model


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    """Name of the source, cue and content of each attribution, pieces joined by a bar."""
    document = build.document(text)
    return [
        (
            document.quote(attribution.sources[0].named_by) if attribution.sources else None,
            document.quote(attribution.cue) if attribution.cue else None,
            " | ".join(document.quote(piece) for piece in attribution.content),
        )
        for attribution in find_attributions(SpacyAnalyser().analyse(document), ())
    ]


STATEMENTS = [
    ("Police say the road is closed.", ("Police", "say", "the road is closed")),
    ("The road is closed, said the mayor.", ("the mayor", "said", "The road is closed")),
    ("Ada Lund told the council that the mill had burnt.", ("Ada Lund", "told", "that the mill had burnt")),
    ("A spokesman confirmed that two ships had sunk.", ("A spokesman", "confirmed", "that two ships had sunk")),
    ("The ministry denied that planes had hit a school.", ("The ministry", "denied", "that planes had hit a school")),
    ("The general did not say how many men he had lost.", ("The general", "did not say", "how many men he had lost")),
    ("Lund added that the dam would hold.", ("Lund", "added", "that the dam would hold")),
    ("The rebels announced that they would leave.", ("The rebels", "announced", "that they would leave")),
    ("The union warned that the strike would spread.", ("The union", "warned", "that the strike would spread")),
    (
        "Mali worked hard to hold its base in Gao and the wider north, former envoy to Chad Ada Lund told the Harbour Post.",
        ("former envoy to Chad Ada Lund", "told", "Mali worked hard to hold its base in Gao and the wider north"),
    ),
    ("Okafor wrote that the harbour was mined.", ("Okafor", "wrote", "that the harbour was mined")),
]  # fmt: skip

DOCUMENTS_AND_PHRASES = [
    ("According to the ministry, nine people died.", ("the ministry", "According to", "nine people died")),
    ("Nine people died, according to two nurses.", ("two nurses", "according to", "Nine people died")),
    ("The report found that the bridge had been weak.", ("The report", "found", "that the bridge had been weak")),
    ("Video footage showed that the tower had fallen.", ("Video footage", "showed", "that the tower had fallen")),
    ("The leaflet said: “The valley is ours.”", ("The leaflet", "said", "“The valley is ours.”")),
    ("The army said in a statement that the town was free.", ("The army", "said", "that the town was free")),
]  # fmt: skip

IMPERSONAL = [
    ("It was reported that the camp had burnt.", (None, "was reported", "that the camp had burnt")),
    ("The envoy is said to have left the city.", (None, "is said", "The envoy | to have left the city")),
    ("The pilot is believed to be alive.", (None, "is believed", "The pilot | to be alive")),
    ("It is feared that many have drowned.", (None, "is feared", "that many have drowned")),
]  # fmt: skip

ATTITUDES = [
    ("Residents believe that the truce will fail.", ("Residents", "believe", "that the truce will fail")),
    ("Villagers fear that the dam will burst.", ("Villagers", "fear", "that the dam will burst")),
    ("The rebels threatened to burn the mill.", ("The rebels", "threatened", "to burn the mill")),
    ("The council called for a ceasefire.", ("The council", "called for", "a ceasefire")),
    ("The mayor condemned the bombing.", ("The mayor", "condemned", "the bombing")),
    ("The league accused the front of shelling the port.", ("The league", "accused", "the front of shelling the port")),
    ("The front's claim that it holds the port is false.", ("The front", "claim", "that it holds the port")),
]  # fmt: skip

QUOTATIONS = [
    ("“We will not leave this valley,” Ada Lund said.", ("Ada Lund", "said", "“We will not leave this valley,”")),
    ("Ada Lund said: “We will not leave this valley.”", ("Ada Lund", "said", "“We will not leave this valley.”")),
    ('“We will not leave this valley," said Ada Lund.', ("Ada Lund", "said", '“We will not leave this valley,"')),
    ("Ada Lund: “We will not leave this valley.”", ("Ada Lund", ":", "“We will not leave this valley.”")),
    (
        "The mayor said the town was “in the hands of strangers” by noon.",
        ("The mayor", "said", "the town was “in the hands of strangers” by noon"),
    ),
]  # fmt: skip

HEADLINES = [
    ("Army: 20 rebels killed in raid\n\nIt began at dawn.", ("Army", ":", "20 rebels killed in raid")),
    ("20 rebels killed in raid: army\n\nIt began at dawn.", ("army", ":", "20 rebels killed in raid")),
    ("Rebels say port has fallen\n\nThe port lies in the north.", ("Rebels", "say", "port has fallen")),
    ("Army kills 12 – ministry\n\nIt began at dawn.", ("ministry", "–", "Army kills 12")),
    ("Rebels shelled port - army\n\nIt began at dawn.", ("army", "-", "Rebels shelled port")),
    (
        "Rebels left by noon as troops drew closer Farmer: “We saw them run to the hills” The army came at night.",
        ("Farmer", ":", "“We saw them run to the hills”"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [*STATEMENTS, *DOCUMENTS_AND_PHRASES, *IMPERSONAL, *ATTITUDES, *QUOTATIONS, *HEADLINES]
)
def test_forms(text: str, expected: tuple[str | None, str | None, str]) -> None:
    """Each form gives source, cue and what is told."""
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The road to the port is closed.",
        "He read a book in the garden.",
        "The mayor told a joke.",
        "Troops found a body in the well.",
        "She added sugar to the tea.",
        "They marched to the sound of drums.",
        "The so-called “republic” has its own stamps.",
        "The ship “Northern Star” sank off the coast.",
        "The army accorded them a welcome.",
        "The clock showed noon.",
        "Storm hits coast - Harbour News\n\nIt came at dawn.",
        "Storm hits coast – update\n\nIt came at dawn.",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    """Deeds, names and loaded words in marks have no speaker."""
    assert [one for one in told(text) if one[0] is not None and "“" in one[2]] == []
    assert not any(cue in {"-", "–"} for _, cue, _ in told(text))
    assert not any(cue in {"told", "added", "read", "accorded"} and "that" in content for _, cue, content in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “republic” has its own stamps.",
        "The army entered the “liberated” town, the mayor said.",
        "The ship “Northern Star” sank off the coast, police said.",
        "The many “rebel” bands, armed by the league, have continued to wage war.",
    ],
)
def test_a_loaded_word_is_nobodys_quotation(text: str) -> None:
    """A word or name in marks is not verbatim speech."""
    document = build.document(text)
    assert not any(found.direct for found in find_attributions(SpacyAnalyser().analyse(document), ()))


def test_partial_quotations_are_quotations_each() -> None:
    """Of two in one sentence, each is an object of its own; the first stands with the telling that holds it."""
    text = "The strike was “a fraud upon us all” and “never once a fair vote”, Ada Lund said."
    document = build.document(text)
    found = find_attributions(SpacyAnalyser().analyse(document), ())
    direct = [attribution for attribution in found if attribution.direct]
    assert len(direct) == 2
    assert document.quote(direct[1].content[0]) == "“never once a fair vote”"
    assert {document.quote(one.sources[0].span) for one in direct} == {"Ada Lund"}


def test_a_quotation_goes_on_with_its_speaker() -> None:
    """A quotation without words of telling, in the next sentence, is the same speaker's."""
    sources = [
        one[0] for one in told("“We will not leave this valley,” Ada Lund said. “It is our home and it stays so.”")
    ]
    assert sources == ["Ada Lund", "Ada Lund"]


def test_speech_over_paragraphs_is_the_last_tellers() -> None:
    """Speech that runs on over a paragraph is one quotation."""
    text = "Ada Lund said: “We will not leave.\n\n“We have nowhere else to go.”"
    assert [(one[0], one[2]) for one in told(text)] == [
        ("Ada Lund", "“We will not leave. | “We have nowhere else to go.”")
    ]


def test_speech_that_lost_its_marks_is_verbatim() -> None:
    """Where a text has no marks at all, a sentence of "we" before "she said" is the speaker's own words; others are not."""
    text = "We have lost our homes and our fields, Ada Lund said. The road is closed, she said. She said we are safe."
    found = find_attributions(SpacyAnalyser().analyse(build.document(text)), ())
    assert [one.direct for one in found] == [True, False, False]


def test_words_between_a_backquote_and_an_apostrophe_are_a_quotation() -> None:
    """Page text has ` and ' for marks."""
    assert ("Ada Lund", "said", "` We are here for the child's sake,'") in told(
        "` We are here for the child's sake,' Ada Lund said."
    )


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("Ada Lund, a baker, said the mill was gone.", "Ada Lund, a baker,", "Ada Lund"),
        ("The mill was gone, said Ada Lund, the town's mayor.", "Ada Lund, the town's mayor", "Ada Lund"),
        ("Residents who fled said the mill was gone.", "Residents who fled", "Residents"),
        ("Ada Lund (C-Vale.) said the mill was gone.", "Ada Lund (C-Vale.)", "Ada Lund"),
        ("Ada Lund said the mill was gone.", "Ada Lund", None),
        (
            "The mill was gone, according to US Valley Operations Command (VOCOM) Africa chief General Ada Lund.",
            "Africa chief General Ada Lund",
            None,
        ),
    ],
)
def test_a_source_is_named_and_described(text: str, span: str, name: str | None) -> None:
    """The words for a source hold its description, and the part that names it stands apart."""
    document = build.document(text)
    (found,) = find_attributions(SpacyAnalyser().analyse(document), ())
    (speaker,) = found.sources
    assert document.quote(speaker.span) == span
    assert (document.quote(speaker.name) if speaker.name else None) == name

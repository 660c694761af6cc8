"""Titles, descriptions and pronouns that speak: the person or body that the report has named, or nobody where two fit."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.attribution import Attribution, Speaker
from dateline.domain.ids import AttributionId
from dateline.domain.mention import MentionKind
from dateline.domain.span import Span
from dateline.extract.local import LocalExtractor
from dateline.extract.local.speaker_references import with_references
from tests import build

pytestmark = pytest.mark.model


def last_speaker(text: str) -> tuple[str, str | None]:
    """The words of the last speaker, and the words that they go back to."""
    document = build.document(text)
    extraction = LocalExtractor().extract(SpacyAnalyser().analyse(document))
    span = extraction.attributions[-1].sources[0].named_by
    mention = next((one for one in extraction.mentions_of(MentionKind.ACTOR) if one.span == span), None)
    refers_to = mention.refers_to if mention is not None else None
    return document.quote(span), None if refers_to is None else document.quote(refers_to)


@pytest.mark.parametrize(
    ("text", "words", "refers_to"),
    [
        ("Interior Minister Ada Lund came to Gao. The minister said nine had died.", "The minister", "Ada Lund"),
        (
            "President Tomas Abel met General Idris Noor. The general said his troops would stay.",
            "The general",
            "Idris Noor",
        ),
        ("Ada Lund, the mayor, said nine people died. The mayor said the road was shut.", "The mayor", "Ada Lund"),
        (
            "Ada Lund, the mayor, said nine people died. The army had left by noon. She said the road was shut.",
            "She",
            "Ada Lund",
        ),
        ("The Valley Observatory said three died. It said two were children.", "It", "Valley Observatory"),
        (
            "The Valley Observatory said three died. The monitoring group added that ten were hurt.",
            "The monitoring group",
            "The Valley Observatory",
        ),
        (
            "The Harbour Post reported that a raid began. The newspaper said nine died.",
            "The newspaper",
            "The Harbour Post",
        ),
        ("Residents said planes came. They said two houses were hit.", "They", "Residents"),
        ("The army said it had no planes. It denied that it had bombed the town.", "It", "The army"),
        (
            "The governor of the valley said nine died. “We have no medicine,” he said.",
            "he",
            "The governor of the valley",
        ),
    ],
)
def test_who_is_meant(text: str, words: str, refers_to: str) -> None:
    """A title is the last person's who bears it, a pronoun the last speaker's whom it fits."""
    assert last_speaker(text) == (words, refers_to)


@pytest.mark.parametrize(
    "text",
    [
        "Minister Ada Lund met Minister Idris Noor in Gao. The minister said the talks went well.",
        "The minister said the talks went well.",
        "Residents said planes came. The group said nothing had been hit.",
    ],
)
def test_nobody_is_meant_where_it_is_not_plain(text: str) -> None:
    """Two who bear the title, none who does, or speakers who are no body: nothing is tied."""
    assert last_speaker(text)[1] is None


def test_a_lone_article_that_speaks_goes_back_to_nobody() -> None:
    # What the parse leaves of a phrase may be its first word alone.
    document = build.document("The Valley Observatory counted three dead. The said nine had died.")
    start = document.text.index("The said")
    alone = Attribution(id=AttributionId("t1"), sources=(Speaker(span=Span(start, start + 3)),))
    assert with_references((), (alone,), (), SpacyAnalyser().analyse(document)) == ()

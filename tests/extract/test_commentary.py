"""The writer's own judgement: marked where the writer speaks, and never a source's claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim, Voice
from dateline.domain.document import Document
from dateline.domain.happening import Answer, Happening, Sighting
from dateline.extract.local.attributions import find_attributions
from dateline.extract.local.commentary import commentary_weights, with_voice
from tests import build

pytestmark = pytest.mark.model

#: What the reader says of a trigger: news of which it is sure, and what it is less sure of.
SURE, UNSURE = 0.002, 0.08


def voiced(
    text: str, *triggers: str, likely: float | None = UNSURE
) -> tuple[Document, Sequence[Claim], Sequence[Attribution]]:
    """The claims with those triggers, each told by the attribution whose content holds it."""
    document = build.document(text)
    analysis = SpacyAnalyser().analyse(document)
    attributions = find_attributions(analysis, ())
    claims = []
    for trigger in triggers:
        span = build.span(document, trigger)
        sentence = analysis.sentence_of(span)
        assert sentence is not None
        told = next((one for one in attributions if any(piece.holds(span) for piece in one.content)), None)
        claim = build.claim(document, trigger, attribution=told.id if told is not None else None)
        claims.append(replace(claim, evidence=sentence.span))
    if likely is not None:
        seen = tuple(
            Happening(
                trigger=claim.trigger,
                score=0.9,
                types=(Answer("assault", 0.9),),
                modes=(),
                modalities=(),
                stages=(),
                negated=0.0,
                background=0.0,
                commentary=likely,
            )
            for claim in claims
        )
        sighting = Sighting(happenings=seen, same={}, whole={}, types=frozenset({"assault"}))
        analysis = replace(analysis, sighting=sighting)
    return document, *with_voice(claims, attributions, analysis)


@pytest.mark.parametrize(
    "text",
    [
        "The imperialist powers have bombed the port.",
        "In their folly the generals have bombed the port.",
        "In reality, the army has bombed the port, and the reckless colonels know it.",
        "The stooges of the palace, of course, have bombed the port.",
        "The army has bombed the port, a charade that nobody believes.",
    ],
)
def test_a_writer_who_judges_comments(text: str) -> None:
    _, (claim,), _ = voiced(text, "bombed")
    assert claim.voice is Voice.COMMENTARY


@pytest.mark.parametrize(
    "text",
    [
        "The army has bombed the port.",
        "The army has bombed the port, which the mayor called a charade.",
        "The army has bombed the port, and the mayor spoke of “imperialist powers”.",
        "The mayor said the imperialist powers had bombed the port.",
        "“The imperialist powers have bombed the port,” the mayor said.",
        "The army has bombed the port after a so-called trial.",
        "The regime has bombed the port of the terrorists.",
    ],
)
def test_a_reporter_does_not(text: str) -> None:
    """Loaded words in the mouths of sources, in quotation marks, or of the sort that news writers use too."""
    _, (claim,), _ = voiced(text, "bombed")
    assert claim.voice is Voice.REPORTED


def test_loaded_words_in_news_of_which_the_reader_is_sure_make_no_commentary() -> None:
    _, (claim,), _ = voiced("Reckless rebels bombed the port on Monday, killing nine.", "bombed", likely=SURE)
    assert claim.voice is Voice.REPORTED


def test_the_reader_alone_may_be_sure_of_commentary() -> None:
    _, (claim,), _ = voiced("They bombed the port and called the ruins peace.", "bombed", likely=0.8)
    assert claim.voice is Voice.COMMENTARY


def test_without_a_reader_words_decide() -> None:
    text = "Rebels attacked the town.\n\nThe imperialist powers bombed the port."
    _, (reported, judged), _ = voiced(text, "attacked", "bombed", likely=None)
    assert (reported.voice, judged.voice) == (Voice.REPORTED, Voice.COMMENTARY)


def test_a_sentence_beside_judgement_is_likelier_to_judge() -> None:
    judging = "The tyrant sleeps well. It is a sordid trade.\n\n"
    beside = voiced("The tyrant sleeps well. It is a sordid trade. His men bombed the port.", "bombed", likely=0.12)
    apart = voiced(judging + "His men bombed the port.", "bombed", likely=0.12)
    assert beside[1][0].voice is Voice.COMMENTARY
    assert apart[1][0].voice is Voice.REPORTED


PARTISAN = "The imperialist powers are cynical. Their stooges bombed the port.\n\n"


def test_the_writers_words_in_what_a_source_said_are_the_writers() -> None:
    """Local media did not say "imperialism"; the mission is theirs all the same."""
    text = PARTISAN + "Coastal imperialism is preparing an attack on the north, local media reported."
    document, (claim,), attributions = voiced(text, "attack")
    told = next(one for one in attributions if one.id == claim.attribution)
    assert [document.quote(span) for span in told.commentary] == ["imperialism"]
    assert claim.voice is Voice.REPORTED


def test_a_deed_told_in_a_loaded_word_is_the_writers_claim() -> None:
    text = PARTISAN + "Supplies came after the plundering of the coast, local media reported."
    _, (claim,), _ = voiced(text, "plundering")
    assert (claim.voice, claim.attribution) == (Voice.COMMENTARY, None)


def test_where_the_writer_never_judges_the_words_are_the_sources() -> None:
    text = "The front said in a leaflet that imperialism was preparing an attack. Police found it on Monday."
    _, (claim,), attributions = voiced(text, "attack")
    assert claim.attribution is not None
    assert all(one.commentary == () for one in attributions)


def test_quoted_words_are_the_sources() -> None:
    text = PARTISAN + "“Imperialism is preparing an attack on the north,” the mayor said."
    _, (claim,), attributions = voiced(text, "attack")
    assert claim.attribution is not None
    assert all(one.commentary == () for one in attributions)


def test_every_sign_makes_commentary_likelier() -> None:
    assert all(factor > 1 for factor in commentary_weights().values())


def test_a_report_that_the_reader_sees_judge_twice_leans() -> None:
    """What the reader alone would leave as told fact is commentary beside more of it, and not in a report without."""
    text = "They bombed the port and called it peace. They burned the mill and called it law."
    both = voiced(text, "bombed", "burned", likely=0.4)[1]
    assert {claim.voice for claim in both} == {Voice.COMMENTARY}
    alone = voiced(text, "bombed", likely=0.4)[1]
    assert {claim.voice for claim in alone} == {Voice.REPORTED}

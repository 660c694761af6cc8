"""A report by speaker: groups, wording, and what is the reporter's alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.domain.account import Account
from dateline.domain.attribution import Attribution, Speaker, SpeakerKind
from dateline.domain.ids import AccountId, ActorId, attribution_id
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.speech import Wording, speaker_view_of, wording_of
from tests import build

TEXT = (
    "“We stay in the valley,” Ada Lund said. She said the mill burnt. Police called it “a fire like any other” that "
    "killed two. Troops shelled the port. It is believed that a boat sank."
)


def reading_of(*attributions: Attribution, **fields: object) -> Reading:
    """A reading of the text with those attributions."""
    run = Run(dateline="0", config="0", plugins=())
    plain = Reading(document=build.document(TEXT), run=run, relevance=1.0, attributions=attributions)
    return replace(plain, **fields)  # type: ignore[arg-type]


def saying(source: str | None, cue: str, content: str, *, direct: bool = False, nth: int = 0) -> Attribution:
    """An attribution by the words of its parts."""
    document = build.document(TEXT)
    actor = ActorId("a1") if source in {"Ada Lund", "She"} else None
    speaker = (
        None if source is None else Speaker(span=build.span(document, source), actor=actor, kind=SpeakerKind.OTHER)
    )
    cue_span = build.span(document, cue, nth)
    return Attribution(
        id=attribution_id(document.key, cue_span),
        sources=() if speaker is None else (speaker,),
        cue=cue_span,
        content=(build.span(document, content),),
        direct=direct,
    )


LUND = saying("Ada Lund", "said", "“We stay in the valley,”", direct=True)
SHE = saying("She", "said", "the mill burnt", nth=1)
POLICE = saying("Police", "called", "it “a fire like any other” that killed two", direct=True)
NOBODY = saying(None, "is believed", "that a boat sank")


def test_one_speech_an_actor_however_it_is_named() -> None:
    """ "Ada Lund" and "She" are one speaker where they are one actor, in the order in which they speak."""
    view = speaker_view_of(reading_of(LUND, SHE, POLICE, NOBODY))
    assert [(speech.name, len(speech.sayings)) for speech in view.speeches] == [
        ("Ada Lund", 2),
        ("Police", 1),
        (None, 1),
    ]


def test_in_whose_words() -> None:
    """A whole quotation, a partial one and a paraphrase are told apart."""
    view = speaker_view_of(reading_of(LUND, SHE, POLICE))
    words = [saying.wording for speech in view.speeches for saying in speech.sayings]
    assert words == [Wording.QUOTATION, Wording.PARAPHRASE, Wording.PARTLY]


@pytest.mark.parametrize(
    ("words", "wording"),
    [
        ("the town was “badly burnt”", Wording.PARTLY),
        ('the town was "badly burnt"', Wording.PARTLY),
        ("the town was “liberated”", Wording.PARAPHRASE),
        ("the so-called “safe zone” was hit", Wording.PARAPHRASE),
        ("the ship “Northern Star” sank", Wording.PARAPHRASE),
    ],
)
def test_two_words_in_marks_are_the_speakers(words: str, wording: Wording) -> None:
    """Fewer than the extractor takes for speech: a loaded word or a name is none."""
    document = build.document(f"Ada Lund said {words}.")
    told = Attribution(
        id=attribution_id(document.key, build.span(document, "said")),
        sources=(Speaker(span=build.span(document, "Ada Lund")),),
        cue=build.span(document, "said"),
        content=(build.span(document, words),),
    )
    reading = Reading(document=document, run=Run("0", "0" * 64, ()), relevance=0.5, attributions=(told,))
    assert wording_of(told, reading) is wording
    assert wording_of(replace(told, sources=()), reading) is Wording.PARAPHRASE


def test_what_only_the_reporter_says() -> None:
    """A claim of nobody's is the reporter's; one whose event a speaker tells of as well names that telling."""
    document = build.document(TEXT)
    shelled = build.claim(document, "shelled")
    killed = replace(build.claim(document, "killed"), attribution=POLICE.id)
    fire = build.claim(document, "fire", "assault")
    account = Account(id=AccountId("k1"), type="assault", mode=None, claims=(killed.id, fire.id))
    reading = reading_of(LUND, POLICE, claims=(shelled, killed, fire), accounts=(account,))
    view = speaker_view_of(reading)
    assert [(told.claim.id, told.shared_with) for told in view.reporter] == [(shelled.id, ()), (fire.id, (POLICE.id,))]
    assert view.speeches[1].sayings[0].claims == (killed.id,)


def test_as_one_object() -> None:
    """The plain form quotes the text and names no claim twice."""
    reading = reading_of(LUND, SHE)
    row = speaker_view_of(reading).to_dict(reading)
    (speaker,) = row["speakers"]
    assert [one["words"] for one in speaker["sayings"]] == ["quotation", "paraphrase"]
    for one in speaker["sayings"]:
        for piece in one["attribution"]["content"]:
            assert TEXT[piece["start"] : piece["end"]] == piece["text"]

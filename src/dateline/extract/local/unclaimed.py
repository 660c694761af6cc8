"""Gives quotations without a cue of their own to whoever speaks in the quotation or the sentence beside them."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.domain.analysis import Analysis, Sentence
from dateline.domain.attribution import Attribution, SpeakerKind
from dateline.domain.ids import attribution_id
from dateline.domain.span import Span
from dateline.extract.local.cue_words import CueWords
from dateline.extract.local.phrases import child_of
from dateline.extract.local.quotation_marks import Quotation
from dateline.extract.local.speakers import speaker_from_head

#: Kinds of speakers that are no persons.
_NO_PERSONS = frozenset({SpeakerKind.DOCUMENT, SpeakerKind.MEDIA, SpeakerKind.OUTLET})
#: The blank between a sentence and the quotation that goes on with its speaker: at most a new paragraph.
_GAP = 3


def unclaimed_quotations(
    analysis: Analysis,
    quotations: Sequence[Quotation],
    owners: dict[Span, Attribution],
    found: Sequence[Attribution],
    words: CueWords,
) -> list[Attribution]:
    """Attributions for quotations without a cue of their own; ``owners`` are the tellings of the others.

    A quotation goes on with the speaker of the one before it in its paragraph, or of the one after; where it fills a
    paragraph, with the speaker of the quotation that ends the paragraph before it. Else it is said by the one who tells
    in the sentence right before, or whom that sentence is about.
    """
    text = analysis.document.text
    added: list[Attribution] = []
    ordered = [quotation for quotation in quotations if quotation.spoken]
    for number, quotation in enumerate(ordered):
        if quotation.span in owners:
            continue
        before = ordered[number - 1] if number else None
        after = ordered[number + 1] if number + 1 < len(ordered) else None
        owner = None
        if before is not None and before.span in owners:
            between = text[before.span.end : quotation.span.start]
            if between.count("\n") <= 2 and (len(between) <= 160):
                owner = owners[before.span]
        if owner is None and after is not None and after.span in owners:
            between = text[quotation.span.end : after.span.start]
            if between.count("\n") == 0 and len(between) <= 60:
                owner = owners[after.span]
        if owner is None:
            owner = _neighbour(analysis, quotation, found, words)
        if owner is None or not owner.sources:
            continue
        attribution = Attribution(
            id=attribution_id(analysis.document.key, *quotation.pieces),
            sources=owner.sources,
            via=owner.via,
            content=quotation.pieces,
            direct=True,
        )
        owners[quotation.span] = attribution
        added.append(attribution)
    return added


def _neighbour(
    analysis: Analysis, quotation: Quotation, found: Sequence[Attribution], words: CueWords
) -> Attribution | None:
    """Who tells in the sentence before, or whom it is about: "The mayor was blunt. “We have nothing left.”"."""
    text = analysis.document.text
    start = quotation.span.start
    end = len(text[:start].rstrip())
    if not end or start - end > _GAP or text[end - 1] not in ".:!?":
        return None
    after = text[quotation.span.end :].lstrip(" .,")
    if after[:1].islower():
        # It is a part of a sentence that goes on: "“We stay” was the answer".
        return None
    before = analysis.sentence_of(Span(end - 1, end))
    if before is None or any(other.touches(before.span) for other in _quoted(analysis, found)):
        return None
    told = [one for one in found if one.cue is not None and before.span.holds(one.cue) and one.within is None]
    if told:
        last = max(told, key=lambda one: one.cue.start if one.cue is not None else 0)
        return last if last.sources and last.sources[0].kind not in _NO_PERSONS else None
    subject = _subject(analysis, before)
    if subject is None or not _speaks(analysis, subject, words):
        return None
    return Attribution(
        id=attribution_id(analysis.document.key, *quotation.pieces),
        sources=(speaker_from_head(analysis, subject, words),),
        content=quotation.pieces,
        direct=True,
    )


def _quoted(analysis: Analysis, found: Sequence[Attribution]) -> list[Span]:
    return [piece for one in found if one.direct for piece in one.content]


def _subject(analysis: Analysis, sentence: Sentence) -> int | None:
    """The subject of the main clause."""
    tokens = analysis.tokens
    for index in range(sentence.first, sentence.last):
        if tokens[index].dep == "ROOT" or tokens[index].head == index:
            return child_of(analysis, index, "nsubj")
    return None


def _speaks(analysis: Analysis, index: int, words: CueWords) -> bool:
    """Whether it is one person, by name or by what speakers are called."""
    token = analysis.tokens[index]
    if token.tag in {"NN", "NNP"}:
        kind = words.speaker_kinds.get(token.text.lower())
        if kind is not None:
            return kind not in _NO_PERSONS and token.text.lower() not in words.bodies
        return any(entity.label == "PERSON" and entity.span.touches(token.span) for entity in analysis.entities)
    return token.text.lower() in {"he", "she"}

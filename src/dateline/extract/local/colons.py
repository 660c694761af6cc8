"""Finds tellings without a verb: "Army: 12 killed", "Ada Lund: “We stay”", and "12 killed: army", "12 killed – army"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis, Sentence
from dateline.domain.attribution import SpeakerKind
from dateline.domain.span import Span
from dateline.extract.local.cue_words import CueWords, lemma_of
from dateline.extract.local.phrases import trimmed
from dateline.extract.local.quotation_marks import Quotation
from dateline.extract.local.telling import Telling

#: A teller before a colon is at most this many words.
_FEW = 8
#: A teller after a clause, or before a colon within a line, is at most this many.
_FEWER = 4
_LINE = re.compile(r"[^\n]+")
_DASHES = frozenset({"-", "–", "—", "--"})


def colon_tellings(analysis: Analysis, quotations: Sequence[Quotation], words: CueWords) -> Iterator[Telling]:
    """Tellings by a colon: before a quotation anywhere, before or after a clause in the headline only.

    A dash tells at the end of a headline only, and only of those who speak by trade: what follows it may as well be the
    name of the outlet's page.
    """
    text = analysis.document.text
    openings = {quotation.span.start: quotation for quotation in quotations}
    headline = _LINE.search(text)
    for sentence in analysis.sentences:
        for index in range(sentence.first, sentence.last):
            token = analysis.tokens[index]
            if token.text in _DASHES and headline is not None and token.span.end <= headline.end():
                yield from _dashed(analysis, index, Span(headline.start(), headline.end()), words)
            if token.text != ":":
                continue
            head = _teller(analysis, sentence, index)
            after = token.span.end + len(text[token.span.end :]) - len(text[token.span.end :].lstrip(" "))
            quotation = openings.get(after)
            if quotation is not None:
                named = None
                reading = _reading(analysis, sentence, index, words)
                if reading is not None:
                    yield replace(reading, content=quotation.pieces)
                    continue
                if head is None:
                    head, named = _teller_within(analysis, sentence, index, words)
                if head is not None:
                    yield Telling(head=index, cue=token.span, source=head, named=named, content=quotation.pieces)
            elif headline is not None and token.span.end <= headline.end() and _is_headline(analysis, headline.end()):
                yield from _headline(analysis, sentence, (index, head), Span(headline.start(), headline.end()), words)


def _reading(analysis: Analysis, sentence: Sentence, colon: int, words: CueWords) -> Telling | None:
    """ "A statement from the junta read: “…”", where the parse takes "read" for a noun."""
    tokens = analysis.tokens
    verb = tokens[colon - 1]
    if verb.text.lower() not in {"read", "reads"} or verb.index <= sentence.first:
        return None
    written = words.channels | {word for word, kind in words.speaker_kinds.items() if kind is SpeakerKind.DOCUMENT}
    heads = [token for token in tokens[sentence.first : verb.index] if token.lemma.lower() in written]
    if not heads:
        return None
    named = analysis.span_of(sentence.first, verb.index)
    return Telling(head=verb.index, cue=verb.span, source=heads[0].index, named=named)


def _is_headline(analysis: Analysis, end: int) -> bool:
    text = analysis.document.text
    return text[end - 1] not in ".,;" and end < len(text)


def _teller(analysis: Analysis, sentence: Sentence, colon: int) -> int | None:
    """The head of the noun phrase that fills the line before a colon."""
    text, tokens = analysis.document.text, analysis.tokens
    first = colon
    while first > sentence.first and "\n" not in text[tokens[first - 1].span.end : tokens[first].span.start]:
        first -= 1
    if first == colon or colon - first > _FEW:
        return None
    inside = range(first, colon)
    if any(tokens[index].pos in {"VERB", "AUX", "PUNCT"} and tokens[index].text != "-" for index in inside):
        return None
    heads = [index for index in inside if tokens[index].head not in inside or tokens[index].head == index]
    last = heads[-1] if heads else colon - 1
    return last if tokens[last].pos in {"PROPN", "NOUN"} else None


def _headline(
    analysis: Analysis, sentence: Sentence, mark: tuple[int, int | None], line: Span, words: CueWords
) -> Iterator[Telling]:
    """``mark`` is the colon and the head of the words before it, if they may tell."""
    tokens = analysis.tokens
    colon, head = mark
    cue = tokens[colon].span
    last = colon + 1
    while last < len(tokens) and tokens[last].span.end <= line.end:
        last += 1
    behind = range(colon + 1, last)
    told = any(tokens[index].pos in {"VERB", "AUX"} for index in behind)
    speaks = head is not None and {tokens[head].text.lower(), tokens[head].lemma.lower()} & words.speaker_kinds.keys()
    if head is not None and (told or (speaks and len(behind) > _FEWER)):
        content = trimmed(analysis, colon + 1, last)
        if content:
            yield Telling(head=colon, cue=cue, source=head, content=content)
    elif behind and len(behind) <= 4 and not told and tokens[behind[-1]].pos in {"NOUN", "PROPN"}:
        content = trimmed(analysis, sentence.first, colon)
        verbs = any(tokens[index].pos in {"VERB", "AUX"} for index in range(sentence.first, colon))
        if content and verbs:
            yield Telling(head=colon, cue=cue, source=behind[-1], content=content)


def _teller_within(
    analysis: Analysis, sentence: Sentence, colon: int, words: CueWords
) -> tuple[int | None, Span | None]:
    """The capitals right before a colon in a line that runs on, as page text has its headings; none after words of telling."""
    tokens = analysis.tokens
    first = colon
    while (
        first > sentence.first and tokens[first - 1].text[:1].isupper() and tokens[first - 1].pos in {"PROPN", "NOUN"}
    ):
        first -= 1
    tells = any(
        tokens[index].pos == "VERB" and lemma_of(tokens[index].lemma) in words.clause
        for index in range(sentence.first, first)
    )
    if first == colon or colon - first > _FEWER or tells or (first > sentence.first and tokens[first - 1].pos == "ADP"):
        return None, None
    return colon - 1, analysis.span_of(first, colon)


def _dashed(analysis: Analysis, dash: int, line: Span, words: CueWords) -> Iterator[Telling]:
    """ "Army kills 12 – ministry": the clause before the last dash of a headline, told by who stands after it."""
    tokens, text = analysis.tokens, analysis.document.text
    mark = tokens[dash].span
    if not _is_headline(analysis, line.end) or text[mark.start - 1 : mark.start] != " " or text[mark.end] != " ":
        return
    inside = analysis.tokens_in(line)
    before = [token for token in inside if token.index < dash]
    behind = [token for token in inside if token.index > dash]
    if not behind or len(behind) > _FEWER or any(token.pos in {"VERB", "PUNCT"} for token in behind):
        return
    last = behind[-1]
    speaks = {last.text.lower(), last.lemma.lower()} & (words.speaker_kinds.keys() | words.bodies)
    if not speaks or {last.text.lower(), last.lemma.lower()} & words.outlet_words:
        return
    if any(token.pos in {"VERB", "AUX"} for token in before):
        content = trimmed(analysis, inside[0].index, dash)
        named = analysis.span_of(behind[0].index, last.index + 1)
        yield Telling(head=dash, cue=mark, source=last.index, named=named, content=content)

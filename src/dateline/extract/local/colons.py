"""Finds tellings without a verb: "Army: 12 killed", "Ada Lund: “We stay”", and "12 killed: army" in headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.domain.analysis import Analysis, Sentence
from dateline.domain.span import Span
from dateline.extract.local.phrases import trimmed
from dateline.extract.local.quotation_marks import Quotation
from dateline.extract.local.tellings import Telling

#: A teller before a colon is at most this many words.
_FEW = 8
_LINE = re.compile(r"[^\n]+")


def colon_tellings(analysis: Analysis, quotations: Sequence[Quotation]) -> Iterator[Telling]:
    """Tellings by a colon: before a quotation anywhere, before or after a clause in the headline only."""
    text = analysis.document.text
    openings = {quotation.span.start: quotation for quotation in quotations}
    headline = _LINE.search(text)
    for sentence in analysis.sentences:
        for index in range(sentence.first, sentence.last):
            token = analysis.tokens[index]
            if token.text != ":":
                continue
            head = _teller(analysis, sentence, index)
            after = token.span.end + len(text[token.span.end :]) - len(text[token.span.end :].lstrip(" "))
            quotation = openings.get(after)
            if head is not None and quotation is not None:
                yield Telling(head=index, cue=token.span, source=head, content=quotation.pieces)
            elif headline is not None and token.span.end <= headline.end() and _is_headline(analysis, headline.end()):
                yield from _headline(analysis, sentence, index, head, Span(headline.start(), headline.end()))


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


def _headline(analysis: Analysis, sentence: Sentence, colon: int, head: int | None, line: Span) -> Iterator[Telling]:
    tokens = analysis.tokens
    cue = tokens[colon].span
    last = colon + 1
    while last < len(tokens) and tokens[last].span.end <= line.end:
        last += 1
    behind = range(colon + 1, last)
    told = any(tokens[index].pos in {"VERB", "AUX"} for index in behind)
    if head is not None and told:
        content = trimmed(analysis, colon + 1, last)
        if content:
            yield Telling(head=colon, cue=cue, source=head, content=content)
    elif behind and len(behind) <= 4 and not told and tokens[behind[-1]].pos in {"NOUN", "PROPN"}:
        content = trimmed(analysis, sentence.first, colon)
        verbs = any(tokens[index].pos in {"VERB", "AUX"} for index in range(sentence.first, colon))
        if content and verbs:
            yield Telling(head=colon, cue=cue, source=behind[-1], content=content)

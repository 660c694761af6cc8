"""Nouns built by hand, with readable defaults: ``document("…")``, ``claim(document, "stormed")``."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from dateline.domain.analysis import Analysis, Sentence, Token
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.document import Document
from dateline.domain.ids import claim_id
from dateline.domain.origin import Origin
from dateline.domain.span import Span

PUBLISHED = date(2024, 5, 12)


def document(text: str, **fields: Any) -> Document:
    """A document of that text, published on Sunday 12 May 2024."""
    known: dict[str, Any] = {
        "text": text,
        "uri": "test",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "media_type": "text/plain",
        "published": PUBLISHED,
    }
    return Document(**(known | fields))


def span(document: Document, words: str, nth: int = 0) -> Span:
    """Where those words stand; the nth time, from 0."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Span(start, start + len(words))


def sentences(document: Document) -> list[Span]:
    """The document cut after every full stop that a space or the end follows."""
    found, start = [], 0
    text = document.text
    for index, character in enumerate(text):
        if character == "." and (index + 1 == len(text) or text[index + 1].isspace()):
            found.append(Span(start, index + 1))
            start = index + 1
            while start < len(text) and text[start].isspace():
                start += 1
    if start < len(text):
        found.append(Span(start, len(text)))
    return found


def analysis(document: Document) -> Analysis:
    """Words and sentences without a parse: every word is a root of its own."""
    tokens: list[Token] = []
    found: list[Sentence] = []
    for sentence in sentences(document):
        first, offset = len(tokens), sentence.start
        for word in document.quote(sentence).split():
            start = document.text.index(word, offset)
            offset = start + len(word)
            index = len(tokens)
            tokens.append(
                Token(
                    index=index, span=Span(start, offset), text=word, lemma=word.lower(), pos="X", tag="XX", dep="ROOT",
                    head=index, sentence=len(found),
                )
            )  # fmt: skip
        found.append(Sentence(index=len(found), span=sentence, first=first, last=len(tokens), paragraph=0))
    return Analysis(document=document, sentences=tuple(found), tokens=tuple(tokens))


def claim(document: Document, trigger: str, type_: str = "assault", nth: int = 0, **fields: Any) -> Claim:
    """A claim told by those words."""
    where = span(document, trigger, nth)
    evidence = next(sentence for sentence in sentences(document) if sentence.holds(where))
    return Claim(
        id=claim_id(document.key, where),
        type=type_,
        trigger=where,
        evidence=evidence,
        origin=Origin("extract/test", 1),
        **fields,
    )


def argument(document: Document, role: Role, words: str, **fields: Any) -> Argument:
    """Words that play a part."""
    return Argument(role=role, span=span(document, words), **fields)

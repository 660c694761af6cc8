"""Sees what spaCy sees, and with the trained encoder which words tell events, who plays a part, and how they are told.

One pass of a small encoder (MiniLM, int8) over windows of the text; everything else is matrices over its word vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar, Final

import numpy as np
from threadpoolctl import ThreadpoolController

from dateline.analyse.encoder.heads import Array
from dateline.analyse.encoder.seeing import Seer
from dateline.analyse.encoder.weights import Model, packaged_model
from dateline.analyse.encoder.windows import Window, Words, tokenizer_of, windows_of, words_of
from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.analysis import Analysis, NamedSpan
from dateline.domain.document import Document
from dateline.plugins import DEFAULTS, Settings

#: Marks that are names, and the recogniser's label for them.
_NAMES: Final = {"person": "PERSON", "organisation": "ORG", "toponym": "GPE"}
#: A mark is a name from this probability.
_NAMED = 0.5


class EncoderAnalyser:
    """Sentences, tokens and parse from spaCy; happenings and marked words from the trained encoder."""

    name: ClassVar[str] = "encoder"
    version: ClassVar[int] = 5

    def __init__(self, settings: Settings = DEFAULTS, model: Model | None = None) -> None:
        """Take the settings; the packaged model is loaded when the first document comes."""
        self._parser = SpacyAnalyser(settings, names=False)
        self._given = model

    @cached_property
    def _model(self) -> Model:
        return self._given or packaged_model()

    @cached_property
    def _seer(self) -> Seer:
        return Seer(self._model)

    @cached_property
    def _threads(self) -> ThreadpoolController:
        return ThreadpoolController()

    def analyse(self, document: Document) -> Analysis:
        """The analysis of a document, with its sighting."""
        # Many small products: threads that wait for each other and for the processes beside cost more than they give.
        with self._threads.limit(limits=1, user_api="blas"):
            analysis = self._parser.analyse(document)
            words = words_of(document.text, tokenizer_of(self._model.vocabulary))
            windows = windows_of(words, document.text)
            vectors = [self._vectors(words, window) for window in windows]
            sentences = [sentence.span for sentence in analysis.sentences]
            sighting, marks = self._seer.see(words, windows, vectors, sentences)
        return replace(analysis, entities=_names_in(marks), sighting=sighting, layers=marks)

    def _vectors(self, words: Words, window: Window) -> Array:
        """The vectors (words, width) of a window's words, context included: each its first piece's."""
        facts = self._model.facts
        first, last = int(words.first_piece[window.seen_from]), int(words.first_piece[window.last])
        pieces = np.concatenate([[facts["begin"]], words.pieces[first:last][: facts["longest"] - 2], [facts["end"]]])
        hidden: Array = self._model.session.run(["vectors"], {"pieces": pieces[None].astype(np.int64)})[0][0]
        at = words.first_piece[window.seen_from : window.last] - first + 1
        return hidden[np.minimum(at, len(hidden) - 2)]


def _names_in(marks: Mapping[str, Sequence[NamedSpan]]) -> tuple[NamedSpan, ...]:
    """The names that the reader marks, in order, the surest where two overlap."""
    found = [
        NamedSpan(mark.span, label, mark.score)
        for tag, label in _NAMES.items()
        for mark in marks.get(tag, ())
        if mark.score >= _NAMED
    ]
    kept: list[NamedSpan] = []
    for name in sorted(found, key=lambda name: -name.score):
        if not any(name.span.touches(other.span) for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda name: name.span))

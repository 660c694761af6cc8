"""What the analyser saw in a document: sentences, tokens and their parse, as offsets and plain words only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from dateline.domain.document import Document
from dateline.domain.happening import Sighting
from dateline.domain.span import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the parse; ``head`` and ``sentence`` are indices into the analysis."""

    index: int
    span: Span
    text: str
    lemma: str
    #: Universal part of speech ("VERB").
    pos: str
    #: Penn Treebank tag ("VBD").
    tag: str
    #: Dependency label of the ClearNLP scheme ("nsubjpass").
    dep: str
    #: Index of the head; the token itself for a root.
    head: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words are ``tokens[first:last]``."""

    index: int
    span: Span
    first: int
    last: int
    #: Index of the paragraph it stands in.
    paragraph: int


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A span with a label that a recogniser gave it, and how sure that is (0 to 1)."""

    span: Span
    label: str
    score: float = 1.0


@dataclass(frozen=True)
class Analysis:
    """A document's sentences, tokens, noun chunks and named spans.

    ``layers`` hold the words that trained heads marked, by the head's name, and ``sighting`` what a trained reader saw of
    events; without a trained reader there are none.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    #: Base noun phrases, as ``(first, last)`` token indices, half-open.
    chunks: tuple[tuple[int, int], ...] = ()
    entities: tuple[NamedSpan, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    layers: dict[str, tuple[NamedSpan, ...]] = field(default_factory=dict)
    sighting: Sighting | None = None

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indices of the tokens that hang on it, in the order of the text."""
        hanging: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                hanging[token.head].append(token.index)
        return tuple(tuple(indices) for indices in hanging)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.span.start for token in self.tokens]

    @cached_property
    def _subtrees(self) -> dict[int, tuple[int, ...]]:
        return {}

    def subtree(self, index: int) -> tuple[int, ...]:
        """The indices of a token and of everything under it, in the order of the text."""
        known = self._subtrees.get(index)
        if known is None:
            found, queue = [index], [index]
            while queue:
                for child in self.children[queue.pop()]:
                    found.append(child)
                    queue.append(child)
            known = self._subtrees[index] = tuple(sorted(found))
        return known

    def token_at(self, offset: int) -> Token | None:
        """The last token that starts at or before a code point, or None before the first."""
        index = bisect_right(self._token_starts, offset) - 1
        return self.tokens[index] if index >= 0 else None

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that share a code point with the span."""
        first = max(0, bisect_right(self._token_starts, span.start) - 1)
        last = bisect_left(self._token_starts, span.end, first)
        return tuple(token for token in self.tokens[first:last] if token.span.touches(span))

    def sentence_of(self, span: Span) -> Sentence | None:
        """The sentence that the span begins in, or None where there is no token."""
        token = self.token_at(span.start)
        return self.sentences[token.sentence] if token is not None else None

    def span_of(self, first: int, last: int) -> Span:
        """The span of the tokens ``first`` to ``last``, half-open, without the space after them."""
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

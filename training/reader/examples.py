"""One window of a text with everything that is known about it, in word indices of the window."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dateline.analyse.encoder.windows import Window, Words, windows_of, words_in, words_of

#: Indices of words. Named, since a field of an example is called "set".
Indices = set[int]
#: Where a part stands: first words, words inside, words that may be either.
Parts = tuple[set[int], set[int], set[int]]


@dataclass(slots=True)
class Target:
    """A claim of the window: its trigger's first word, and what is known of the rest (absent: not known)."""

    word: int
    #: Role to (first words, words inside, words that may be either).
    roles: dict[str, tuple[set[int], set[int], set[int]]] = field(default_factory=dict)
    mode: int | None = None
    modality: int | None = None
    stage: int | None = None
    dating: int | None = None
    signs: tuple[int, ...] | None = None
    account: int | None = None


@dataclass(slots=True)
class Bag:
    """Some word of these tells of an event of one of these types (or none does)."""

    words: tuple[int, ...]
    types: tuple[int, ...]
    positive: bool
    #: What is known of the claim that the likeliest word tells, for sentences that mark the parties and not the event.
    roles: dict[str, tuple[set[int], set[int], set[int]]] = field(default_factory=dict)
    mode: int | None = None
    signs: tuple[int, ...] | None = None


@dataclass(slots=True)
class Example:
    """A window; word indices are relative to it."""

    set: str
    pieces: NDArray[np.int64]
    first_piece: NDArray[np.int64]
    #: For each word the allowed types (0 none, 1 … types); None where nothing is known.
    types: list[tuple[int, ...] | None] | None = None
    targets: list[Target] = field(default_factory=list)
    bags: list[Bag] = field(default_factory=list)
    #: Tag to (first words, words inside).
    tags: dict[str, tuple[Indices, Indices]] = field(default_factory=dict)
    measures: dict[int, int] | None = None
    police: list[tuple[range, tuple[int, ...]]] = field(default_factory=list)
    #: Words that tell a claim of a kind (``KINDS``), or none of it.
    kinds: list[tuple[range, str, bool]] = field(default_factory=list)
    #: Question about the whole to answer.
    whole: dict[str, int] = field(default_factory=dict)


class Text:
    """A text cut into windows, with the look-up from offsets to the words of a window."""

    #: Names by the digest of their text, as ``training.reader.names`` found them: (start, end, tag).
    names: ClassVar[dict[str, list[tuple[int, int, str]]]] = {}

    def __init__(self, text: str, tokenizer: Tokenizer) -> None:
        self.text = text
        self.words: Words = words_of(text, tokenizer)
        self.windows: list[Window] = windows_of(self.words, text)

    def example(self, name: str, window: Window) -> Example:
        """An example that knows nothing yet."""
        first, last = int(self.words.first_piece[window.seen_from]), int(self.words.first_piece[window.last])
        example = Example(
            set=name,
            pieces=self.words.pieces[first:last],
            first_piece=self.words.first_piece[window.seen_from : window.last] - first,
        )
        names = self.names.get(digest_of(self.text))
        if names is not None:
            for tag in ("person", "organisation"):
                example.tags[tag] = marked(
                    [self.inside(window, start, end) for start, end, kind in names if kind == tag]
                )
        return example

    def inside(self, window: Window, start: int, end: int) -> range:
        """The words of the window under the offsets, relative to it."""
        found = words_in(self.words, start, end)
        first = max(found.start, window.seen_from) - window.seen_from
        last = min(found.stop, window.last) - window.seen_from
        return range(first, max(first, last))

    def occurrences(self, wording: str) -> Iterator[tuple[int, int]]:
        """Where the wording stands as whole words."""
        if not wording:
            return
        at = self.text.find(wording)
        while at >= 0:
            end = at + len(wording)
            before = at == 0 or not (self.text[at - 1].isalnum() and self.text[at].isalnum())
            after = end >= len(self.text) or not (self.text[end - 1].isalnum() and self.text[end].isalnum())
            if before and after:
                yield at, end
            at = self.text.find(wording, at + 1)


def digest_of(text: str) -> str:
    """What a text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def marked(spans: Sequence[range]) -> tuple[set[int], set[int]]:
    """First words and words inside of some spans."""
    return {span.start for span in spans if len(span)}, {word for span in spans for word in span}

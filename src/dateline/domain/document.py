"""A cleaned document: the text that every span of the ledger points into."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dateline.domain.ids import DocumentKey, document_key
from dateline.domain.issue import Issue
from dateline.domain.span import Span
from dateline.errors import SpanError


@dataclass(frozen=True, slots=True)
class Removed:
    """A part that cleaning took out, with the reason; nothing is dropped in silence."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way back from the cleaned text to the raw text that was decoded from the bytes.

    ``pieces`` are ``(clean_start, raw_start, length)`` runs that were kept word for word, in rising order of both; a
    clean offset between runs stands for the raw offset where the next run starts.
    """

    pieces: tuple[tuple[int, int, int], ...]

    def raw_offset(self, offset: int) -> int:
        """The raw offset of a clean offset; monotone."""
        if not self.pieces:
            return 0
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        if index < 0:
            return self.pieces[0][1]
        clean_start, raw_start, length = self.pieces[index]
        if offset <= clean_start + length:
            return raw_start + offset - clean_start
        return self.pieces[index + 1][1] if index + 1 < len(self.pieces) else raw_start + length


class PartKind(StrEnum):
    """A part of the text that is not the story itself."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    DATELINE = "dateline"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text with a known office: the title, the byline, the dateline and so on."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report; ``text`` never changes, and every span of the ledger is counted in it."""

    text: str
    uri: str
    #: Hex SHA-256 of the bytes that the text was read from.
    sha256: str
    media_type: str
    #: The id that the input gave, if any: a label, never a key.
    label: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    #: When this version was last changed, as far as its container says; with ``url`` it tells versions apart.
    modified: datetime | None = None
    #: BCP 47.
    language: str = "en"
    parts: tuple[Part, ...] = ()
    removed: tuple[Removed, ...] = ()
    offsets: OffsetMap = field(default=OffsetMap(()))
    #: Trouble that reading and cleaning met and got over, such as a charset that had to be guessed.
    issues: tuple[Issue, ...] = ()

    @property
    def key(self) -> DocumentKey:
        """The SHA-256 of the text."""
        return document_key(self.text)

    @property
    def id(self) -> str:
        """The given id, else the key."""
        return self.label or self.key

    def quote(self, span: Span) -> str:
        """The exact words under a span; raises SpanError where the span leaves the text."""
        if span.end > len(self.text):
            raise SpanError(
                f"span {span.start}-{span.end} leaves the text of {self.id}, which has {len(self.text)} characters"
            )
        return self.text[span.start : span.end]

    def part(self, kind: PartKind) -> Span | None:
        """Where the first part of that kind stands, or None."""
        return next((part.span for part in self.parts if part.kind is kind), None)

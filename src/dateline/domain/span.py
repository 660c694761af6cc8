"""A stretch of a document's text: the one coordinate system of Dateline."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open, in Unicode code points of ``document.text``: ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise SpanError(f"no words between {self.start} and {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def touches(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies wholly inside, ends included."""
        return self.start <= other.start and other.end <= self.end

    def hull(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def shifted(self, by: int) -> Span:
        """The span moved by that many code points."""
        return Span(self.start + by, self.end + by)

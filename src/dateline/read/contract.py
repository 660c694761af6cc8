"""What a reader is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar, Protocol

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.plugins import Settings

Found = RawDocument | Issue | Source
"""What comes of a source: a document, trouble, or another source to be opened in its turn."""


class Reader(Protocol):
    """Opens one sort of source; made by calling it with the settings, whose ``max_bytes`` holds for one whole text."""

    name: ClassVar[str]
    version: ClassVar[int]

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether this reader knows the source, by its name or its first bytes (none of a directory)."""
        ...

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """The source's documents one by one, in a fixed order; what cannot be read comes as an issue naming it.

        What the source holds and others must open (the members of an archive, addresses) comes as further sources.
        ``stream`` stands at the first byte; a directory's is empty. An ``OSError`` or a ``DocumentError`` may leave: it
        becomes an issue.
        """
        ...


class ReaderFactory(Protocol):
    """What the table of readers holds: the reader's class."""

    name: str
    version: int

    def __call__(self, settings: Settings) -> Reader:
        """A reader that keeps to the settings."""
        ...

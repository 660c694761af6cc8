"""What a reader is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source


class Reader(Protocol):
    """Opens one sort of source."""

    name: ClassVar[str]
    version: ClassVar[int]

    def takes(self, source: Source) -> bool:
        """Whether this reader knows the source, by its name or its first bytes."""
        ...

    def read(self, source: Source) -> Iterator[RawDocument | Issue]:
        """The source's documents one by one, in a fixed order; what cannot be read comes as an issue naming it."""
        ...

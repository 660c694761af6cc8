"""What a cleaner is."""

from __future__ import annotations

from typing import ClassVar, Protocol

from dateline.domain.document import Document
from dateline.domain.raw_document import RawDocument


class Cleaner(Protocol):
    """Cleans one family of media types."""

    name: ClassVar[str]
    version: ClassVar[int]

    def takes(self, raw_document: RawDocument) -> bool:
        """Whether this cleaner knows the media type."""
        ...

    def clean(self, raw_document: RawDocument) -> Document:
        """The document; raises UnreadableError where there is no text in it."""
        ...

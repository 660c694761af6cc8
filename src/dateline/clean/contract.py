"""What a cleaner is."""

from __future__ import annotations

from typing import ClassVar, Protocol

from dateline.domain.document import Document
from dateline.domain.raw_document import RawDocument
from dateline.plugins import Settings


class Cleaner(Protocol):
    """Cleans one family of media types; made by calling it with the settings."""

    name: ClassVar[str]
    version: ClassVar[int]

    def takes(self, raw_document: RawDocument) -> bool:
        """Whether this cleaner knows the media type."""
        ...

    def clean(self, raw_document: RawDocument) -> Document:
        """The document; raises UnreadableError where there is no text in it."""
        ...


class CleanerFactory(Protocol):
    """What the table of cleaners holds: the cleaner's class."""

    name: str
    version: int

    def __call__(self, settings: Settings) -> Cleaner:
        """A cleaner that keeps to the settings."""
        ...

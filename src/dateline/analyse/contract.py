"""What an analyser is."""

from __future__ import annotations

from typing import ClassVar, Protocol

from dateline.domain.analysis import Analysis
from dateline.domain.document import Document
from dateline.plugins import Settings


class Analyser(Protocol):
    """Sees the sentences and words of a document."""

    name: ClassVar[str]
    version: ClassVar[int]

    def __init__(self, settings: Settings) -> None: ...

    def analyse(self, document: Document) -> Analysis:
        """The analysis; the same for the same text, always."""
        ...

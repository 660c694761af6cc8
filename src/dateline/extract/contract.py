"""What an extractor is."""

from __future__ import annotations

from typing import ClassVar, Protocol

from dateline.domain.analysis import Analysis
from dateline.domain.extraction import Extraction
from dateline.plugins import Settings


class Extractor(Protocol):
    """Finds the words of claims, attributions and relations."""

    name: ClassVar[str]
    version: ClassVar[int]

    def __init__(self, settings: Settings) -> None: ...

    def extract(self, analysis: Analysis) -> Extraction:
        """The words, every one of them a span of the document."""
        ...

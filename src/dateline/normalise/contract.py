"""What a normaliser is."""

from __future__ import annotations

from typing import ClassVar, Protocol

from dateline.domain.analysis import Analysis
from dateline.domain.extraction import Extraction
from dateline.plugins import Settings


class Normaliser(Protocol):
    """Gives one kind of value: when, where, who, count or code."""

    name: ClassVar[str]
    version: ClassVar[int]

    def __init__(self, settings: Settings) -> None: ...

    def normalise(self, extraction: Extraction, analysis: Analysis) -> Extraction:
        """The same extraction with this normaliser's values filled in; the words stay as they were."""
        ...

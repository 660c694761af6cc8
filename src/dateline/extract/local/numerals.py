"""Finds the words that say how many."""

from __future__ import annotations

from dateline.domain.analysis import Analysis
from dateline.domain.mention import Mention


def find_number_mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """The mentions of numbers, in order."""
    return ()

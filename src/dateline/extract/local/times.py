"""Finds the words that say when."""

from __future__ import annotations

from dateline.domain.analysis import Analysis
from dateline.domain.mention import Mention


def find_time_mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """The mentions of times, in order."""
    return ()

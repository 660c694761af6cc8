"""Finds the words that say when."""

from __future__ import annotations

from dateline.domain.analysis import Analysis
from dateline.domain.mention import Mention, MentionKind
from dateline.lang.times import find_times
from dateline.plugins import DEFAULTS, Settings


def find_time_mentions(analysis: Analysis, settings: Settings = DEFAULTS) -> tuple[Mention, ...]:
    """The mentions of times, in order; the label is the shape of the words (``TimeShape``)."""
    return tuple(
        Mention(kind=MentionKind.TIME, span=found.span, label=found.shape.value, named=False)
        for found in find_times(analysis.document.text, settings.language)
    )

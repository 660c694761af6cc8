"""Finds who says what: source, cue and content."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.mention import Mention


def find_attributions(analysis: Analysis, mentions: Sequence[Mention]) -> tuple[Attribution, ...]:
    """The attributions, in the order of their cues."""
    return ()

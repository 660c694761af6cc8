"""Finds the words that name or describe actors."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.domain.analysis import Analysis
from dateline.domain.mention import Mention


def find_actors(analysis: Analysis, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of actors, in order; descriptions ("gunmen") as well as names."""
    return ()

"""Finds ties between actors."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.mention import Mention
from dateline.domain.relation import Relation


def find_relations(
    analysis: Analysis, mentions: Sequence[Mention], attributions: Sequence[Attribution]
) -> tuple[Relation, ...]:
    """The ties, in the order of their subjects."""
    return ()

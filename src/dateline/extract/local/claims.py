"""Finds the words of claims: trigger, arguments, quantities, time, places and stance."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim
from dateline.domain.mention import Mention


def find_claims(
    analysis: Analysis, mentions: Sequence[Mention], attributions: Sequence[Attribution]
) -> tuple[Claim, ...]:
    """The claims, in the order of their triggers."""
    return ()

"""Weighing votes: each account speaks for its values with the weight of what it tells."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from dateline.domain.telling import Telling

Key = TypeVar("Key", bound=Hashable)


#: How much more an account weighs that its report is about, and how much less one that its report only mentions, or tells as
#: history.
FOCUS, MENTION, HISTORY = 2.0, 0.3, 0.3


def weight_of(telling: Telling) -> float:
    """How much an account's word weighs: news more than history, and most where its report is about it."""
    place = FOCUS if telling.focus else 1.0 if telling.companion_of is not None else MENTION
    return max(0.05, telling.relevance) * place * (HISTORY if telling.background else 1.0)


def tallied(votes: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    """The sum of weights for each value; rounded, so that no order of adding shows."""
    found: dict[Key, float] = {}
    for key, weight in votes:
        found[key] = found.get(key, 0.0) + weight
    return {key: round(total, 9) for key, total in found.items()}

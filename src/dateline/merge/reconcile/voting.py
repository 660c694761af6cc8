"""Weighing votes: each account speaks for its values with the weight of what it tells."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from dateline.domain.telling import Telling

Key = TypeVar("Key", bound=Hashable)


def weight_of(telling: Telling) -> float:
    """How much an account's word weighs: news more than history, and more still where its report is about it."""
    return max(0.05, telling.relevance) * (2.0 if telling.focus else 1.0) * (0.3 if telling.background else 1.0)


def tallied(votes: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    """The sum of weights for each value; rounded, so that no order of adding shows."""
    found: dict[Key, float] = {}
    for key, weight in votes:
        found[key] = found.get(key, 0.0) + weight
    return {key: round(total, 9) for key, total in found.items()}

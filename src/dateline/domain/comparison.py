"""A comparison: how surely two accounts are of one event, and the sum of weights that says so."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.ids import AccountId


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for or against; ``points`` is what it adds to the log odds."""

    name: str
    value: float
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two accounts, the smaller id first; the signs' points add up to the log odds of ``probability``."""

    one: AccountId
    other: AccountId
    #: 0 to 1, calibrated: of pairs given 0.8, four in five are of one event.
    probability: float
    signs: tuple[Sign, ...] = ()

"""An account: one document's telling of one event."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.ids import AccountId, ClaimId
from dateline.domain.value import Measure, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One line a measure: all of one document's figures weighed; a None end is not said."""

    measure: Measure
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The claims of one document that tell of one event, and what they come to."""

    id: AccountId
    type: str
    mode: str | None
    claims: tuple[ClaimId, ...]
    when: When | None = None
    where: Where | None = None
    background: bool = False
    #: 0 to 1: how far this is what the document is about.
    relevance: float = 0.0
    counts: tuple[Toll, ...] = ()

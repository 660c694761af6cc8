"""What the words for a time come to: the days, the TIMEX3 value, and why."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.normalise.when.calendar_units import Stretch


@dataclass(frozen=True, slots=True)
class Meaning:
    """The days that a time expression means, None where they stay open, with its TIMEX3 value and the reason."""

    stretch: Stretch | None
    value: str | None
    reason: str
    duration: str | None = None
    type: str | None = None


def said(stretch: Stretch, reason: str) -> Meaning:
    """The meaning of words that come to a stretch of days."""
    return Meaning(stretch, stretch.value, reason)


def unanchored(value: str | None, what: str = "publication date") -> Meaning:
    """The meaning of words whose days cannot be told, for want of ``what``."""
    return Meaning(None, value, f"no {what}")

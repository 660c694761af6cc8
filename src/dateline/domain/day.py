"""Days and moments as containers write them: ISO 8601, and the two forms of mail and of the web."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime


def moment_from_iso(value: str) -> tuple[date, datetime] | None:
    """The day as it is written, whatever its zone, and the moment in UTC; None for what is no ISO 8601 date.

    A day alone counts from its start, and a time without a zone is taken for UTC.
    """
    try:
        found = datetime.fromisoformat(value.strip())
        return found.date(), (found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def moment_from_mail(value: str) -> tuple[date, datetime] | None:
    """The same of a date as mail and HTTP write it: ``Mon, 13 May 2024 21:40:00 -0400``."""
    try:
        found = parsedate_to_datetime(value.strip())
        return found.date(), (found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None

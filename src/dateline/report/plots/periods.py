"""Time cut in periods, and which events surely lie in one or may lie in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateline.domain.event import Event

#: More periods than that are too many to tell apart.
MOST_PERIODS = 120


class Period(StrEnum):
    """How time is cut; weeks begin on Mondays."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Slot:
    """One period, ends included, with the events that surely lie in it and those that may."""

    first: date
    last: date
    sure: tuple[Event, ...]
    maybe: tuple[Event, ...]


def period_for(first: date, last: date) -> Period:
    """The period that cuts that stretch of time in a few dozen pieces at most."""
    n_days = (last - first).days + 1
    if n_days <= 31:
        return Period.DAY
    return Period.WEEK if n_days <= 366 else Period.MONTH if n_days <= 6 * 366 else Period.YEAR


def start_of(day: date, period: Period) -> date:
    """The first day of the period that a day lies in."""
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    if period is Period.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if period is Period.YEAR else day


def after(start: date, period: Period) -> date:
    """The first day of the next period."""
    if period is Period.MONTH:
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    if period is Period.YEAR:
        return date(start.year + 1, 1, 1)
    return start + timedelta(days=7 if period is Period.WEEK else 1)


def span_of(events: Iterable[Event]) -> tuple[date, date] | None:
    """The first and the last day that any event may lie on, as far as days are said; None where none is."""
    days = [day for one in events if one.when for day in (one.when.earliest, one.when.latest) if day is not None]
    return (min(days), max(days)) if days else None


def is_dated(event: Event) -> bool:
    """Whether both ends of its time are known."""
    return event.when is not None and event.when.earliest is not None and event.when.latest is not None


def slots_of(events: Sequence[Event], period: Period) -> list[Slot]:
    """Every period from the first to the last event that has a time, the empty ones too."""
    dated = [one for one in events if is_dated(one)]
    span = span_of(dated)
    if span is None:
        return []
    slots, start = [], start_of(span[0], period)
    while start <= span[1]:
        end = after(start, period) - timedelta(days=1)
        inside = [one for one in dated if _first(one) <= end and _last(one) >= start]
        sure = tuple(one for one in inside if _first(one) >= start and _last(one) <= end)
        slots.append(Slot(start, end, sure, tuple(one for one in inside if one not in sure)))
        start = end + timedelta(days=1)
    return slots


def _first(event: Event) -> date:
    return (event.when.earliest if event.when else None) or date.min


def _last(event: Event) -> date:
    return (event.when.latest if event.when else None) or date.max

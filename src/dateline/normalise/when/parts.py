"""Which days of a longer time its parts are: "the first week of May", "the last three months of 2015"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.domain.value import TimePrecision
from dateline.normalise.when import calendar_units as units
from dateline.normalise.when.calendar_units import Stretch

#: "The opening days of 2015": so many units, at most, are meant where no number is said.
_VAGUE_COUNT = 10


@dataclass(frozen=True, slots=True)
class Part:
    """Which part is meant: the ``nth`` run of ``count`` units, -1 for the last; a count of None is a few."""

    nth: int
    count: float | None = 1


def part_of(first: date, last: date, unit: str, part: Part) -> Stretch | None:
    """The days of the part, cut at the ends of the whole; None where the whole has no such part."""
    count = part.count if part.count is not None else _VAGUE_COUNT
    if part.nth < 0:
        start = units.shifted(last + timedelta(days=1), unit, -count)
        end: date | None = last
    else:
        start = units.shifted(first, unit, (part.nth - 1) * count)
        end = units.shifted(first, unit, part.nth * count)
        end = end - timedelta(days=1) if end is not None else None
    if start is None or end is None:
        return None
    start, end = max(start, first), min(end, last)
    if start > end:
        return None
    if start == end:
        return units.day(start)
    return Stretch(start, end, _value(start, end), TimePrecision.SPAN)


def _value(first: date, last: date) -> str | None:
    """The TIMEX3 value of a half, a quarter or a month of a calendar year, else None."""
    for known in (
        units.half(first.year, 1 if first.month < 7 else 2),
        units.quarter(first.year, (first.month + 2) // 3),
        units.month(first.year, first.month),
    ):
        if (known.first, known.last) == (first, last):
            return known.value
    return None

"""Units of the calendar as intervals of days and as TIMEX3 values (TimeML 1.2.1, ISO 8601)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dateline.domain.value import TimePrecision

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DURATION_LETTERS = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "night": ("P", "D", 1),
    "week": ("P", "W", 1),
    "fortnight": ("P", "W", 2),
    "weekend": ("P", "D", 2),
    "month": ("P", "M", 1),
    "quarter": ("P", "M", 3),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
    "millennium": ("P", "Y", 1000),
}
#: What a vague length is written as: "days" is PXD.
_VAGUE = {"quarter": "PXQ", "decade": "PXDE", "century": "PXC", "minute": "PXM", "period": "PXX", "weekend": "PXW"}
#: The part that half of a unit is counted in.
_HALVES = {"year": ("M", 12), "hour": ("M", 60), "minute": ("S", 60), "month": ("W", 4), "day": ("TH", 24)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days, ends included, with its TIMEX3 value and how close it is."""

    first: date | None
    last: date | None
    #: None where TIMEX3 has no value for it.
    value: str | None
    precision: TimePrecision


def in_range(year: int) -> bool:
    """Whether dates of that year and of its neighbours can be told."""
    return MINYEAR < year < MAXYEAR


def day(when: date) -> Stretch:
    """A day."""
    return Stretch(when, when, when.isoformat(), TimePrecision.DAY)


def week(when: date) -> Stretch:
    """The ISO week, Monday to Sunday, that holds a day."""
    monday = when - timedelta(days=when.weekday())
    year, number, _ = when.isocalendar()
    return Stretch(monday, monday + timedelta(days=6), f"{year}-W{number:02d}", TimePrecision.WEEK)


def weekend(saturday: date) -> Stretch:
    """The weekend that begins on a Saturday."""
    year, number, _ = saturday.isocalendar()
    return Stretch(saturday, saturday + timedelta(days=1), f"{year}-W{number:02d}-WE", TimePrecision.SPAN)


def month(year: int, number: int) -> Stretch:
    """A month."""
    last = calendar.monthrange(year, number)[1]
    return Stretch(date(year, number, 1), date(year, number, last), f"{year:04d}-{number:02d}", TimePrecision.MONTH)


def half_month(year: int, number: int, half_of_it: int) -> Stretch:
    """The days to the 15th of a month, or those after; TIMEX3 has no value of its own for them."""
    whole = month(year, number)
    middle = date(year, number, 15)
    if half_of_it == 1:
        return Stretch(whole.first, middle, whole.value, TimePrecision.SPAN)
    return Stretch(middle + timedelta(days=1), whole.last, whole.value, TimePrecision.SPAN)


def season(year: int, key: str) -> Stretch:
    """A season of three whole months; a winter is named after the year that its December is in."""
    first_month = _SEASON_MONTHS[key]
    last = date(year + 1, 3, 1) if key == "WI" else date(year, first_month + 3, 1)
    return Stretch(date(year, first_month, 1), last - timedelta(days=1), f"{year:04d}-{key}", TimePrecision.SEASON)


def quarter(year: int, number: int) -> Stretch:
    """A quarter of a calendar year."""
    last = month(year, 3 * number).last
    return Stretch(date(year, 3 * number - 2, 1), last, f"{year:04d}-Q{number}", TimePrecision.SPAN)


def last_quarter(base: date) -> tuple[int, int]:
    """The year and number of the quarter before the one that holds a day."""
    number = (base.month + 2) // 3 - 1
    return (base.year, number) if number else (base.year - 1, 4)


def saturday(base: date, offset: int, direction: int) -> date:
    """The Saturday of the last (-1), this (0) or next (1) weekend, seen from a day by a verb that looks back or ahead."""
    since = (base.weekday() - 5) % 7
    this = base - timedelta(days=since)
    if offset > 0 or (direction > 0 and since > 1):
        return this + timedelta(days=7)
    # On a weekend "last weekend" is the one before.
    return this - timedelta(days=7) if offset < 0 and since <= 1 else this


def half(year: int, number: int) -> Stretch:
    """A half of a calendar year."""
    last = month(year, 6 * number).last
    return Stretch(date(year, 6 * number - 5, 1), last, f"{year:04d}-H{number}", TimePrecision.SPAN)


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", TimePrecision.YEAR)


def years(first: int, last: int) -> Stretch:
    """A run of calendar years, ends included; its value is the first of them, since TIMEX3 has none for a run."""
    return Stretch(date(first, 1, 1), date(last, 12, 31), f"{first:04d}", TimePrecision.SPAN)


def decade(first: int, half_of_it: int | None = None) -> Stretch:
    """Ten years from one that ends in nought, or five of them."""
    start = first + 5 if half_of_it == 2 else first
    end = first + 4 if half_of_it == 1 else first + 9
    return Stretch(date(start, 1, 1), date(end, 12, 31), f"{first // 10:03d}", TimePrecision.SPAN)


def century(digits: int) -> Stretch:
    """A hundred years by their first two digits."""
    first = max(1, digits * 100)
    return Stretch(date(first, 1, 1), date(digits * 100 + 99, 12, 31), f"{digits:02d}", TimePrecision.SPAN)


def shifted_month(when: date, by: int) -> tuple[int, int]:
    """The year and month that many months from a day."""
    months = when.year * 12 + when.month - 1 + by
    return months // 12, months % 12 + 1


def shifted(when: date, unit: str, count: float) -> date | None:
    """The day that many units away, or None beyond the calendar; a month keeps its day where it has it."""
    try:
        if unit in ("day", "night"):
            return when + timedelta(days=count)
        if unit in ("week", "fortnight", "weekend"):
            return when + timedelta(days=count * (14 if unit == "fortnight" else 7))
        if unit in ("hour", "minute", "second"):
            hours = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}[unit] * count
            return when + timedelta(days=int(hours / 24))
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}.get(unit)
        if months is None:
            return None
        year_number, month_number = shifted_month(when, round(months * count))
        return date(year_number, month_number, min(when.day, calendar.monthrange(year_number, month_number)[1]))
    except (ValueError, OverflowError):
        return None


def duration(unit: str, count: float | None) -> str:
    """A length as an ISO 8601 duration in the unit that was said: "P2W", "PT1H30M", "PXD" where the number is vague."""
    if unit not in _DURATION_LETTERS:
        return _VAGUE.get(unit, "PXX")
    prefix, letter, factor = _DURATION_LETTERS[unit]
    if count is None:
        return _VAGUE.get(unit, f"{prefix}X{letter}")
    amount = count * factor
    whole = int(amount)
    if whole == amount:
        return f"{prefix}{whole}{letter}"
    if unit in _HALVES:
        small, per = _HALVES[unit]
        rest = round((amount - whole) * per)
        return f"{prefix}{f'{whole}{letter}' if whole else ''}{rest and f'{small[:-1]}{rest}{small[-1]}' or ''}"
    return f"{prefix}{amount:g}{letter}"


#: For a stretch of about so many days, the share of it (first to last, as numbers from 0 to 1) that each modifier leaves.
_EDGES = (
    (7, {"START": (0, 3 / 7), "MID": (2 / 7, 4 / 7), "END": (4 / 7, 1)}),
    (31, {"START": (0, 10 / 30), "MID": (10 / 31, 20 / 30), "END": (20 / 30, 1)}),
    (366, {"START": (0, 0.25), "MID": (0.33, 0.67), "END": (0.75, 1)}),
    (36525, {"START": (0, 0.4), "MID": (0.4, 0.7), "END": (0.6, 1)}),
)
#: Months of a calendar year.
_EDGES_OF_YEAR = {"START": (1, 3), "MID": (5, 8), "END": (10, 12)}


def edge_of(first: date, last: date, mod: str | None) -> tuple[date, date]:
    """The part of a stretch that "early", "mid" or "late" leaves: three days of a week, three months of a year."""
    days = (last - first).days + 1
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)) and mod in _EDGES_OF_YEAR:
        start_month, end_month = _EDGES_OF_YEAR[mod]
        return date(first.year, start_month, 1), month(first.year, end_month).last or last
    for longest, edges in _EDGES:
        if days <= longest and mod in edges and days > 1:
            start, end = edges[mod]
            return first + timedelta(days=round(start * days)), first + timedelta(days=max(0, round(end * days) - 1))
    return first, last

"""On which days a feast falls.

Easter: the anonymous Gregorian algorithm and Meeus' Julian one (J. Meeus, *Astronomical Algorithms*, 1991, chapter 8). The
Islamic year is the tabular one with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty and the Thursday epoch,
which is the nearer to the days called in practice; the Hebrew year follows the fixed rules (E. M. Reingold, N. Dershowitz,
*Calendrical Calculations*, chapters 7 and 8). A feast that is called by the sight of the moon may fall a day before or
after the table's day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from dateline.lang import table

#: Ordinal (days since 1 January of year 1, counted from 1) of the first day of each calendar.
_ISLAMIC_EPOCH = 227014
_HEBREW_EPOCH = -1373427
_ISLAMIC_YEAR_DAYS = 354.36667
#: Months of the Hebrew calendar from Nisan = 1; Tishri = 7 opens the year.
_TISHRI = 7


def easter(year: int) -> date:
    """Easter Sunday of the Western churches."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday_shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday_shift) // 451
    month, day = divmod(h + weekday_shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches, in the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=julian_lag)


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular Islamic calendar."""
    ordinal = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _ISLAMIC_EPOCH - 1
    return date.fromordinal(ordinal)


def _hebrew_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _hebrew_new_year(year: int) -> int:
    """Ordinal of 1 Tishri, with the postponements."""

    def elapsed(number: int) -> int:
        months = (235 * number - 234) // 19
        parts = 12084 + 13753 * months
        days = 29 * months + parts // 25920
        return days + 1 if 3 * (days + 1) % 7 < 3 else days

    this = elapsed(year)
    if elapsed(year + 1) - this == 356:
        return _HEBREW_EPOCH + this + 2
    if this - elapsed(year - 1) == 382:
        return _HEBREW_EPOCH + this + 1
    return _HEBREW_EPOCH + this


def _hebrew_month_days(year: int, month: int) -> int:
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    if month in (2, 4, 6, 10, 13) or (month == 12 and not _hebrew_leap(year)):
        return 29
    if month == 8:
        return 30 if length in (355, 385) else 29
    if month == 9:
        return 29 if length in (353, 383) else 30
    return 30


def hebrew_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the Hebrew calendar; month 12 is the last Adar of the year."""
    last_month = 13 if _hebrew_leap(year) else 12
    if month == 12:
        month = last_month
    before = range(_TISHRI, month) if month >= _TISHRI else [*range(_TISHRI, last_month + 1), *range(1, month)]
    days = sum(_hebrew_month_days(year, number) for number in before)
    return date.fromordinal(_hebrew_new_year(year) + days + day - 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def fixed_year(key: str, language: str = "en") -> int | None:
    """The year of a day that happened once ("9/11"), or None for a feast that comes back."""
    year: int | None = table(language, "dates")["feast_days"].get(key, {}).get("year")
    return year


def feast_in(key: str, year: int, language: str = "en") -> tuple[tuple[date, date], ...]:
    """Every stretch of days on which the feast falls that begins in a Gregorian year; none for an unknown feast."""
    rule: Mapping[str, Any] | None = table(language, "dates")["feast_days"].get(key)
    if rule is None:
        return ()
    length = timedelta(days=rule.get("days", 1) - 1)
    return tuple((first, first + length) for first in _first_days(rule, year) if first.year == year)


def _first_days(rule: Mapping[str, Any], year: int) -> list[date]:
    if "listed" in rule:
        return [date.fromisoformat(day) for day in rule["listed"]]
    if "easter" in rule:
        return [easter(year) + timedelta(days=rule["easter"])]
    if "orthodox_easter" in rule:
        return [orthodox_easter(year) + timedelta(days=rule["orthodox_easter"])]
    if "islamic_month" in rule:
        nearest = int((year - 622) * 365.2425 / _ISLAMIC_YEAR_DAYS)
        years = range(max(1, nearest - 1), nearest + 3)
        return [islamic_day(number, rule["islamic_month"], rule["islamic_day"]) for number in years]
    if "hebrew_month" in rule:
        return [hebrew_day(year + 3760 + late, rule["hebrew_month"], rule["hebrew_day"]) for late in (0, 1)]
    if "weekday" in rule:
        found = _nth_weekday(year, rule["month"], rule["weekday"], rule["nth"])
        return [found + timedelta(days=rule.get("plus", 0))]
    return [date(rule.get("year", year), rule["month"], rule["day"])]

"""The dates of a report's own head: when it was published, by the many ways in which papers print it.

Dates in the story are read elsewhere; here only those that stand alone in a line, or in the dateline, count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.clean.wording import Wording, alternation

#: A year of two digits from here on is of the last century: no report on the web is from 2070, many are from 1989.
_PIVOT = 70


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text; ``day`` is None where it has no year, or where day and month may be exchanged."""

    start: int
    end: int
    day: date | None
    #: Month and day, where no year is said.
    yearless: tuple[int, int] | None = None

    def in_year(self, year: int) -> date | None:
        """The day, the year taken from elsewhere where the date has none."""
        return self.day or (_day(year, *self.yearless) if self.yearless else None)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that holds nothing but a date, and what it dates."""

    date: FoundDate
    #: published, updated, or None where the line does not say.
    office: str | None


@cache
def _patterns(months: tuple[str, ...], weekdays: tuple[str, ...]) -> re.Pattern[str]:
    month = rf"(?:{alternation(months)})\b\.?"
    weekday = rf"(?:(?:{alternation(weekdays)})\b\.?,?\s+(?:the\s+)?)?"
    ordinal = r"(?:st|nd|rd|th)?"
    zone = r"(?:Z|[+-]\d{2}:?\d{2})?"
    return re.compile(
        rf"(?<![\w/.-]){weekday}(?:"
        rf"(?P<d1>\d{{1,2}}){ordinal}[\s/-]\s*(?:of\s+)?(?P<m1>{month})(?:,?[\s/-]\s*(?:-\s*)?(?P<y1>\d{{4}}|\d{{2}}(?=\W|$))(?!:)(?!\d))?"
        rf"|(?P<m2>{month})\s*(?P<d2>\d{{1,2}}){ordinal}(?![\d:])(?:\s*[,-]?\s*(?:-\s*)?(?P<y2>\d{{4}})(?!\d))?"
        r"|(?P<y3>\d{4})(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?!\d)"
        r"|(?P<a>\d{1,2})(?P<s4>[-/.])(?P<b>\d{1,2})(?P=s4)(?P<y4>\d{4})(?!\d)"
        rf")(?:T\d{{2}}:\d{{2}}[\d:.]*{zone})?(?!\w)",
        re.I,
    )


#: A clock's time, with what may follow it.
CLOCK = re.compile(
    r"\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?)?|\d{3,4}\s*(?=GMT|hrs|hours)|\d{1,2}\s*[ap]\.?m\.?", re.I
)


def found_dates(text: str, start: int, end: int, wording: Wording) -> Iterator[FoundDate]:
    """The dates between two offsets, in order."""
    pattern = _patterns(tuple(wording.months), tuple(sorted(wording.weekdays)))
    for match in pattern.finditer(text, start, end):
        found = _found(match, wording)
        if found is not None:
            yield found


def date_at(text: str, start: int, end: int, wording: Wording) -> FoundDate | None:
    """The date that begins at an offset."""
    match = _patterns(tuple(wording.months), tuple(sorted(wording.weekdays))).match(text, start, end)
    return _found(match, wording) if match else None


def date_line(text: str, start: int, end: int, wording: Wording) -> DateLine | None:
    """The line as one that gives a date and nothing else; None where other words stand in it."""
    if end - start > 140:
        return None
    line = text[start:end]
    office = None
    folded = line.lower()
    if len(folded) != len(line):
        return None
    for name in ("published", "updated"):
        lead = re.match(rf"[\s(|]*(?:{alternation(wording.list('date', name))})(?!\w)", folded)
        if lead and office is None:
            office = name
    found = list(found_dates(text, start, end, wording))
    if not found:
        return None
    rest = folded
    for item in reversed(found):
        rest = rest[: item.start - start] + " " + rest[item.end - start :]
    rest = CLOCK.sub(" ", rest)
    rest = re.sub(
        rf"(?<!\w)(?:{alternation([*wording.list('date', 'published'), *wording.list('date', 'updated')])})(?!\w)",
        " ",
        rest,
    )
    around = {*wording.list("date", "around"), *wording.weekdays}
    words = [word.strip("(),.:;[]|") for word in rest.split()]
    if any(
        word and word not in around and not re.fullmatch(r"[+-]?\d{1,2}(?::?\d{2})?|[\W_]+", word) for word in words
    ):
        return None
    return DateLine(found[0], office)


def _found(match: re.Match[str], wording: Wording) -> FoundDate | None:
    start, end = match.span()
    part = match.groupdict()
    if part["y3"]:
        found = _day(int(part["y3"]), int(part["m3"]), int(part["d3"]))
        return FoundDate(start, end, found) if found else None
    if part["y4"]:
        return _numeric(match)
    name = (part["m1"] or part["m2"]).rstrip(".").casefold()
    month, day = wording.months[name], int(part["d1"] or part["d2"])
    year_words = part["y1"] or part["y2"]
    if year_words is None:
        return FoundDate(start, end, None, (month, day)) if _day(2000, month, day) else None
    year = int(year_words)
    if len(year_words) == 2:
        year += 1900 if year >= _PIVOT else 2000
    found = _day(year, month, day)
    return FoundDate(start, end, found) if found else None


def _numeric(match: re.Match[str]) -> FoundDate | None:
    """Day and month in figures: with dots the day goes first; else only where one of the two cannot be a month."""
    start, end = match.span()
    first, second, year = int(match["a"]), int(match["b"]), int(match["y4"])
    as_day_first, as_month_first = _day(year, second, first), _day(year, first, second)
    if "." in match[0] or as_month_first is None or as_day_first == as_month_first:
        return FoundDate(start, end, as_day_first) if as_day_first else None
    return FoundDate(start, end, None if as_day_first else as_month_first)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

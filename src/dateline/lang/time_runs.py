"""Days and months that share what is said once: "5 and 7 May", "May 5 and 7, 2012", "between March and April 2012"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.domain.span import Span
from dateline.lang.time_expression import TimeExpression, TimeShape

_AND = r"(?:,|,?\s+(?P<lead>and|or|to|through|until|till))"
_BETWEEN = re.compile(r"\s*[-–]\s*|,?\s+(?:and|or|to|through|until|till)\s+(?:the\s+|on\s+)?", re.IGNORECASE)
_DAY = r"(?P<words>(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)"
_DAY_BEFORE = re.compile(rf"(?<![\w.,$€£-]){_DAY}{_AND}\s+(?:the\s+)?\Z", re.IGNORECASE)
#: What must stand before the first day of such a run: "killed 5 and 7 May" is none.
_LEAD_BEFORE = re.compile(r"\b(?P<lead>on|from|between|of|by|since|until|before|after)\s+(?:the\s+)?\Z", re.IGNORECASE)
_DAY_AFTER = re.compile(
    rf"{_AND}\s+(?:the\s+)?(?P<all>{_DAY}(?!\w|[.,:]\d|%)(?:,?\s+(?P<year>(?:19|20)\d\d)(?![\d,.]\d))?)", re.IGNORECASE
)
#: What may stand behind the last of them; a word must be a small one, else the number counts it.
_ENDS = re.compile(r"\s*(?:[.;:!?,)'\"”–]|$)|\s+(?P<word>[a-z]+)\b")
_BEGINS_WITH_DAY = re.compile(r"\d")
_REACH = 24


def with_runs(text: str, found: Sequence[TimeExpression], small_words: frozenset[str]) -> list[TimeExpression]:
    """The times with the loose days of their runs, and with the year of a run's end at its beginning.

    ``small_words`` are those that may follow a day, as a noun may not.
    """
    whole: list[TimeExpression] = []
    floor = 0
    for index, time in enumerate(found):
        if time.span.start < floor:
            # The year of "May 5 and 7, 2012" was taken with its days.
            continue
        ceiling = found[index + 1].span.start if index + 1 < len(found) else len(text)
        if _is_date(time):
            if _BEGINS_WITH_DAY.match(time.text):
                whole.extend(_before(text, time, floor))
                whole.append(time)
            else:
                whole.extend(_after(text, time, ceiling, small_words))
        else:
            whole.append(time)
        floor = whole[-1].span.end
    for index in range(len(whole) - 2, -1, -1):
        whole[index] = _with_year_of(text, whole[index], whole[index + 1])
    return whole


def _is_date(time: TimeExpression) -> bool:
    return (
        time.shape is TimeShape.CALENDAR
        and time.month is not None
        and time.day is not None
        and time.day_to is None
        and time.part is None
    )


def _before(text: str, time: TimeExpression, floor: int) -> Iterator[TimeExpression]:
    """The days before a date that begins with its own: "5 and" of "5 and 7 May"."""
    days: list[TimeExpression] = []
    end = time.span.start
    while (match := _DAY_BEFORE.search(text, max(floor, end - _REACH), end)) is not None:
        days.append(_loose(time, text, Span(*match.span("words")), int(match["day"])))
        end = match.start()
    lead = _LEAD_BEFORE.search(text, max(floor, end - _REACH), end)
    if days and lead:
        first = days[-1]
        word = lead["lead"].lower()
        days[-1] = replace(
            first, lead="from" if word in ("from", "between") else word, full=Span(lead.start(), first.span.end)
        )
        yield from reversed(days)


def _after(text: str, time: TimeExpression, ceiling: int, small_words: frozenset[str]) -> Iterator[TimeExpression]:
    """A date that ends in its day, and the days behind it: "May 5" and "7, 2012" of "May 5 and 7, 2012"."""
    days = [time]
    end = time.span.end
    while (match := _DAY_AFTER.match(text, end)) is not None and match.end("words") <= ceiling and time.year is None:
        year = int(match["year"]) if match["year"] else None
        stop = match.end("all") if year is not None else match.end("words")
        ends = _ENDS.match(text, stop)
        goes_on = year is not None or _DAY_AFTER.match(text, stop) is not None
        if not goes_on and (ends is None or (ends["word"] and ends["word"] not in small_words)):
            break
        days.append(_loose(time, text, Span(match.start("words"), stop), int(match["day"])))
        end = stop
        if year is not None:
            days = [replace(day, year=year) for day in days]
            break
    yield from days


def _loose(time: TimeExpression, text: str, span: Span, day: int) -> TimeExpression:
    return replace(
        time, span=span, full=span, text=text[span.start : span.end], day=day, lead="to", mod=None, weekday=None
    )


def _with_year_of(text: str, time: TimeExpression, later: TimeExpression) -> TimeExpression:
    """The beginning of a run with the year of its end: "between March and April 2012"."""
    if time.year is not None or time.month is None or later.year is None or later.month is None:
        return time
    if {time.shape, later.shape} != {TimeShape.CALENDAR} or time.offset is not None:
        return time
    if (time.day is None) != (later.day is None) or not _BETWEEN.fullmatch(text, time.span.end, later.span.start):
        return time
    in_order = (time.month, time.day or 0) <= (later.month, later.day or 0)
    return replace(time, year=later.year if in_order else later.year - 1)

"""From the parts of a time expression to the days it means.

What the words leave open is taken from the anchors: the publication date, the day that the telling has reached, and
whether the verb beside them looks back or ahead. The conventions are those of the project's reading: a weekday is the
last such day on or before publication unless the verb looks ahead; a month or a day without its year is the most recent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateline.domain.span import Span
from dateline.domain.value import TimePrecision, When
from dateline.lang.times import TimeExpression, TimeShape
from dateline.normalise.when import calendar_units as units
from dateline.normalise.when.anchors import Anchors
from dateline.normalise.when.calendar_units import Stretch
from dateline.normalise.when.feasts import feast_in, fixed_year
from dateline.normalise.when.meaning import Meaning, said, unanchored
from dateline.normalise.when.nearest import nearest
from dateline.normalise.when.parts import Part, part_of
from dateline.normalise.when.weekdays import weekday_meant


def when_from_expression(expression: TimeExpression, anchors: Anchors, at: Span | None = None) -> When:
    """The time that an expression means; without the anchor it needs, the interval stays open and the reason says so."""
    reading = _reading(expression, anchors)
    stretch = reading.stretch
    value, kind = reading.value, reading.type or expression.type
    precision = stretch.precision if stretch else TimePrecision.UNKNOWN
    if expression.part and stretch and stretch.precision is TimePrecision.DAY and "T" not in (value or ""):
        value, precision = f"{value}T{expression.part}", TimePrecision.PART_OF_DAY
    return When(
        span=at or expression.span,
        earliest=stretch.first if stretch else None,
        latest=stretch.last if stretch else None,
        precision=precision,
        duration=reading.duration,
        value=value,
        type=kind,
        reason=reading.reason,
    )


def _reading(expression: TimeExpression, anchors: Anchors) -> Meaning:
    """What the expression's reader says; without its anchors where the days would lie beyond the calendar's ends."""
    reader = _READERS[expression.shape]
    try:
        return reader(expression, anchors)
    except (OverflowError, ValueError):
        # "Yesterday" of the first day that a date can hold is no date: only the words' own value is left.
        return replace(reader(expression, Anchors(None, language=anchors.language)), reason="no such day")


def _calendar(expression: TimeExpression, anchors: Anchors) -> Meaning:
    if expression.decade is not None:
        if not units.in_range(expression.decade):
            return unanchored(None)
        return said(units.decade(expression.decade, expression.half), "said")
    if expression.century is not None:
        return said(units.century(expression.century), "said")
    year = expression.year
    if year is None and expression.unit == "year" and anchors.published:
        told = anchors.told.first if anchors.told and expression.narrative else None
        year = (told or anchors.published).year + (expression.offset or 0)
    if expression.year_to is not None and year is not None:
        run = units.years(year, expression.year_to) if units.in_range(expression.year_to) else None
        return said(run, "said") if run else unanchored(None, "such year")
    build = _builder(expression)
    if expression.unit == "quarter" and year is not None and anchors.published:
        return said(units.quarter(year, units.last_quarter(anchors.published)[1]), "the quarter reported on")
    if build is None and expression.day is not None and anchors.published is not None:
        return _day_of_a_month(expression.day, anchors, anchors.published)
    if build is None:
        return unanchored(None) if year is None else said(units.year(year), "said")
    if year is not None:
        stretch = build(year) if units.in_range(year) else None
        return said(stretch, "said") if stretch else unanchored(None, "such day")
    if anchors.published is None:
        return unanchored(_masked(expression))
    found, reason = nearest(expression, anchors, anchors.published, build)
    return Meaning(found, found.value, reason) if found else unanchored(_masked(expression), "such day")


def _builder(expression: TimeExpression) -> Callable[[int], Stretch | None] | None:
    """From a year to the stretch that the other parts mean in it."""
    month, day = expression.month, expression.day
    if month is not None and day is not None and expression.unit == "week":
        return lambda year: units.week(date(year, month, min(day, 28)))
    if month is not None and day is not None:
        return lambda year: _day_or_run(year, month, day, expression.day_to)
    if month is not None:
        half_of_it = expression.half
        return lambda year: (
            units.month(year, month) if half_of_it is None else units.half_month(year, month, half_of_it)
        )
    if expression.quarter is not None:
        quarter = expression.quarter
        return lambda year: units.quarter(year, quarter)
    if expression.half is not None:
        half = expression.half
        return lambda year: units.half(year, half)
    if expression.season is not None:
        season = expression.season
        return lambda year: units.season(year, season)
    return None


def _day_of_a_month(day: int, anchors: Anchors, published: date) -> Meaning:
    """A day without its month ("on the 6th"): the nearest that the verb allows, before publication or after it."""
    months = (units.shifted_month(published, by) for by in range(-2, 3))
    days = [found.first for year, month in months if (found := _day_or_run(year, month, day, None)) and found.first]
    past, ahead = [one for one in days if one <= published], [one for one in days if one >= published]
    chosen = ahead[:1] if anchors.direction > 0 else past[-1:]
    return said(units.day(chosen[0]), f"the nearest to {published}") if chosen else unanchored(None, "such day")


def _day_or_run(year: int, month: int, day: int, day_to: int | None) -> Stretch | None:
    try:
        first = date(year, month, day)
        if day_to is None or day_to <= day:
            return units.day(first)
        return Stretch(first, date(year, month, day_to), first.isoformat(), TimePrecision.SPAN)
    except ValueError:
        return None


def _masked(expression: TimeExpression) -> str | None:
    """A TIMEX3 value with the year masked."""
    if expression.month is not None:
        day = f"-{expression.day:02d}" if expression.day is not None else ""
        return f"XXXX-{expression.month:02d}{day}"
    if expression.season is not None:
        return f"XXXX-{expression.season}"
    return f"XXXX-Q{expression.quarter}" if expression.quarter is not None else None


def _relative(expression: TimeExpression, anchors: Anchors) -> Meaning:
    unit, offset = expression.unit or "day", expression.offset or 0
    base = anchors.published
    if expression.narrative:
        if anchors.told is None or anchors.told.first is None:
            return unanchored(None, "time told before")
        if _is_finer(unit, anchors.told):
            # "That same day" of a time told as a month is some day of it.
            return Meaning(anchors.told, f"{anchors.told.value}-XX", f"some {unit} near {anchors.told.value}")
        base = anchors.told.last if offset > 0 and anchors.told.last else anchors.told.first
    if base is None:
        return unanchored(None)
    reason = f"counted from {base.isoformat()}"
    if expression.day is not None and unit == "month":
        year, month = units.shifted_month(base, offset)
        of_month = _day_or_run(year, month, expression.day, None) if units.in_range(year) else None
        return said(of_month, reason) if of_month else unanchored(None, "such day")
    if unit == "weekend":
        return said(units.weekend(units.saturday(base, offset, anchors.direction)), reason)
    if unit == "year_quarter" and anchors.quarter and anchors.quarter.first and _is_over(anchors.quarter, base):
        return said(units.quarter(anchors.quarter.first.year - 1, _quarter_of(anchors.quarter.first)), reason)
    if unit == "quarter" and anchors.quarter and _is_latest(expression) and _is_over(anchors.quarter, base):
        return said(anchors.quarter, "the quarter told before")
    if unit == "year_quarter":
        return said(units.quarter(base.year - 1, units.last_quarter(base)[1]), reason)
    around = units.shifted(base, unit, offset)
    if around is None or not units.in_range(around.year):
        return unanchored(None, "such day")
    stretch = _unit_around(around, unit)
    if unit == "quarter" and offset == -1:
        stretch = units.quarter(*units.last_quarter(base))
    return said(stretch, reason) if stretch else unanchored(None, "such day")


def _is_finer(unit: str, told: Stretch) -> bool:
    """Whether a unit of days is finer than what was told."""
    coarse = (TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.SEASON)
    return unit in ("day", "night", "hour") and told.precision in coarse


def _quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def _is_latest(expression: TimeExpression) -> bool:
    return expression.text.lower().startswith("the latest")


def _is_over(stretch: Stretch, base: date) -> bool:
    return stretch.last is not None and stretch.last <= base


def _unit_around(when: date, unit: str) -> Stretch | None:
    makers: dict[str, Callable[[], Stretch]] = {
        "day": lambda: units.day(when),
        "night": lambda: units.day(when),
        "week": lambda: units.week(when),
        "fortnight": lambda: units.week(when),
        "month": lambda: units.month(when.year, when.month),
        "quarter": lambda: units.quarter(when.year, (when.month + 2) // 3),
        "year": lambda: units.year(when.year),
        "decade": lambda: units.decade(when.year // 10 * 10),
        "century": lambda: units.century(when.year // 100),
        "hour": lambda: units.day(when),
        "minute": lambda: units.day(when),
        "second": lambda: units.day(when),
    }
    return makers[unit]() if unit in makers else None


#: "More than a year ago" says no earliest day, "less than a year ago" no later one than today.
_OPEN = ("MORE_THAN", "EQUAL_OR_MORE", "LESS_THAN", "EQUAL_OR_LESS")


def _opened(found: Stretch, edge: date, now: date, mod: str) -> Stretch:
    if mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        return Stretch(None, edge, found.value, TimePrecision.UNKNOWN)
    return Stretch(edge, now, found.value, TimePrecision.SPAN)


def _shift(expression: TimeExpression, anchors: Anchors) -> Meaning:
    unit, sign = expression.unit or "day", expression.offset or -1
    ago = expression.text.lower().endswith(("ago", "yesterday", "tomorrow", "from now", "hence", "time"))
    base = anchors.published
    if expression.weekday is not None:
        around = weekday_meant(replace(expression, shape=TimeShape.WEEKDAY, unit=None), anchors).stretch
        base = around.first if around else None
    elif not ago:
        reached = anchors.dated if unit in ("year", "decade") else anchors.told
        base = reached.first if reached is not None and reached.first else base
    if base is None:
        return unanchored(None)
    count = expression.count
    if unit == "year" and count == 1 and anchors.quarter and anchors.quarter.first and expression.mod is None:
        first = anchors.quarter.first
        return said(units.quarter(first.year + sign, (first.month + 2) // 3), f"counted from {anchors.quarter.value}")
    if count is None:
        if unit in ("hour", "minute", "second"):
            return said(units.day(base), f"some {unit}s from {base.isoformat()}")
        edge = base - timedelta(days=1) if sign < 0 else base
        stretch = Stretch(None, edge, "PAST_REF", TimePrecision.UNKNOWN)
        if sign > 0:
            stretch = Stretch(edge, None, "FUTURE_REF", TimePrecision.UNKNOWN)
        return Meaning(stretch, stretch.value, f"a vague distance from {base}", type="DATE")
    around_day = units.shifted(base, unit, sign * count)
    if around_day is None or not units.in_range(around_day.year):
        return unanchored(None, "such day")
    grain = {"decade": "year", "century": "year", "week": "day", "fortnight": "day", "quarter": "month"}.get(unit, unit)
    found = _unit_around(around_day, grain if count == int(count) else "month")
    if found and ago and sign < 0 and expression.mod in _OPEN:
        return said(_opened(found, around_day, base, expression.mod), f"counted from {base.isoformat()}")
    return said(found, f"counted from {base.isoformat()}") if found else unanchored(None, "such day")


def _duration(expression: TimeExpression, anchors: Anchors) -> Meaning:
    unit, base = expression.unit or "period", anchors.published
    length = units.duration(unit, expression.count)
    if expression.lead in ("in", "during") and expression.count and anchors.direction > 0 and base is not None:
        # "Will vote in three weeks", "must leave within 48 hours".
        end = units.shifted(base, unit, expression.count)
        if end is not None and units.in_range(end.year):
            grain = "day" if unit in ("week", "fortnight", "hour", "minute", "second") else unit
            near = _unit_around(end, grain)
            if near is not None and expression.lead == "during":
                near = Stretch(base, near.last, length, TimePrecision.SPAN)
            return Meaning(near, length, f"that long after {base}", duration=length)
    return Meaning(None, length, "a length of time", duration=length)


def _stretch(expression: TimeExpression, anchors: Anchors) -> Meaning:
    unit = expression.unit or "day"
    count = expression.count
    plural = expression.text.lower().endswith("s")
    if count is None and not plural:
        count = 1.0
    length = units.duration(unit, count)
    base, sign = anchors.published, expression.offset or -1
    if base is None:
        return Meaning(None, length, "no publication date", duration=length)
    if count is None and unit == "year" and sign < 0 and expression.text.lower().startswith("recent"):
        return Meaning(
            Stretch(None, base, "PAST_REF", TimePrecision.UNKNOWN), "PAST_REF", f"seen from {base}", type="DATE"
        )
    # Of three days running the day told is the last.
    steps = count - 1 if count is not None and expression.running and unit in ("day", "night") else count
    other = units.shifted(base, unit, sign * steps) if steps is not None else None
    first, last = (other, base) if sign < 0 else (base, other)
    return Meaning(
        Stretch(first, last, length, TimePrecision.SPAN), length, f"a stretch that touches {base}", duration=length
    )


def _set(expression: TimeExpression, anchors: Anchors) -> Meaning:
    part = f"T{expression.part}" if expression.part else ""
    if expression.weekday is not None:
        return Meaning(None, f"XXXX-WXX-{expression.weekday + 1}{part}", "comes back")
    if expression.month is not None:
        return Meaning(None, f"XXXX-{expression.month:02d}", "comes back")
    if expression.season is not None:
        return Meaning(None, f"XXXX-{expression.season}", "comes back")
    if part:
        return Meaning(None, f"XXXX-XX-XX{part}", "comes back")
    value = units.duration(expression.unit or "day", expression.count or 1.0)
    return Meaning(None, "P1Q" if value == "P3M" else value, "comes back")


def _feast(expression: TimeExpression, anchors: Anchors) -> Meaning:
    def build(year: int) -> Stretch | None:
        falls = feast_in(expression.feast or "", year, anchors.language)
        if not falls:
            return None
        first, last = falls[0]
        if expression.offset == -1 and expression.unit == "eve":
            return units.day(first - timedelta(days=1))
        if expression.nth is not None:
            return part_of(first, last, expression.unit or "day", Part(expression.nth))
        if first == last:
            return units.day(first)
        return Stretch(first, last, first.isoformat(), TimePrecision.SPAN)

    year = expression.year or fixed_year(expression.feast or "", anchors.language)
    if year is None and expression.unit == "year" and anchors.published:
        year = anchors.published.year + (expression.offset or 0)
    if year is not None:
        stretch = build(year) if units.in_range(year) else None
        return said(stretch, "said") if stretch else unanchored(None, "such day")
    published = anchors.published
    if published is None:
        return unanchored(None)
    found, reason = nearest(expression, anchors, published, build)
    return said(found, reason) if found else unanchored(None, "such day")


def _reference(expression: TimeExpression, anchors: Anchors) -> Meaning:
    base = anchors.published
    if not expression.ref:
        return Meaning(None, None, "no time told for what it counts from")
    if base is None:
        return Meaning(None, expression.ref, "no publication date")
    first = base if expression.ref in ("PRESENT_REF", "FUTURE_REF") else None
    last = base if expression.ref in ("PRESENT_REF", "PAST_REF") else None
    precision = TimePrecision.DAY if first == last else TimePrecision.UNKNOWN
    return Meaning(
        Stretch(first, last, expression.ref or "", precision), expression.ref, f"seen from {base.isoformat()}"
    )


def _clock(expression: TimeExpression, anchors: Anchors) -> Meaning:
    told = anchors.told
    near = told if told and told.precision is TimePrecision.DAY else None
    base = near.first if near and near.first else anchors.published
    part = expression.part or "DT"
    if base is None:
        return unanchored(f"XXXX-XX-XXT{part}")
    if expression.text.lower() == "overnight":
        span = Stretch(base - timedelta(days=1), base, base.isoformat(), TimePrecision.PART_OF_DAY)
        return Meaning(span, f"{base.isoformat()}TNI", f"the night before {base}")
    return said(units.day(base), f"on {base.isoformat()}")


_READERS: dict[TimeShape, Callable[[TimeExpression, Anchors], Meaning]] = {
    TimeShape.CALENDAR: _calendar,
    TimeShape.WEEKDAY: weekday_meant,
    TimeShape.RELATIVE: _relative,
    TimeShape.SHIFT: _shift,
    TimeShape.DURATION: _duration,
    TimeShape.STRETCH: _stretch,
    TimeShape.SET: _set,
    TimeShape.FEAST: _feast,
    TimeShape.REFERENCE: _reference,
    TimeShape.CLOCK: _clock,
}

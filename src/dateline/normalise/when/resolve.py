"""From the parts of a time expression to the days it means.

What the words leave open is taken from the anchors: the publication date, the day that the telling has reached, and
whether the verb beside them looks back or ahead. The conventions are those of the project's reading: a weekday is the
last such day on or before publication unless the verb looks ahead; a month or a day without its year is the most recent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.domain.span import Span
from dateline.domain.value import TimePrecision, When
from dateline.lang.times import TimeExpression, TimeShape
from dateline.normalise.when import calendar_units as units
from dateline.normalise.when.calendar_units import Stretch
from dateline.normalise.when.feasts import feast_in, fixed_year

#: Prepositions that look ahead where no verb says otherwise: "until Friday".
_LEADS_AHEAD = ("until",)
#: Without a tense to go by, a day without its year may lie this far ahead of publication; beyond, it is last year's.
_AHEAD_DAYS = 92
#: Even a verb in the past does not keep a day from being this near ahead ("the date was set for Dec. 3").
_SOON_DAYS = 30
#: What is longer ago than this would be told with its year.
_LONG_GONE_DAYS = 300


@dataclass(frozen=True, slots=True)
class Anchors:
    """What relative words count from."""

    published: date | None
    #: The last day or longer stretch that the text told of before these words.
    told: Stretch | None = None
    #: The last time that was told with its year.
    dated: Stretch | None = None
    #: A quarter told shortly before: beside one, "a year earlier" means the same quarter.
    quarter: Stretch | None = None
    #: -1 where the verb looks back, 1 where it looks ahead, 0 where it does not say.
    direction: int = 0
    language: str = "en"


@dataclass(frozen=True, slots=True)
class _Reading:
    stretch: Stretch | None
    value: str | None
    reason: str
    duration: str | None = None
    type: str | None = None


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


def _reading(expression: TimeExpression, anchors: Anchors) -> _Reading:
    """What the expression's reader says; without its anchors where the days would lie beyond the calendar's ends."""
    reader = _READERS[expression.shape]
    try:
        return reader(expression, anchors)
    except (OverflowError, ValueError):
        # "Yesterday" of the first day that a date can hold is no date: only the words' own value is left.
        return replace(reader(expression, Anchors(None, language=anchors.language)), reason="no such day")


def _said(stretch: Stretch, reason: str) -> _Reading:
    return _Reading(stretch, stretch.value, reason)


def _unanchored(value: str | None, what: str = "publication date") -> _Reading:
    return _Reading(None, value, f"no {what}")


def _calendar(expression: TimeExpression, anchors: Anchors) -> _Reading:
    if expression.decade is not None:
        return (
            _said(units.decade(expression.decade), "said") if units.in_range(expression.decade) else _unanchored(None)
        )
    if expression.century is not None:
        return _said(units.century(expression.century), "said")
    year = expression.year
    if year is None and expression.unit == "year" and anchors.published:
        told = anchors.told.first if anchors.told and expression.narrative else None
        year = (told or anchors.published).year + (expression.offset or 0)
    build = _builder(expression)
    if expression.unit == "quarter" and year is not None and anchors.published:
        return _said(units.quarter(year, units.last_quarter(anchors.published)[1]), "the quarter reported on")
    if build is None:
        return _unanchored(None) if year is None else _said(units.year(year), "said")
    if year is not None:
        stretch = build(year) if units.in_range(year) else None
        return _said(stretch, "said") if stretch else _unanchored(None, "such day")
    if anchors.published is None:
        return _unanchored(_masked(expression))
    return _nearest(expression, anchors, anchors.published, build)


def _builder(expression: TimeExpression) -> Callable[[int], Stretch | None] | None:
    """From a year to the stretch that the other parts mean in it."""
    month, day = expression.month, expression.day
    if month is not None and day is not None and expression.unit == "week":
        return lambda year: units.week(date(year, month, min(day, 28)))
    if month is not None and day is not None:
        return lambda year: _day_or_run(year, month, day, expression.day_to)
    if month is not None:
        return lambda year: units.month(year, month)
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


def _nearest(
    expression: TimeExpression, anchors: Anchors, published: date, build: Callable[[int], Stretch | None]
) -> _Reading:
    """The stretch in the year that the direction of the telling picks."""
    years = range(published.year - 4, published.year + 5)
    stretches = [stretch for year in years if units.in_range(year) and (stretch := build(year)) is not None]
    pointer = expression.offset if expression.unit in (None, "month", "season") else None
    direction = pointer or (anchors.direction if expression.quarter is None else -1)
    if (not direction and expression.lead in _LEADS_AHEAD) or expression.lead == "soon":
        direction = 1
    past = [s for s in stretches if s.first is not None and s.first <= published]
    ahead = [s for s in stretches if s.last is not None and s.last >= published]
    if pointer == -1:
        past = [s for s in past if s.last is not None and s.last < published]
    if pointer == 0:
        this_year = [s for s in stretches if s.first is not None and s.first.year == published.year]
        return _said(this_year[0], f"of the year {published.year}") if this_year else _unanchored(None, "such day")
    if direction > 0 and ahead:
        return _said(ahead[0], f"the next on or after {published.isoformat()}")
    if pointer is None and ahead and past and _rather_ahead(expression, direction, published, past[-1], ahead[0]):
        return _said(ahead[0], f"the nearest to {published.isoformat()}")
    if not past:
        return _unanchored(_masked(expression), "such day")
    return _said(past[-1], f"the last on or before {published.isoformat()}")


def _rather_ahead(expression: TimeExpression, direction: int, published: date, past: Stretch, ahead: Stretch) -> bool:
    """Whether a day or month without its year is rather the one to come than the one gone.

    Who tells of something ten months ago gives its year, so that a day soon to come wins over one so long gone.
    """
    if ahead.first is None or past.last is None or expression.quarter is not None:
        return False
    to_come, gone = (ahead.first - published).days, (published - past.last).days
    if direction < 0:
        return expression.day is not None and to_come <= _SOON_DAYS and gone >= _LONG_GONE_DAYS
    if expression.day is None:
        return to_come <= _AHEAD_DAYS and gone >= _LONG_GONE_DAYS
    return to_come <= min(_AHEAD_DAYS, gone)


def _weekday(expression: TimeExpression, anchors: Anchors) -> _Reading:
    weekday = expression.weekday or 0
    base = anchors.published
    if expression.narrative and anchors.told and anchors.told.first and anchors.told.precision is TimePrecision.DAY:
        day = anchors.told.first + timedelta(days=(weekday - anchors.told.first.weekday() - 1) % 7 + 1)
        return _said(units.day(day), f"the next after {anchors.told.value}")
    if base is None:
        return _unanchored(f"XXXX-WXX-{weekday + 1}")
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    offset = expression.offset
    if expression.unit is not None and offset is not None:
        around = units.shifted(base, expression.unit, offset)
        if around is not None and expression.unit == "week":
            return _said(units.day(around - timedelta(days=around.weekday() - weekday)), f"in that week of {base}")
    if offset == -1:
        return _said(units.day(base - timedelta(days=back or 7)), f"weekday before {base}")
    looks_ahead = (
        anchors.direction > 0
        or expression.lead == "soon"
        or (expression.lead in _LEADS_AHEAD and anchors.direction == 0)
    )
    if offset == 1 or (offset is None and looks_ahead) or (offset == 0 and anchors.direction >= 0):
        days = (ahead or 7) if offset == 1 else ahead
        return _said(units.day(base + timedelta(days=days)), f"weekday on or after {base}")
    return _said(units.day(base - timedelta(days=back)), f"weekday on or before {base}")


def _relative(expression: TimeExpression, anchors: Anchors) -> _Reading:
    unit, offset = expression.unit or "day", expression.offset or 0
    base = anchors.published
    if expression.narrative:
        if anchors.told is None or anchors.told.first is None:
            return _unanchored(None, "time told before")
        base = anchors.told.last if offset > 0 and anchors.told.last else anchors.told.first
    if base is None:
        return _unanchored(None)
    reason = f"counted from {base.isoformat()}"
    if unit == "weekend":
        return _said(units.weekend(units.saturday(base, offset, anchors.direction)), reason)
    if unit == "year_quarter":
        return _said(units.quarter(base.year - 1, units.last_quarter(base)[1]), reason)
    around = units.shifted(base, unit, offset)
    if around is None or not units.in_range(around.year):
        return _unanchored(None, "such day")
    stretch = _unit_around(around, unit)
    if unit == "quarter" and offset == -1:
        stretch = units.quarter(*units.last_quarter(base))
    return _said(stretch, reason) if stretch else _unanchored(None, "such day")


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


def _shift(expression: TimeExpression, anchors: Anchors) -> _Reading:
    unit, sign = expression.unit or "day", expression.offset or -1
    ago = expression.text.lower().endswith(("ago", "yesterday", "tomorrow", "from now", "hence", "time"))
    base = anchors.published
    if expression.weekday is not None:
        around = _weekday(replace(expression, shape=TimeShape.WEEKDAY, unit=None), anchors).stretch
        base = around.first if around else None
    elif not ago:
        reached = anchors.dated if unit in ("year", "decade") else anchors.told
        base = reached.first if reached is not None and reached.first else base
    if base is None:
        return _unanchored(None)
    count = expression.count
    if unit == "year" and count == 1 and anchors.quarter and anchors.quarter.first and expression.mod is None:
        first = anchors.quarter.first
        return _said(units.quarter(first.year + sign, (first.month + 2) // 3), f"counted from {anchors.quarter.value}")
    if count is None:
        if unit in ("hour", "minute", "second"):
            return _said(units.day(base), f"some {unit}s from {base.isoformat()}")
        edge = base - timedelta(days=1) if sign < 0 else base
        stretch = Stretch(None, edge, "PAST_REF", TimePrecision.UNKNOWN)
        if sign > 0:
            stretch = Stretch(edge, None, "FUTURE_REF", TimePrecision.UNKNOWN)
        return _Reading(stretch, stretch.value, f"a vague distance from {base}", type="DATE")
    around_day = units.shifted(base, unit, sign * count)
    if around_day is None or not units.in_range(around_day.year):
        return _unanchored(None, "such day")
    grain = {"decade": "year", "century": "year", "week": "day", "fortnight": "day", "quarter": "month"}.get(unit, unit)
    found = _unit_around(around_day, grain if count == int(count) else "month")
    return _said(found, f"counted from {base.isoformat()}") if found else _unanchored(None, "such day")


def _duration(expression: TimeExpression, anchors: Anchors) -> _Reading:
    length = units.duration(expression.unit or "period", expression.count)
    return _Reading(None, length, "a length of time", duration=length)


def _stretch(expression: TimeExpression, anchors: Anchors) -> _Reading:
    unit = expression.unit or "day"
    count = expression.count
    plural = expression.text.lower().endswith("s")
    if count is None and not plural:
        count = 1.0
    length = units.duration(unit, count)
    base, sign = anchors.published, expression.offset or -1
    if base is None:
        return _Reading(None, length, "no publication date", duration=length)
    if count is None and unit == "year" and sign < 0 and expression.text.lower().startswith("recent"):
        return _Reading(
            Stretch(None, base, "PAST_REF", TimePrecision.UNKNOWN), "PAST_REF", f"seen from {base}", type="DATE"
        )
    other = units.shifted(base, unit, sign * count) if count is not None else None
    first, last = (other, base) if sign < 0 else (base, other)
    return _Reading(
        Stretch(first, last, length, TimePrecision.SPAN), length, f"a stretch that touches {base}", duration=length
    )


def _set(expression: TimeExpression, anchors: Anchors) -> _Reading:
    part = f"T{expression.part}" if expression.part else ""
    if expression.weekday is not None:
        return _Reading(None, f"XXXX-WXX-{expression.weekday + 1}{part}", "comes back")
    if expression.month is not None:
        return _Reading(None, f"XXXX-{expression.month:02d}", "comes back")
    if expression.season is not None:
        return _Reading(None, f"XXXX-{expression.season}", "comes back")
    if part:
        return _Reading(None, f"XXXX-XX-XX{part}", "comes back")
    value = units.duration(expression.unit or "day", expression.count or 1.0)
    return _Reading(None, "P1Q" if value == "P3M" else value, "comes back")


def _feast(expression: TimeExpression, anchors: Anchors) -> _Reading:
    def build(year: int) -> Stretch | None:
        falls = feast_in(expression.feast or "", year, anchors.language)
        if not falls:
            return None
        first, last = falls[0]
        if first == last:
            return units.day(first)
        return Stretch(first, last, first.isoformat(), TimePrecision.SPAN)

    year = expression.year or fixed_year(expression.feast or "", anchors.language)
    if year is None and expression.unit == "year" and anchors.published:
        year = anchors.published.year + (expression.offset or 0)
    if year is not None:
        stretch = build(year) if units.in_range(year) else None
        return _said(stretch, "said") if stretch else _unanchored(None, "such day")
    published = anchors.published
    return _nearest(expression, anchors, published, build) if published else _unanchored(None)


def _reference(expression: TimeExpression, anchors: Anchors) -> _Reading:
    base = anchors.published
    if base is None:
        return _Reading(None, expression.ref, "no publication date")
    first = base if expression.ref in ("PRESENT_REF", "FUTURE_REF") else None
    last = base if expression.ref in ("PRESENT_REF", "PAST_REF") else None
    precision = TimePrecision.DAY if first == last else TimePrecision.UNKNOWN
    return _Reading(
        Stretch(first, last, expression.ref or "", precision), expression.ref, f"seen from {base.isoformat()}"
    )


def _clock(expression: TimeExpression, anchors: Anchors) -> _Reading:
    told = anchors.told
    near = told if told and told.precision is TimePrecision.DAY else None
    base = near.first if near and near.first else anchors.published
    part = expression.part or "DT"
    if base is None:
        return _unanchored(f"XXXX-XX-XXT{part}")
    if expression.text.lower() == "overnight":
        span = Stretch(base - timedelta(days=1), base, base.isoformat(), TimePrecision.PART_OF_DAY)
        return _Reading(span, f"{base.isoformat()}TNI", f"the night before {base}")
    return _said(units.day(base), f"on {base.isoformat()}")


_READERS: dict[TimeShape, Callable[[TimeExpression, Anchors], _Reading]] = {
    TimeShape.CALENDAR: _calendar,
    TimeShape.WEEKDAY: _weekday,
    TimeShape.RELATIVE: _relative,
    TimeShape.SHIFT: _shift,
    TimeShape.DURATION: _duration,
    TimeShape.STRETCH: _stretch,
    TimeShape.SET: _set,
    TimeShape.FEAST: _feast,
    TimeShape.REFERENCE: _reference,
    TimeShape.CLOCK: _clock,
}

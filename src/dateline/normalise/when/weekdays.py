"""Which Friday "Friday" is."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.domain.value import TimePrecision
from dateline.lang.times import TimeExpression
from dateline.normalise.when import calendar_units as units
from dateline.normalise.when.anchors import Anchors
from dateline.normalise.when.calendar_units import Stretch
from dateline.normalise.when.meaning import Meaning, said, unanchored
from dateline.normalise.when.nearest import LEADS_AHEAD


def weekday_meant(expression: TimeExpression, anchors: Anchors) -> Meaning:
    """The day that a day of the week means, from its direction, the verb beside it and what was told before."""
    weekday = expression.weekday or 0
    base = anchors.published
    if expression.narrative and anchors.told and anchors.told.first and anchors.told.precision is TimePrecision.DAY:
        told = anchors.told.first
        if expression.offset == -1:
            return said(units.day(_last_before(told, weekday)), f"the last before {anchors.told.value}")
        day = told + timedelta(days=(weekday - told.weekday() - 1) % 7 + 1)
        return said(units.day(day), f"the next after {anchors.told.value}")
    if base is None:
        return unanchored(f"XXXX-WXX-{weekday + 1}")
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    offset = expression.offset
    if expression.text.lower().startswith("overnight") and expression.lead == "" and offset == 0:
        day = base - timedelta(days=back)
        span = Stretch(day - timedelta(days=1), day, f"{day.isoformat()}TNI", TimePrecision.PART_OF_DAY)
        return said(span, f"the night before {day}")
    if expression.count is not None and offset is not None:
        weeks = timedelta(days=7 * (int(expression.count) - 1))
        day = _last_before(base, weekday) - weeks if offset < 0 else base + timedelta(days=ahead or 7) + weeks
        return said(units.day(day), f"weeks counted from {base}")
    if expression.unit is not None and offset is not None:
        around = units.shifted(base, expression.unit, offset)
        if around is not None and expression.unit == "week":
            return said(units.day(around - timedelta(days=around.weekday() - weekday)), f"in that week of {base}")
    if offset == -1:
        return said(units.day(_last_before(base, weekday)), f"weekday before {base}")
    looks_ahead = anchors.direction > 0 or (expression.lead in (*LEADS_AHEAD, "soon") and anchors.direction == 0)
    if offset == 1 or (offset is None and looks_ahead) or (offset == 0 and anchors.direction >= 0):
        days = (ahead or 7) if offset == 1 else ahead
        return said(units.day(base + timedelta(days=days)), f"weekday on or after {base}")
    return said(units.day(base - timedelta(days=back)), f"weekday on or before {base}")


def _last_before(day: date, weekday: int) -> date:
    """The last such day of the week before a day."""
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)

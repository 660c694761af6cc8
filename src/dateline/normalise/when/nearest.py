"""Which of the years a day, a month or a feast told without one lies in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dateline.lang.times import TimeExpression
from dateline.normalise.when import calendar_units as units
from dateline.normalise.when.anchors import Anchors
from dateline.normalise.when.calendar_units import Stretch

#: Prepositions that look ahead where no verb says otherwise: "until Friday".
LEADS_AHEAD = ("until",)
#: Without a tense to go by, a day without its year may lie this far ahead of publication; beyond, it is last year's.
_AHEAD_DAYS = 92
#: Even a verb in the past does not keep a day from being this near ahead ("the date was set for Dec. 3").
_SOON_DAYS = 30
#: What is longer ago than this would be told with its year.
_LONG_GONE_DAYS = 300


def nearest(
    expression: TimeExpression, anchors: Anchors, published: date, build: Callable[[int], Stretch | None]
) -> tuple[Stretch | None, str]:
    """The stretch in the year that the direction of the telling picks, None where there is none, and why that one."""
    years = range(published.year - 4, published.year + 5)
    stretches = [stretch for year in years if units.in_range(year) and (stretch := build(year)) is not None]
    pointer = expression.offset if expression.unit in (None, "month", "season") else None
    direction = pointer or (anchors.direction if expression.quarter is None else -1)
    if not direction and expression.lead in (*LEADS_AHEAD, "soon"):
        direction = 1
    past = [s for s in stretches if s.first is not None and s.first <= published]
    ahead = [s for s in stretches if s.last is not None and s.last >= published]
    if pointer == -1:
        past = [s for s in past if s.last is not None and s.last < published]
    if pointer == 0:
        this_year = [s for s in stretches if s.first is not None and s.first.year == published.year]
        return (this_year[0] if this_year else None), f"of the year {published.year}"
    if direction > 0 and ahead:
        return ahead[0], f"the next on or after {published.isoformat()}"
    if pointer is None and ahead and past and _rather_ahead(expression, direction, published, past[-1], ahead[0]):
        return ahead[0], f"the nearest to {published.isoformat()}"
    if not past:
        return None, "no such day"
    return past[-1], f"the last on or before {published.isoformat()}"


def _rather_ahead(expression: TimeExpression, direction: int, published: date, past: Stretch, ahead: Stretch) -> bool:
    """Whether a day or month without its year is rather the one to come than the one gone.

    Who tells of something ten months ago gives its year, so that a day soon to come wins over one so long gone.
    """
    if ahead.first is None or past.last is None or expression.quarter is not None:
        return False
    to_come, gone = (ahead.first - published).days, (published - past.last).days
    if direction < 0:
        # "A Halloween party" the day before; a month alone may well be last year's.
        is_day = expression.day is not None or expression.feast is not None
        return is_day and to_come <= _SOON_DAYS and gone >= _LONG_GONE_DAYS
    if expression.day is None:
        return to_come <= _AHEAD_DAYS and gone >= _LONG_GONE_DAYS
    return to_come <= min(_AHEAD_DAYS, gone)

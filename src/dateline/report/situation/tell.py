"""A situation report as one HTML file: nothing in it is fetched and nothing runs."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.event import Event
from dateline.domain.value import Measure
from dateline.report import phrases
from dateline.report.ground import ground_of
from dateline.report.page import page
from dateline.report.plots.tolls import Sum, sum_of
from dateline.report.situation.gather import HARM, Situation
from dateline.report.svg_map import map_svg
from dateline.report.tolls_svg import toll_charts


@dataclass(frozen=True, slots=True)
class Harm:
    """What the tolls of all events come to, for one measure."""

    measure: Measure
    sum: Sum
    n_events: int


def html_of_situation(situation: Situation) -> str:
    """The whole page, which stands alone."""
    numbered = situation.numbered
    events = [one.event for one in numbered]
    ground = ground_of(events)
    numbers = {one.event.id: one.number for one in numbered}
    filled = page(
        "situation.html",
        situation=situation,
        days=_days(situation),
        numbered=numbered,
        harms=_harms(events),
        charts=toll_charts(events, (Measure.KILLED, Measure.INJURED)),
        ground=ground,
        numbers=numbers,
        map=map_svg(ground, width=660, height=390, numbers=numbers),
        n_reviewed=sum(1 for one in events if one.status == "reviewed"),
        n_outlets=len({one.outlet for one in situation.sources if one.outlet}),
        disputed=[one for one in numbered if one.disputed],
    )
    return str(filled)


def _days(situation: Situation) -> str:
    first, last = situation.first_day, situation.last_day
    if first is not None and last is not None:
        return phrases.day_range_words(first, last)
    if first is not None:
        return f"from {phrases.day_range_words(first, first)}"
    return f"until {phrases.day_range_words(last, last)}" if last is not None else "all days"


def _harms(events: list[Event]) -> list[Harm]:
    found = []
    for measure in HARM:
        tolls = [toll for one in events for toll in one.tolls if toll.measure is measure and (toll.best or toll.high)]
        if tolls:
            found.append(Harm(measure, sum_of(tolls), len(tolls)))
    return found

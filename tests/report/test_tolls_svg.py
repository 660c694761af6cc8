"""Tolls over time as a situation report draws them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from dateline.domain.event import Event
from dateline.domain.value import Measure, TimePrecision
from dateline.report.plots.periods import Period
from dateline.report.tolls_svg import TollChart, toll_charts
from tests.report.made import days, event, some_events, toll
from tests.report.test_notebook import ELEMENTS, Seen

BARS = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="(#\w+)"/>')
RED, BAND, MAYBE = "#9d2a1f", "#e3b9a4", "#eeebe2"


def killed(name: str, day: date | None, low: int | None, best: int | None, high: int | None) -> Event:
    return event(name, when=None if day is None else days(day), tolls=(toll(Measure.KILLED, low, best, high),))


def chart_of(*events: Event) -> TollChart:
    [found] = toll_charts(events, [Measure.KILLED])
    return found


def heights(chart: TollChart, fill: str) -> list[float]:
    return [float(height) for _, _, _, height, colour in BARS.findall(chart.svg) if colour == fill]


DAY = date(2024, 5, 10)


def test_bars_are_as_high_as_the_best_and_bands_reach_from_low_to_high() -> None:
    chart = chart_of(killed("e1", DAY, 4, 5, 8), killed("e2", DAY + timedelta(2), 10, 10, 10))
    five, ten = heights(chart, RED)
    assert ten == pytest.approx(2 * five, abs=0.3)
    band, none = heights(chart, BAND)
    assert band == pytest.approx(0.8 * five, abs=0.3) and none == 0
    assert chart.period is Period.DAY
    assert "10 May" in chart.svg and "12 May" in chart.svg and "2024" in chart.svg


def test_what_may_lie_in_several_periods_is_grey_and_in_no_bar() -> None:
    spanning = event(
        "e3", when=days(DAY, DAY + timedelta(1), TimePrecision.SPAN), tolls=(toll(Measure.KILLED, 6, 6, 6),)
    )
    chart = chart_of(killed("e1", DAY, 3, 3, 3), spanning)
    assert chart.n_spanning == 1
    assert len(heights(chart, RED)) == 1
    nine, six = heights(chart, MAYBE)
    assert nine == pytest.approx(1.5 * six, abs=0.3)


def test_open_ends_and_events_without_a_day_are_told() -> None:
    chart = chart_of(
        killed("e1", DAY, 6, 6, None), killed("e2", DAY + timedelta(3), 1, 1, 1), killed("e3", None, 2, 2, 2)
    )
    assert (chart.n_open, chart.n_undated) == (1, 1)
    assert chart.svg.count("l4 -6l4 6z") == 1


@pytest.mark.parametrize(
    ("last", "period"), [(20, Period.DAY), (90, Period.WEEK), (700, Period.MONTH), (4000, Period.YEAR)]
)
def test_time_is_cut_by_the_length_of_the_whole(last: int, period: Period) -> None:
    chart = chart_of(killed("e1", DAY, 1, 1, 1), killed("e2", DAY + timedelta(last), 2, 2, 2))
    assert chart.period is period
    assert 2 <= len(re.findall(r"[A-Z][a-z]{2}</text>|>20\d\d</text>", chart.svg)) <= 26


def test_nothing_is_drawn_of_one_day_of_none_or_of_centuries() -> None:
    alone = [killed("e1", DAY, 1, 1, 1), killed("e2", DAY, 2, 2, 2)]
    assert toll_charts(alone, [Measure.KILLED]) == []
    assert toll_charts([*alone, killed("e3", date(1756, 1, 1), 1, 1, 1)], [Measure.KILLED]) == []
    assert toll_charts([killed("e1", None, 1, 1, 1)], [Measure.KILLED]) == []
    assert toll_charts([], list(Measure)) == []


def test_several_measures_stand_over_the_same_periods() -> None:
    hurt = event("e2", when=days(DAY + timedelta(4)), tolls=(toll(Measure.INJURED, 3, 3, 3),))
    one, other = toll_charts([killed("e1", DAY, 1, 1, 1), hurt], [Measure.KILLED, Measure.INJURED, Measure.MISSING])
    assert (one.measure, other.measure) == (Measure.KILLED, Measure.INJURED)
    [first], [last] = ([x for x, *_, colour in BARS.findall(chart.svg) if colour == RED] for chart in (one, other))
    assert float(first) < 150 < 500 < float(last)


def test_it_is_plain_svg_and_tells_itself() -> None:
    seen = Seen(chart_of(*some_events()).svg)
    assert seen.elements <= ELEMENTS
    assert "Killed, by day" in seen.text and "with a toll and a time" in seen.text

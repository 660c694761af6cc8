"""Tolls over time as inline SVG, drawn as `dateline plot tolls` draws them: no script, nothing to fetch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.domain.event import Event
from dateline.domain.value import Measure
from dateline.report.phrases import day_range_words, n_of
from dateline.report.plots.periods import MOST_PERIODS, Period, Slot, is_dated, period_for, slots_of, span_of
from dateline.report.plots.tolls import Sum, sum_of, told_toll

RED, BAND, MAYBE, GRID, FAINT, INK = "#9d2a1f", "#e3b9a4", "#eeebe2", "#e4e1d8", "#6f6b62", "#2b2a26"
_LEFT, _RIGHT, _ABOVE, _BELOW = 40.0, 6.0, 14.0, 34.0
_MOST_LABELS = 12
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class TollChart:
    """One measure over time, and what its picture does not show."""

    measure: Measure
    period: Period
    svg: Markup
    #: Events that may lie in several periods, which are drawn in grey on top of each.
    n_spanning: int
    #: Tolls without an upper bound.
    n_open: int
    #: Events with such a toll whose time is not known.
    n_undated: int


def toll_charts(
    events: Sequence[Event], measures: Sequence[Measure], *, width: int = 660, height: int = 190
) -> list[TollChart]:
    """A chart of each measure that has a toll with a time, all over the same periods: the best figure of each period and the
    band from the lowest to the highest. None where all that is told lies in one period, or in too many."""
    dated = [one for one in events if is_dated(one) and any(told_toll(one, measure) for measure in measures)]
    span = span_of(dated)
    if span is None:
        return []
    period = period_for(*span)
    slots = slots_of(dated, period)
    if not 2 <= len(slots) <= MOST_PERIODS:
        return []
    drawn = [measure for measure in measures if any(told_toll(one, measure) for one in dated)]
    return [_chart(measure, events, slots, period, (width, height)) for measure in drawn]


def _chart(
    measure: Measure, events: Sequence[Event], slots: Sequence[Slot], period: Period, size: tuple[int, int]
) -> TollChart:
    told = [one for one in events if told_toll(one, measure) is not None]
    dated = [one for one in told if is_dated(one)]
    words = (
        f"{measure.capitalize()}, by {period}, {day_range_words(slots[0].first, slots[-1].last)}: "
        f"{n_of(len(dated), 'event')} with a toll and a time."
    )
    return TollChart(
        measure=measure,
        period=period,
        svg=_Sheet(slots, measure, *size).drawn(words, period),
        n_spanning=len({one.id for slot in slots for one in slot.maybe if told_toll(one, measure)}),
        n_open=sum(1 for one in dated if (toll := told_toll(one, measure)) is not None and toll.high is None),
        n_undated=len(told) - len(dated),
    )


class _Sheet:
    """The drawing, in pixels from its upper left corner."""

    def __init__(self, slots: Sequence[Slot], measure: Measure, width: int, height: int) -> None:
        self._slots, self._width, self._height = slots, width, height
        self._sums = [(_sum(slot.sure, measure), _sum(slot.maybe, measure)) for slot in slots]
        highest = max(_top(sure, maybe) for sure, maybe in self._sums)
        self._step = _step(max(1, highest))
        self._top = self._step * -(-max(1, highest) // self._step)
        self._slot_width = (width - _LEFT - _RIGHT) / len(slots)

    def drawn(self, words: str, period: Period) -> Markup:
        """The whole picture; ``words`` tell it to whoever cannot see it."""
        head = Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
            'font-family="system-ui, Segoe UI, Helvetica, Arial, sans-serif"><title>{t}</title>'
        ).format(w=self._width, h=self._height, t=words)
        parts = [*self._grid(), *(self._slot(at) for at in range(len(self._slots))), *self._labels(period)]
        return head + Markup("").join(parts) + Markup("</svg>")

    def _x(self, position: float) -> float:
        return _LEFT + position * self._slot_width

    def _y(self, number: float) -> float:
        return self._height - _BELOW - (self._height - _BELOW - _ABOVE) * number / self._top

    def _grid(self) -> list[Markup]:
        line = Markup('<path d="M{:.1f} {:.1f}H{:.1f}" stroke="{}" stroke-width="1"/>')
        word = Markup('<text x="{:.1f}" y="{:.1f}" font-size="11" text-anchor="end" fill="{}">{}</text>')
        parts = []
        for number in range(0, self._top + 1, self._step):
            y = self._y(number)
            parts += [line.format(_LEFT, y, self._width - _RIGHT, GRID if number else FAINT)]
            parts += [word.format(_LEFT - 6, y + 4, FAINT, f"{number:,}")]
        return parts

    def _slot(self, at: int) -> Markup:
        sure, maybe = self._sums[at]
        parts = []
        if maybe is not None:
            parts.append(self._bar(at, 0, _top(sure, maybe), 1.0, MAYBE))
        if sure is not None:
            parts.append(self._bar(at, sure.low, sure.high, 0.76, BAND))
            parts.append(self._bar(at, 0, sure.best, 0.44, RED))
            parts.append(
                Markup('<path d="M{:.1f} {:.1f}H{:.1f}" stroke="{}" stroke-width="2"/>').format(
                    self._x(at + 0.12), self._y(sure.best), self._x(at + 0.88), RED
                )
            )
        if any(one is not None and one.n_open for one in (sure, maybe)):
            x, y = self._x(at + 0.5), self._y(_top(sure, maybe)) - 4
            parts.append(Markup('<path d="M{:.1f} {:.1f}l4 -6l4 6z" fill="{}"/>').format(x - 4, y, RED))
        return Markup("").join(parts)

    def _bar(self, at: int, low: int, high: int, share: float, fill: str) -> Markup:
        return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>').format(
            self._x(at + (1 - share) / 2), self._y(high), share * self._slot_width, self._y(low) - self._y(high), fill
        )

    def _labels(self, period: Period) -> list[Markup]:
        parts, year = [], None
        word = Markup('<text x="{:.1f}" y="{}" font-size="11" text-anchor="middle" fill="{}">{}</text>')
        for at in range(0, len(self._slots), _label_step(len(self._slots), period)):
            day = self._slots[at].first
            x, y = self._x(at + 0.5), self._height - _BELOW + 15
            if period is Period.YEAR:
                parts.append(word.format(x, y, INK, day.year))
                continue
            parts.append(word.format(x, y, INK, f"{day:%b}" if period is Period.MONTH else f"{day.day} {day:%b}"))
            if day.year != year:
                parts.append(word.format(x, y + 14, FAINT, day.year))
            year = day.year
        return parts


def _step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, … that leaves few enough lines."""
    unit = 1
    while True:
        for factor in (1, 2, 5):
            if highest <= factor * unit * _MOST_TICKS:
                return factor * unit
        unit *= 10


def _label_step(n_slots: int, period: Period) -> int:
    """Every so many periods a label: whole weeks of days, halves and quarters of a year."""
    steps = {Period.DAY: (1, 2, 7), Period.WEEK: (1, 2, 4), Period.MONTH: (1, 2, 3, 6), Period.YEAR: (1, 2, 5)}[period]
    return next((step for step in steps if n_slots <= step * _MOST_LABELS), -(-n_slots // _MOST_LABELS))


def _sum(events: Sequence[Event], measure: Measure) -> Sum | None:
    tolls = [toll for one in events if (toll := told_toll(one, measure)) is not None]
    return sum_of(tolls) if tolls else None


def _top(*sums: Sum | None) -> int:
    return sum(one.high for one in sums if one is not None)

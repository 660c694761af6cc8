"""Tolls over time: for each period the best figure, and the band from the lowest to the highest that is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.domain.event import Event, EventToll
from dateline.domain.value import Measure
from dateline.errors import ConfigError
from dateline.report.phrases import day_range_words, n_of
from dateline.report.plots.periods import MOST_PERIODS, Period, Slot, is_dated, period_for, slots_of, span_of
from dateline.report.plots.picture import (
    BAND,
    CLAIMED,
    FAINT,
    INK,
    MAYBE,
    RED,
    Picture,
    clean_axes,
    figure_of,
    look,
    need_events,
    picture_of,
    room,
    whole_numbers,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Period", "tolls_plot"]


@dataclass(frozen=True, slots=True)
class Sum:
    """What tolls add up to: an end that is not said counts as nothing below, and leaves the sum open above."""

    low: int = 0
    best: int = 0
    high: int = 0
    #: Tolls without an upper bound.
    n_open: int = 0


def sum_of(tolls: Iterable[EventToll]) -> Sum:
    """The sum of the lowest, the best and the highest; where there is no highest, the best stands for it, and it is told."""
    low = best = high = n_open = 0
    for toll in tolls:
        known = [number for number in (toll.low, toll.best, toll.high) if number is not None]
        if not known:
            continue
        low += toll.low or 0
        best += toll.best if toll.best is not None else 0
        high += toll.high if toll.high is not None else max(known)
        n_open += toll.high is None
    return Sum(low, best, high, n_open)


def told_toll(event: Event, measure: Measure) -> EventToll | None:
    """An event's toll of that measure, where any end of it is told."""
    toll = next((one for one in event.tolls if one.measure is measure), None)
    return None if toll is None or toll.best is None and toll.low is None and toll.high is None else toll


def tolls_plot(events: Sequence[Event], *, measure: Measure = Measure.KILLED, by: Period | None = None) -> Picture:
    """How many were killed (or whatever ``measure`` counts) in each period.

    The bar is the best figure of the events that surely lie in the period, the band goes from their lowest to their highest,
    and an arrow says that some toll has no upper bound. An event whose time spans several periods is drawn in grey on top of
    each period that it may lie in, and is in no bar. Raises ConfigError where no event with a toll has a time.
    """
    told = [one for one in events if told_toll(one, measure) is not None]
    need_events(told, f"a toll ({measure})")
    dated = [one for one in told if is_dated(one)]
    need_events(dated, f"a toll ({measure}) with a time")
    span = span_of(dated)
    period = by or (period_for(*span) if span else Period.DAY)
    slots = slots_of(dated, period)
    if len(slots) > MOST_PERIODS:
        hint = f"--by {Period.YEAR} or --by {Period.MONTH}, or fewer years with --since and --until"
        raise ConfigError(f"{len(slots):,} periods of a {period} are too many to draw", hint=hint)
    notes = _notes(events, told, slots, measure, period)
    with look() as matplotlib:
        figure = figure_of(matplotlib, 9.0, 4.6)
        axes, below = figure.subplots(2, 1, sharex=True, height_ratios=[5, 1], gridspec_kw={"hspace": 0.08})
        figure.subplots_adjust(**room(figure, notes))
        _draw(axes, slots, measure)
        _draw_numbers(below, slots)
        _label_periods(below, slots, period)
        first, last = slots[0].first, slots[-1].last
        whole = sum_of(toll for one in dated if (toll := told_toll(one, measure)) is not None)
        bounds = f"{whole.best:,} (from {whole.low:,} to {whole.high:,}{' or more' if whole.n_open else ''})"
        return picture_of(
            figure,
            f"{measure.capitalize()}, by {period}",
            notes,
            subtitle=f"{day_range_words(first, last)} · {n_of(len(dated), 'event')} with a toll and a time · in all {bounds}",
        )


def _draw(axes: Axes, slots: Sequence[Slot], measure: Measure) -> None:
    top = 1.0
    open_ends: list[tuple[int, int]] = []
    for position, slot in enumerate(slots):
        sure = sum_of(toll for one in slot.sure if (toll := told_toll(one, measure)) is not None)
        maybe = sum_of(toll for one in slot.maybe if (toll := told_toll(one, measure)) is not None)
        if slot.sure:
            axes.bar(position, sure.best, width=0.44, color=RED, zorder=2)
            axes.bar(position, sure.high - sure.low, bottom=sure.low, width=0.76, color=BAND, zorder=3, alpha=0.62)
            axes.plot([position - 0.38, position + 0.38], [sure.best] * 2, color=RED, linewidth=2, zorder=4)
        if slot.maybe:
            axes.bar(position, sure.high + maybe.high, width=1.0, color=MAYBE, zorder=1)
        height = sure.high + maybe.high
        if sure.n_open or maybe.n_open:
            open_ends.append((position, height))
        top = max(top, height)
    # Clear of the line of the best.
    axes.plot(
        [x for x, _ in open_ends], [y + top * 0.04 for _, y in open_ends], linestyle="", marker="^", color=RED, zorder=5
    )
    axes.set_ylim(0, top * 1.12)
    axes.yaxis.set_major_locator(whole_numbers())
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y")
    clean_axes(axes)
    axes.tick_params(labelbottom=False)


def _draw_numbers(axes: Axes, slots: Sequence[Slot]) -> None:
    numbers = [len(slot.sure) for slot in slots]
    axes.bar(range(len(slots)), numbers, width=0.44, color=FAINT)
    axes.set_ylim(0, max(1, *numbers) * 1.35 if len(numbers) > 1 else max(1, numbers[0]) * 1.35)
    if len(slots) <= 40:
        for position, number in enumerate(numbers):
            if number:
                axes.text(position, number, f"{number:,}", ha="center", va="bottom", fontsize=7.5, color=INK)
    axes.set_yticks([])
    axes.set_ylabel("events", rotation=0, ha="right", va="center", fontsize=8)
    clean_axes(axes)


def _label_periods(axes: Axes, slots: Sequence[Slot], period: Period) -> None:
    step = max(1, round(len(slots) / 12))
    shown = range(0, len(slots), step)
    axes.set_xticks(list(shown))
    labels, year = [], None
    for position in shown:
        day = slots[position].first
        named = {Period.YEAR: "", Period.MONTH: f"{day:%b}"}.get(period, f"{day.day} {day:%b}")
        is_new = day.year != year
        labels.append(f"{named}\n{day.year}".strip() if is_new or period is Period.YEAR else named)
        year = day.year
    axes.set_xticklabels(labels, fontsize=8)
    axes.set_xlim(-0.6, len(slots) - 0.4)


def _notes(
    events: Sequence[Event], told: Sequence[Event], slots: Sequence[Slot], measure: Measure, period: Period
) -> list[str]:
    policy = next((toll.policy for one in told if (toll := told_toll(one, measure)) is not None), "")
    spanning = {one.id for slot in slots for one in slot.maybe}
    undated = [one for one in told if not is_dated(one)]
    n_open = sum(1 for one in told if (toll := told_toll(one, measure)) is not None and toll.high is None)
    notes = [
        f"Red: the best figure, by the policy “{policy}”. Band: from the lowest to the highest that is told. {CLAIMED}"
    ]
    if spanning:
        notes.append(
            f"Grey: {n_of(len(spanning), 'event')} that may lie in more than one {period}, drawn on top of each of them."
        )
    if n_open:
        notes.append(f"Triangle: {n_of(n_open, 'toll')} with no upper bound (“at least”).")
    missing = []
    if undated:
        missing.append(f"{n_of(len(undated), 'event')} with a toll and no time")
    if len(events) > len(told):
        missing.append(f"{n_of(len(events) - len(told), 'event')} without a toll ({measure})")
    if missing:
        notes.append("Not drawn: " + ", ".join(missing) + ".")
    return notes

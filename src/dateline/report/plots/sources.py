"""Who says how many: for each event every figure with its outlet, day and speaker, beside what the ledger makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.domain.event import Event, EventToll, Figure, Standing
from dateline.domain.value import Measure
from dateline.report import phrases
from dateline.report.plots.picture import (
    BAND,
    CLAIMED,
    FAINT,
    GRID,
    INK,
    RED,
    Picture,
    clean_axes,
    figure_of,
    look,
    need_events,
    picture_of,
    room,
    short,
    whole_numbers,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Events that one sheet holds, and figures of one event.
MOST_EVENTS, MOST_FIGURES = 6, 24


def sources_plot(events: Sequence[Event], *, measure: Measure = Measure.KILLED) -> Picture:
    """The figures of one event, or of those on which sources disagree the most, then those with the most figures.

    A filled mark counts for the toll; a hollow one is kept beside it (a part, a repetition, a figure that was corrected). An
    arrow is an end that is not said. Raises ConfigError where no event has a figure for the measure.
    """
    told = [(one, toll) for one in events if (toll := _toll(one, measure)) is not None]
    need_events([one for one, _ in told], f"figures ({measure})")
    told.sort(key=lambda one: (-one[1].disagreement, -len(_figures(one[1])), one[0].id))
    shown = told[:MOST_EVENTS]
    notes = [
        "Filled: counts for the toll. Hollow: kept beside it (a part, a repetition, a figure that was corrected). Arrow: that "
        f"end is not said. Band: from lowest to highest; line: the best, by the policy “{shown[0][1].policy}”. {CLAIMED}"
    ]
    missing = []
    if len(told) > len(shown):
        missing.append(f"{phrases.n_of(len(told) - len(shown), 'event')} on which sources disagree less")
    if len(events) > len(told):
        missing.append(f"{phrases.n_of(len(events) - len(told), 'event')} without a figure for {measure}")
    if missing:
        notes.append("Not drawn: " + ", ".join(missing) + ".")
    rows = [min(MOST_FIGURES, len(_figures(toll))) for _, toll in shown]
    with look() as matplotlib:
        height = 1.9 + sum(0.24 * number + 0.72 for number in rows) + 0.1 * len(notes)
        figure = figure_of(matplotlib, 10.0, height)
        panels = figure.subplots(len(shown), 1, squeeze=False, height_ratios=[number + 1.0 for number in rows])
        figure.subplots_adjust(
            **room(figure, notes, left=4.3, right=0.4, above=0.98), hspace=0.72 / (height / (len(shown) + 1)) * 1.6
        )
        for (axes,), (event, toll) in zip(panels, shown, strict=True):
            _draw(axes, event, toll)
        subtitle = f"{phrases.n_of(len(shown), 'event')}, {phrases.n_of(sum(len(_figures(one)) for _, one in shown), 'figure')}"
        return picture_of(figure, f"Who says how many were {measure}", notes, subtitle=subtitle)


def _draw(axes: Axes, event: Event, toll: EventToll) -> None:
    figures = _figures(toll)[:MOST_FIGURES]
    numbers = [number for one in figures for number in (one.low, one.high) if number is not None]
    most = max([*numbers, *(number for number in (toll.high, toll.best) if number is not None), 1])
    if toll.low is not None or toll.high is not None:
        left, right = toll.low or 0, toll.high if toll.high is not None else most * 1.08
        # A band of no width is a line, and would hide behind the line of the best.
        axes.axvspan(left - most * 0.004, right + most * 0.004, color=BAND, alpha=0.55, linewidth=0, zorder=1)
    if toll.best is not None:
        axes.axvline(toll.best, color=RED, linewidth=1.6, zorder=2)
    for row, one in enumerate(figures):
        _draw_figure(axes, row, one, most)
    axes.set_yticks(range(len(figures)))
    axes.set_yticklabels([_who(one) for one in figures], fontsize=8)
    axes.set_ylim(len(figures) - 0.4, -0.6)
    axes.set_xlim(0, most * 1.1)
    axes.xaxis.set_major_locator(whole_numbers())
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.tick_params(axis="x", labelsize=8)
    axes.grid(axis="x")
    bounds = phrases.bounds(toll.low, toll.best, toll.high)
    head = f"{phrases.day_words(event.when)} · {phrases.place_in_words(event.place)} · {phrases.kind_words(event)}: {bounds}"
    axes.annotate(short(head, 120), (0.02, 1.0), xycoords=("figure fraction", "axes fraction"), xytext=(0, 6), fontsize=9,
                  textcoords="offset points", va="bottom", fontweight="bold", annotation_clip=False)  # fmt: skip
    clean_axes(axes)


def _draw_figure(axes: Axes, row: int, figure: Figure, most: int) -> None:
    counts = figure.standing is Standing.TOTAL
    low, high = figure.low, figure.high
    colour = INK if counts else FAINT
    axes.axhline(row, color=GRID, linewidth=0.6, zorder=0)
    ends = [number for number in (low, high) if number is not None]
    if low is not None and high is not None and low != high:
        axes.plot([low, high], [row, row], color=colour, linewidth=2, zorder=3)
    elif low is None or high is None:
        step = most * 0.055 * (1 if high is None else -1)
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", xy=(ends[0] + step, row), xytext=(ends[0], row), zorder=3, arrowprops=arrow)
    axes.plot(ends, [row] * len(ends), linestyle="", marker="o", markersize=5.5, markeredgecolor=colour, zorder=4,
              markerfacecolor=colour if counts else "white", markeredgewidth=1.1)  # fmt: skip


def _who(figure: Figure) -> str:
    """The outlet, the day of the report and the speaker: "River Post, 11 May: a doctor"."""
    outlet = figure.outlet or figure.document or "report withheld"
    day = f", {figure.published.day} {figure.published:%b %Y}" if figure.published else ""
    speaker = f": {figure.sources[0]}" if figure.sources else ""
    return short(f"{short(outlet, 26)}{day}{speaker}", 58)


def _figures(toll: EventToll) -> list[Figure]:
    """Those that say a number, in the order of the days on which they were told."""
    said = [one for one in toll.figures if one.low is not None or one.high is not None]
    return sorted(said, key=lambda one: (one.published is None, one.published, one.document, one.claim))


def _toll(event: Event, measure: Measure) -> EventToll | None:
    toll = next((one for one in event.tolls if one.measure is measure), None)
    return toll if toll is not None and _figures(toll) else None

"""When events happened: a dot for a day, a bar for a time not known to the day, an arrow for an end that is not said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.domain.event import Event
from dateline.domain.value import Measure
from dateline.ontology import load_ontology
from dateline.report import phrases
from dateline.report.plots.periods import span_of
from dateline.report.plots.picture import (
    CLAIMED,
    FAINT,
    GRID,
    INK,
    QUAD_COLOURS,
    QUAD_NAMES,
    Picture,
    clean_axes,
    figure_of,
    look,
    need_events,
    picture_of,
    room,
    short,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Events that can be told apart one below the other.
MOST_ROWS = 60
#: Of what no type of the ontology is said.
_NO_QUAD = "#8a8678"


def timeline_plot(events: Sequence[Event], *, measure: Measure = Measure.KILLED) -> Picture:
    """A row an event, the earliest on top: when, where, what and how many.

    Of more than ``MOST_ROWS`` events those with the highest toll (``measure``) are shown, then the newest. Events without any
    date are counted below. Raises ConfigError where no event has a date.
    """
    dated = [one for one in events if span_of([one]) is not None]
    need_events(dated, "a timeline")
    by_toll = sorted(dated, key=lambda one: (-_best(one, measure), -_order(one)[0].toordinal()))[:MOST_ROWS]
    shown = sorted(by_toll, key=_order)
    span = span_of(shown)
    first, last = span if span is not None else (date.min, date.max)
    notes = _notes(events, dated, shown)
    with look() as matplotlib:
        height = 1.7 + 0.235 * len(shown) + 0.12 * len(notes)
        figure = figure_of(matplotlib, 10.0, height)
        figure.subplots_adjust(**room(figure, notes, left=3.35, right=1.75))
        axes = figure.subplots()
        _draw(axes, shown, first, last, measure)
        _label_days(axes, matplotlib, first, last)
        _legend(axes, shown)
        days = phrases.day_range_words(first, last)
        return picture_of(figure, "Timeline", notes, subtitle=f"{days} · {phrases.n_of(len(shown), 'event')}")


def _draw(axes: Axes, shown: Sequence[Event], first: date, last: date, measure: Measure) -> None:
    whole = max(1, (last - first).days)
    for row, event in enumerate(shown):
        when = event.when
        colour = QUAD_COLOURS.get(_quad(event) or 0, _NO_QUAD)
        begins = (when.earliest if when else None) or first
        ends = (when.latest if when else None) or last
        left, right = begins.toordinal(), ends.toordinal() + 1
        axes.axhline(row, color=GRID, linewidth=0.6, zorder=1)
        if begins == ends:
            axes.plot([left + 0.5], [row], marker="o", color=colour, markersize=6, zorder=3)
        else:
            axes.barh(row, right - left, left=left, height=0.46, color=colour, alpha=0.45, zorder=2)
            axes.plot([left, left], [row - 0.23, row + 0.23], color=colour, linewidth=1.2, zorder=3)
            axes.plot([right, right], [row - 0.23, row + 0.23], color=colour, linewidth=1.2, zorder=3)
        if when is not None and when.earliest is None:
            axes.plot([left], [row], marker="<", color=colour, markersize=7, zorder=4, clip_on=False)
        if when is not None and when.latest is None:
            axes.plot([right], [row], marker=">", color=colour, markersize=7, zorder=4, clip_on=False)
        toll = next((one for one in event.tolls if one.measure is measure), None)
        if toll is not None:
            words = phrases.toll_words(toll, with_sources=False)
            axes.annotate(short(words, 30), (1.0, row), xycoords=("axes fraction", "data"), xytext=(8, 0), fontsize=8,
                          textcoords="offset points", va="center", color=INK, annotation_clip=False)  # fmt: skip
    axes.set_ylim(len(shown) - 0.3, -0.7)
    axes.set_xlim(first.toordinal() - whole * 0.015 - 0.2, last.toordinal() + 1 + whole * 0.015 + 0.2)
    axes.set_yticks(range(len(shown)))
    axes.set_yticklabels(
        [short(f"{phrases.place_in_words(one.place)} · {phrases.kind_words(one)}", 52) for one in shown], fontsize=8
    )
    clean_axes(axes)


def _label_days(axes: Axes, matplotlib: object, first: date, last: date) -> None:
    """Marks at round days, months or years, so many that they do not touch."""
    whole = (last - first).days + 1
    marks: list[date] = []
    if whole <= 45:
        step = max(1, whole // 9)
        marks = [first + timedelta(days=number) for number in range(0, whole, step)]
        words = [f"{day.day} {day:%b}" for day in marks]
    elif whole <= 3 * 366:
        n_months = (last.year - first.year) * 12 + last.month - first.month + 1
        step = max(1, n_months // 9)
        numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month, step)
        marks = [date(number // 12, number % 12 + 1, 1) for number in numbers]
        words = [f"{day:%b}" for day in marks]
    else:
        step = max(1, (last.year - first.year + 1) // 9)
        marks = [date(year, 1, 1) for year in range(first.year, last.year + 1, step)]
        words = [str(day.year) for day in marks]
    if whole <= 3 * 366:
        words = [
            f"{word}\n{day.year}" if number == 0 or day.year != marks[number - 1].year else word
            for number, (word, day) in enumerate(zip(words, marks, strict=True))
        ]
    axes.set_xticks([day.toordinal() + 0.5 * (whole <= 45) for day in marks])
    axes.set_xticklabels(words, fontsize=8)
    axes.grid(axis="x")


def _legend(axes: Axes, shown: Sequence[Event]) -> None:
    from matplotlib.lines import Line2D

    quads = [quad for quad in sorted(QUAD_NAMES, reverse=True) if quad in {_quad(one) for one in shown}]
    marks = [
        Line2D([], [], marker="o", linestyle="", color=QUAD_COLOURS[quad], label=QUAD_NAMES[quad]) for quad in quads
    ]
    if any(_quad(one) is None for one in shown):
        marks.append(Line2D([], [], marker="o", linestyle="", color=_NO_QUAD, label="other"))
    axes.legend(handles=marks, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(marks), borderaxespad=0.2,
                handletextpad=0.2, columnspacing=1.2, labelcolor=FAINT)  # fmt: skip


def _notes(events: Sequence[Event], dated: Sequence[Event], shown: Sequence[Event]) -> list[str]:
    notes = [f"Dot: a day. Bar: somewhere between its ends. Arrow: that end is not said. {CLAIMED}"]
    missing = []
    if len(events) > len(dated):
        missing.append(f"{phrases.n_of(len(events) - len(dated), 'event')} without a date")
    if len(dated) > len(shown):
        missing.append(f"{phrases.n_of(len(dated) - len(shown), 'event')} with a lower toll")
    if missing:
        notes.append("Not drawn: " + ", ".join(missing) + ".")
    return notes


def _quad(event: Event) -> int | None:
    kind = load_ontology().types.get(event.type)
    return None if kind is None else kind.quad


def _best(event: Event, measure: Measure) -> int:
    return next((one.best or 0 for one in event.tolls if one.measure is measure), 0)


def _order(event: Event) -> tuple[date, date, str]:
    when = event.when
    first = (when.earliest or when.latest if when else None) or date.min
    return first, (when.latest if when else None) or date.max, event.id

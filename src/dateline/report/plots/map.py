"""Where events happened: a pin for a point or a town, a circle for what is known within a radius, and lists for all else."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from dateline.domain.event import Event
from dateline.domain.value import Measure
from dateline.report import phrases
from dateline.report.ground import Ground, Spot, ground_of
from dateline.report.plots.picture import (
    CLAIMED,
    FAINT,
    INK,
    RED,
    Picture,
    figure_of,
    look,
    need_events,
    picture_of,
    short,
)
from dateline.report.svg_map import BORDER, LAND, SEA, TINT
from dateline.report.view import Shown, View, shown_countries, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _HEIGHT = 960, 560
#: Lines of the list beside the map, and names beside their pins.
_MOST_LISTED, _MOST_NAMES = 22, 30


def map_plot(events: Sequence[Event], *, measure: Measure = Measure.KILLED) -> Picture:
    """Events on a map of countries; a pin grows with what the best figures for ``measure`` of its events come to.

    Beside it stand, by name and number, the events whose country is all that is known (the country is tinted) and those
    without a place. Raises ConfigError where no event has a place that can be shown.
    """
    ground = ground_of(events)
    view = view_of(ground, _WIDTH, _HEIGHT)
    need_events(events if view is not None else [], "a map")
    notes = [
        f"Pin: a point or a town; its size goes with the {measure} that its events come to. Circle: somewhere within "
        f"it. Tinted: only the country is known. {CLAIMED} Borders: Natural Earth.",
    ]
    n_seen = sum(len(spot.events) for spot in (*ground.pins, *ground.circles))
    with look() as matplotlib:
        figure = figure_of(matplotlib, 11.0, 6.4)
        axes = figure.add_axes((0.02, 0.085, 0.745, 0.805))
        if view is not None:
            _draw(axes, view, ground, measure)
        _list(figure.add_axes((0.78, 0.085, 0.21, 0.805)), ground, measure)
        subtitle = f"{phrases.n_of(len(events), 'event')}, {n_seen:,} of them on the map"
        return picture_of(figure, "Map of events", notes, subtitle=subtitle)


def _draw(axes: Axes, view: View, ground: Ground, measure: Measure) -> None:
    from matplotlib.patches import Ellipse, PathPatch
    from matplotlib.path import Path

    axes.set_facecolor(SEA)
    axes.set_xlim(0, view.width)
    axes.set_ylim(view.height, 0)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    for side in ("left", "bottom", "top", "right"):
        axes.spines[side].set_visible(True)
        axes.spines[side].set_color(BORDER)
    countries = list(shown_countries(view))
    for shown in countries:
        # The last point of a closed path is a mark, and not drawn.
        paths = [Path([*ring, ring[0]], closed=True) for ring in shown.rings]
        tint = TINT if shown.outline.code in ground.countries else LAND
        whole = Path.make_compound_path(*paths)
        axes.add_patch(PathPatch(whole, facecolor=tint, edgecolor=BORDER, linewidth=0.6, zorder=1))
    for spot in ground.circles:
        across, upright = (max(2 * half, 9.0) for half in view.radii(spot))
        axes.add_patch(Ellipse(view.xy(spot.lon, spot.lat), across, upright, facecolor=RED, alpha=0.07, zorder=2))
        axes.add_patch(Ellipse(view.xy(spot.lon, spot.lat), across, upright, facecolor="none", edgecolor=RED,
                               linestyle=(0, (5, 3)) if across > 16 else "solid", linewidth=1.0, zorder=3))  # fmt: skip
    for spot in sorted(ground.pins, key=lambda one: -_total(one, measure)):
        x, y = view.xy(spot.lon, spot.lat)
        axes.scatter(
            [x], [y], s=_size(_total(spot, measure)), color=RED, edgecolor="white", linewidth=0.9, alpha=0.85, zorder=4
        )
    _name_countries(axes, view, countries, _name_spots(axes, view, ground, measure))
    _draw_scale(axes, view)


def _total(spot: Spot, measure: Measure) -> int:
    return sum(toll.best or 0 for event in spot.events for toll in event.tolls if toll.measure is measure)


def _size(total: int) -> float:
    """The area of a pin in square points: it grows with the toll, and a toll of none has a small pin."""
    return 26.0 + float(9.0 * min(total, 400) ** 0.85)


#: Left, top, right and bottom, in the map's pixels.
_Room = tuple[float, float, float, float]


def _is_free(room: _Room, taken: Sequence[_Room], view: View) -> bool:
    left, top, right, bottom = room
    if left < 4 or top < 4 or right > view.width - 4 or bottom > view.height - 4:
        return False
    return not any(left < r and right > x and top < b and bottom > t for x, t, r, b in taken)


def _name_countries(axes: Axes, view: View, countries: Sequence[Shown], taken: list[_Room]) -> None:
    for shown in countries:
        ring = max(shown.rings, key=len)
        left, right = min(x for x, _ in ring), max(x for x, _ in ring)
        top, bottom = min(y for _, y in ring), max(y for _, y in ring)
        words = shown.outline.name.upper()
        wide = 8.2 * len(words)
        if right - left < wide or bottom - top < 22:
            continue
        for share in (0.5, 0.3, 0.7):
            x, y = (left + right) / 2, top + (bottom - top) * share
            room = (x - wide / 2, y - 7, x + wide / 2, y + 7)
            if _is_free(room, taken, view):
                taken.append(room)
                axes.text(
                    x, y, words, ha="center", va="center", fontsize=6.5, color="#8a8678", zorder=1.5, clip_on=True
                )
                break


def _name_spots(axes: Axes, view: View, ground: Ground, measure: Measure) -> list[_Room]:
    """Names, those of the highest tolls first, each where there is room; gives what they and the pins cover."""
    from matplotlib.patheffects import withStroke

    # The scale stands in the lower left corner.
    taken: list[_Room] = [(0.0, view.height - 44, view.width / 5 + 24, view.height)]
    for spot in ground.pins:
        x, y = view.xy(spot.lon, spot.lat)
        half = _half(view, spot, measure)
        taken.append((x - half, y - half, x + half, y + half))
    ranked = sorted((*ground.pins, *ground.circles), key=lambda one: (-_total(one, measure), -len(one.events)))
    for spot in ranked[:_MOST_NAMES]:
        words = short(spot.name, 30) + (f" ({len(spot.events)})" if len(spot.events) > 1 else "")
        wide = 7.0 * len(words)
        x, y = view.xy(spot.lon, spot.lat)
        half = _half(view, spot, measure)
        is_inside = spot.radius_km is not None and half > 24
        away = -wide / 2 if is_inside else half + 4
        lower = 0 if is_inside else half + 9
        for left, middle in ((x + away, y), (x - away - wide, y), (x - wide / 2, y - lower), (x - wide / 2, y + lower)):
            room = (left, middle - 7.5, left + wide, middle + 7.5)
            if _is_free(room, taken, view):
                taken.append(room)
                halo = withStroke(linewidth=2.2, foreground="white", alpha=0.85)
                axes.text(left, middle, words, va="center", fontsize=8, color=INK, zorder=6, path_effects=[halo])
                break
    return taken


def _half(view: View, spot: Spot, measure: Measure) -> float:
    """Half of what a spot's mark covers, in the map's pixels."""
    if spot.radius_km is not None:
        return max(4.5, view.radii(spot)[0])
    return 0.725 * sqrt(_size(_total(spot, measure)))


def _draw_scale(axes: Axes, view: View) -> None:
    most = view.width / 5 * view.km_a_pixel
    unit = 10 ** (len(str(int(most))) - 1)
    length_km = next((step * unit for step in (5, 2, 1) if step * unit <= most), unit)
    wide, y = length_km / view.km_a_pixel, view.height - 18
    axes.plot([16, 16 + wide], [y, y], color=INK, linewidth=1.6, solid_capstyle="butt", zorder=6)
    axes.text(16, y - 9, f"{length_km:,} km", fontsize=7.5, color=INK, va="bottom", zorder=6)


def _list(axes: Axes, ground: Ground, measure: Measure) -> None:
    """What no point on a map can say."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(26, 0)
    lines: list[tuple[str, str, bool]] = []
    if ground.listed:
        lines.append(("Known no closer than", "", True))
        lines += [(short(name, 26), f"{len(some):,}", False) for name, some in ground.listed]
    if ground.nowhere:
        lines.append(("Without a known place", f"{len(ground.nowhere):,}", True))
    if len(lines) > _MOST_LISTED:
        left_out = len(lines) - _MOST_LISTED
        last = lines[-1:] if ground.nowhere else []
        lines = [*lines[: _MOST_LISTED - 1 - len(last)], (f"and {left_out + 1} more", "", False), *last]
    for row, (words, number, is_head) in enumerate(lines):
        weight = "bold" if is_head else "normal"
        axes.text(0.0, row + 0.6, words, fontsize=8, va="center", fontweight=weight, color=INK if is_head else FAINT)
        axes.text(1.0, row + 0.6, number, fontsize=8, va="center", ha="right", color=INK)
    if ground.pins:
        axes.text(0.0, 24.0, f"{measure.capitalize()} at a pin", fontsize=8, va="center", color=FAINT)
        for left, number_of in ((0.06, 0), (0.32, 10), (0.64, 100)):
            axes.scatter([left], [25.2], s=_size(number_of), color=RED, edgecolor="white", alpha=0.85)
            axes.text(left + 0.09 + 0.04 * (number_of > 10), 25.2, f"{number_of}", fontsize=8, va="center", color=INK)

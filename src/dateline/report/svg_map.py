"""A small map as inline SVG: no script, no style sheet, nothing to fetch; every word in it escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log10

from markupsafe import Markup

from dateline.domain.event import Event
from dateline.domain.ids import EventId
from dateline.report.ground import Ground, Spot
from dateline.report.view import Shown, View, shown_countries, view_of

SEA, LAND, TINT, BORDER = "#e8eef2", "#faf9f5", "#f1e6cf", "#b9b4a6"
PIN, CIRCLE = "#9d2a1f", "#9d2a1f"
_NAMES, _WORDS = "#8a8678", "#3c3a34"
#: The width of a letter of the small sans serif, in pixels, as wide as such letters come.
_LETTER = 6.2
#: Labels of numbers that are listed on one pin; of more, how many there are.
_MOST_NUMBERS = 4


@dataclass(slots=True)
class _Sheet:
    """What has been drawn, and where there is no more room for words."""

    view: View
    parts: list[Markup] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def is_free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        if left < 2 or top < 2 or right > self.view.width - 2 or bottom > self.view.height - 2:
            return False
        return not any(left < r and right > x and top < b and bottom > t for x, t, r, b in self.taken)

    def word(self, words: str, x: float, y: float, *, fill: str, size: int = 11, bold: bool = False) -> None:
        """Words that begin at x with their middle at y."""
        # Twice, and not with paint-order, which printers of PDF do not know.
        halo = Markup(' stroke="#ffffff" stroke-width="2.5" stroke-linejoin="round" stroke-opacity="0.85"')
        for outside in (halo, Markup()):
            self.parts.append(
                Markup('<text x="{:.1f}" y="{:.1f}" font-size="{}" fill="{}"{}{}>{}</text>').format(
                    x, y + size * 0.35, size, fill, Markup(' font-weight="600"') if bold else "", outside, words
                )
            )


def map_svg(
    ground: Ground, *, width: int = 640, height: int = 380, numbers: Mapping[EventId, int] | None = None
) -> Markup:
    """The map, or an empty string where no event has a place that can be shown.

    ``numbers`` are those under which a report lists its events; without them places stand beside their pins by name.
    """
    view = view_of(ground, width, height)
    if view is None:
        return Markup()
    sheet = _Sheet(view)
    countries = list(shown_countries(view))
    for shown in countries:
        fill = TINT if shown.outline.code in ground.countries else LAND
        sheet.parts.append(
            Markup('<path d="{}" fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="0.8"/>').format(
                _path(shown), fill, BORDER
            )
        )
    for spot in ground.circles:
        _circle(sheet, spot)
    for spot in ground.pins:
        _pin(sheet, spot)
    for spot in (*ground.pins, *ground.circles):
        _label(sheet, spot, numbers)
    _scale(sheet)
    for shown in countries:
        _country_name(sheet, shown)
    # Over the edges along which countries were cut.
    sheet.parts.append(
        Markup('<rect x="0.5" y="0.5" width="{}" height="{}" fill="none" stroke="{}"/>').format(
            width - 1, height - 1, BORDER
        )
    )
    told = _told(ground)
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'font-family="system-ui, Segoe UI, Helvetica, Arial, sans-serif">'
        '<title>{told}</title><rect width="{w}" height="{h}" fill="{sea}"/>'
    ).format(w=width, h=height, told=told, sea=SEA)
    return head + Markup("").join(sheet.parts) + Markup("</svg>")


def _told(ground: Ground) -> str:
    """The map in words, for whoever cannot see it."""
    parts = [f"{spot.name} ({len(spot.events)})" for spot in ground.pins]
    parts += [f"around {spot.name} ({len(spot.events)})" for spot in ground.circles]
    return "Map of events: " + (", ".join(parts[:30]) + ("; …" if len(parts) > 30 else "") or "no place is pinned")


def _path(shown: Shown) -> Markup:
    """The rings as one path; numbers alone, so there is nothing to escape."""
    runs = ["M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in shown.rings]
    return Markup("".join(runs))


def _circle(sheet: _Sheet, spot: Spot) -> None:
    x, y = sheet.view.xy(spot.lon, spot.lat)
    rx, ry = (max(half, 4.0) for half in sheet.view.radii(spot))
    sheet.parts.append(
        Markup(
            '<ellipse cx="{:.1f}" cy="{:.1f}" rx="{:.1f}" ry="{:.1f}" fill="{c}" fill-opacity="0.07" stroke="{c}" '
            'stroke-width="1.2"{dash}><title>{told}</title></ellipse>'
        ).format(
            x,
            y,
            rx,
            ry,
            c=CIRCLE,
            dash=Markup(' stroke-dasharray="5 3"') if rx > 8 else "",
            told=f"somewhere within {spot.radius_km:,.0f} km: {spot.name}",
        )
    )


def _pin(sheet: _Sheet, spot: Spot) -> None:
    x, y = sheet.view.xy(spot.lon, spot.lat)
    radius = 4.5 + min(4.5, 1.5 * (len(spot.events) - 1) ** 0.5)
    sheet.parts.append(
        Markup(
            '<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" fill="{}" stroke="#ffffff" stroke-width="1.4">'
            "<title>{}</title></circle>"
        ).format(x, y, radius, PIN, f"{spot.name}: {len(spot.events)} event{'s' if len(spot.events) != 1 else ''}")
    )
    sheet.taken.append((x - radius, y - radius, x + radius, y + radius))


def _label(sheet: _Sheet, spot: Spot, numbers: Mapping[EventId, int] | None) -> None:
    words = spot.name if numbers is None else _numbers(spot.events, numbers)
    x, y = sheet.view.xy(spot.lon, spot.lat)
    if len(words) > 40:
        words = words[:39] + "…"
    wide = len(words) * _LETTER
    across = 5.0 if spot.radius_km is None else max(4.0, sheet.view.radii(spot)[0])
    # A circle that is large enough holds its name.
    away, lower = (-wide / 2, 0.0) if across > wide / 2 + 4 else (across + 4, across + 10)
    for left, middle in ((x + away, y), (x - away - wide, y), (x - wide / 2, y - lower), (x - wide / 2, y + lower)):
        box = (left, middle - 7, left + wide, middle + 7)
        if sheet.is_free(box):
            sheet.word(words, left, middle, fill=_WORDS, bold=numbers is not None)
            sheet.taken.append(box)
            return


def _numbers(events: tuple[Event, ...], numbers: Mapping[EventId, int]) -> str:
    known = sorted(numbers[event.id] for event in events if event.id in numbers)
    if len(known) <= _MOST_NUMBERS:
        return ", ".join(map(str, known))
    return f"{known[0]} and {len(known) - 1} more"


def _country_name(sheet: _Sheet, shown: Shown) -> None:
    """In the middle of its largest part, where there is room for it."""
    ring = max(shown.rings, key=_area)
    left, right = max(0.0, min(x for x, _ in ring)), min(sheet.view.width, max(x for x, _ in ring))
    top, bottom = max(0.0, min(y for _, y in ring)), min(sheet.view.height, max(y for _, y in ring))
    words = shown.outline.name.upper()
    wide = len(words) * (_LETTER + 1.2)
    if right - left < wide + 8 or bottom - top < 18:
        return
    for share in (0.5, 0.35, 0.65, 0.2, 0.8):
        x, y = (left + right) / 2 - wide / 2, top + (bottom - top) * share
        box = (x, y - 6, x + wide, y + 6)
        if sheet.is_free(box):
            sheet.parts.append(
                Markup('<text x="{:.1f}" y="{:.1f}" font-size="9.5" fill="{}" letter-spacing="1.2">{}</text>').format(
                    x, y + 3.3, _NAMES, words
                )
            )
            sheet.taken.append(box)
            return


def _area(ring: tuple[tuple[float, float], ...]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))) / 2


def _scale(sheet: _Sheet) -> None:
    """A bar of a round number of kilometres, in the lower left corner."""
    most = sheet.view.width / 4 * sheet.view.km_a_pixel
    unit = 10 ** int(log10(most))
    length_km = next(step * unit for step in (5, 2, 1) if step * unit <= most)
    wide, y = length_km / sheet.view.km_a_pixel, sheet.view.height - 14
    sheet.parts.append(
        Markup('<path d="M12 {y:.1f}h{w:.1f}" stroke="{c}" stroke-width="2"/>').format(y=y, w=wide, c=_WORDS)
    )
    sheet.word(f"{length_km:,} km", 12, y - 9, fill=_WORDS, size=10)
    sheet.taken.append((8, y - 18, 16 + max(wide, 60), y + 4))

"""One toll as a line: the band from the lowest to the highest, the best, and every figure that reports give."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from dateline.domain.event import EventToll, Figure, Standing

BAND, BEST, DOT, FAINT, INK = "#e3c9b4", "#9d2a1f", "#3c3a34", "#a9a598", "#55524a"
#: Figures that count for the toll, and those that are kept beside it.
_COUNTS = frozenset({Standing.TOTAL})
_LEFT, _RIGHT = 8.0, 26.0


def toll_svg(toll: EventToll, *, width: int = 260, height: int = 34) -> Markup:
    """The line, or an empty string where no number is told.

    An end that is not said is an arrow on the band; a figure that does not count for the toll (a part, a repetition) is hollow.
    """
    figures = [one for one in toll.figures if one.low is not None or one.high is not None]
    numbers = [number for one in figures for number in (one.low, one.high) if number is not None]
    numbers += [number for number in (toll.low, toll.best, toll.high) if number is not None]
    if not numbers:
        return Markup()
    most = max(max(numbers), 1)
    middle = 12.0

    def x(number: float) -> float:
        return _LEFT + (width - _LEFT - _RIGHT) * number / most

    parts = [Markup('<path d="M{:.1f} {:.1f}H{:.1f}" stroke="{}" stroke-width="1"/>').format(
        _LEFT, middle, width - _RIGHT + 14, FAINT
    )]  # fmt: skip
    if toll.low is not None or toll.high is not None:
        left, right = x(toll.low or 0), x(toll.high if toll.high is not None else most)
        parts.append(
            Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="12" rx="2" fill="{}"/>').format(
                left - 2, middle - 6, max(4.0, right - left + 4), BAND
            )
        )
        if toll.high is None:
            parts.append(_arrow(right + 4, middle, 8.0))
        if toll.low is None:
            parts.append(_arrow(left, middle, -6.0))
    parts += [_mark(one, x, middle) for one in figures]
    if toll.best is not None:
        parts.append(
            Markup('<path d="M{:.1f} {:.1f}v18" stroke="{}" stroke-width="2.4"/>').format(
                x(toll.best), middle - 9, BEST
            )
        )
    ends = sorted({0, most, *([toll.best] if toll.best is not None else [])})
    shown: list[float] = []
    for number in sorted(ends, key=lambda one: (one != toll.best, -one)):
        if all(abs(x(number) - other) > 22 for other in shown):
            shown.append(x(number))
            parts.append(
                Markup('<text x="{:.1f}" y="{}" font-size="9.5" text-anchor="middle" fill="{}">{}</text>').format(
                    x(number), height - 2, INK, f"{number:,}"
                )
            )
    told = f"{toll.measure}: {len(figures)} figures, from {toll.low} to {toll.high}, best {toll.best}".replace(
        "None", "not said"
    )
    return (
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
            'font-family="system-ui, Segoe UI, Helvetica, Arial, sans-serif"><title>{t}</title>'
        ).format(w=width, h=height, t=told)
        + Markup("").join(parts)
        + Markup("</svg>")
    )


def _mark(figure: Figure, at: Callable[[float], float], middle: float) -> Markup:
    fill = DOT if figure.standing in _COUNTS else "#ffffff"
    low, high = figure.low, figure.high
    ends = [number for number in (low, high) if number is not None]
    first, last = at(min(ends)), at(max(ends))
    line = Markup()
    if low is None or high is None:
        step = 9.0 if high is None else -9.0
        line = _arrow(last if high is None else first, middle, step)
    elif low != high:
        line = Markup('<path d="M{:.1f} {:.1f}H{:.1f}" stroke="{}" stroke-width="1.6"/>').format(
            first, middle, last, DOT
        )
    dot = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}" stroke="{}" stroke-width="1.2"/>')
    return line + Markup("").join(dot.format(at(number), middle, fill, DOT) for number in dict.fromkeys(ends))


def _arrow(x: float, y: float, step: float) -> Markup:
    head = 3.0 if step > 0 else -3.0
    drawn = Markup(
        '<path d="M{:.1f} {:.1f}h{:.1f}m{:.1f} -3l{:.1f} 3l{:.1f} 3" fill="none" stroke="{}" stroke-width="1.4"/>'
    )
    return drawn.format(x, y, step, -head, head, -head, DOT)

"""Draws how a ledger's costs grow, from the lines that ``benchmarks.ledger_scale`` prints.

    python -m benchmarks.growth LINES.jsonl > docs/growth.svg

Both axes are logarithmic, so that a cost which grows as the number of accounts does is a line at 45 degrees. Times are of the
processor: the clock of a machine that others use too says little.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from html import escape
from math import log10
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 420, 64, 24, 190, 48
#: Each cost with the key of its figure and a colour.
COSTS = (
    ("keeping all, s", "store_processor_s", "#1b6ca8"),
    ("merging all, s", "rebuild_processor_s", "#c2571a"),
    ("one report more, ms", "add_processor_ms", "#3a7d44"),
    ("slowest filter, ms", "ask_worst_processor_ms", "#7a4fa3"),
    ("memory, MB", "memory_mb", "#555555"),
)
ACROSS, UP = (3.0, 5.0), (0.0, 4.0)


def main(arguments: Sequence[str]) -> int:
    """Print the picture of the lines of that file."""
    lines = [json.loads(line) for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines() if line.strip()]
    sys.stdout.write("\n".join(drawn(lines)) + "\n")
    return 0


def drawn(lines: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The picture, line by line."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" '
        'role="img" aria-labelledby="t"><title id="t">Costs of a ledger by its number of accounts</title>'
    )
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    for power in range(int(ACROSS[0]), int(ACROSS[1]) + 1):
        x = _x(10**power)
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10**power:,}</text>'
    for power in range(int(UP[0]), int(UP[1]) + 1):
        y = _y(10**power)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:,}</text>'
    yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">accounts</text>'
    for name, key, colour in COSTS:
        points = [(line["accounts"], float(line[key])) for line in lines if line.get(key)]
        path = " ".join(f"{_x(accounts):.1f},{_y(cost):.1f}" for accounts, cost in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for accounts, cost in points:
            yield f'<circle cx="{_x(accounts):.1f}" cy="{_y(cost):.1f}" r="3" fill="{colour}"/>'
        if points:
            x, y = _x(points[-1][0]), _y(points[-1][1])
            yield f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{escape(name)}: {points[-1][1]:g}</text>'
    yield "</svg>"


def _x(accounts: float) -> float:
    share = (log10(accounts) - ACROSS[0]) / (ACROSS[1] - ACROSS[0])
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(cost: float) -> float:
    share = (log10(max(cost, 1.0)) - UP[0]) / (UP[1] - UP[0])
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

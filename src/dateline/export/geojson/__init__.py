"""GeoJSON (RFC 7946): a feature an event, with a point only where a pin is honest."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from dateline.export.aspects import point_of
from dateline.export.cells import sound
from dateline.export.contract import Column, Lost, Material, Need, Sheet, Told, Written, notes_of
from dateline.export.json_text import line_of
from dateline.export.tables import EVENT_COLUMNS, LOST_BY_TABLES
from dateline.plugins import DEFAULTS, Settings

#: The geometry holds these.
_PROPERTIES: tuple[Column[Told], ...] = tuple(one for one in EVENT_COLUMNS if one.name not in ("lat", "lon"))


class GeoJsonExporter:
    """One FeatureCollection; a feature without a pin has the geometry null."""

    name: ClassVar[str] = "geojson"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "A feature an event (RFC 7946); no point where only a district, a country or less is known."
    )
    ending: ClassVar[str] = ".geojson"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset()
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(name="properties", meaning="of each feature", columns=notes_of(_PROPERTIES)),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        *LOST_BY_TABLES,
        Lost("event.counts[].figures", "each report's own figures are not printed; `csv` and `geopackage` have them"),
        Lost("event.accounts", "only their outlets and their number are printed"),
        Lost("event.where.place.lat", "a point that stands for a district or more is not drawn: the geometry is null"),
        Lost("event.where.place.lon", "as lat"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "Only points and settlements have a geometry; `radius_km` says how far around it the place reaches.",
        "Coordinates are longitude, latitude in WGS 84 degrees.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One feature a line; one at a time is held in memory."""
        written = Written()
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            stream.write('{"type":"FeatureCollection","features":[')
            for told in material.told:
                stream.write((",\n" if written.rows else "\n") + line_of(_feature(told)))
                written.count("features")
            stream.write("\n]}\n")
        return written


def _feature(told: Told) -> dict[str, Any]:
    point = point_of(told.event)
    properties = {column.name: column.value(told) for column in _PROPERTIES}
    return {
        "type": "Feature",
        "id": told.event.id,
        "geometry": None if point is None else {"type": "Point", "coordinates": [point[1], point[0]]},
        "properties": {key: sound(value) if isinstance(value, str) else value for key, value in properties.items()},
    }

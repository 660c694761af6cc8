"""STIX 2.1: a bundle of incidents with their places, parties and reports, figures as notes, disputes as opinions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from dateline.export.aspects import kept
from dateline.export.contract import ColumnNote, Lost, Material, Need, Sheet, Written
from dateline.export.json_text import line_of
from dateline.export.stix.objects import MEANINGS, Objects
from dateline.plugins import DEFAULTS, Settings


class StixExporter:
    """One bundle; ids are UUIDs of version 5, so that the same event has the same id in every export."""

    name: ClassVar[str] = "stix"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "A STIX 2.1 bundle: incidents with an extension for tolls, locations, identities, reports, opinions."
    )
    ending: ClassVar[str] = ".json"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TELLINGS, Need.REPORTS})
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(
            name="*.json",
            meaning="a bundle; by type of object, what it holds",
            columns=tuple(ColumnNote(kind, meaning) for kind, meaning in MEANINGS.items()),
        ),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        Lost("event.counts[].figures", "one note an event lists them in words"),
        Lost("event.where.place.lat", "a point that stands for a district or more is not printed"),
        Lost("event.where.place.lon", "as lat"),
        Lost("event.where.place.identity", "not printed"),
        Lost("event.participants", "instruments, motives and operations are not printed"),
        Lost("event.links", "not printed"),
        Lost("event.judgements", "not printed"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "STIX's incident has no fields of its own: type, days, tolls, codes and status stand in the property extension that "
        "the bundle defines.",
        "`created` is the day of the first report, `modified` that of the last report or judgement.",
        "A party with a public identifier is one identity in all events; any other is one of its event alone.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One event at a time is held in memory, and of each report the incidents that it tells of."""
        written = Written()
        objects = Objects(material.provenance)
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(f'{{"type":"bundle","id":"{objects.bundle_id()}","objects":[')
            before = "\n"
            for made in self._all(objects, material, written):
                stream.write(before + line_of(made))
                written.count(made["type"])
                before = ",\n"
            stream.write("\n]}\n")
        return written

    def _all(self, objects: Objects, material: Material, written: Written) -> Iterator[dict[str, Any]]:
        yield from objects.first()
        for told in kept(material, written):
            yield from objects.of(told)
        yield from objects.last()

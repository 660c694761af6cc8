"""FollowTheMoney entities, one a line: events, their named parties, places and reports, and how they hang together."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from dateline.export.aspects import kept
from dateline.export.contract import ColumnNote, Lost, Material, Need, Sheet, Written
from dateline.export.ftm.entities import MEANINGS, entities_of
from dateline.export.json_text import line_of
from dateline.plugins import DEFAULTS, Settings


class FtmExporter:
    """Entities as ``ftm`` and Aleph read them; each id is written once."""

    name: ClassVar[str] = "ftm"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "FollowTheMoney entities (Event, Article, parties, Address, links), for Aleph and OpenSanctions' tools."
    )
    ending: ClassVar[str] = ".ftm.json"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TELLINGS, Need.REPORTS})
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(
            name="*.ftm.json",
            meaning="one entity a line; by schema, the properties that are filled",
            columns=tuple(ColumnNote(schema, meaning) for schema, meaning in MEANINGS.items()),
        ),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        Lost("event.counts", "FollowTheMoney has no property for casualties: only in words, in `description`"),
        Lost("event.counts[].figures", "not printed"),
        Lost("event.when.precision", "only as the length of the dates (2024-05, 2024)"),
        Lost("event.where.place.lat", "a point that stands for a district or more is not printed"),
        Lost("event.where.place.lon", "as lat"),
        Lost("event.where.place.radius_km", "not printed"),
        Lost(
            "event.participants", 'parties without a name ("gunmen"), things and places only in words, in `description`'
        ),
        Lost("event.responsibility", "only in words, in `description`"),
        Lost("event.conflicts", "only in words, in `description`"),
        Lost("event.links", "not printed"),
        Lost("event.confidence", "not printed"),
        Lost("event.judgements", "not printed"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "A party with a Wikidata identifier is one entity in all events; any other is an entity of its event alone, since two "
        "people of one name are two people: deduplicate with nomenklatura.",
        "`recordId` is the event's id; the whole record is in the export jsonl.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One event at a time is held in memory, and the ids that were written."""
        written = Written()
        seen: set[str] = set()
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            for told in kept(material, written):
                for entity in entities_of(told):
                    if entity["id"] not in seen:
                        seen.add(entity["id"])
                        stream.write(line_of(entity) + "\n")
                        written.count(entity["schema"])
        return written

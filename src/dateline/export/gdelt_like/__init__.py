"""Tables in the shape of GDELT 2.0's Events and Mentions, coded in CAMEO; rows are events, not reports."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

from dateline.export.aspects import code_of, kept
from dateline.export.contract import Lost, Material, Need, Sheet, Written, companion, notes_of
from dateline.export.delimited import TabTable
from dateline.export.gdelt_like.events import EVENTS
from dateline.export.gdelt_like.mentions import MENTIONS, mentions_of
from dateline.export.gdelt_like.row import SCHEME, Row
from dateline.ontology import load_ontology
from dateline.plugins import DEFAULTS, Settings

__all__ = ["EVENTS", "MENTIONS", "GdeltLikeExporter"]


class GdeltLikeExporter:
    """61 columns an event and, beside it, 16 columns a claim; tab-separated without a header, as GDELT has them."""

    name: ClassVar[str] = "gdelt-like"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "Tables in the shape of GDELT 2.0's Events (61 columns) and Mentions (16), with CAMEO codes."
    )
    ending: ClassVar[str] = ".csv"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TELLINGS, Need.REPORTS})
    schemes: ClassVar[tuple[str, ...]] = (SCHEME,)
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(name="*.csv", meaning="one row an event with a CAMEO code, without a header", columns=notes_of(EVENTS)),
        Sheet(
            name="*.mentions.csv",
            meaning="one row a claim of such an event, without a header",
            columns=notes_of(MENTIONS),
        ),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        Lost("event.mode", "only as far as the CAMEO code holds it"),
        Lost("event.codes", "only the CAMEO code is printed"),
        Lost("event.when.latest", "GDELT has one day an event: the first"),
        Lost("event.where.place.lat", "a point that stands for a district or more is not printed"),
        Lost("event.where.place.lon", "as lat"),
        Lost("event.where.place.radius_km", "only as the type of the place"),
        Lost("event.where.place.identity", "GDELT names features by another gazetteer"),
        Lost("event.participants", "the first actor and the first recipient"),
        Lost("event.counts", "GDELT has no tolls"),
        Lost("event.responsibility", "no column"),
        Lost("event.conflicts", "no column"),
        Lost("event.links", "no column"),
        Lost("event.judgements", "no column"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "CAMEO 1.1b3, whose numbers GDELT uses; a popular table of CAMEO 0.5b1 gives other meanings to some of them.",
        "A row is an event that several reports may tell, where GDELT's rows are codings of sentences.",
        "Countries of actors are ISO 3166-1 alpha-3, which CAMEO's codes follow; countries of places are FIPS 10-4.",
        "Offsets count Unicode code points of the report's cleaned text from 0; -1 where there is none.",
        "A cell that a spreadsheet would run as a formula has an apostrophe before it.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Loads the scheme's code list."""
        self._entries = load_ontology(settings.overlay("ontology")).schemes[SCHEME].entries

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One event at a time is held in memory."""
        written = Written(rows={"events": 0, "mentions": 0})
        with ExitStack() as stack:
            events = stack.enter_context(TabTable(folder / name, EVENTS, has_header=False))
            mentions = stack.enter_context(TabTable(folder / companion(name, "mentions"), MENTIONS, has_header=False))
            for told in kept(material, written):
                code = code_of(told.event, SCHEME)
                if code is None:
                    written.leave_out(f"no honest code in {SCHEME}", told.event.id)
                    continue
                row = Row(told, self._entries[code.code])
                events.write(row)
                written.count("events")
                for mention in mentions_of(row):
                    mentions.write(mention)
                    written.count("mentions")
        return written

"""A table in the shape of UCDP GED's, for tools and habits that were made for it; its rows are not UCDP's coding."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from dateline.domain.value import Measure
from dateline.export.aspects import code_of, kept, toll_of
from dateline.export.contract import Lost, Material, Need, Sheet, Written, notes_of
from dateline.export.delimited import CommaTable
from dateline.export.ucdp_like.columns import COLUMNS
from dateline.export.ucdp_like.row import SCHEME, Row, priogrid_of
from dateline.plugins import DEFAULTS, Settings

__all__ = ["COLUMNS", "UcdpLikeExporter", "priogrid_of"]


class UcdpLikeExporter:
    """49 columns in the order of GED 26.1; only events with a class of violence and somebody killed have a row."""

    name: ClassVar[str] = "ucdp-like"
    version: ClassVar[int] = 2
    summary: ClassVar[str] = (
        "A table in the shape of UCDP GED 26.1 (49 columns), lethal events only; not UCDP's coding."
    )
    ending: ClassVar[str] = ".csv"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TELLINGS, Need.REPORTS})
    schemes: ClassVar[tuple[str, ...]] = (SCHEME,)
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(name="*.csv", meaning="one row a lethal event with a class of violence", columns=notes_of(COLUMNS)),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        Lost("event.type", "only the class of violence is printed"),
        Lost("event.mode", "no column"),
        Lost("event.codes", "only the class of violence is printed"),
        Lost("event.where.place.lat", "a point that stands for a district or more is not printed"),
        Lost("event.where.place.lon", "as lat"),
        Lost("event.where.place.radius_km", "only as `where_prec`"),
        Lost("event.where.place.identity", "no column"),
        Lost("event.participants", "only the two sides' names and their states' numbers"),
        Lost(
            "event.counts",
            "only killed; an end that is not said is filled with the best figure, since low ≤ best ≤ high",
        ),
        Lost("event.counts[].figures", "no column; `csv` and `jsonl` have them"),
        Lost("event.responsibility", "no column"),
        Lost("event.conflicts", "no column"),
        Lost("event.links", "no column"),
        Lost("event.confidence", "no column"),
        Lost("event.judgements", "`code_status` tells that there were some"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "This is not UCDP's data: the columns have its shape, the rows are Dateline's reading of reports.",
        "Ids of conflicts, dyads and actors are UCDP's own and stay empty.",
        "Deaths are told by side only where a report's figures come to `best` and say whose dead they are, and no other such "
        "report says otherwise; the rest is unknown, and the four sum to `best`.",
        "Coordinates, `geom_wkt` and `priogrid_gid` stand only with points and settlements.",
        "`where_prec`: 1 exact place, 3 second-order division, 4 first-order division, 5 a wider or fuzzy area, 6 country, "
        "7 sea; 2 is never given. `date_prec`: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 more.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One event at a time is held in memory."""
        written = Written(rows={"events": 0})
        with CommaTable(folder / name, COLUMNS) as table:
            for told in kept(material, written):
                code, toll = code_of(told.event, SCHEME), toll_of(told.event, Measure.KILLED)
                if code is None:
                    written.leave_out(f"no class of violence in {SCHEME}", told.event.id)
                elif toll is None or not (toll.best or toll.high):
                    written.leave_out("nobody is said to have been killed", told.event.id)
                else:
                    table.write(Row(told, code.code, toll))
                    written.count("events")
        return written

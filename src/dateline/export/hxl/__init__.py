"""HXL (Humanitarian Exchange Language 1.1): the table of events with a row of hashtags below its header."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from dateline.export.contract import Column, Lost, Material, Need, Sheet, Told, Written, notes_of
from dateline.export.delimited import CommaTable
from dateline.export.tables import EVENT_COLUMNS, LOST_BY_TABLES
from dateline.plugins import DEFAULTS, Settings

_COLUMNS: tuple[Column[Told], ...] = tuple(column for column in EVENT_COLUMNS if column.tag)


class HxlExporter:
    """One comma-separated table; tags as HDX maps UCDP's and as OCHA's scrapers use them."""

    name: ClassVar[str] = "hxl"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "The table of events with HXL hashtags in its second row, for humanitarian data tools."
    ending: ClassVar[str] = ".csv"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset()
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(
            name="*.csv",
            meaning="one row an event; the second row holds the tags",
            columns=tuple(
                type(note)(f"{column.name} {column.tag}", note.meaning, note.kind)
                for column, note in zip(_COLUMNS, notes_of(_COLUMNS), strict=True)
            ),
        ),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        *LOST_BY_TABLES,
        Lost("event.counts[].figures", "each report's own figures are not printed; `csv` has them"),
        Lost("event.accounts", "only their outlets and their number are printed"),
        Lost("event.participants[].actor", "only names are printed"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "Tags of the dictionary 1.1; attributes that it does not have are Dateline's own, which HXL allows.",
        "A text that a spreadsheet would run as a formula has an apostrophe before it.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One event at a time is held in memory."""
        written = Written(rows={"events": 0})
        with CommaTable(folder / name, _COLUMNS) as table:
            table.write_tags(column.tag for column in _COLUMNS)
            for told in material.told:
                table.write(told)
                written.count("events")
        return written

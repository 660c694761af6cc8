"""Comma-separated tables: events, and beside them their reports, parties, tolls, figures and disputes."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

from dateline.export.contract import Lost, Material, Need, Sheet, Written, companion
from dateline.export.delimited import CommaTable
from dateline.export.tables import EVENT_COLUMNS, LOST_BY_TABLES, TABLES, rows_of, sheets_of
from dateline.plugins import DEFAULTS, Settings


class CsvExporter:
    """One table of events and five that name its ids, in UTF-8 (RFC 4180)."""

    name: ClassVar[str] = "csv"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "A table of events, and tables of their reports, parties, tolls, figures and disputes beside it."
    )
    ending: ClassVar[str] = ".csv"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset()
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = sheets_of("*.csv", lambda table: f"*.{table}.csv")
    lost: ClassVar[tuple[Lost, ...]] = LOST_BY_TABLES
    conventions: ClassVar[tuple[str, ...]] = (
        "A text that a spreadsheet would run as a formula (it begins with = + - @) has an apostrophe before it, and so has "
        "one that begins with an apostrophe.",
        "An empty cell is not said; it is never zero.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One event at a time is held in memory."""
        written = Written(rows={"events": 0} | dict.fromkeys(TABLES, 0))
        with ExitStack() as stack:
            events = stack.enter_context(CommaTable(folder / name, EVENT_COLUMNS))
            tables = {
                table: stack.enter_context(CommaTable(folder / companion(name, table), columns))
                for table, columns in TABLES.items()
            }
            for told in material.told:
                events.write(told)
                written.count("events")
                for table, row in rows_of(told.event):
                    tables[table].write(row)
                    written.count(table)
        return written

"""PLOVER: records in JSON with the words that they were read from, and a table in the shape of POLECAT's."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar

from dateline.export.aspects import code_of, kept
from dateline.export.contract import ColumnNote, Lost, Material, Need, Sheet, Written, companion, notes_of
from dateline.export.delimited import TabTable
from dateline.export.json_text import line_of
from dateline.export.plover.columns import COLUMNS
from dateline.export.plover.record import RECORD_FIELDS, record_of
from dateline.export.plover.row import SCHEME, Row
from dateline.ontology import load_ontology
from dateline.plugins import DEFAULTS, Settings

__all__ = ["COLUMNS", "PloverExporter"]


class PloverExporter:
    """One JSON record a line, and beside it 40 tab-separated columns as POLECAT has them."""

    name: ClassVar[str] = "plover"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "PLOVER records in JSON Lines, with offsets of their words; beside them POLECAT's 40 columns."
    )
    ending: ClassVar[str] = ".jsonl"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset({Need.TELLINGS, Need.REPORTS})
    schemes: ClassVar[tuple[str, ...]] = (SCHEME,)
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(
            name="*.jsonl",
            meaning="one record an event with a PLOVER code",
            columns=tuple(ColumnNote(name, meaning) for name, meaning in RECORD_FIELDS),
        ),
        Sheet(
            name="*.polecat.tsv",
            meaning="the same events, tab-separated, under a header, in the columns of POLECAT",
            columns=notes_of(COLUMNS),
        ),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        Lost("event.codes", "only the PLOVER code is printed"),
        Lost("event.counts", "only the best figures of killed, injured and arrested; bounds in words, in `comment`"),
        Lost("event.counts[].figures", "not printed"),
        Lost("event.where.place.radius_km", "only as `resolution`"),
        Lost("event.where.place.lat", "a point that stands for a district or more is not printed"),
        Lost("event.where.place.lon", "as lat"),
        Lost("event.responsibility", "only in words, in `comment`"),
        Lost("event.accounts", "of several reports the one that is most about the event; the others in `comment`"),
        Lost("event.conflicts", "only in words, in `comment`"),
        Lost("event.links", "not printed"),
        Lost("event.confidence", "not printed"),
        Lost("event.judgements", "`coder` tells that there were some"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "Offsets are half-open, in Unicode code points of the report's cleaned text; `text_story` is the report's id.",
        "Intensity is the manual's score of the mode, else of the type; ACCUSE is -3, where the manual prints +3.",
        "Contexts are not coded.",
        "A cell of the table that a spreadsheet would run as a formula has an apostrophe before it.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Loads the scheme's code list."""
        self._scheme = load_ontology(settings.overlay("ontology")).schemes[SCHEME]

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One event at a time is held in memory."""
        written = Written(rows={"records": 0})
        table_name = companion(name, "polecat").removesuffix(".jsonl") + (".tsv" if name.endswith(".jsonl") else "")
        with ExitStack() as stack:
            records = stack.enter_context((folder / name).open("w", encoding="utf-8", newline="\n"))
            table = stack.enter_context(TabTable(folder / table_name, COLUMNS, has_header=True))
            for told in kept(material, written):
                code = code_of(told.event, SCHEME)
                if code is None:
                    written.leave_out(f"no honest code in {SCHEME}", told.event.id)
                    continue
                row = Row(told, code, self._scheme.entries[code.code], material.provenance.dateline)
                records.write(line_of(record_of(row)) + "\n")
                table.write(row)
                written.count("records")
        return written

"""Parquet: one row an event, everything else of it nested, readable as GeoParquet 1.1."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from dateline.errors import MissingPackError
from dateline.export.aspects import point_of
from dateline.export.cells import sound
from dateline.export.contract import Column, Kind, Lost, Material, Need, Sheet, Told, Written
from dateline.export.tables import EVENT_COLUMNS, LOST_BY_TABLES, TABLES, rows_of, sheets_of
from dateline.plugins import DEFAULTS, Settings

#: Events in one row group, which is what is held in memory.
_GROUP = 5000


class ParquetExporter:
    """The columns of the table of events, a column of well-known binary, and lists of reports, parties, tolls and so on."""

    name: ClassVar[str] = "parquet"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "A typed table of events with their reports, parties, tolls and figures nested in it (GeoParquet)."
    )
    ending: ClassVar[str] = ".parquet"
    is_text: ClassVar[bool] = False
    needs: ClassVar[frozenset[Need]] = frozenset()
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = sheets_of("*.parquet", lambda table: f"{table}[]")
    lost: ClassVar[tuple[Lost, ...]] = LOST_BY_TABLES
    conventions: ClassVar[tuple[str, ...]] = (
        "Only points and settlements have a `geometry`; `radius_km` says how far around it the place reaches.",
        'Needs pyarrow: pip install "dateline[parquet]".',
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One row group at a time is held in memory."""
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError as error:
            raise MissingPackError(
                "Parquet is written with pyarrow, which is not installed", hint='pip install "dateline[parquet]"'
            ) from error
        written = Written(rows={"events": 0})
        schema = _schema_of(pyarrow)
        told = iter(material.told)
        with parquet.ParquetWriter(folder / name, schema, compression="zstd") as writer:
            while some := list(islice(told, _GROUP)):
                writer.write_table(pyarrow.Table.from_pylist([_row(one) for one in some], schema=schema))
                written.count("events", len(some))
        return written


def _schema_of(pyarrow: Any) -> Any:
    types: dict[Kind, Any] = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "real": pyarrow.float64(),
        "truth": pyarrow.bool_(),
        "day": pyarrow.date32(),
    }

    def fields(columns: Sequence[Column[Any]]) -> list[Any]:
        return [pyarrow.field(one.name, types[one.kind], metadata={"meaning": one.meaning}) for one in columns]

    nested = [
        pyarrow.field(table, pyarrow.list_(pyarrow.struct(fields([one for one in columns if one.name != "event"]))))
        for table, columns in TABLES.items()
    ]
    point = pyarrow.field("geometry", pyarrow.binary())
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    return pyarrow.schema([*fields(EVENT_COLUMNS), point, *nested], metadata={"geo": json.dumps(geo)})


def _row(told: Told) -> dict[str, Any]:
    row = _typed(EVENT_COLUMNS, told)
    point = point_of(told.event)
    row["geometry"] = None if point is None else struct.pack("<BIdd", 1, 1, point[1], point[0])
    for table in TABLES:
        row[table] = []
    for table, part in rows_of(told.event):
        row[table].append(_typed(TABLES[table], part))
    return row


def _typed(columns: Sequence[Column[Any]], row: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for column in columns:
        value = column.value(row)
        if column.kind == "day" and isinstance(value, str):
            out[column.name] = date.fromisoformat(value)
        else:
            out[column.name] = sound(value) if isinstance(value, str) else value
    return out

"""Writes events in the formats that others work with.

In: Events as they may leave the ledger, with what was told of them (Tellings, reports, readings) where a format holds it.
Out: files, and beside them what their columns mean and what they could not hold.
Never: decide anything.
"""

from __future__ import annotations

from dateline.export.contract import Exporter, Material, Need, Provenance, Report, Told, Written
from dateline.export.writing import SIDECAR, write
from dateline.plugins import Registry

__all__ = ["EXPORTERS", "SIDECAR", "Exporter", "Material", "Need", "Provenance", "Report", "Told", "Written", "write"]

EXPORTERS: Registry[type[Exporter]] = Registry(
    "dateline.exporters",
    {
        "acled-like": "dateline.export.acled_like:AcledLikeExporter",
        "annotations": "dateline.export.annotations:AnnotationsExporter",
        "csv": "dateline.export.csv:CsvExporter",
        "ftm": "dateline.export.ftm:FtmExporter",
        "gdelt-like": "dateline.export.gdelt_like:GdeltLikeExporter",
        "geojson": "dateline.export.geojson:GeoJsonExporter",
        "geopackage": "dateline.export.geopackage:GeoPackageExporter",
        "hxl": "dateline.export.hxl:HxlExporter",
        "jsonl": "dateline.export.jsonl:JsonlExporter",
        "parquet": "dateline.export.parquet:ParquetExporter",
        "plover": "dateline.export.plover:PloverExporter",
        "release": "dateline.export.release:ReleaseExporter",
        "stix": "dateline.export.stix:StixExporter",
        "ucdp-like": "dateline.export.ucdp_like:UcdpLikeExporter",
    },
)

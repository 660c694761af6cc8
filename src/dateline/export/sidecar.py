"""What goes with an export: its origin, what its columns mean, what it could not hold, and its code lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.export.contract import Exporter, Provenance, Written
from dateline.ontology import Crosswalk


def sidecar_of(
    exporter: Exporter, provenance: Provenance, written: Written, schemes: Mapping[str, Crosswalk]
) -> dict[str, Any]:
    """What goes with an export: its origin, what its columns mean, what it could not hold, and its code lists."""
    return {
        "export": exporter.name,
        "version": exporter.version,
        "provenance": provenance_row(provenance),
        "rows": dict(sorted(written.rows.items())),
        "left_out": dict(sorted(written.left_out.items())),
        "lost": [{"field": one.field, "why": one.why} for one in exporter.lost],
        "conventions": list(exporter.conventions),
        "sheets": [
            {
                "name": sheet.name,
                "meaning": sheet.meaning,
                "columns": [{"name": column.name, "meaning": column.meaning} for column in sheet.columns],
            }
            for sheet in exporter.sheets
        ],
        "code_lists": [code_list_of(schemes[name]) for name in exporter.schemes if name in schemes],
    }


def provenance_row(provenance: Provenance) -> dict[str, Any]:
    """Where the events come from, as plain values."""
    return {
        "dateline": provenance.dateline,
        "policy": provenance.policy,
        "filters": list(provenance.filters),
        "ledger": None
        if provenance.ledger_seq is None
        else {
            "entry": provenance.ledger_seq,
            "hash": provenance.ledger_hash,
            "at": provenance.at.isoformat() if provenance.at else None,
        },
        "runs": [
            {"dateline": run.dateline, "config": run.config, "plugins": dict(run.plugins)} for run in provenance.runs
        ],
        "digests": dict(sorted(provenance.digests.items())),
    }


def code_list_of(scheme: Crosswalk) -> dict[str, Any]:
    """A scheme's codes with what they mean, its version, its source and its licence."""
    return {
        "scheme": scheme.scheme,
        "label": scheme.label,
        "version": scheme.version,
        "source": scheme.source,
        "licence": scheme.licence,
        "codes": [{"code": code, "meaning": entry.label} for code, entry in scheme.entries.items()],
    }

"""The pages of a release that say what it is: README, CITATION.cff, datapackage.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.export.contract import Column, Kind, Provenance
from dateline.export.release.codes import CODES, MODES, TYPES
from dateline.export.tables import EVENT_COLUMNS, TABLES

_TYPES: dict[Kind, str] = {"text": "string", "whole": "integer", "real": "number", "truth": "boolean", "day": "date"}


def day_of(provenance: Provenance) -> str | None:
    """The day of the last entry of the log that it shows, ISO 8601."""
    return provenance.at.date().isoformat() if provenance.at is not None else None


def version_of(provenance: Provenance) -> str:
    """What tells this release from others: the day, and the beginning of the ledger's hash."""
    day = day_of(provenance) or "undated"
    return f"{day}-{provenance.ledger_hash[:12]}" if provenance.ledger_hash else day


def citation_of(provenance: Provenance, name: str) -> str:
    """CITATION.cff 1.2.0; who publishes it fills in the authors."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use these data, cite them as below, with their version.",
        "type: dataset",
        f"title: {json.dumps(name, ensure_ascii=False)}",
        f"version: {json.dumps(version_of(provenance))}",
        *([f"date-released: {day}"] if (day := day_of(provenance)) else []),
        "authors:",
        '  - name: "The publishers of this release (put your names here)"',
        "keywords:",
        "  - armed conflict",
        "  - event data",
        "references:",
        "  - type: software",
        "    title: Dateline",
        f"    version: {json.dumps(provenance.dateline)}",
        "    authors:",
        '      - name: "The Dateline developers"',
    ]
    return "\n".join(lines) + "\n"


def readme_of(provenance: Provenance, name: str, rows: Mapping[str, int], days: tuple[str | None, str | None]) -> str:
    """What it is, how it was made, what it does not say."""
    first, last = days
    filters = "\n".join(f"- `{one}`" for one in provenance.filters) or "- none: every event of the ledger"
    counted = "\n".join(f"| {table} | {number:,} |" for table, number in rows.items())
    runs = (
        "\n".join(f"- Dateline {run.dateline}, configuration `{run.config}`" for run in provenance.runs)
        or "- none noted"
    )
    digests = "\n".join(f"| {key} | `{value}` |" for key, value in sorted(provenance.digests.items()))
    ledger = (
        f"entry {provenance.ledger_seq} of the ledger's log, hash `{provenance.ledger_hash}`"
        if provenance.ledger_seq is not None
        else "no ledger: reports that were read and merged in one run"
    )
    return f"""# {name}

Events of armed conflict and political violence as news reports tell them, read by Dateline {provenance.dateline}.
Version {version_of(provenance)}. Events from {first or "no day"} to {last or "no day"}.

## What is in it

| table | rows |
|---|---|
{counted}

- `data/events.jsonl`: everything, one event a line, in the format `dateline/1`.
- `data/events.csv` and the tables beside it: the same as plain tables; `data/events.reports.csv` says which report tells
  of which event, `data/events.figures.csv` who gave which figure.
- `codebook.md`: what every type, mode, column and code means. `codes/`: the code lists, each with its version in the codebook.
- `origin.json`: versions, filters, the rule by which tolls are weighed, digests. `datapackage.json`: the tables for programs.

Check it with `sha256sum -c SHA256SUMS`.

## How it was made

From {ledger}. Tolls are weighed by the rule `{provenance.policy}`; other rules give other best figures of the same reports.

Filters:

{filters}

What read the reports:

{runs}

| knowledge or model | SHA-256 |
|---|---|
{digests}

## What it does not say

- It tells what reports claim, not what happened. A count of rows is a count of events that reports told, not of events.
- `low`, `best` and `high` are the ends of what reports say under a named rule, not an interval of confidence.
- An empty cell is not said; it is never zero.
- A place has a point only where it is a town or a spot in one. `radius_km` says how far around it the place reaches.
- Fields that were restricted are left out or coarsened: `restricted` names them. Names of people are as the reports give them:
  do not use them to find or to harm anybody.
- Texts of reports belong to their publishers and are not in it; sentences in `data/events.figures.csv` are quotations.
- Machine reading errs. `status` is `reviewed` where a person has looked.

## Licence

The people who publish this release choose its licence: write it here. Place names and points are GeoNames' (CC BY 4.0) and
Natural Earth's (public domain).
"""


def package_of(provenance: Provenance, code_files: Sequence[str]) -> dict[str, Any]:
    """A Frictionless data package."""
    resources = [_resource("events", "data/events.csv") | {"schema": _schema(EVENT_COLUMNS, key="event")}]
    for table, columns in TABLES.items():
        keys = [{"fields": "event", "reference": {"resource": "events", "fields": "event"}}]
        schema = _schema(columns) | {"foreignKeys": keys}
        resources.append(_resource(table, f"data/events.{table}.csv") | {"schema": schema})
    lists = {"types.csv": TYPES, "modes.csv": MODES}
    for file in code_files:
        columns_ = lists.get(file, CODES)
        name = "codes-" + file.removesuffix(".csv").replace(".", "-")
        resources.append(_resource(name, f"codes/{file}") | {"schema": _schema(columns_)})
    return {
        "profile": "tabular-data-package",
        "name": "dateline-release",
        "version": version_of(provenance),
        **({"created": provenance.at.isoformat()} if provenance.at else {}),
        "resources": resources,
    }


def _resource(name: str, path: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }


def _schema(columns: Sequence[Column[Any]], *, key: str | None = None) -> dict[str, Any]:
    fields = [{"name": one.name, "type": _TYPES[one.kind], "description": one.meaning} for one in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    return schema | ({"primaryKey": key} if key else {})

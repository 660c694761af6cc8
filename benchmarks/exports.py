"""Writes the events of a ledger in every format, opens each file with a tool of its own, and prints a row for each.

    python -m benchmarks.exports [--ledger LEDGER] [--out FOLDER]

Without a ledger, one is made of the reports in ``examples``. The tools are those of the extras ``dev`` and ``ftm-check``; a
tool that is not installed is said to be missing, and the command then ends with 1, as it does where a tool finds a fault.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import dateline
from dateline.export import EXPORTERS
from dateline.export.jsonl import events_from_lines
from dateline.service import Ledger

ROOT = Path(__file__).resolve().parents[1]


class TableKind(NamedTuple):
    """How a table is written."""

    separator: str
    has_head: bool


COMMAS, POLECAT, GDELT = TableKind(",", True), TableKind("\t", True), TableKind("\t", False)


class FaultError(Exception):
    """What a tool found wrong with a file."""


def _need(holds: object, what: str) -> None:
    if not holds:
        raise FaultError(what)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _jsonl(path: Path, ledger: Ledger) -> str:
    back = list(events_from_lines(path))
    _need(back == list(ledger.events()), "what is read back are other events")
    return f"{len(back)} events read back are those of the ledger"


def _csv(path: Path, ledger: Ledger) -> str:
    import pandas

    table = pandas.read_csv(path)
    _need(len(table) == ledger.count_events(), "a row is missing")
    return f"{len(table)} rows of {len(table.columns)} columns, {table['killed_best'].sum():.0f} killed"


def _parquet(path: Path, ledger: Ledger) -> str:
    import geopandas
    import pyarrow.parquet

    table, places = pyarrow.parquet.read_table(path), geopandas.read_parquet(path)
    is_wgs84 = places.crs.equals("OGC:CRS84") or places.crs.equals("EPSG:4326")
    _need(table.num_rows == ledger.count_events() and is_wgs84, "rows, or the system of coordinates")
    return f"{table.num_rows} rows of {table.num_columns} typed columns; {places.geometry.notna().sum()} points"


def _geo(path: Path, ledger: Ledger) -> str:
    import geopandas
    import pyogrio

    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    places = geopandas.read_file(path, layer=layers[0])
    _need(len(places) == ledger.count_events(), "a feature is missing")
    pins = places.geometry.dropna()
    pins = pins[~pins.is_empty]
    _need(bool(pins.is_valid.all()) and places.crs == "EPSG:4326", "a geometry or the system of coordinates")
    return f"{len(layers)} layer{'s' if len(layers) > 1 else ''}, {len(places)} features, {len(pins)} valid points"


def _hxl(path: Path, ledger: Ledger) -> str:
    import hxl

    report = hxl.validate(hxl.data(str(path), hxl.InputOptions(allow_local=True)))
    _need(report["is_valid"], str(report)[:200])
    return f"valid, {len(_rows(path)) - 1} rows"


def _ftm(path: Path, ledger: Ledger) -> str:
    from followthemoney import model

    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for entity in entities:
        model.get_proxy(entity).schema.validate({"properties": entity["properties"]})
    return f"{len(entities)} entities of {len({one['schema'] for one in entities})} schemata valid"


def _stix(path: Path, ledger: Ledger) -> str:
    import stix2
    from stix2validator import ValidationOptions, validate_string

    text = path.read_text(encoding="utf-8")
    found = validate_string(text, ValidationOptions(version="2.1"))
    _need(found.is_valid, str(found.errors)[:200])
    bundle: Any = stix2.parse(text, allow_custom=True)
    return f"{len(bundle.objects)} objects valid and parsed"


def _annotations(path: Path, ledger: Ledger) -> str:
    from rdflib import Graph

    pages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    n_triples = 0
    for page in pages:
        # The context is on the web; the vocabulary stands for it here.
        page["@context"] = {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type"}
        n_triples += len(Graph().parse(data=json.dumps(page), format="json-ld"))
    return f"{len(pages)} pages of {sum(len(page['items']) for page in pages)} annotations, {n_triples:,} triples"


def _table(n_columns: int, kind: TableKind = COMMAS) -> Callable[[Path, Ledger], str]:
    def check(path: Path, ledger: Ledger) -> str:
        import pandas

        table = pandas.read_csv(path, sep=kind.separator, header=0 if kind.has_head else None)
        _need(len(table.columns) == n_columns, f"{len(table.columns)} columns")
        return f"{len(table)} row{'s' if len(table) != 1 else ''} of {n_columns} columns"

    return check


def _plover(path: Path, ledger: Ledger) -> str:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    [table] = path.parent.glob("*polecat*")
    return f"{len(records)} records; beside them {_table(40, POLECAT)(table, ledger)}"


def _release(path: Path, ledger: Ledger) -> str:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=path, capture_output=True, text=True, check=False
    )
    _need(done.returncode == 0, done.stderr)
    return f"{len(done.stdout.splitlines())} checksums hold"


#: By format: the tool's packages, and what it is asked.
CHECKS: dict[str, tuple[str, Callable[[Path, Ledger], str]]] = {
    "jsonl": ("", _jsonl),
    "csv": ("pandas", _csv),
    "parquet": ("pyarrow geopandas", _parquet),
    "geojson": ("geopandas pyogrio", _geo),
    "geopackage": ("geopandas pyogrio", _geo),
    "acled-like": ("pandas", _table(31)),
    "ucdp-like": ("pandas", _table(49)),
    "plover": ("pandas", _plover),
    "gdelt-like": ("pandas", _table(61, GDELT)),
    "ftm": ("followthemoney", _ftm),
    "stix": ("stix2 stix2-validator", _stix),
    "hxl": ("libhxl", _hxl),
    "annotations": ("rdflib", _annotations),
    "release": ("", _release),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a file is at fault or a tool is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ledger", help="a file or an address; made of the examples without it")
    parser.add_argument("--out", type=Path, help="keep the files there")
    options = parser.parse_args(arguments)
    is_bad = False
    with tempfile.TemporaryDirectory() as folder:
        out = options.out or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        with _ledger(options.ledger, Path(folder)) as ledger:
            print(f"{ledger.count_events():,} events; Dateline {dateline.__version__}\n", file=sys.stderr)
            print("| format | bytes | opened with | what it said |\n|---|---|---|---|", flush=True)
            for name in dateline.exports():
                size, tool, said, holds = _checked(name, out, ledger)
                is_bad = is_bad or not holds
                print(f"| {name} | {size:,} | {tool} | {said} |", flush=True)
    return int(is_bad)


def _ledger(name: str | None, folder: Path) -> Ledger:
    if name is not None:
        return Ledger(name)
    ledger = Ledger(str(folder / "examples.ledger"), create=True)
    for path in sorted((ROOT / "examples").glob("*.jsonl")):
        list(ledger.add([path]))
    return ledger


def _checked(name: str, out: Path, ledger: Ledger) -> tuple[int, str, str, bool]:
    """Bytes written, the tool with its version, what it said, and whether all is well."""
    path = out / f"{name}{EXPORTERS.get(name).ending}"
    ledger.export(name, path)
    size = sum(one.stat().st_size for one in ([path] if path.is_file() else path.rglob("*")) if one.is_file())
    packages, check = CHECKS[name]
    try:
        tool = ", ".join(f"{one} {version(one)}" for one in packages.split())
        return size, tool or ("Dateline itself" if name == "jsonl" else "sha256sum"), check(path, ledger), True
    except ImportError as error:
        return size, packages, f"not installed here: {error.name}", False
    except FaultError as error:
        return size, packages, f"at fault: {error}", False


if __name__ == "__main__":
    sys.exit(main())

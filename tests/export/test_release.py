"""A frozen release: whole, checked, cited, the same from the same ledger."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from dateline.errors import ConfigError
from dateline.export.jsonl import events_from_lines
from dateline.export.release import CHECKSUMS, checksums_of
from dateline.ontology import load_ontology
from tests.export.made import PROVENANCE, all_events, export


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release of all events."""
    export("release", tmp_path / "sahel-2024")
    return tmp_path / "sahel-2024"


def test_every_file_is_in_the_checksums_and_none_is_changed(release: Path) -> None:
    lines = (release / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {one.relative_to(release).as_posix() for one in release.rglob("*") if one.is_file()} - {CHECKSUMS}
    assert set(listed) == there and "data/events.jsonl" in there and "lost.json" in there
    for name, digest in listed.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest
    (release / "README.md").write_text("changed", encoding="utf-8")
    assert checksums_of(release) != (release / CHECKSUMS).read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="the tool of the checksums is not on this machine")
def test_the_tool_of_the_checksums_finds_them_right(release: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", CHECKSUMS], cwd=release, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_release_is_never_written_over(release: Path) -> None:
    with pytest.raises(ConfigError, match="never written over"):
        export("release", release)


def test_the_data_package_tells_every_table_its_columns_and_keys(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    tables = {one["path"]: one for one in package["resources"]}
    made = {one.relative_to(release).as_posix() for one in release.rglob("*.csv")}
    assert set(tables) == made
    for path, table in tables.items():
        with (release / path).open(encoding="utf-8", newline="") as lines:
            header, *rows = list(csv.reader(lines))
        assert header == [field["name"] for field in table["schema"]["fields"]]
        assert all(field["description"] for field in table["schema"]["fields"])
        for row in rows:
            for cell, field in zip(row, table["schema"]["fields"], strict=True):
                if cell and field["type"] in ("integer", "number"):
                    assert float(cell) is not None
                if cell and field["type"] == "boolean":
                    assert cell in ("true", "false")
    figures = tables["data/events.figures.csv"]["schema"]
    assert figures["foreignKeys"][0]["reference"] == {"resource": "events", "fields": "event"}
    assert tables["data/events.csv"]["schema"]["primaryKey"] == "event"


def test_the_codebook_is_made_from_the_ontology(release: Path) -> None:
    codebook, ontology = (release / "codebook.md").read_text(encoding="utf-8"), load_ontology()
    for kind in ontology.types.values():
        assert f"### {kind.id}\n\n{' '.join(kind.definition.split())}" in codebook
        assert all(f"| {mode.id} | " in codebook for mode in kind.modes)
    for scheme in ontology.schemes.values():
        assert scheme.version in codebook
        with (release / "codes" / f"{scheme.scheme}.csv").open(encoding="utf-8", newline="") as lines:
            assert {row["code"] for row in csv.DictReader(lines)} == set(scheme.entries)


def test_it_says_where_it_comes_from_and_how_to_cite_it(release: Path) -> None:
    cited = yaml.safe_load((release / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0" and cited["type"] == "dataset" and cited["title"] == "sahel-2024"
    assert cited["version"] == "2024-05-21-abababababab" and str(cited["date-released"]) == "2024-05-21"
    origin = json.loads((release / "origin.json").read_text(encoding="utf-8"))
    assert origin["ledger"] == {"entry": 12, "hash": "ab" * 32, "at": "2024-05-21T08:30:00+00:00"}
    assert origin["runs"][0]["config"] == "c" * 64 and origin["digests"] == {"ontology": "d" * 64}
    readme = (release / "README.md").read_text(encoding="utf-8")
    assert "`countries=MLI`" in readme and "Events from 2024-05-01 to 2024-05-31" in readme


def test_its_events_can_be_read_back(release: Path) -> None:
    assert [event.id for event in events_from_lines(release / "data" / "events.jsonl")] == [
        one.id for one in all_events()
    ]


def test_reports_that_no_ledger_holds_can_be_released_too(tmp_path: Path) -> None:
    bare = replace(PROVENANCE, ledger_seq=None, ledger_hash=None, at=None, runs=(), digests={}, filters=())
    export("release", tmp_path / "bare", provenance=bare)
    cited = yaml.safe_load((tmp_path / "bare" / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == "undated" and "date-released" not in cited
    assert "no ledger" in (tmp_path / "bare" / "README.md").read_text(encoding="utf-8")

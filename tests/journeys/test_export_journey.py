"""Exports as a user asks for them, by the command line: from a ledger, and straight from reports."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

import dateline
from dateline.service.merging import LedgerMerge
from tests.architecture.sources import ROOT
from tests.journeys.conftest import Cli
from tests.service.test_exporting import rich
from tests.service.test_merging import added


@pytest.fixture
def cli(here: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line, beside a ledger of two reports."""
    with dateline.Ledger(tmp_path / "my.ledger") as ledger:
        merge = LedgerMerge(ledger.store)
        merge.add_reading(*rich())
        merge.add_reading(*added(1))
    monkeypatch.setenv("DATELINE_LEDGER", "my.ledger")
    monkeypatch.setenv("DATELINE_BY", "A. Coder")
    return here


def test_a_text_format_goes_to_standard_output_and_the_rest_to_standard_error(cli: Cli) -> None:
    said = cli("export", "--to", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert said.code == 0 and rows and "killed_best" in rows[0]
    assert f"csv: {len(rows)} events" in said.err
    lines = cli("export", "--format", "jsonl").rows()
    assert lines == cli("events", "--format", "jsonl").rows() and len(lines) == len(rows)


def test_a_file_has_its_sidecar_beside_it(cli: Cli, tmp_path: Path) -> None:
    said = cli("export", "--to", "acled-like", "--out", "acled.csv")
    assert said.code == 0 and not said.out
    assert "left out: 1 event, no honest code in acled-like-2025" in " ".join(said.err.split())
    assert "acled.csv.lost.json" in said.err
    told = json.loads((tmp_path / "acled.csv.lost.json").read_text(encoding="utf-8"))
    assert told["export"] == "acled-like" and told["code_lists"][0]["scheme"] == "acled-like-2025"


def test_filters_are_those_of_events(cli: Cli) -> None:
    assert len(cli("export", "--to", "jsonl", "--toll", "killed=1000").rows()) == 1
    assert not cli("export", "--to", "jsonl", "--country", "NER").rows()
    [one] = cli("export", "--to", "jsonl", "--toll", "killed=1000", "--policy", "most-conservative").rows()
    assert one["event"]["counts"][0]["policy"] == "most-conservative"


def test_what_is_restricted_by_the_command_line_stays_inside(cli: Cli) -> None:
    [row] = cli("export", "--to", "jsonl", "--toll", "killed=1000").rows()
    assert cli("restrict", row["event"]["id"], "where").code == 0
    assert "Osmal" in cli("export", "--to", "csv").out
    [hidden] = cli("export", "--to", "jsonl", "--id", row["event"]["id"]).rows()
    assert hidden["event"]["where"]["place"]["name"] == "MLI" and hidden["event"]["where"]["place"]["lat"] is None


def test_a_release_is_a_folder_that_stays_as_it_is(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", "--to", "release", "--out", "sahel-2024").code == 0
    assert (tmp_path / "sahel-2024" / "SHA256SUMS").is_file()
    again = cli("export", "--to", "release", "--out", "sahel-2024")
    assert again.code == 2 and "never written over" in again.err


def test_wrong_use_is_told_with_its_remedy(cli: Cli) -> None:
    wrong = cli("export", "--to", "acled")
    assert wrong.code == 2 and "acled-like" in wrong.err
    binary = cli("export", "--to", "geopackage")
    assert binary.code == 2 and "--out PATH" in binary.err
    assert cli("export", "--to", "csv", "--out", "no/such/folder.csv").code == 2
    assert cli("export", "--to", "csv", "--ledger", "none.ledger").code == 3


def commands(path: Path) -> list[list[str]]:
    """The commands of a page that export."""
    lines = re.findall(r"^dateline (export [^#\n]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(line) for line in lines]


def test_every_format_has_its_page_and_the_commands_of_the_pages_run(cli: Cli, tmp_path: Path) -> None:
    pages = {path.stem: path for path in (ROOT / "docs" / "exports").glob("*.md") if path.stem != "README"}
    assert set(pages) == set(dateline.exports())
    intro = (ROOT / "docs" / "exports" / "README.md").read_text(encoding="utf-8")
    for name, page in pages.items():
        assert f"[{name}]({page.name})" in intro
        [words] = commands(page)
        assert cli(*words).code == 0, words
        assert (tmp_path / words[-1]).exists()
    for page in (ROOT / "docs" / "exports" / "README.md", ROOT / "README.md"):
        assert commands(page)
        for words in commands(page):
            shutil.rmtree(tmp_path / "sahel-2024", ignore_errors=True)
            said = cli(*words)
            assert said.code == 0, (words, said.err)


@pytest.mark.model
@pytest.mark.slow
def test_reports_are_exported_without_a_ledger(here: Cli, examples: Path, tmp_path: Path) -> None:
    shutil.copy(examples / "attack.jsonl", tmp_path / "attack.jsonl")
    said = here("code", "attack.jsonl", "--to", "geojson", "--out", "attack.geojson")
    assert said.code == 0 and "features" in said.err and "5 documents read" in said.err
    collection = json.loads((tmp_path / "attack.geojson").read_text(encoding="utf-8"))
    pinned = [one["properties"]["place"] for one in collection["features"] if one["geometry"]]
    assert "Gao" in pinned

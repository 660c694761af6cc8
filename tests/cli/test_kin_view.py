"""A report's versions and copies on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.errors import LedgerError
from dateline.service.merging import LedgerMerge
from dateline.store import Ledger as Store
from tests.service.test_kin import CORRECTED, OTHER, PAGE, REWORDED, WIRE, keep


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = tmp_path / "kept.ledger"
    with Store(path) as store:
        merge = LedgerMerge(store)
        keep(merge, WIRE, "a.txt", label="wire-1", outlet="Osmal Courier", url=PAGE)
        keep(merge, REWORDED, "b.txt", outlet="Radio\x1b[31m Varda", url="https://varda.example/1")
        keep(merge, CORRECTED, "c.txt", outlet="Osmal Courier", url=PAGE)
        keep(merge, OTHER, "d.txt", label="other-1", url="https://river.example/1")
    return str(path)


def test_a_report_is_explained_by_its_versions_and_copies(ledger: str) -> None:
    said = CliRunner().invoke(app, ["explain", "wire-1", "--ledger", ledger])
    assert said.exit_code == 0, said.output
    assert "this version" in said.output and "version (the newest)" in said.output
    assert "copy, " in said.output and "Varda" in said.output and "\x1b[31m" not in said.output
    row = json.loads(CliRunner().invoke(app, ["explain", "wire-1", "--ledger", ledger, "--format", "jsonl"]).stdout)
    assert [one["is_newest"] for one in row["report"]["versions"]] == [False, True]
    assert len(row["report"]["copies"]) == 1


def test_a_report_without_kin_says_so_and_what_is_no_report_is_refused(ledger: str) -> None:
    assert "no copy of it" in CliRunner().invoke(app, ["explain", "other-1", "--ledger", ledger]).output
    refused = CliRunner().invoke(app, ["explain", "other-2", "--ledger", ledger])
    assert isinstance(refused.exception, LedgerError)

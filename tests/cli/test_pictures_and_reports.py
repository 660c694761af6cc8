"""``dateline plot`` and ``dateline report``: what they print, and what they refuse."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import dateline
from dateline.service.merging import LedgerMerge
from tests.journeys.conftest import Cli, here
from tests.service.test_merging import filled

__all__ = ["here"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "kept.ledger"
    with dateline.Ledger(path) as ledger:
        filled(LedgerMerge(ledger.store))
    return path


@pytest.fixture
def cli(here: Cli, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("DATELINE_LEDGER", str(kept))
    return here


@pytest.mark.parametrize("what", ["tolls", "timeline", "map", "sources"])
def test_a_plot_is_written_and_told(cli: Cli, what: str, tmp_path: Path) -> None:
    words = ["--by", "year"] if what == "tolls" else []
    done = cli("plot", what, "--all", *words, "--out", "plot.png")
    assert (done.code, done.out) == (0, "plot.png\n"), done.err
    assert "What reports claim, not what happened" in " ".join(done.err.split())
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_a_report_is_written_and_told(cli: Cli, tmp_path: Path) -> None:
    done = cli("report", "--all", "--title", "Osmal", "--country", "mli", "--out", "report.html")
    assert (done.code, done.out) == (0, "report.html\n"), done.err
    assert "events in full" in done.err
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<h1>Osmal</h1>" in page and "country: MLI" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plot", "pie", "--out", "x.png"], "pie"),
        (["plot", "map"], "--out"),
        (["plot", "map", "--out", "x.gif"], ".png, .svg or .pdf"),
        (["plot", "tolls", "--since", "2031", "--out", "x.png"], "no event to draw"),
        (["plot", "map", "--out", "absent/x.png"], "cannot be written"),
        (["report", "--out", "x.docx"], ".html or .pdf"),
        (["report", "--from", "Friday", "--out", "x.html"], "is no day"),
        (["report"], "--out"),
        (["watch", "feed.xml"], "no feed's address"),
        (["watch", "https://example.org/feed", "--every", "soon"], "--every"),
    ],
)
def test_what_cannot_be_is_refused(cli: Cli, words: list[str], said: str, tmp_path: Path) -> None:
    done = cli(*words)
    assert done.code == 2 and said in done.err and not done.out
    assert not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize(
    ("words", "module", "extra"),
    [
        (["plot", "map", "--all", "--out", "x.png"], "matplotlib", "plot"),
        (["report", "--out", "x.pdf"], "weasyprint", "pdf"),
    ],
)
def test_what_is_missing_is_said_with_the_command_that_installs_it(
    cli: Cli, words: list[str], module: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = cli(*words)
    assert done.code == 2 and f'pip install "dateline[{extra}]"' in " ".join(done.err.split())

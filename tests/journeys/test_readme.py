"""README.md does what it says."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from tests.journeys.conftest import Cli, Run

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


@pytest.mark.model
def test_the_python_session_prints_what_it_shows() -> None:
    tried = doctest.testfile(str(README), module_relative=False)
    assert tried.attempted > 5
    assert tried.failed == 0


def part(title: str) -> str:
    """A section of README.md."""
    return README.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]


def commands(title: str = "The command line") -> list[str]:
    """The lines of a section that run Dateline on what ships with the project."""
    lines = re.findall(r"^(dateline [^#\n]+)", part(title), re.MULTILINE)
    return [line.strip() for line in lines if "my-folder" not in line and "gold.jsonl" not in line]


@pytest.mark.model
@pytest.mark.parametrize("command", commands())
def test_a_command_runs(command: str, run: Run) -> None:
    words = [str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(command)[1:]]
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.model
def test_the_commands_of_a_ledger_run_in_their_order(here: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_LEDGER", "my.ledger")
    lines = commands("Keep a ledger")
    assert len(lines) > 5
    for line in lines:
        words = [str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(line)[1:]]
        done = here(*words)
        assert done.code == 0, done.err
        assert done.out or done.err
    [event, *_] = here("events", "--type", "assault", "--format", "jsonl").rows()
    account = event["event"]["accounts"][0]["account"]
    judged: list[str] = []
    for line in re.findall(r"^\| `dateline ([^`]+)`", part("Keep a ledger"), re.MULTILINE):
        verb, *rest = line.replace(" e1d", "").replace("e05", event["event"]["id"]).replace("k29", account).split()
        if verb == "merge":
            other = next(row["event"]["id"] for row in here("events", "--format", "jsonl").rows() if row != event)
            rest.insert(1, other)
        done = here(verb, *(judged[-1] if word == "j3e" else word for word in rest))
        assert done.code == 0, (line, done.err)
        judged.append(done.out.split()[0])


def test_the_scripts_that_it_names_are_there() -> None:
    for name in re.findall(r"^(scripts/\w+)", README.read_text(encoding="utf-8"), re.MULTILINE):
        assert (ROOT / name).stat().st_mode & 0o111

"""README.md does what it says."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from tests.journeys.conftest import Run

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


@pytest.mark.model
def test_the_python_session_prints_what_it_shows() -> None:
    tried = doctest.testfile(str(README), module_relative=False)
    assert tried.attempted > 5
    assert tried.failed == 0


def commands() -> list[str]:
    """The lines of README.md that run Dateline on what ships with the project."""
    lines = re.findall(r"^(dateline [^#\n]+)", README.read_text(encoding="utf-8"), re.MULTILINE)
    return [line.strip() for line in lines if "my-folder" not in line and "gold.jsonl" not in line]


@pytest.mark.model
@pytest.mark.parametrize("command", commands())
def test_a_command_runs(command: str, run: Run) -> None:
    words = [str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(command)[1:]]
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_scripts_that_it_names_are_there() -> None:
    for name in re.findall(r"^(scripts/\w+)", README.read_text(encoding="utf-8"), re.MULTILINE):
        assert (ROOT / name).stat().st_mode & 0o111

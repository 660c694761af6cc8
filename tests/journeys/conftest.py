from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dateline.cli import main

Run = Callable[..., "subprocess.CompletedProcess[str]"]


class Said(NamedTuple):
    """What a command printed, and its exit status."""

    code: int
    out: str
    err: str

    def rows(self) -> list[dict[str, Any]]:
        """The objects of JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Cli = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs ``dateline`` as a user does, in an empty folder, with plain output."""

    def run_in(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "110", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "dateline", *map(str, arguments)]
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            input=stdin,
            cwd=tmp_path,
            env=environment,
            check=False,
            timeout=300,
        )

    return run_in


@pytest.fixture
def examples() -> Path:
    """The example reports that ship with the project."""
    return Path(__file__).parents[2] / "examples"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    """Runs ``dateline`` in this process, in an empty folder, so that a model is loaded once for many commands."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"NO_COLOR": "1", "COLUMNS": "130", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)

    def call(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["dateline", *words])
        capfd.readouterr()
        code = 0
        try:
            main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
        sys.stdout.flush()
        return Said(code, *capfd.readouterr())

    return call

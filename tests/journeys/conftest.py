from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


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

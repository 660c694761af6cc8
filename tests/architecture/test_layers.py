"""Imports run one way, and no room knows another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import PACKAGE, ROOT, packages, project


def contract(path: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo", "pyproject.toml"],
        cwd=path,
        env={"PYTHONPATH": str(path / "src"), "PATH": "", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contract_is_kept() -> None:
    kept = contract(ROOT)
    assert kept.returncode == 0, kept.stdout + kept.stderr


def test_the_contract_is_broken_by_a_room_that_imports_its_sibling(tmp_path: Path) -> None:
    layers = project()["tool"]["importlinter"]["contracts"][0]["layers"]
    house = tmp_path / "src" / "dateline"
    house.mkdir(parents=True)
    (house / "__init__.py").touch()
    for name in (name for layer in layers for name in layer.split(" | ")):
        (house / f"{name}.py").touch()
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert contract(tmp_path).returncode == 0
    (house / "clean.py").write_text("import dateline.read\n", encoding="utf-8")
    assert contract(tmp_path).returncode == 1


def test_every_package_has_its_layer() -> None:
    contracts = project()["tool"]["importlinter"]["contracts"]
    assert contracts[0]["exhaustive"] is True
    layered = {name for layer in contracts[0]["layers"] for name in layer.split(" | ")}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    assert layered == modules | set(packages())


def test_importing_the_package_imports_none_of_its_rooms() -> None:
    lines = "import sys, dateline; print(sorted(name for name in sys.modules if name.startswith('dateline')))"
    printed = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "['dateline', 'dateline.version']"

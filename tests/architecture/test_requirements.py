"""The locked requirements hold what the project asks for, and no address."""

from __future__ import annotations

import re

import pytest

from tests.architecture.sources import ROOT, project

LOCKS = ("base.txt", "dev.txt")


def locked(name: str) -> dict[str, set[str]]:
    """The versions of a lock file, by name; one name may have several, each for its own Python."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==([^ ;]+)", line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def wanted() -> tuple[list[str], list[str]]:
    told = project()["project"]
    return told["dependencies"], told["optional-dependencies"]["dev"]


@pytest.mark.parametrize("name", LOCKS)
def test_what_the_project_asks_for_is_locked(name: str) -> None:
    run, dev = wanted()
    asked = run if name == "base.txt" else run + dev
    names = {re.split(r"[=<>!~\[; ]", one)[0].casefold().replace("_", "-") for one in asked}
    assert not names - set(locked(name)), "run scripts/lock"


def test_both_locks_agree() -> None:
    dev = locked("dev.txt")
    assert {name: dev.get(name) for name in locked("base.txt")} == locked("base.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    strange = [
        line for line in lines if not re.match(r"([a-z0-9._-]+==\S+.*\\|    --hash=sha256:[0-9a-f]{64}( \\)?)$", line)
    ]
    assert not strange
    assert not [line for line in lines if "://" in line]

"""The page is committed as it was built: what ships is what the sources make, and it asks nothing of the network."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "dateline" / "web" / "static"
MANIFEST = json.loads((STATIC / "manifest.json").read_text("utf-8"))
#: The build's whole weight; a page that grows past it has taken in something by accident.
MOST_BYTES = 2_700_000


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sources() -> set[str]:
    left = re.compile(r"^(node_modules|src/generated)/|^\.(npmrc|gitignore|prettier)")
    names = {path.relative_to(FRONTEND).as_posix() for path in FRONTEND.rglob("*") if path.is_file()}
    return {name for name in names if not left.match(name)}


def test_the_build_is_of_these_sources() -> None:
    stale = [
        name
        for name, digest in MANIFEST["sources"].items()
        if not (FRONTEND / name).is_file() or _digest(FRONTEND / name) != digest
    ]
    new = sorted(_sources() - MANIFEST["sources"].keys())
    assert not stale and not new, f"run `npm ci && npm run build` in frontend/: changed {stale}, new {new}"


def test_what_ships_is_what_was_built() -> None:
    there = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()} - {"manifest.json"}
    assert there == MANIFEST["built"].keys()
    assert {name: _digest(STATIC / name) for name in there} == MANIFEST["built"]


def test_it_is_small() -> None:
    assert sum((STATIC / name).stat().st_size for name in MANIFEST["built"]) < MOST_BYTES


def test_the_page_holds_nothing_inline() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    assert re.search(r"<script\b", page)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)[^>]*>", page), "an inline script"
    assert not re.search(r"<style\b|\bstyle=|\bon\w+=", page), "inline style or handler"
    assert not re.search(r"(src|href)=[\"'](https?:)?//", page), "an address elsewhere"


@pytest.mark.parametrize(
    "path", sorted(FRONTEND.glob("src/**/*.svelte")), ids=lambda path: path.relative_to(FRONTEND).as_posix()
)
def test_no_text_is_ever_taken_for_markup(path: Path) -> None:
    source = path.read_text("utf-8")
    assert "{@html" not in source
    assert "innerHTML" not in source
    assert not re.search(r"<[^>]*\sstyle=\"", source), "a style attribute, which the content security policy refuses"


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    assert lock["packages"]
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]

"""What a user can name is documented, and the pages made from the code say what the code says."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import dateline
from dateline.cli import app
from dateline.config import Config
from dateline.ontology import load_ontology
from tests.architecture.sources import ROOT, name_of

REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").glob("*.md")])
VERBS = [command.name or "" for command in app.registered_commands]


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_pages_made_from_the_code_are_fresh() -> None:
    command = [sys.executable, "tools/reference.py", "--check"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented(verb: str) -> None:
    assert f"## `dateline {verb}`" in page("cli.md")
    assert f"dateline {verb}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_every_option_has_help(verb: str) -> None:
    command = next(command for command in app.registered_commands if command.name == verb)
    assert command.callback is not None and inspect.getdoc(command.callback)
    section = page("cli.md").split(f"## `dateline {verb}`")[1].split("\n## ")[0]
    options = re.findall(r"^│ [* ]*(--[a-z-]+)(.*)", section, re.MULTILINE)
    assert options
    assert not [name for name, rest in options if not re.search(r"\s[A-Z][a-z]*,? \w", rest)]


@pytest.mark.parametrize("name", dateline.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert inspect.getdoc(getattr(dateline, name))
    assert f"## `dateline.{name}`" in page("python.md")


def test_public_names_are_listed_once_and_sorted() -> None:
    assert list(dateline.__all__) == sorted(set(dateline.__all__))


@pytest.mark.parametrize("field", fields(Config), ids=lambda field: field.name)
def test_every_setting_is_documented(field: object) -> None:
    name = getattr(field, "name", "")
    assert re.search(rf"^\| `{name}` \|", page("config.md"), re.MULTILINE)


def test_every_event_type_is_documented() -> None:
    documented = re.findall(r"^## (\w+)$", page("event_types.md"), re.MULTILINE)
    assert sorted(documented) == sorted(load_ontology().types)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)", path.read_text(encoding="utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert not [link for link in local if not (path.parent / link).exists()]


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=name_of)
def test_a_decision_has_its_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$", path.name)
    assert re.match(r"---\nstatus: (accepted|superseded by \S+)\n---\n\n# \S", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Alternatives"]

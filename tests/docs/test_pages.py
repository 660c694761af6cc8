"""Every command of the documentation runs: page by page, in order, in an empty folder with the examples of the project.

A block ``sh`` holds commands, a block ``python`` is executed, and a block behind ``<!-- file: NAME -->`` is a file that the
page has its reader write. EVENT, OTHER, ACCOUNT and JUDGEMENT stand for ids. What no test can run begins as ``NOT_RUN`` does.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import app
from dateline.errors import UnreadableError
from dateline.gazetteer import build_gazetteer
from dateline.read import Known
from dateline.read.fetch import Page
from tests.architecture.sources import ROOT, name_of, project
from tests.files import item, rss
from tests.journeys.conftest import Cli

PAGES = [ROOT / "docs" / "analysts.md", ROOT / "docs" / "ledger.md", *sorted((ROOT / "docs" / "guides").glob("*.md"))]
#: What begins so is not run: it changes the machine, and the names of extras in it are looked at instead.
NOT_RUN = ("pip install",)
SERVER = "postgresql://coder@db.example/sahel"
FEEDS = ("https://news.example/feed.xml", "https://wire.example/atom.xml")
BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    kind: str
    body: str
    file: str | None


def blocks(path: Path) -> list[Block]:
    """The blocks of a page in their order."""
    text = path.read_text(encoding="utf-8")
    return [Block(found["kind"], found["body"], found["file"]) for found in BLOCK.finditer(text)]


class Feeds:
    """Stands for the web: two feeds that hold their reports, and pages that cannot be had."""

    def fetch(self, address: str, known: Known | None = None) -> Page:
        if address not in FEEDS:
            raise UnreadableError(f"{address}: not found", kind="not_found")
        number = FEEDS.index(address) + 1
        told = rss(
            item(
                number,
                f"Gunmen killed {number + 2} herders near Gao on Friday.",
                url=f"https://news.example/{number}",
            )
        )
        return Page(
            url=address,
            raw=told.encode(),
            media_type="application/rss+xml",
            fetched_at=datetime(2024, 5, 12, tzinfo=UTC),
        )


class Reader:
    """Somebody who does what a page says."""

    def __init__(self, cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch, server: str | None) -> None:
        self.cli, self.folder, self.monkeypatch, self.server = cli, folder, monkeypatch, server
        self.judged: list[str] = []
        #: What this machine lacks a library of the system for.
        self.lacking: list[str] = []
        self.names: dict[str, Any] = {}

    def run(self, line: str) -> None:
        """One line of a shell."""
        if line.startswith(NOT_RUN):
            extras = set(re.findall(r"[\w-]+", line.partition("[")[2].partition("]")[0]))
            assert extras <= set(project()["project"]["optional-dependencies"])
            return
        if line.startswith("export "):
            [(name, value)] = re.findall(r"export (\w+)=(.*)", line)
            [said] = shlex.split(value)
            self.monkeypatch.setenv(name, self.server if said == SERVER and self.server else said)
            return
        words = [self.name(word) for word in shlex.split(line, comments=True)]
        assert words[0] == "dateline", f"no test runs {line!r}"
        done = self.cli(*words[1:])
        if "a PDF needs WeasyPrint or Chromium" in done.err:
            self.lacking.append(line)
            return
        assert done.code == 0, f"{line}: {done.err}"
        assert done.out or done.err or "--out" in words
        if found := re.match(r"(j[0-9a-f]{4,})\b", done.out):
            self.judged.append(found[1])

    def name(self, word: str) -> str:
        """What a word in capitals stands for."""
        if word == "JUDGEMENT":
            return self.judged[-1]
        if word not in ("EVENT", "OTHER", "ACCOUNT"):
            return word
        ledger = (
            ["--ledger", next(iter(self.folder.glob("*.ledger"))).name] if "DATELINE_LEDGER" not in os.environ else []
        )
        rows = [row["event"] for row in self.cli("events", "--format", "jsonl", *ledger).rows()]
        rows.sort(key=lambda event: -len(event["accounts"]))
        return str(
            {"EVENT": rows[0]["id"], "OTHER": rows[-1]["id"], "ACCOUNT": rows[0]["accounts"][-1]["account"]}[word]
        )

    def write(self, block: Block) -> None:
        target = self.folder / (block.file or "")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.body, encoding="utf-8")

    def execute(self, body: str) -> None:
        exec(compile(body, "page", "exec"), self.names)


@pytest.fixture
def reader(
    here: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Reader]:
    path: Path = request.param
    text = path.read_text(encoding="utf-8")
    server = str(request.getfixturevalue("server")) if SERVER in text else None
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copy(ROOT / "examples" / "attack.jsonl", tmp_path / "reports.jsonl")
    for name in ("DATELINE_LEDGER", "DATELINE_BY", "DATELINE_GAZETTEER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("dateline.service.watching.PoliteFetcher", Feeds)
    if "dateline gazetteer build" in text:
        # The embedded index takes half a minute to copy; how that is done is tested where it is done.
        defaults: Any = build_gazetteer.__kwdefaults__
        monkeypatch.setitem(defaults, "base", request.getfixturevalue("base"))
    yield Reader(here, tmp_path, monkeypatch, server)


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "reader"), [(path, path) for path in PAGES if blocks(path)], ids=name_of, indirect=["reader"]
)
def test_what_a_page_says_can_be_done(path: Path, reader: Reader) -> None:
    for block in blocks(path):
        if block.file is not None:
            reader.write(block)
        elif block.kind == "sh":
            for line in block.body.splitlines():
                if line.strip() and not line.startswith("#"):
                    reader.run(line)
        elif block.kind == "python":
            reader.execute(block.body)
        else:
            assert block.kind == "text", f"a block {block.kind!r} that nothing is done with"
    if reader.lacking:
        pytest.skip(
            f"neither Pango (for WeasyPrint) nor Chromium is on this machine; all else ran but {reader.lacking}"
        )


EVERY_PAGE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
COMMANDS = {command.name or "": command for command in app.registered_commands}
GROUPS = {group.name or "": group.typer_instance for group in app.registered_groups}


@pytest.mark.parametrize("path", [page for page in EVERY_PAGE if page.parent.name != "reference"], ids=name_of)
def test_every_command_that_a_page_names_is_one(path: Path) -> None:
    """Also what stands in a sentence or a table: its verb and its options are those of the command line."""
    from typer.main import get_command

    known = get_command(app)
    text = path.read_text(encoding="utf-8")
    for words in re.findall(r"`dateline ([a-z][^`\n]*)`|^dateline ([a-z].*)$", text, re.MULTILINE):
        said = (words[0] or words[1]).split(" #")[0].split()
        command: Any = known
        while said and hasattr(command, "commands"):
            verb = said.pop(0)
            assert verb in command.commands, f"`dateline {verb}`"
            command = command.commands[verb]
        options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        named = {word.partition("=")[0].rstrip(",.;") for word in said if re.match(r"--?[a-z]", word)}
        assert named <= options | {"--help", "-h"}, f"{' '.join(said)}: {named - options}"


def test_each_guide_is_listed() -> None:
    guides = ROOT / "docs" / "guides"
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", (guides / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in guides.glob("*.md")} - {"README.md"}

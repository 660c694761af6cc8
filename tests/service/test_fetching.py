"""Addresses on the command line are fetched, those in lists where it is asked for, and no file leads anywhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline
from dateline.domain.issue import Issue
from dateline.domain.reading import Reading
from dateline.domain.source import Source
from dateline.service import code_each, source_named
from tests.files import HEADLINE, page
from tests.journeys.conftest import Cli, here
from tests.read.web import Reply, Site, Web, serving

__all__ = ["here"]


@pytest.fixture
def site() -> Iterator[tuple[Web, Site]]:
    """A server with a page and a list of two pages."""
    site: Site = {"/1": Reply(page().encode(), head={"Content-Type": "text/html"})}
    with serving(site) as web:
        site["/2"] = site["/1"]
        listed = "\n".join(web.url(path) for path in ("/1", "/2")).encode()
        site["/list.txt"] = Reply(listed, head={"Content-Type": "text/plain"})
        yield web, site


def titles(found: Iterator[Reading | Issue]) -> list[str | None]:
    return [one.kind if isinstance(one, Issue) else one.document.title for one in found]


@pytest.mark.model
@pytest.mark.slow
def test_an_address_is_fetched_and_a_list_of_them_where_it_is_asked_for(site: tuple[Web, Site], tmp_path: Path) -> None:
    web, _ = site
    fetcher = web.fetcher(retries=0)
    named = [source_named(web.url("/1"))]
    assert titles(code_each(named)) == ["unsupported"]
    assert titles(code_each(named, fetcher=fetcher)) == [HEADLINE]
    listed = tmp_path / "urls.txt"
    listed.write_text(web.url("/2"), encoding="utf-8")
    asked = len(web.paths())
    assert titles(code_each([listed], fetcher=fetcher)) == ["unsupported"]
    assert len(web.paths()) == asked, "a file led to the network"
    assert titles(code_each([listed], fetcher=fetcher, lists=True)) == [HEADLINE]
    with dateline.Ledger(tmp_path / "a.ledger") as ledger:
        kept = list(ledger.add([Source(uri=web.url("/list.txt"))], fetcher=fetcher))
        assert [one.uri for one in kept] == [web.url("/1"), web.url("/2")]


@pytest.mark.model
@pytest.mark.slow
def test_the_command_line_fetches_what_is_named(
    here: Cli, site: tuple[Web, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web, _ = site
    monkeypatch.setattr("dateline.cli.options.PoliteFetcher", lambda: web.fetcher(retries=0))
    [row] = here("code", web.url("/1"), "--format", "jsonl").rows()
    assert row["document"]["title"] == HEADLINE
    (tmp_path / "urls.txt").write_text(web.url("/2"), encoding="utf-8")
    left = here("code", "urls.txt", "--format", "jsonl", "--strict")
    assert left.code == 1 and not left.out and "--fetch" in left.err
    added = here("add", "urls.txt", "--fetch", "--ledger", "a.ledger", "--format", "jsonl")
    assert added.code == 0 and json.loads(added.out.splitlines()[0])["became"] == "new"


def test_the_command_line_reaches_no_private_machine(here: Cli) -> None:
    said = here("code", "http://127.0.0.1:9/", "--strict")
    assert said.code == 1 and "no public address" in said.err

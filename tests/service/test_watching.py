"""Feeds watched into a ledger: each report once, over stops and starts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline
from dateline.config import Config
from dateline.domain.issue import Issue
from dateline.errors import ConfigError
from dateline.read import WatchOptions
from dateline.service.keeping import Kept
from dateline.service.merging import LedgerMerge
from dateline.service.watching import watch_feeds
from tests.files import STORY, item, page, rss
from tests.read.web import Reply, Site, Web, serving

pytestmark = pytest.mark.model

#: The rules alone: what is read is not the point here.
CONFIG = Config(analyse="spacy")
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[tuple[Web, Site]]:
    pages: Site = {}
    with serving(pages) as web:
        yield web, pages


def publish(web: Web, site: Site, *numbers: int) -> None:
    """A feed of those reports."""
    for number in numbers:
        site[f"/{number}"] = Reply(page(f"Report {number}: {STORY[0]}", *STORY).encode(), head=HTML)
    feed = rss(*(item(number, url=web.url(f"/{number}")) for number in reversed(numbers)))
    site["/feed"] = Reply(feed.encode(), head={"Content-Type": "application/rss+xml"})


def watched(ledger: dateline.Ledger, web: Web, memory: Path, *, rounds: int = 1) -> list[Kept | Issue]:
    found = watch_feeds(
        LedgerMerge(ledger.store),
        [web.url("/feed")],
        memory=memory,
        options=WatchOptions(interval_s=0.0, rounds=rounds),
        config=CONFIG,
        fetcher=web.fetcher(retries=0),
        sleep=lambda seconds: None,
    )
    return list(found)


def test_what_is_new_is_kept_once_and_remembered_over_a_stop(site: tuple[Web, Site], tmp_path: Path) -> None:
    web, pages = site
    memory = tmp_path / "feeds.json"
    with dateline.Ledger(tmp_path / "a.ledger") as ledger:
        publish(web, pages, 1, 2)
        first = watched(ledger, web, memory)
        assert [one.became for one in first if isinstance(one, Kept)] == ["new", "new"]
        assert watched(ledger, web, memory) == []
        publish(web, pages, 1, 2, 3)
        # Taken up again by another process, as it were: only the file knows.
        [third] = watched(ledger, web, memory)
        assert isinstance(third, Kept) and third.uri.endswith("/3")
        assert ledger.stats().documents == 3
    assert set(json.loads(memory.read_text(encoding="utf-8"))) == {web.url("/feed")}


def test_a_feed_that_cannot_be_had_is_an_issue_and_the_watch_goes_on(site: tuple[Web, Site], tmp_path: Path) -> None:
    web, _ = site
    with dateline.Ledger(tmp_path / "a.ledger") as ledger:
        [issue] = watched(ledger, web, tmp_path / "feeds.json")
        assert isinstance(issue, Issue) and ledger.stats().issues == 1


def test_the_memory_of_a_ledger_in_a_file_stands_beside_it(tmp_path: Path) -> None:
    with dateline.Ledger(tmp_path / "a.ledger") as ledger:
        # A private address is refused, which is an issue too.
        list(ledger.watch(["http://127.0.0.1:9/feed"], options=WatchOptions(rounds=1)))
    assert (tmp_path / "a.ledger.feeds.json").is_file()


@pytest.mark.parametrize(
    "feeds", [[], ["feed.xml"], ["ftp://example.org/feed"], ["https://example.org/feed", "file:///etc/passwd"]]
)
def test_what_is_no_address_is_refused(feeds: list[str], tmp_path: Path) -> None:
    with dateline.Ledger(tmp_path / "a.ledger") as ledger, pytest.raises(ConfigError, match="no feed's address"):
        ledger.watch(feeds)


def test_a_memory_that_is_none_is_refused_and_left(tmp_path: Path) -> None:
    memory = tmp_path / "notes.txt"
    memory.write_text("dear diary", encoding="utf-8")
    with dateline.Ledger(tmp_path / "a.ledger") as ledger, pytest.raises(ConfigError, match="no memory of feeds"):
        ledger.watch(["https://example.org/feed"], memory=memory)
    assert memory.read_text(encoding="utf-8") == "dear diary"

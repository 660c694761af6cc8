"""Watching feeds: what is new comes once, what changed comes again, and a feed that fails is left alone for longer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.read import WatchMemory, WatchOptions, watch
from tests.files import STORY, item, page, rss
from tests.read.web import Reply, Site, Web, serving

HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/rss+xml"}


class Clock:
    """A clock that goes on while one sleeps."""

    def __init__(self) -> None:
        self.at = datetime(2024, 5, 15, 6, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


def watched(
    web: Web, memory: WatchMemory, clock: Clock, *paths: str, rounds: int = 1, follow: bool = True
) -> list[RawDocument | Issue]:
    options = WatchOptions(interval_s=600, rounds=rounds, follow=follow)
    addresses = [web.url(path) for path in paths or ("/feed",)]
    return list(
        watch(addresses, web.fetcher(retries=0), memory=memory, options=options, now=clock.now, sleep=clock.sleep)
    )


def uris(found: list[RawDocument | Issue]) -> list[str]:
    return [one.kind if isinstance(one, Issue) else one.uri.rpartition("/")[2] for one in found]


def site_of(web: Web, *numbers: int, text: str = STORY[0]) -> Site:
    """A feed without texts, and its pages."""
    site: Site = {f"/{n}": Reply(page(text, *STORY).encode(), head=HTML) for n in numbers}
    site["/feed"] = Reply(rss(*(item(n, url=web.url(f"/{n}")) for n in reversed(numbers))).encode(), head=XML)
    return site


def test_what_is_new_comes_once_the_oldest_first() -> None:
    site: Site = {}
    with serving(site) as web:
        memory, clock = WatchMemory(), Clock()
        site |= site_of(web, 1, 2)
        first = watched(web, memory, clock)
        assert uris(first) == ["1", "2"]
        assert isinstance(first[0], RawDocument)
        assert (first[0].given.url, str(first[0].given.published)) == (web.url("/1"), "2024-05-14")
        site |= site_of(web, 1, 2, 3)
        # Across a stop, too: the memory is kept as JSON.
        memory = WatchMemory.from_plain(json.loads(json.dumps(memory.to_plain())))
        assert uris(watched(web, memory, clock)) == ["3"]
        assert clock.slept == [600.0]


def test_a_watch_goes_on_for_its_rounds_with_the_interval_between() -> None:
    site: Site = {}
    with serving(site) as web:
        clock = Clock()
        site |= site_of(web, 1)
        assert uris(watched(web, WatchMemory(), clock, rounds=3)) == ["1"]
        assert (web.paths().count("/feed"), clock.slept) == (3, [600.0, 600.0])


def test_an_entry_that_changed_comes_again() -> None:
    site: Site = {}
    with serving(site) as web:
        memory, clock = WatchMemory(), Clock()
        site["/feed"] = Reply(rss(item(1, STORY[0])).encode(), head=XML)
        assert len(watched(web, memory, clock, follow=False)) == 1
        site["/feed"] = Reply(rss(item(1, STORY[1])).encode(), head=XML)
        [document] = watched(web, memory, clock, follow=False)
        assert isinstance(document, RawDocument) and STORY[1].encode() in document.raw


def test_a_feed_is_asked_whether_it_changed() -> None:
    def answer(head: Mapping[str, str]) -> Reply:
        if head.get("if-none-match") == '"1"':
            return Reply(status=304)
        return Reply(rss(item(1, *STORY)).encode(), head={**XML, "ETag": '"1"'})

    with serving({"/feed": answer}) as web:
        memory, clock = WatchMemory(), Clock()
        assert len(watched(web, memory, clock, rounds=2, follow=False)) == 1
        assert [head.get("if-none-match") for _, path, head in web.asked if path == "/feed"] == [None, '"1"']


def test_a_feed_that_fails_is_left_alone_for_longer_and_others_go_on() -> None:
    site: Site = {}
    with serving(site) as web:
        memory, clock = WatchMemory(), Clock()
        site |= {"/good": Reply(rss(item(1, *STORY)).encode(), head=XML), "/bad": Reply(b"<html>Down", head=HTML)}
        found = watched(web, memory, clock, "/bad", "/good", rounds=3, follow=False)
        assert uris(found) == ["unreadable", "good#1", "unreadable", "unreadable"]
        assert memory.feeds[web.url("/bad")].n_failures == 3
        assert memory.feeds[web.url("/good")].n_failures == 0
        # 1200 and 2400 seconds after the first two failures.
        assert sum(clock.slept) == 3600


def test_where_the_page_cannot_be_had_the_feeds_text_is_taken_and_it_is_said() -> None:
    site: Site = {}
    with serving(site) as web:
        site["/feed"] = Reply(rss(item(1, *STORY, url=web.url("/gone"))).encode(), head=XML)
        issue, document = watched(web, WatchMemory(), Clock())
        assert isinstance(issue, Issue) and issue.kind == "gone"
        assert isinstance(document, RawDocument) and STORY[0].encode() in document.raw


def test_a_report_whose_handling_failed_comes_again() -> None:
    site: Site = {}
    with serving(site) as web:
        site["/feed"] = Reply(rss(item(1, *STORY), item(2, *STORY)).encode(), head=XML)
        memory, clock = WatchMemory(), Clock()
        options = WatchOptions(rounds=1, follow=False)
        given = watch(
            [web.url("/feed")], web.fetcher(), memory=memory, options=options, now=clock.now, sleep=clock.sleep
        )
        next(given)
        given.close()  # type: ignore[attr-defined]
        assert len(watched(web, memory, clock, follow=False)) == 2


def test_an_entry_cannot_lead_inside() -> None:
    site: Site = {}
    with serving(site) as web:
        site["/feed"] = Reply(rss(item(1, url="http://169.254.169.254/latest")).encode(), head=XML)
        [issue] = watched(web, WatchMemory(), Clock())
        assert isinstance(issue, Issue) and issue.kind == "refused_address"

"""Feeds watched: polled politely, each new or changed report handed on once, with what is needed to go on later."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from dateline.domain.day import moment_from_iso
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.errors import DocumentError
from dateline.plugins import Settings
from dateline.read.choose import read
from dateline.read.feed.entry import Entry, entries_of
from dateline.read.fetch import Fetcher, Known

#: A feed that fails is asked again after the interval, twice it, four times …, at last once a day.
_LONGEST_S = 24 * 3600.0
#: Entries that are remembered of a feed beside those that are in it now.
_REMEMBERED = 5000


@dataclass(slots=True)
class FeedMemory:
    """What is known of one feed."""

    known: Known = Known()
    #: The version of every report handed on, by the feed's name for it, oldest first.
    seen: dict[str, str] = field(default_factory=dict)
    n_failures: int = 0
    #: UTC; not to be asked before.
    next_at: datetime | None = None


@dataclass(slots=True)
class WatchMemory:
    """What a watch must keep to go on where it stopped; JSON holds it."""

    feeds: dict[str, FeedMemory] = field(default_factory=dict)

    def to_plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            address: {
                "etag": feed.known.etag,
                "last_modified": feed.known.last_modified,
                "seen": dict(feed.seen),
                "n_failures": feed.n_failures,
                "next_at": feed.next_at.isoformat() if feed.next_at else None,
            }
            for address, feed in self.feeds.items()
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> WatchMemory:
        """The memory of which that is the plain form; raises KeyError, TypeError or ValueError where it is none."""
        memory = cls()
        for address, row in plain.items():
            next_at = moment_from_iso(row["next_at"]) if row["next_at"] else None
            memory.feeds[str(address)] = FeedMemory(
                known=Known(row["etag"], row["last_modified"]),
                seen={str(name): str(version) for name, version in row["seen"].items()},
                n_failures=int(row["n_failures"]),
                next_at=next_at[1] if next_at else None,
            )
        return memory


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """How feeds are watched."""

    #: Between two looks at one feed, in seconds.
    interval_s: float = 900.0
    #: How often each feed is looked at before the watch ends; None: until it is stopped.
    rounds: int | None = None
    #: Fetch the whole report at the entry's address; else what the feed holds of it is taken.
    follow: bool = True


def watch(
    addresses: Iterable[str],
    fetcher: Fetcher,
    *,
    memory: WatchMemory | None = None,
    options: WatchOptions | None = None,
    settings: Settings | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[RawDocument | Issue]:
    """The reports that are new or changed in the feeds, as they come; trouble comes as issues, and the watch goes on.

    ``memory`` is changed as the watch goes: a report counts as seen once the caller asks for the next one, so that one
    whose handling failed comes again. Save it whenever a report has been dealt with.
    """
    memory = memory if memory is not None else WatchMemory()
    options = options or WatchOptions()
    waiting: dict[str, int | None] = dict.fromkeys(addresses, options.rounds)
    while waiting:
        for address in list(waiting):
            feed = memory.feeds.setdefault(address, FeedMemory())
            if feed.next_at is not None and feed.next_at > now():
                continue
            yield from _Look(address, feed, fetcher, options, settings or Settings()).found(now)
            left = waiting[address]
            waiting[address] = None if left is None else left - 1
            if left == 1:
                del waiting[address]
        due = [feed.next_at for address in waiting if (feed := memory.feeds[address]).next_at is not None]
        if due and waiting:
            sleep(max(1.0, (min(due) - now()).total_seconds()))


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at one feed."""

    address: str
    feed: FeedMemory
    fetcher: Fetcher
    options: WatchOptions
    settings: Settings

    def found(self, now: Callable[[], datetime]) -> Iterator[RawDocument | Issue]:
        feed = self.feed
        try:
            page = self.fetcher.fetch(self.address, feed.known)
            if not page.is_unchanged:
                source = Source(uri=self.address, raw=page.raw, media_type=page.media_type, fetched_at=page.fetched_at)
                entries = list(entries_of(source, page.raw))
                # The oldest first, as they were published.
                for entry in reversed(entries):
                    if feed.seen.get(entry.id) != entry.version:
                        yield from self._report(source, entry)
                        feed.seen[entry.id] = entry.version
                self._forget({entry.id for entry in entries})
                feed.known = page.known
            feed.n_failures = 0
        except DocumentError as error:
            feed.n_failures += 1
            yield Issue("read", error.kind, error.message, uri=self.address)
        wait_s = min(self.options.interval_s * 2**feed.n_failures, max(_LONGEST_S, self.options.interval_s))
        feed.next_at = now() + timedelta(seconds=wait_s)

    def _report(self, source: Source, entry: Entry) -> Iterator[RawDocument | Issue]:
        """The whole report, else what the feed holds of it."""
        held = entry.document(source)
        if not self.options.follow or entry.url is None:
            yield held or Issue(
                "read", "empty", f"{entry.uri(source)}: the feed has no text of it", uri=entry.uri(source)
            )
            return
        fields = [("url", entry.url)] + ([("published", entry.published.isoformat())] if entry.published else [])
        n_documents = 0
        for found in read(Source(uri=entry.url, depth=1, fields=tuple(fields)), self.settings, fetcher=self.fetcher):
            n_documents += isinstance(found, RawDocument)
            yield found
        if not n_documents and held is not None:
            yield held

    def _forget(self, present: set[str]) -> None:
        """Entries of long ago, which will not come again."""
        for name in list(self.feed.seen)[: max(0, len(self.feed.seen) - _REMEMBERED)]:
            if name not in present:
                del self.feed.seen[name]

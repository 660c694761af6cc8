"""RSS and Atom feeds: each entry is a document, as far as the feed holds its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.contract import Found
from dateline.read.feed.entry import Entry, entries_of
from dateline.read.signatures import markup_of
from dateline.read.single import media_type_of

_MEDIA_TYPES = frozenset(["application/rss+xml", "application/atom+xml", "application/rdf+xml"])


class FeedReader:
    """Reads a feed's own texts; ``watch`` follows its links to the whole reports."""

    name: ClassVar[str] = "feed"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Take ``max_bytes`` of one feed at most."""
        self._max_bytes = settings.max_bytes

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether it begins as a feed does, or is called one and begins as XML does."""
        if source.text is not None:
            return False
        found = markup_of(head)
        return found == "feed" or (found == "xml" and media_type_of(source) in _MEDIA_TYPES)

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """The entries in the feed's order; one without a text is an issue that names its address."""
        raw = stream.read(self._max_bytes + 1)
        if len(raw) > self._max_bytes:
            detail = f"{source.uri}: is larger than the {self._max_bytes:,} bytes that are read of one feed"
            yield Issue("read", "too_large", detail, uri=source.uri)
            return
        n_found = 0
        for entry in entries_of(source, raw):
            n_found += 1
            yield from _document(source, entry)
        if n_found == 0:
            yield Issue("read", "empty", f"{source.uri}: has no entries", uri=source.uri)


def _document(source: Source, entry: Entry) -> Iterator[Found]:
    document = entry.document(source)
    if document is None:
        detail = f"{entry.uri(source)}: the feed has no text of it; its address is {entry.url}"
        yield Issue("read", "empty", detail, uri=entry.uri(source))
        return
    yield document

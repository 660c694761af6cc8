"""An entry of a feed, and the document that the feed itself holds of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dateline.domain.day import moment_from_iso
from dateline.domain.raw_document import Given, RawDocument
from dateline.domain.source import Source
from dateline.sandbox import Job, Json, Limits, pieces

LIMITS = Limits()
_LONGEST = 500
_TAG = re.compile(rb"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells of one report."""

    #: From 1, in the feed's order.
    number: int
    #: The feed's own name for it, else its address.
    id: str
    url: str | None
    title: str | None
    published: date | None
    #: UTC.
    modified: datetime | None
    outlet: str | None
    authors: tuple[str, ...]
    #: HTML in UTF-8; empty where the feed has no text of it.
    content: bytes

    @property
    def version(self) -> str:
        """What changes when the outlet changes the report."""
        if self.modified is not None:
            return self.modified.isoformat()
        # Pictures that count readers change with every look, and the words do not.
        words = _TAG.sub(b" ", self.content).split()
        return hashlib.sha256(b" ".join([(self.title or "").encode(), *words])).hexdigest()[:16]

    def uri(self, source: Source) -> str:
        """Where it stands."""
        return f"{source.uri}#{self.number}"

    def given(self) -> Given:
        """What the feed says of the report, as cleaning takes it."""
        return Given(
            title=self.title,
            published=self.published,
            outlet=self.outlet,
            authors=self.authors,
            url=self.url,
            modified=self.modified,
        )

    def document(self, source: Source, fetched_at: datetime | None = None) -> RawDocument | None:
        """The document that the feed holds; None where it holds no text."""
        if not self.content.strip():
            return None
        return RawDocument(
            uri=self.uri(source),
            raw=self.content,
            sha256=hashlib.sha256(self.content).hexdigest(),
            media_type="text/html; charset=utf-8",
            fetched_at=fetched_at or source.fetched_at or datetime.now(UTC),
            given=self.given(),
        )


def entries_of(source: Source, raw: bytes) -> Iterator[Entry]:
    """The entries of a feed's bytes, in its order; raises UnreadableError where it is no feed."""
    url = source.uri if source.is_address else None
    options = {"url": url, "media_type": source.media_type}
    number = 0
    for piece in pieces(Job("dateline.read.feed.entries:entries", "read", source.uri, options, LIMITS), raw):
        if "feed" in piece.header:
            continue
        number += 1
        yield _entry(number, piece.header, piece.blob)


def _entry(number: int, header: Json, content: bytes) -> Entry:
    published, modified = _moment(header, "published"), _moment(header, "modified")
    url = _words(header, "url")
    title = _words(header, "title")
    names = header.get("authors")
    return Entry(
        number=number,
        id=_words(header, "id") or url or title or hashlib.sha256(content).hexdigest(),
        url=url if url and url.lower().startswith(("http://", "https://")) else None,
        title=title,
        published=(published or modified or (None, None))[0],
        modified=modified[1] if modified else None,
        outlet=_words(header, "outlet"),
        authors=tuple(name[:_LONGEST] for name in names if isinstance(name, str)) if isinstance(names, list) else (),
        content=content,
    )


def _moment(header: Mapping[str, object], name: str) -> tuple[date, datetime] | None:
    value = header.get(name)
    return moment_from_iso(value) if isinstance(value, str) else None


def _words(header: Mapping[str, object], name: str) -> str | None:
    value = header.get(name)
    return " ".join(value.split())[:_LONGEST] or None if isinstance(value, str) else None

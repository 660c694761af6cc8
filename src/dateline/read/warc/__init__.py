"""WARC and WET archives, such as Common Crawl's news: every page in them, opened by the reader of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from dateline.domain.day import moment_from_iso
from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.contract import Found
from dateline.read.signatures import GZIP, gzip_start
from dateline.read.spool import spooled
from dateline.sandbox import Job, Json, Limits, pieces

LIMITS = Limits()


class WarcReader:
    """Reads archives of any size, record by record; the page's address and the day it was fetched come along."""

    name: ClassVar[str] = "warc"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Take ``max_bytes`` of one record at most."""
        self._max_bytes = settings.max_bytes

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether it begins as an archive does, packed or not."""
        if source.text is not None:
            return False
        return head.startswith(b"WARC/") or (head.startswith(GZIP) and gzip_start(head).startswith(b"WARC/"))

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """The pages as sources, in the archive's order."""
        with spooled(source, stream) as container:
            job = Job("dateline.read.warc.records:records", "read", source.uri, {"max_bytes": self._max_bytes}, LIMITS)
            n_pages = 0
            for piece in pieces(job, container):
                if "passed_over" in piece.header:
                    yield from _passed_over(source, piece.header["passed_over"], n_pages)
                else:
                    n_pages += 1
                    yield from _page(source, piece.header, piece.blob)


def _page(source: Source, header: Json, payload: bytes) -> Iterator[Found]:
    uri = f"{source.uri}#{header['number']}"
    url = header.get("url")
    if "fault" in header:
        yield Issue("read", str(header["kind"]), f"{uri} ({url}): {header['fault']}", uri=uri)
        return
    date = moment_from_iso(str(header.get("date")))
    fields = [(name, value) for name, value in source.fields if name != "url"]
    yield Source(
        uri=uri, raw=payload, media_type=str(header["media_type"]), depth=source.depth + 1,
        name=str(url or "").partition("?")[0].rpartition("/")[2] or None,
        fields=tuple(fields + ([("url", str(url))] if url else [])),
        fetched_at=date[1] if date else None,
    )  # fmt: skip


def _passed_over(source: Source, counts: Json, n_pages: int) -> Iterator[Issue]:
    if not counts and not n_pages:
        yield Issue("read", "empty", f"{source.uri}: has no pages in it", uri=source.uri)
    if counts:
        told = ", ".join(f"{kind} {number}" for kind, number in counts.items())
        detail = f"{source.uri}: records that are no pages were passed over: {told}"
        yield Issue("read", "passed_over", detail, uri=source.uri)

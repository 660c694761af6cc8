"""The entries of an RSS or Atom feed: run in a process apart."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

import feedparser

from dateline.domain.day import moment_from_iso
from dateline.errors import UnreadableError

#: Feeds hold twenty; archives of blogs some thousands.
MOST_ENTRIES = 20_000


def entries(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """``{"feed": title}`` first, then each entry: its facts, and its content as HTML in UTF-8.

    Options: ``url`` that the feed was fetched from, against which its links are read.
    """
    raw = stream.read()
    headers = {
        "content-location": options.get("url") or "",
        "content-type": options.get("media_type") or "application/xml",
    }
    # Cleaning wants the feed's own markup: what shows a page is not made here.
    told = feedparser.parse(raw, response_headers=headers, sanitize_html=False, resolve_relative_uris=True)
    if not told.entries and (told.get("bozo") or not told.get("version")):
        fault = told.get("bozo_exception")
        raise UnreadableError(f"is no feed that can be read{f': {fault}' if fault else ''}", kind="unreadable")
    feed = told.feed
    yield {"feed": feed.get("title"), "language": feed.get("language"), "n_entries": len(told.entries)}, b""
    for entry in told.entries[:MOST_ENTRIES]:
        content = max((one.get("value") or "" for one in entry.get("content", ())), key=len, default="")
        summary = entry.get("summary") or ""
        html = content if len(content) >= len(summary) else summary
        source = entry.get("source") or {}
        names = [one.get("name") for one in entry.get("authors", ()) if one.get("name")] or [entry.get("author")]
        yield {
            "id": entry.get("id"),
            "title": entry.get("title"),
            "url": entry.get("link"),
            "published": _moment(entry, "published"),
            "modified": _moment(entry, "updated"),
            "outlet": source.get("title") or feed.get("title"),
            "authors": [name for name in names if name],
            "language": entry.get("language") or feed.get("language"),
        }, html.encode("utf-8", "replace")  # fmt: skip


def _moment(entry: Any, name: str) -> str | None:
    """A moment as ISO 8601, in the zone that it was written in where it can be read; else in UTC."""
    # feedparser's own look-up gives the day of publication where no change is told.
    written = dict.get(entry, name)
    if isinstance(written, str):
        try:
            return parsedate_to_datetime(written).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            if moment_from_iso(written) is not None:
                return written.strip()
    parsed = dict.get(entry, f"{name}_parsed")
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None

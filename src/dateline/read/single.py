"""Files that are one document each, handed on whole: their bytes with what was told of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.read.given import given_from_fields


def single_document(source: Source, stream: BinaryIO, media_type: str, max_bytes: int) -> Iterator[RawDocument | Issue]:
    """The one document of a source that is one; or the issue that says why there is none."""
    raw = stream.read(max_bytes + 1)
    if not raw:
        yield Issue("read", "empty", f"{source.uri}: has nothing in it", uri=source.uri)
    elif len(raw) > max_bytes:
        detail = f"{source.uri}: is larger than the {max_bytes:,} bytes that are read of one document"
        yield Issue("read", "too_large", detail, uri=source.uri)
    else:
        yield from raw_document(source, raw, media_type)


def raw_document(source: Source, raw: bytes, media_type: str) -> Iterator[RawDocument | Issue]:
    """The bytes as a document, with the fields that came with the source; and an issue for each field that is none."""
    given, issues = given_from_fields(source)
    yield from issues
    yield RawDocument(
        uri=source.uri,
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=media_type,
        fetched_at=source.fetched_at or datetime.now(UTC),
        given=given,
        verbatim=source.verbatim,
    )


def media_type_of(source: Source) -> str:
    """The media type that came with the source, in lower case and without its parameters; empty where none came."""
    return (source.media_type or "").partition(";")[0].strip().lower()


def with_charset(source: Source, media_type: str) -> str:
    """The media type with the charset that came with the source, where one did."""
    _, found, charset = (source.media_type or "").lower().partition("charset=")
    charset = charset.partition(";")[0].strip().strip("\"'")
    return f"{media_type}; charset={charset}" if found and charset else media_type

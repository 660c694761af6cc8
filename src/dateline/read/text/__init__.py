"""Plain text and Markdown: a file, standard input, or text given by a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.signatures import foreign_format, wide_charset
from dateline.read.single import raw_document, with_charset

_MARKDOWN_ENDINGS = frozenset([".md", ".markdown", ".mkd"])


class TextReader:
    """Reads one text whole; anything that is no text becomes an issue that says what it is."""

    name: ClassVar[str] = "text"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Take ``max_bytes`` of one text at most."""
        self._max_bytes = settings.max_bytes

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether the first bytes look like text."""
        del source
        return wide_charset(head) is not None or b"\0" not in head

    def read(self, source: Source, stream: BinaryIO) -> Iterator[RawDocument | Issue]:
        """The one document of the source, or the issue that says why there is none; issues of single fields besides."""
        raw = stream.read(self._max_bytes + 1)
        fault = None if source.text is not None else self._fault(source, raw)
        if source.text is not None and not source.text.strip():
            fault = ("empty", "has no text in it")
        if fault is not None:
            yield Issue("read", fault[0], f"{source.uri}: {fault[1]}", uri=source.uri)
            return
        charset = "utf-8" if source.text is not None else wide_charset(raw)
        media_type = "text/markdown" if source.ending in _MARKDOWN_ENDINGS else "text/plain"
        yield from raw_document(
            source, raw, f"{media_type}; charset={charset}" if charset else with_charset(source, media_type)
        )

    def _fault(self, source: Source, raw: bytes) -> tuple[str, str] | None:
        """The kind of issue and the words for it, where the bytes are not to be read."""
        if not raw.strip():
            return "empty", "has no text in it"
        found = foreign_format(raw, source.ending)
        if found is not None:
            return "unsupported", f"is {found}, which this version does not read; save it as plain text"
        if len(raw) > self._max_bytes:
            return "too_large", f"is larger than the {self._max_bytes:,} bytes that are read of one text"
        at = raw.find(b"\0")
        if at >= 0 and wide_charset(raw) is None:
            return "binary", f"is binary: there is a zero byte at {at}, which no text has"
        return None

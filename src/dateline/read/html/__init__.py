"""Web pages, saved or fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.contract import Found
from dateline.read.signatures import markup_of
from dateline.read.single import media_type_of, single_document, with_charset

_ENDINGS = frozenset([".html", ".htm", ".xhtml"])


class HtmlReader:
    """Reads one web page whole."""

    name: ClassVar[str] = "html"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Take ``max_bytes`` of one page at most."""
        self._max_bytes = settings.max_bytes

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether it begins as a web page does, or is called one and holds no other markup."""
        if source.text is not None or not head:
            return False
        found = markup_of(head)
        is_called = source.ending in _ENDINGS or media_type_of(source) in ("text/html", "application/xhtml+xml")
        return found == "html" or (found is None and is_called and b"\0" not in head[:256])

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """The page."""
        yield from single_document(source, stream, with_charset(source, "text/html"), self._max_bytes)

"""PDF files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.contract import Found
from dateline.read.single import single_document

#: Programs put a few lines before a file's signature, and its readers look so far for it.
_JUNK_BYTES = 1024


class PdfReader:
    """Reads one PDF file whole."""

    name: ClassVar[str] = "pdf"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Take ``max_bytes`` of one file at most."""
        self._max_bytes = settings.max_bytes

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether it begins as a PDF file does; one that is called so may have some lines before that."""
        if source.text is not None:
            return False
        return head.startswith(b"%PDF-") or (source.ending == ".pdf" and b"%PDF-" in head[:_JUNK_BYTES])

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """The file."""
        yield from single_document(source, stream, "application/pdf", self._max_bytes)

"""ZIP archives: every member in the order of the names, itself opened by the reader of its kind; and Word files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.contract import Found
from dateline.read.single import single_document
from dateline.read.spool import spooled
from dateline.sandbox import Job, Limits, Piece, pieces

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIMITS = Limits()
#: More members than that are no collection of reports.
MOST_MEMBERS = 100_000


class ZipReader:
    """Unpacks in memory, one member at a time; nothing is written, so that no name can lead out of the archive."""

    name: ClassVar[str] = "zip"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Take ``max_bytes`` of one member at most."""
        self._max_bytes = settings.max_bytes

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether it begins as a ZIP archive does."""
        return source.text is None and head.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """The members as sources; the archive itself as a document where it is a Word file."""
        with spooled(source, stream) as container:
            options = {"max_bytes": self._max_bytes, "most_members": MOST_MEMBERS}
            job = Job("dateline.read.archive.members:members", "read", source.uri, options, LIMITS)
            n_found = 0
            for piece in pieces(job, container):
                n_found += 1
                office = piece.header.get("office")
                if office == "docx":
                    yield from self._word_file(source, container)
                elif office is not None:
                    detail = f"{source.uri}: is {office}, which this version does not read; save it as plain text"
                    yield Issue("read", "unsupported", detail, uri=source.uri)
                else:
                    yield from _member(source, piece)
            if n_found == 0:
                yield Issue("read", "empty", f"{source.uri}: there is no file in this archive", uri=source.uri)

    def _word_file(self, source: Source, container: bytes | Path) -> Iterator[Found]:
        # Read anew: what came through a pipe has been used up.
        with io.BytesIO(container) if isinstance(container, bytes) else container.open("rb") as stream:
            yield from single_document(source, stream, DOCX, self._max_bytes)


def _member(source: Source, piece: Piece) -> Iterator[Found]:
    name = str(piece.header["name"])
    uri = f"{source.uri}#{name}"
    if "unsafe" in piece.header:
        detail = f"{uri}: is called {piece.header['unsafe']!r} in the archive, a name that leads out of it"
        yield Issue("read", "unsafe_name", detail, uri=uri)
    if "fault" in piece.header:
        yield Issue("read", str(piece.header["kind"]), f"{uri}: {piece.header['fault']}", uri=uri)
        return
    yield Source(uri=uri, raw=piece.blob, name=name, depth=source.depth + 1, fields=source.fields)

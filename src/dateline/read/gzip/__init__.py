"""Files packed with gzip: unpacked beside, and opened by the reader of their kind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.contract import Found
from dateline.read.signatures import GZIP, gzip_start
from dateline.read.spool import spooled
from dateline.sandbox import Job, Limits, pieces

LIMITS = Limits()
#: What one file may unpack to, at least; and how many times its own size, where that is more.
MOST_BYTES = 1024**3
MOST_TIMES = 50


class GzipReader:
    """Unpacks into a temporary file, so that dumps larger than memory can be read line by line."""

    name: ClassVar[str] = "gzip"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Nothing of the settings matters to it."""
        del settings

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether it begins as a gzip file does; one of WARC records is read as it is."""
        return source.text is None and head.startswith(GZIP) and not gzip_start(head).startswith(b"WARC/")

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """The content as a source, while its file is there."""
        with spooled(source, stream) as container, tempfile.NamedTemporaryFile(prefix="dateline-") as content:
            size = len(container) if isinstance(container, bytes) else container.stat().st_size
            options = {"most_bytes": max(MOST_BYTES, MOST_TIMES * size)}
            for piece in pieces(
                Job("dateline.read.gzip.unpack:unpacked", "read", source.uri, options, LIMITS), container
            ):
                content.write(piece.blob)
            content.flush()
            name = source.name or (source.path.name if source.path is not None else source.uri.rpartition("/")[2])
            yield Source(
                uri=source.uri, path=Path(content.name), name=name.removesuffix(".gz") or "content",
                depth=source.depth + 1, fields=source.fields,
            )  # fmt: skip

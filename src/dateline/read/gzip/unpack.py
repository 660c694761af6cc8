"""A gzip file unpacked chunk by chunk: run in a process apart."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dateline.errors import UnreadableError

_CHUNK_BYTES = 1 << 20


def unpacked(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The content in chunks; options: ``most_bytes`` that it may unpack to."""
    n_bytes = 0
    try:
        with gzip.GzipFile(fileobj=stream, mode="rb") as content:
            while chunk := content.read(_CHUNK_BYTES):
                n_bytes += len(chunk)
                if n_bytes > int(options["most_bytes"]):
                    raise UnreadableError(
                        f"unpacks to more than {int(options['most_bytes']):,} bytes", kind="too_large"
                    )
                yield {}, chunk
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableError(f"is no gzip archive that can be read: {error}", kind="unreadable") from error

"""A container's bytes where a process apart can get at them: the file itself, or a copy of what came through a pipe."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dateline.domain.source import Source
from dateline.errors import UnreadableError

#: What is copied of a pipe at most; a larger archive is given as a file.
MOST_SPOOLED_BYTES = 4 * 1024**3
_CHUNK_BYTES = 1 << 20


@contextmanager
def spooled(source: Source, stream: BinaryIO) -> Iterator[bytes | Path]:
    """The source's bytes, or the path of a file that holds them for as long as the context lasts."""
    if source.raw is not None:
        yield source.raw
    elif source.path is not None:
        yield source.path
    else:
        with tempfile.NamedTemporaryFile(prefix="dateline-") as copy:
            n_bytes = 0
            while chunk := stream.read(_CHUNK_BYTES):
                n_bytes += len(chunk)
                if n_bytes > MOST_SPOOLED_BYTES:
                    detail = f"{source.uri}: is larger than the {MOST_SPOOLED_BYTES:,} bytes that are read of a pipe"
                    raise UnreadableError(detail, room="read", kind="too_large")
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)

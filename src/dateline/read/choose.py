"""The table of readers, and the choice among them."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.plugins import Registry, Settings
from dateline.read.contract import Reader, ReaderFactory
from dateline.read.given import whole

if TYPE_CHECKING:
    from typing_extensions import Buffer

READERS: Registry[ReaderFactory] = Registry(
    "dateline.readers",
    {
        "folder": "dateline.read.folder:FolderReader",
        "jsonl": "dateline.read.jsonl:JsonLinesReader",
        "text": "dateline.read.text:TextReader",
    },
)

#: The reader of last resort: it takes any source, and says what it cannot read.
_LAST = "text"
#: The first bytes that a reader sees when it is asked; enough for every signature and for the start of a line.
HEAD_BYTES = 64 * 1024
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def source_from_argument(argument: str) -> Source:
    """The source that a word of a command line means: ``-`` is standard input, the rest are paths or URLs."""
    if argument == "-" or _URL.match(argument):
        return Source(uri=argument)
    return Source(uri=argument, path=Path(argument))


def read(source: Source, settings: Settings | None = None) -> Iterator[RawDocument | Issue]:
    """The source's documents one by one, in a fixed order; what cannot be read comes as an issue naming it."""
    try:
        with ExitStack() as stack:
            head, stream = _opened(source, stack)
            yield from _reader_of(source, head, settings or Settings()).read(source, stream)
    except FileNotFoundError:
        yield _issue(source, "missing", f"{source.uri}: no such file or directory")
    except PermissionError:
        yield _issue(source, "unreadable", f"{source.uri}: no permission to read it")
    except OSError as error:
        yield _issue(source, "unreadable", f"{source.uri}: cannot be read: {error.strerror or error}")
    except _NotFetchedError:
        yield _issue(
            source, "unsupported", f"{source.uri}: this version fetches nothing over the network; save the page as text"
        )


class _NotFetchedError(Exception):
    """The source is an address, and no reader fetches."""


def _reader_of(source: Source, head: bytes, settings: Settings) -> Reader:
    *others, last = _readers(settings)
    return next((reader for reader in others if reader.takes(source, head)), last)


@cache
def _readers(settings: Settings) -> tuple[Reader, ...]:
    """The readers in the order in which they are asked."""
    names = sorted(READERS.names(), key=lambda name: (name == _LAST, name))
    return tuple(READERS.get(name)(settings) for name in names)


def _opened(source: Source, stack: ExitStack) -> tuple[bytes, BinaryIO]:
    """The first bytes, and a stream that still has them."""
    if source.text is not None:
        raw = whole(source.text).encode("utf-8")
        return raw[:HEAD_BYTES], io.BytesIO(raw)
    if source.path is not None:
        if source.path.is_dir():
            return b"", io.BytesIO()
        return _looked_at(stack.enter_context(source.path.open("rb")))
    if source.uri == "-":
        return _looked_at(sys.stdin.buffer)
    raise _NotFetchedError


def _looked_at(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    if stream.seekable():
        start = stream.tell()
        head = stream.read(HEAD_BYTES)
        stream.seek(start)
        return head, stream
    # No more than the first line that says something is awaited of a pipe, so that JSON Lines flow as they come.
    head = b""
    while not head.strip() and (line := stream.readline(HEAD_BYTES)) and len(head) < HEAD_BYTES:
        head += line
    return head, cast(BinaryIO, io.BufferedReader(_Replayed(head, stream), buffer_size=HEAD_BYTES))


class _Replayed(io.RawIOBase):
    """A stream that was looked into, from its first byte again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        room = memoryview(buffer).cast("B")
        taken: memoryview | bytes
        if len(self._head) > 0:
            taken, self._head = self._head[: len(room)], self._head[len(room) :]
        else:
            # A line at most: a longer read would wait for more than has been written so far.
            taken = self._rest.readline(len(room))
        room[: len(taken)] = taken
        return len(taken)


def _issue(source: Source, kind: str, detail: str) -> Issue:
    return Issue("read", kind, detail, uri=source.uri)

"""The table of readers, and the choice among them."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.errors import DocumentError, UnreadableError
from dateline.plugins import Registry, Settings
from dateline.read.contract import Reader, ReaderFactory
from dateline.read.fetch import Fetcher
from dateline.read.given import whole

if TYPE_CHECKING:
    from typing_extensions import Buffer

READERS: Registry[ReaderFactory] = Registry(
    "dateline.readers",
    {
        "addresses": "dateline.read.addresses:AddressesReader",
        "feed": "dateline.read.feed:FeedReader",
        "folder": "dateline.read.folder:FolderReader",
        "gzip": "dateline.read.gzip:GzipReader",
        "html": "dateline.read.html:HtmlReader",
        "jsonl": "dateline.read.jsonl:JsonLinesReader",
        "mail": "dateline.read.mail:MailReader",
        "pdf": "dateline.read.pdf:PdfReader",
        "text": "dateline.read.text:TextReader",
        "warc": "dateline.read.warc:WarcReader",
        "zip": "dateline.read.archive:ZipReader",
    },
)

#: The reader of last resort: it takes any source, and says what it cannot read.
_LAST = "text"
#: Archives in archives, so many; a mail in a mail in an archive of archives is five deep.
MOST_DEPTH = 5
#: What one source may unpack to at least; and how many times its own size, where that is more.
MOST_UNPACKED_BYTES = 1024**3
MOST_TIMES = 50
#: The first bytes that a reader sees when it is asked; enough for every signature and for the start of a line.
HEAD_BYTES = 64 * 1024
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def source_from_argument(argument: str) -> Source:
    """The source that a word of a command line means: ``-`` is standard input, the rest are paths or URLs."""
    if argument == "-" or _URL.match(argument):
        return Source(uri=argument)
    return Source(uri=argument, path=Path(argument))


def read(
    source: Source, settings: Settings | None = None, *, fetcher: Fetcher | None = None
) -> Iterator[RawDocument | Issue]:
    """The source's documents one by one, in a fixed order; what cannot be read comes as an issue naming it.

    Containers are opened, and what is in them too. Addresses are fetched by the ``fetcher``; without one nothing is.
    """
    try:
        yield from _Walk(settings or Settings(), fetcher, _size(source)).found_in(source)
    except _FullError as error:
        yield _issue(source, "bomb", f"{source.uri}: {error}")


def is_readable(source: Source, head: bytes, settings: Settings) -> bool:
    """Whether a reader knows the source for what it is, beside the one that takes any text."""
    *others, _ = _readers(settings)
    return any(reader.takes(source, head) for reader in others)


class _FullError(Exception):
    """What was unpacked of one source is more than any honest archive holds."""


class _Walk:
    """One source with everything inside it, and what was unpacked of it up to now."""

    def __init__(self, settings: Settings, fetcher: Fetcher | None, n_bytes: int) -> None:
        self._settings = settings
        self._fetcher = fetcher
        self._most_bytes = max(MOST_UNPACKED_BYTES, MOST_TIMES * n_bytes)
        self._n_bytes = 0

    def found_in(self, source: Source) -> Iterator[RawDocument | Issue]:
        try:
            if source.depth > MOST_DEPTH:
                yield _issue(
                    source, "too_deep", f"{source.uri}: lies in more than {MOST_DEPTH} archives, one in the other"
                )
                return
            if source.is_address and source.raw is None and source.path is None and source.text is None:
                yield from self._fetched(source)
                return
            with ExitStack() as stack:
                head, stream = _opened(source, stack)
                for found in _reader_of(source, head, self._settings).read(source, stream):
                    if not isinstance(found, Source):
                        yield found
                    elif found.depth == 0:
                        # A directory's file: what it may unpack to is its own affair.
                        yield from read(found, self._settings, fetcher=self._fetcher)
                    else:
                        self._count(found)
                        yield from self.found_in(found)
        except FileNotFoundError:
            yield _issue(source, "missing", f"{source.uri}: no such file or directory")
        except PermissionError:
            yield _issue(source, "unreadable", f"{source.uri}: no permission to read it")
        except OSError as error:
            yield _issue(source, "unreadable", f"{source.uri}: cannot be read: {error.strerror or error}")
        except DocumentError as error:
            yield Issue(error.room, error.kind, error.message, uri=source.uri)

    def _count(self, source: Source) -> None:
        self._n_bytes += len(source.raw or b"")
        if self._n_bytes > self._most_bytes:
            raise _FullError(f"unpacks to more than {self._most_bytes:,} bytes; what lies behind them was left out")

    def _fetched(self, source: Source) -> Iterator[RawDocument | Issue]:
        if self._fetcher is None:
            detail = f"{source.uri}: nothing is fetched unless that is asked for (--fetch); or save the page, and give the file"
            yield _issue(source, "unsupported", detail)
            return
        page = self._fetcher.fetch(source.uri)
        fields = (
            source.fields if any(name == "url" for name, _ in source.fields) else (*source.fields, ("url", page.url))
        )
        answered = replace(source, raw=page.raw, media_type=page.media_type, fetched_at=page.fetched_at, fields=fields)
        # A list of addresses may itself be at an address that the user gave; further than that no page leads.
        yield from read(answered, self._settings, fetcher=self._fetcher if source.depth == 0 else None)


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
    if source.raw is not None:
        return source.raw[:HEAD_BYTES], io.BytesIO(source.raw)
    if source.path is not None:
        if source.path.is_dir():
            return b"", io.BytesIO()
        return _looked_at(stack.enter_context(source.path.open("rb")))
    if source.uri == "-":
        return _looked_at(sys.stdin.buffer)
    raise UnreadableError(
        f"{source.uri}: cannot be opened; addresses begin with http:// or https://", kind="unsupported"
    )


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


def _size(source: Source) -> int:
    """Of the source itself, in bytes; 0 where that is not known."""
    with suppress(OSError):
        if source.path is not None and source.path.is_file():
            return source.path.stat().st_size
    return len(source.raw or b"")


def _issue(source: Source, kind: str, detail: str) -> Issue:
    return Issue("read", kind, detail, uri=source.uri)

"""JSON Lines: one object a line, read line by line, so that a file may be larger than memory."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, ClassVar

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.given import given_from_values, kind_of, whole
from dateline.read.signatures import LINES_ENDINGS, foreign_format, wide_charset

_OBJECT_START = re.compile(rb'\s*\{\s*"(?:[^"\\]|\\.){0,200}"\s*:')
#: A JSON document laid out over several lines: nothing but a bracket on the first.
_SPREAD_OUT = re.compile(rb"\s*[\[{][ \t]*\r?\n")
#: Text enough for four thousand pages; a longer line is hardly one report.
MAX_LINE_BYTES = 20 * 1000 * 1000
_SKIP_BYTES = 1 << 20


class _BadLineError(Exception):
    """The line is no document; the message says what is wrong."""


class JsonLinesReader:
    """Reads ``{"id", "text", "title"?, "published"?, "outlet"?, "authors"?, "url"?, "language"?}``, one a line.

    The text is taken as it is. A line that is no document becomes an issue naming file and line, and the others go on;
    a field that does not hold becomes an issue, and the document is kept without it. Other fields are passed over.
    """

    name: ClassVar[str] = "jsonl"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Take ``MAX_LINE_BYTES`` of one line at most, or ``max_bytes`` where that is less."""
        self._max_line_bytes = min(settings.max_bytes, MAX_LINE_BYTES)

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether the ending says so, or the first line begins as a JSON object does; a given text is never taken."""
        if source.text is not None or (source.path is not None and source.path.is_dir()):
            return False
        if source.ending in LINES_ENDINGS:
            return True
        start = head.removeprefix(codecs.BOM_UTF8)
        is_json_file = source.ending == ".json"
        return _OBJECT_START.match(start) is not None or (is_json_file and _SPREAD_OUT.match(start) is not None)

    def read(self, source: Source, stream: BinaryIO) -> Iterator[RawDocument | Issue]:
        """The documents in the order of the lines."""
        n_lines = 0
        for number, line in self._lines(stream):
            if line is not None and n_lines == 0:
                fault = _whole_file_fault(line)
                if fault is not None:
                    yield Issue("read", fault[0], f"{source.uri}: {fault[1]}", uri=source.uri)
                    return
            if line is not None and not line.strip():
                continue
            n_lines += 1
            if line is None:
                limit = f"{self._max_line_bytes:,}"
                yield _line_issue(source, number, "too_large", f"is longer than the {limit} bytes of one line")
                continue
            try:
                yield from _documents_from_line(source, number, line)
            except _BadLineError as error:
                yield _line_issue(source, number, "bad_line", str(error))
        if n_lines == 0:
            yield Issue("read", "empty", f"{source.uri}: has no line in it", uri=source.uri)

    def _lines(self, stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
        """The lines with their numbers from 1; None for one over the limit, which is passed over unkept."""
        limit = self._max_line_bytes
        number = 0
        while line := stream.readline(limit + 1):
            number += 1
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            if len(line) <= limit or line.endswith(b"\n"):
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(_SKIP_BYTES)
            yield number, None


def _whole_file_fault(first_line: bytes) -> tuple[str, str] | None:
    """The one issue for a file that is no JSON Lines at all, so that not every line of it makes one."""
    found = foreign_format(first_line, "")
    if found is not None:
        return "unsupported", f"is {found}, not JSON Lines"
    if wide_charset(first_line) is not None:
        return "unsupported", "is JSON Lines in UTF-16 or UTF-32; it is read in UTF-8 only"
    if first_line.strip() in (b"{", b"["):
        return "unsupported", "is one JSON value over several lines; JSON Lines has one object a line"
    return None


def _documents_from_line(source: Source, number: int, line: bytes) -> Iterator[RawDocument | Issue]:
    values = _object_from_line(line)
    text = values.get("text")
    if "text" not in values:
        raise _BadLineError("has no 'text'")
    if not isinstance(text, str):
        raise _BadLineError(f"'text' is {kind_of(text)}, not a string")
    if not text.strip():
        raise _BadLineError("'text' is empty")
    given, faults = given_from_values(values)
    for fault in faults:
        yield _line_issue(source, number, "bad_field", fault)
    kept = whole(text)
    if kept != text:
        yield _line_issue(source, number, "bad_character", "'text' has half of a surrogate pair; U+FFFD stands there")
    raw = kept.encode("utf-8")
    yield RawDocument(
        uri=f"{source.uri}#L{number}",
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type="text/plain; charset=utf-8",
        fetched_at=source.fetched_at or datetime.now(UTC),
        given=given,
        verbatim=True,
    )


def _object_from_line(line: bytes) -> dict[str, object]:
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _BadLineError(f"is not UTF-8: byte {error.start + 1} is 0x{line[error.start]:02x}") from error
    except json.JSONDecodeError as error:
        raise _BadLineError(f"is not JSON: {error.msg} at character {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"is not JSON that can be read: {error}") from error
    if not isinstance(values, dict):
        raise _BadLineError(f"is {kind_of(values)}, not an object")
    return values


def _line_issue(source: Source, number: int, kind: str, what: str) -> Issue:
    return Issue("read", kind, f"{source.uri}, line {number}: {what}", uri=source.uri)

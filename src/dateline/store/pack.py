"""Bytes at rest: kept as they are, or compressed where that is smaller; one byte in front says which."""

from __future__ import annotations

import json
import zlib
from typing import Any

from dateline.errors import LedgerError

_PLAIN = b"\x00"
_ZLIB = b"\x01"


def packed(content: bytes) -> bytes:
    """The content for a column; ``unpacked`` gives it back bit for bit."""
    smaller = zlib.compress(content, 6)
    return _ZLIB + smaller if len(smaller) < len(content) else _PLAIN + content


def unpacked(stored: bytes) -> bytes:
    """The content of a column; raises LedgerError where it is damaged."""
    way, rest = stored[:1], stored[1:]
    if way == _PLAIN:
        return rest
    if way != _ZLIB:
        raise LedgerError(f"stored bytes begin with {way!r}, which no version of Dateline writes")
    try:
        return zlib.decompress(rest)
    except zlib.error as error:
        raise LedgerError(f"stored bytes do not decompress: {error}") from error


def packed_text(text: str) -> bytes:
    """Any string, lone surrogates included."""
    return packed(text.encode("utf-8", "surrogatepass"))


def text_of(stored: bytes) -> str:
    """The string of ``packed_text``; raises LedgerError where it is damaged."""
    try:
        return unpacked(stored).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise LedgerError(f"stored text is not UTF-8: {error}") from error


def json_line(value: Any) -> str:
    """A JSON value in one form: sorted keys, ASCII, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def packed_json(value: Any) -> bytes:
    """A JSON value, its keys in the order given: an event is printed as it was written."""
    return packed(json.dumps(value, separators=(",", ":")).encode("ascii"))


def json_of(stored: bytes) -> Any:
    """The value of ``packed_json``; raises LedgerError where it is damaged."""
    try:
        return json.loads(unpacked(stored))
    except ValueError as error:
        raise LedgerError(f"stored JSON does not parse: {error}") from error

"""E-mails and boxes of them: each message is a document, and each attachment is opened by the reader of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.contract import Found
from dateline.read.single import media_type_of, raw_document
from dateline.read.spool import spooled
from dateline.sandbox import Job, Json, Limits, pieces

MESSAGE = "message/rfc822"
LIMITS = Limits()
#: Types of attachments that hold pictures, sounds and signatures.
_NO_REPORTS = ("image/", "audio/", "video/", "font/", "text/calendar", "application/pgp", "application/pkcs")
_BOX = re.compile(rb"From \S+ .{0,40}\d{4}\r?\n")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]")
#: Lines that programs write and people do not: a typed memo that begins with "From:" and "Date:" is a text.
_WRITTEN_BY_PROGRAMS = re.compile(
    rb"^(?:Message-ID|Received|Return-Path|Delivered-To|MIME-Version|DKIM-Signature|Content-Transfer-Encoding):",
    re.I | re.M,
)


class MailReader:
    """Reads messages (.eml) and boxes of them (mbox)."""

    name: ClassVar[str] = "mail"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Take ``max_bytes`` of one message at most."""
        self._max_bytes = settings.max_bytes

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether it is called a mail, or begins with the lines that mail programs write."""
        if source.text is not None or not head:
            return False
        start = head[:8192].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        if source.ending in (".eml", ".mbox") or media_type_of(source) == MESSAGE:
            return _HEADER.match(head) is not None or _BOX.match(head) is not None
        if _BOX.match(head):
            return True
        return _HEADER.match(head) is not None and _WRITTEN_BY_PROGRAMS.search(start) is not None

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """Each message, and behind it what is attached to it."""
        is_box = _BOX.match(stream.read(512)) is not None if stream.seekable() else source.ending == ".mbox"
        if stream.seekable():
            stream.seek(0)
        options = {"max_bytes": self._max_bytes, "is_box": is_box}
        with spooled(source, stream) as container:
            for piece in pieces(
                Job("dateline.read.mail.messages:messages", "read", source.uri, options, LIMITS), container
            ):
                uri = f"{source.uri}#{piece.header['number']}" if is_box else source.uri
                yield from self._one(source, uri, piece.header, piece.blob)

    def _one(self, source: Source, uri: str, header: Json, raw: bytes) -> Iterator[Found]:
        if "fault" in header:
            yield Issue("read", str(header["kind"]), f"{uri}: {header['fault']}", uri=uri)
            return
        name = header.get("name")
        if name is None:
            fields = source.fields
            yield from raw_document(Source(uri=uri, fields=fields, fetched_at=source.fetched_at), raw, MESSAGE)
            return
        uri = f"{uri}#{name}"
        media_type = str(header["media_type"])
        if media_type.startswith(_NO_REPORTS):
            detail = f"{uri}: is attached, of the type {media_type}, which holds no report"
            yield Issue("read", "unsupported", detail, uri=uri)
            return
        yield Source(uri=uri, raw=raw, name=str(name), media_type=media_type, depth=source.depth + 1)

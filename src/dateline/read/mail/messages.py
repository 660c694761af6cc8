"""Messages and what is attached to them: run in a process apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from typing import Any, BinaryIO

#: Files attached to one message; nested forwarding goes on in the attached message itself.
MOST_ATTACHED = 100
_FROM = b"From "


def messages(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each message as ``{"number"}`` and its bytes, then each of its attachments as ``{"number", "name", "media_type"}``.

    Options: ``max_bytes`` of one message; ``is_box``: the file is a box of messages (mbox), not one.
    """
    most = int(options["max_bytes"])
    for number, raw in enumerate(_each(stream, most) if options["is_box"] else [stream.read(most + 1)], 1):
        if len(raw) > most:
            yield (
                {"number": number, "kind": "too_large", "fault": f"is larger than the {most:,} bytes of one message"},
                b"",
            )
            continue
        yield {"number": number}, raw
        for n_attached, (name, media_type, attached) in enumerate(_attachments(raw)):
            if n_attached >= MOST_ATTACHED:
                fault = f"has more than {MOST_ATTACHED} files attached; the rest was left out"
                yield {"number": number, "kind": "too_many_members", "fault": fault}, b""
                break
            yield {"number": number, "name": name, "media_type": media_type}, attached


def _each(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The messages of a box; a line that begins with "From " behind an empty one begins the next (RFC 4155)."""
    lines: list[bytes] = []
    size, is_empty = 0, True
    for line in iter(lambda: stream.readline(1 << 20), b""):
        if is_empty and line.startswith(_FROM):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        elif size <= most:
            # Boxes put a mark before a line of the text that begins so.
            lines.append(line[1:] if line.startswith((b">From ", b">>From ")) else line)
            size += len(line)
        is_empty = not line.strip()
    if lines:
        yield b"".join(lines)


def _attachments(raw: bytes) -> Iterator[tuple[str, str, bytes]]:
    # The older policy: the newer one takes gigabytes for a head of some hundred kilobytes.
    mail = message_from_bytes(raw)
    for part in mail.walk():
        name = part.get_filename()
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield name or "message.eml", kind, inner[0].as_bytes()
            continue
        if part.is_multipart() or (part.get_content_disposition() != "attachment" and name is None):
            continue
        attached = part.get_payload(decode=True)
        if isinstance(attached, bytes) and attached:
            yield name or "attachment", kind, attached

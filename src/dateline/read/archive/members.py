"""The members of a ZIP archive: run in a process apart. Nothing is ever written, so that no name can lead anywhere."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from dateline.errors import UnreadableError

#: Text shrinks to a tenth, a table to a fiftieth; what shrinks to less than this and is large was made to do harm.
_MOST_RATIO = 100
_SMALL_BYTES = 8 * 1024 * 1024
#: Files that archives of certain programs hold and that tell what they are.
_OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "a spreadsheet (XLSX)",
    "ppt/presentation.xml": "a slide show (PPTX)",
    "META-INF/container.xml": "a book (EPUB)",
    "content.xml": "an OpenDocument file",
    "META-INF/MANIFEST.MF": "a Java archive",
}


def members(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each file in the order of its name: ``{"name"}`` and its bytes, or ``{"name", "fault", "kind"}``.

    Options: ``max_bytes`` of one member, and ``most_members``. An office document comes as ``{"office": what it is}`` alone.
    """
    try:
        archive = ZipFile(stream)
    except (BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise UnreadableError(f"is no ZIP archive that can be read: {error}", kind="unreadable") from error
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names or "mimetype" in names or "META-INF/MANIFEST.MF" in names:
        office = next((what for name, what in _OFFICE.items() if name in names), None)
        if office is not None:
            yield {"office": office}, b""
            return
    if len(entries) > int(options["most_members"]):
        detail = f"has {len(entries):,} members, more than the {int(options['most_members']):,} that are read"
        raise UnreadableError(detail, kind="too_many_members")
    for entry in sorted(entries, key=lambda one: one.filename):
        name, is_safe = _safe(entry.filename)
        if _is_hidden(name):
            continue
        header: dict[str, Any] = {"name": name}
        if not is_safe:
            header["unsafe"] = entry.filename
        fault = _fault(entry, int(options["max_bytes"]))
        raw = b""
        if fault is None:
            try:
                with archive.open(entry) as member:
                    # No more than it says: a member that lies about its size is cut and its checksum fails.
                    raw = member.read(entry.file_size + 1)
            except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
                fault = ("unreadable", f"cannot be unpacked: {error}")
        if fault is not None:
            header |= {"kind": fault[0], "fault": fault[1]}
        yield header, raw


def _safe(name: str) -> tuple[str, bool]:
    """The name without what would lead out of the archive, and whether there was nothing of that."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    safe = "/".join(parts) or "member"
    return safe, safe == name


def _is_hidden(name: str) -> bool:
    """What macOS and version control put beside the files."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def _fault(entry: ZipInfo, max_bytes: int) -> tuple[str, str] | None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "link", "is a link, which is not followed"
    if entry.flag_bits & 0x1:
        return "encrypted", "is encrypted, and its password is not known"
    if entry.file_size > max_bytes:
        return (
            "too_large",
            f"unpacks to {entry.file_size:,} bytes, more than the {max_bytes:,} that are read of one file",
        )
    if entry.file_size > _SMALL_BYTES and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1):
        return "bomb", f"unpacks {entry.compress_size:,} bytes to {entry.file_size:,}, as no text does"
    return None

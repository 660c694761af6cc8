"""What a file is, told by its first bytes and its ending."""

from __future__ import annotations

import codecs
import re
import zlib

#: First bytes and what they begin. Sources: the formats' own specifications, and the list of file(1).
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (perhaps a Word, OpenDocument or EPUB file)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"WARC/", "a WARC archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
    (b"fLaC", "a sound file"),
)
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<head", "a web page (HTML)"),
    (b"<body", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
    (b"<rss", "a feed (XML)"),
    (b"<feed", "a feed (XML)"),
)
_ENDINGS: dict[str, str] = {
    ".html": "a web page (HTML)",
    ".htm": "a web page (HTML)",
    ".xhtml": "a web page (HTML)",
    ".eml": "an e-mail",
    ".mbox": "a mail box",
    ".msg": "an e-mail",
    ".doc": "a Word file",
    ".rtf": "a Rich Text file",
    ".xml": "an XML file",
    ".csv": "a table (CSV)",
    ".tsv": "a table (TSV)",
}
#: The longest first, since the mark of UTF-32 begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: What markup opens with, one after the other: comments, declarations, the first element.
_OPENING = re.compile(
    rb"\s*(?:<!--.*?-->|<!doctype\s+(?P<doctype>[a-z:]+)[^>]*>|<[!?][^>]*>|<(?P<element>[a-z][a-z0-9:_-]*)[\s/>])", re.S
)
_ELEMENTS = {b"html": "html", b"head": "html", b"body": "html", b"rss": "feed", b"feed": "feed", b"rdf": "feed"}

TEXT_ENDINGS = frozenset(["", ".txt", ".text", ".md", ".markdown", ".mkd", ".asc"])
LINES_ENDINGS = frozenset([".jsonl", ".ndjson"])


GZIP = b"\x1f\x8b"


def gzip_start(head: bytes) -> bytes:
    """The first bytes of what is packed in a gzip file; empty where it is none. Never more than a few hundred."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head[:4096], 512)
    except zlib.error:
        return b""


def markup_of(head: bytes) -> str | None:
    """``html``, ``feed`` or ``xml`` where the bytes begin as markup does, behind marks and comments; else None."""
    start = head[:4096]
    charset = wide_charset(start)
    if charset is not None and charset.startswith("utf-16"):
        start = start.decode(charset, "ignore").encode("ascii", "replace")
    start = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    is_xml = start.startswith(b"<?xml")
    at = 0
    while opening := _OPENING.match(start, at):
        kind = _ELEMENTS.get((opening["element"] or opening["doctype"] or b"").rpartition(b":")[2])
        if kind is not None:
            return kind
        if opening["element"]:
            break
        at = opening.end()
    return "xml" if is_xml else None


def foreign_format(head: bytes, ending: str) -> str | None:
    """What the file is, in words, where it is no plain text; None where nothing speaks against text."""
    for signature, words in _SIGNATURES:
        if head.startswith(signature):
            return words
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "a WebP image" if head[8:12] == b"WEBP" else "a sound or film file"
    if head[4:8] == b"ftyp":
        return "a film or a HEIF image"
    start = head[:1024].removeprefix(codecs.BOM_UTF8).lstrip()[:32].lower()
    for signature, words in _MARKUP:
        if start.startswith(signature):
            return words
    return _ENDINGS.get(ending.lower())


def wide_charset(head: bytes) -> str | None:
    """The charset where the bytes begin with a byte order mark, or look like UTF-16 without one; else None.

    Western text in UTF-16 has a zero in nearly every second byte and nearly none in the others.
    """
    for mark, charset in _MARKS:
        if head.startswith(mark):
            return charset
    sample = head[:4096]
    half = len(sample) // 2
    if half < 4:
        return None
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    if zeros_odd > 0.7 * half and zeros_even < 0.05 * half:
        return "utf-16-le"
    if zeros_even > 0.7 * half and zeros_odd < 0.05 * half:
        return "utf-16-be"
    return None

"""Files of every kind that is read, written by the tests themselves."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from html import escape
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape as xml_escape

STORY = (
    "Gunmen on motorcycles attacked a market outside the town of Saranga on Tuesday, killing at least nine traders, the "
    "mayor said.",
    "Soldiers arrived two hours later, by which time the attackers had gone, according to two residents.",
    "The governor said that a curfew would be imposed from Thursday, and asked people to stay away from the river road "
    "until the bridge had been searched for mines.",
)
HEADLINE = "Nine traders die in market attack"


def page(*paragraphs: str, title: str = HEADLINE, head: str = "", furniture: bool = True, byline: str = "") -> str:
    """A web page of a newspaper with the usual things around its story."""
    story = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs or STORY)
    above = '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav></header>'
    below = (
        '<aside><h3>Most read</h3><a href="/z">Football: a draw in the capital</a></aside>'
        "<footer>© 2024 The Delta Courier. All rights reserved.</footer>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | The Delta Courier</title>'
        f"{head}</head><body>{above if furniture else ''}<main><article><h1>{escape(title)}</h1>{byline}\n{story}\n"
        f"</article></main>{below if furniture else ''}</body></html>"
    )


Words = tuple[float, float, float, str]
"""Words of a PDF page: left edge, base line, size of the type, text; in points from the page's lower left corner."""


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def pdf(*pages: Sequence[Words], told: Mapping[str, str] | None = None) -> bytes:
    """A PDF file (1.4) with Helvetica at those places; pages of 612 by 792 points."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for words in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf {left} {base} Td ({text.translate(_ESCAPED)}) Tj ET" for left, base, size, text in words
        ).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    trailer = ""
    if told:
        objects.append(f"<< {' '.join(f'/{name} ({value})' for name, value in told.items())} >>".encode("cp1252"))
        trailer = f"/Info {len(objects)} 0 R "
    return pdf_from_objects(objects, trailer)


def pdf_from_objects(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """The file of those objects, the first of them the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def typeset(
    paragraphs: Sequence[str], *, left: float, top: float, chars: int, size: float = 10.0, indent: float = 0.0
) -> list[Words]:
    """Paragraphs broken into lines of at most so many characters, from the top down; long words are hyphenated."""
    words: list[Words] = []
    base = top
    for paragraph in paragraphs:
        line, is_first = "", True
        for word in [*paragraph.split(), None]:
            if word is not None and len(line) + len(word) + 1 <= chars:
                line = f"{line} {word}".strip()
                continue
            words.append((left + (indent if is_first else 0.0), base, size, line))
            base -= 1.2 * size
            line, is_first = word or "", False
        base -= 0.0 if indent else 0.7 * size
    return words


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(*paragraphs: str, title: str = HEADLINE, body: str = "", footer: str = "", told: str = "") -> bytes:
    """A Word file with a heading and paragraphs; ``body`` is further markup of WordprocessingML."""
    heading = (
        f'<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>{xml_escape(title)}</w:t></w:r></w:p>' if title else ""
    )
    text = "".join(f"<w:p><w:r><w:t>{xml_escape(paragraph)}</w:t></w:r></w:p>" for paragraph in paragraphs)
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{heading}{text}{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles {_W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>',
    }
    if footer:
        parts["word/footer1.xml"] = f"<w:ftr {_W}><w:p><w:r><w:t>{xml_escape(footer)}</w:t></w:r></w:p></w:ftr>"
    if told:
        parts["docProps/core.xml"] = told
    return zipped({name: text.encode() for name, text in parts.items()})


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


def mail(
    *paragraphs: str,
    subject: str = HEADLINE,
    html: str | None = None,
    attached: Mapping[str, tuple[str, bytes]] | None = None,
    **head: str,
) -> bytes:
    """A mail; ``attached`` files by name with their media types; ``head`` has further lines, with _ for -."""
    message = EmailMessage()
    message["From"] = head.pop("From", "The Delta Courier <news@delta.example>")
    message["To"] = "reader@post.example"
    message["Subject"] = subject
    message["Date"] = head.pop("Date", "Tue, 14 May 2024 23:30:00 -0300")
    message["Message-ID"] = "<1@delta.example>"
    for name, value in head.items():
        message[name.replace("_", "-")] = value
    if paragraphs or html is None:
        message.set_content("\n\n".join(paragraphs or STORY))
        if html is not None:
            message.add_alternative(html, subtype="html")
    else:
        message.set_content(html, subtype="html")
    for name, (media_type, raw) in (attached or {}).items():
        kind, _, subtype = media_type.partition("/")
        message.add_attachment(raw, maintype=kind, subtype=subtype, filename=name)
    return message.as_bytes()


def rss(*items: str, title: str = "The Delta Courier") -> str:
    """An RSS 2.0 feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title><language>en</language>'
        f"{''.join(items)}</channel></rss>"
    )


def item(number: int, *paragraphs: str, title: str = HEADLINE, url: str | None = None, date: str | None = None) -> str:
    """An entry of it, with the text in it where there are paragraphs."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    encoded = f"<content:encoded><![CDATA[{text}]]></content:encoded>" if text else ""
    return (
        f"<item><guid>delta-{number}</guid><title>{title}</title><link>{url or f'https://delta.example/{number}'}</link>"
        f"<pubDate>{date or 'Tue, 14 May 2024 23:30:00 -0300'}</pubDate><dc:creator>Ann Poe</dc:creator>{encoded}</item>"
    )


def warc(*pages: tuple[str, str, bytes], status: str = "200 OK", packed: bool = True) -> bytes:
    """A WARC archive of answers: address, media type and body of each."""
    records = [_warc_record("warcinfo", {"Content-Type": "application/warc-fields"}, b"software: tests\r\n")]
    for address, media_type, body in pages:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        told = {"WARC-Target-URI": address, "Content-Type": "application/http; msgtype=response"}
        records.append(_warc_record("response", told, head + body))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def wet(address: str, text: str) -> bytes:
    """A WET archive of one page."""
    return gzip.compress(
        _warc_record("conversion", {"WARC-Target-URI": address, "Content-Type": "text/plain"}, text.encode())
    )


def _warc_record(kind: str, told: Mapping[str, str], body: bytes) -> bytes:
    """A record of WARC 1.0 (ISO 28500)."""
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, kind + str(told))}>",
        "WARC-Date": "2024-05-15T04:00:00Z",
        **told,
        "Content-Length": str(len(body)),
    }
    return (
        "".join(["WARC/1.0\r\n", *(f"{name}: {value}\r\n" for name, value in lines.items()), "\r\n"]).encode()
        + body
        + b"\r\n\r\n"
    )

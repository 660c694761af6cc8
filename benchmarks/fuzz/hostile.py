"""The hostile corpus: files that were made to exhaust, to escape or to confuse, each built by the code here.

``python -m benchmarks.fuzz.hostile`` reads and cleans every file and prints what came of it, with time and memory (``--page``
puts the table into a page of the documentation); with
``DATELINE_HOSTILE=large`` the bombs have their full size (gigabytes), and without it they are large enough to overstep
limits that are set low. One good file lies among the hostile ones: it must be read as if it were alone.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import struct
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.clean import clean
from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.errors import DocumentError
from dateline.plugins import Settings
from dateline.read import read

IS_LARGE = os.environ.get("DATELINE_HOSTILE") == "large"
MB = 1024 * 1024
GOOD = "zz-good.txt"
GOOD_TEXT = "Gunmen attacked a market outside the town on Tuesday, killing at least nine traders, the mayor said."
_CHUNK = b"\0" * MB
_BEGIN, _END = "<!-- outcomes: begin -->", "<!-- outcomes: end -->"


def _zeros(method: Callable[[], zlib._Compress], n_mb: int) -> bytes:
    packer = method()
    return b"".join([*(packer.compress(_CHUNK) for _ in range(n_mb)), packer.flush()])


def _write_zeros(archive: zipfile.ZipFile, name: str, n_mb: int) -> None:
    with archive.open(name, "w", force_zip64=True) as member:
        for _ in range(n_mb):
            member.write(_CHUNK)


def zip_of_zeros() -> bytes:
    """One member that unpacks to much more than any text does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _write_zeros(archive, "zeros.txt", 4096 if IS_LARGE else 24)
    return out.getvalue()


def zip_of_many_small_bombs() -> bytes:
    """Members that are each below every limit, and all together are not."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(2000 if IS_LARGE else 24):
            archive.writestr(f"{number:05}.png", b"\x89PNG\r\n\x1a\n" + _CHUNK)
    return out.getvalue()


def zip_overlapping() -> bytes:
    """Many names for the same packed bytes (Fifield 2019)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.png", b"\x89PNG\r\n\x1a\n" + _CHUNK)
    raw = out.getvalue()
    start = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    entry = raw[start:end]
    number = 20_000 if IS_LARGE else 200
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, number, number, len(entry) * number, start, 0)
    return raw[:start] + entry * number + tail


def zip_in_zip() -> bytes:
    """Archives in archives, deeper than anybody packs."""
    raw = GOOD_TEXT.encode()
    name = "in.txt"
    for level in range(30):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, raw)
        raw, name = out.getvalue(), f"{level}.zip"
    return raw


def zip_of_zips() -> bytes:
    """Archives that multiply at every level, as 42.zip does."""
    raw = b"\x89PNG\r\n\x1a\n" + _CHUNK
    name = "in.png"
    for level in range(6 if IS_LARGE else 3):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(16 if IS_LARGE else 4):
                archive.writestr(f"{number}{name}", raw)
        raw, name = out.getvalue(), f"{level}.zip"
    return raw


def zip_that_lies() -> bytes:
    """A member that is larger than it says."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"word " * MB)
    raw = out.getvalue()
    return raw.replace(struct.pack("<I", 5 * MB), struct.pack("<I", 10))


def zip_with_too_many() -> bytes:
    """More members than anybody reads."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(120_000 if IS_LARGE else 2500):
            archive.writestr(str(number), b"")
    return out.getvalue()


def gzip_of_zeros() -> bytes:
    """A file that unpacks to gigabytes."""
    return _zeros(lambda: zlib.compressobj(1, wbits=31), 3000 if IS_LARGE else 24)


def html_nested(name: str) -> Callable[[], bytes]:
    """A hundred thousand elements, one in the other."""
    return lambda: b"<html><body>" + f"<{name}>".encode() * 100_000 + GOOD_TEXT.encode() + b"</body></html>"


def html_attributes() -> bytes:
    """A tag with a hundred thousand attributes, and one as long as a book."""
    many = " ".join(f"a{number}=x" for number in range(100_000))
    return f"<html><body {many}><p title='{'x' * MB}'>{GOOD_TEXT}</p></body></html>".encode()


def html_huge_line() -> bytes:
    """A page of one word."""
    return b"<html><body><p>" + b"word" * (3_500_000 if IS_LARGE else 250_000) + b"</p></body></html>"


def html_many_paragraphs() -> bytes:
    """A page of more paragraphs than a book has."""
    return b"<html><body>" + f"<p>{GOOD_TEXT}</p>".encode() * (130_000 if IS_LARGE else 5_000) + b"</body></html>"


def _laughs(root: str) -> str:
    """The entity bomb of a billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{entities}]>'


def html_entities() -> bytes:
    return (_laughs("html") + f"<html><body><p>&l9;</p><p>{GOOD_TEXT}</p></body></html>").encode()


def feed_entities() -> bytes:
    return (
        _laughs("rss")
        + "<rss version='2.0'><channel><title>&l9;</title><item><title>&l9;</title></item></channel></rss>"
    ).encode()


def feed_outside() -> bytes:
    """Entities that would fetch a file of this machine and a page of its network."""
    entities = '<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY g SYSTEM "http://127.0.0.1/">'
    item = f"<item><description>{GOOD_TEXT} &f; &g;</description></item>"
    head = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>'
    return f"{head}<rss version='2.0'><channel><title>a</title>{item}</channel></rss>".encode()


def feed_of_many() -> bytes:
    entry = f"<item><title>a</title><description>{GOOD_TEXT}</description></item>"
    return (
        f"<rss version='2.0'><channel><title>a</title>{entry * (20_000 if IS_LARGE else 300)}</channel></rss>".encode()
    )


def _pdf(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _pdf_of(filters: bytes, packed: bytes) -> bytes:
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
            b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters, packed),
        ]
    )


def pdf_that_unpacks() -> bytes:
    """A page whose drawing unpacks to a gigabyte."""
    return _pdf_of(b"/FlateDecode", _zeros(lambda: zlib.compressobj(1), 1024 if IS_LARGE else 300))


def pdf_packed_twice() -> bytes:
    """The same in two thousand bytes."""
    once = _zeros(lambda: zlib.compressobj(9), 1024 if IS_LARGE else 300)
    return _pdf_of(b"[/FlateDecode /FlateDecode]", zlib.compress(once, 9))


def pdf_of_itself() -> bytes:
    """A tree of pages that is its own branch, and says that it has a thousand million leaves."""
    tree = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 1000000000 >>"
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree])


def pdf_of_many_pages() -> bytes:
    number = 30_000 if IS_LARGE else 1200
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 3 + number))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, number)
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[page] * number])


def pdf_nested_arrays() -> bytes:
    return _pdf(
        [b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 200_000 + b">>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    )


def mail_nested() -> bytes:
    """A mail in a mail in a mail."""
    raw = b"Message-ID: <0>\nSubject: a\n\n" + GOOD_TEXT.encode()
    for level in range(400):
        raw = b"Message-ID: <%d>\nSubject: a\nContent-Type: message/rfc822\n\n" % level + raw
    return raw


def mail_multiparts() -> bytes:
    """Parts in parts in parts."""
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(3000)
    )
    return b"Message-ID: <0>\nMIME-Version: 1.0\n" + heads + b"Content-Type: text/plain\n\n" + GOOD_TEXT.encode()


def mail_of_many_parts() -> bytes:
    part = b"--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nwords\n"
    return (
        b"Message-ID: <0>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        + part * 20_000
        + b"--b--\n"
    )


def mail_with_a_long_head() -> bytes:
    head = b"Message-ID: <0>\nSubject: " + b"=?utf-8?q?=41?= " * 50_000 + b"\nTo: " + b"a@b.example, " * 50_000
    return head + b"\n\n" + GOOD_TEXT.encode()


def docx_that_unpacks() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        _write_zeros(archive, "word/document.xml", 2048 if IS_LARGE else 70)
    return out.getvalue()


def docx_of(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", body.encode())
    return out.getvalue()


def docx_nested() -> bytes:
    return docx_of("<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>" + "<w:p>" * 100_000)


def docx_entities() -> bytes:
    return docx_of(_laughs("d") + "<d>&l9;</d>")


_RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:1>\r\nWARC-Date: 2024-05-15T04:00:00Z\r\n"
    b"WARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
)
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def warc_that_lies() -> bytes:
    """A record that says that it is longer than any disk."""
    return _RECORD % 99999999999999 + _ANSWER + b"\r\n<html><p>" + GOOD_TEXT.encode()


def warc_chunked() -> bytes:
    """An answer in chunks, and packed, neither of which is true."""
    body = _ANSWER + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\nffffffffffff\r\n" + b"\x1f\x8b" * 50
    return _RECORD % len(body) + body + b"\r\n\r\n"


def warc_packed() -> bytes:
    """A record that unpacks to gigabytes."""
    n_mb = 2048 if IS_LARGE else 80
    body = _ANSWER + b"\r\n"
    packer = zlib.compressobj(1, wbits=31)
    start = _RECORD % (n_mb * MB + len(body)) + body
    return b"".join([packer.compress(start), *(packer.compress(_CHUNK) for _ in range(n_mb)), packer.flush()])


def _random(size: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(size)


FILES: dict[str, Callable[[], bytes]] = {
    "zip-of-zeros.zip": zip_of_zeros,
    "zip-of-many-small-bombs.zip": zip_of_many_small_bombs,
    "zip-overlapping.zip": zip_overlapping,
    "zip-in-zip.zip": zip_in_zip,
    "zip-of-zips.zip": zip_of_zips,
    "zip-that-lies.zip": zip_that_lies,
    "zip-with-too-many.zip": zip_with_too_many,
    "gzip-of-zeros.gz": gzip_of_zeros,
    "html-nested-div.html": html_nested("div"),
    "html-nested-b.html": html_nested("b"),
    "html-nested-table.html": html_nested("table"),
    "html-nested-a.html": html_nested("a href=x"),
    "html-attributes.html": html_attributes,
    "html-huge-line.html": html_huge_line,
    "html-many-paragraphs.html": html_many_paragraphs,
    "html-entities.html": html_entities,
    "html-open-comment.html": lambda: b"<html>" + b"<!-- " * 200_000 + GOOD_TEXT.encode(),
    "html-open-quotes.html": lambda: b"<html>" + b"<p a='" * 200_000 + GOOD_TEXT.encode(),
    "html-zero-bytes.html": lambda: b"<html><p>" + GOOD_TEXT.encode("utf-16-le") + b"\0" * 1000,
    "feed-entities.xml": feed_entities,
    "feed-outside.xml": feed_outside,
    "feed-of-many.xml": feed_of_many,
    "pdf-that-unpacks.pdf": pdf_that_unpacks,
    "pdf-packed-twice.pdf": pdf_packed_twice,
    "pdf-of-itself.pdf": pdf_of_itself,
    "pdf-of-many-pages.pdf": pdf_of_many_pages,
    "pdf-nested-arrays.pdf": pdf_nested_arrays,
    "pdf-random.pdf": lambda: b"%PDF-1.7\n" + _random(50_000, 1),
    "mail-nested.eml": mail_nested,
    "mail-multiparts.eml": mail_multiparts,
    "mail-of-many-parts.eml": mail_of_many_parts,
    "mail-with-a-long-head.eml": mail_with_a_long_head,
    "docx-that-unpacks.docx": docx_that_unpacks,
    "docx-nested.docx": docx_nested,
    "docx-entities.docx": docx_entities,
    "warc-that-lies.warc": warc_that_lies,
    "warc-chunked.warc": warc_chunked,
    "warc-packed.warc.gz": warc_packed,
    "warc-random.warc": lambda: b"WARC/1.0\r\n" + _random(50_000, 2),
    "encoding-broken.txt": lambda: GOOD_TEXT.encode() + bytes(range(128, 256)) * 500,
    "encoding-overlong.html": lambda: (
        b"<html><p>" + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80" * 5000 + GOOD_TEXT.encode()
    ),
    "encoding-half-pairs.txt": lambda: b"\xff\xfe" + (GOOD_TEXT + "x").encode("utf-16-le") + b"\x00\xd8" * 5000 + b"a",
    "encoding-said-wrongly.html": lambda: b"<html><meta charset='utf-7'><p>+ADw-script+AD4- " + GOOD_TEXT.encode(),
    "encoding-nobodys.eml": lambda: (
        b"Message-ID: <0>\nContent-Type: text/plain; charset=rot13\n\n" + GOOD_TEXT.encode()
    ),
    "line-huge.txt": lambda: b"word " * (3_000_000 if IS_LARGE else 100_000),
    "line-huge-without-a-blank.txt": lambda: b"x" * (15_000_000 if IS_LARGE else 500_000),
    "line-huge.jsonl": lambda: b'{"text": "' + b"word " * (3_000_000 if IS_LARGE else 100_000),
    "json-nested.jsonl": lambda: b'{"text": ' + b"[" * 200_000,
    "marks.md": lambda: b"# a\n\n" + b"".join(mark * 20_000 for mark in (b"*", b"[", b"`", b"> ", b"_a")),
    "lines-empty.txt": lambda: b"a\n" + b"\n \n\f\n" * (50_000 if IS_LARGE else 10_000),
    "lines-short.txt": lambda: b"a-\n" * (100_000 if IS_LARGE else 20_000),
    "polyglot-pdf-html.html": lambda: b"%PDF-1.4\n<html><body><p>" + GOOD_TEXT.encode(),
    "polyglot-gif-html.html": lambda: b"GIF89a/*<html><body><p>" + GOOD_TEXT.encode(),
    "polyglot-pdf-zip.pdf": lambda: pdf_of_itself() + zip_in_zip(),
    "polyglot-zip-html.html": lambda: zip_in_zip() + b"<html><p>" + GOOD_TEXT.encode(),
    "polyglot-mail-html.eml": lambda: b"Message-ID: <0>\n\n<html><script>" + GOOD_TEXT.encode(),
    "random.zip": lambda: b"PK\x03\x04" + _random(50_000, 3),
    "random.gz": lambda: b"\x1f\x8b\x08\x00" + _random(50_000, 4),
    "random.txt": lambda: _random(50_000, 5),
    "random.html": lambda: b"<html>" + _random(50_000, 6),
    "empty.pdf": lambda: b"",
    GOOD: GOOD_TEXT.encode,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: documents, issues by their kinds, seconds, and the parsers' memory at its highest.

    ``cpu_s`` is the processor time of this process and of its parsers; on a busy machine it says more than ``wall_s``.
    """

    name: str
    n_documents: int
    kinds: tuple[str, ...]
    wall_s: float
    cpu_s: float
    parser_mb: float


def outcomes(folder: Path, settings: Settings | None = None) -> Iterator[Outcome]:
    """Each file written to the folder, read and cleaned; nothing but documents and issues may come of it."""
    for name, build in FILES.items():
        path = folder / name
        path.write_bytes(build())
        with Watched() as watched:
            start, start_cpu = time.perf_counter(), time.process_time()
            n_documents, kinds = outcome_of(path, settings or Settings())
            wall_s, cpu_s = time.perf_counter() - start, time.process_time() - start_cpu
        path.unlink()
        yield Outcome(name, n_documents, tuple(kinds), wall_s, cpu_s + watched.cpu_s, watched.mb)


def outcome_of(path: Path, settings: Settings) -> tuple[int, list[str]]:
    """The number of documents of a file, and the kinds of its issues in their order."""
    n_documents = 0
    kinds: list[str] = []
    for found in read(Source(uri=path.name, path=path), settings):
        if isinstance(found, Issue):
            kinds.append(found.kind)
            continue
        try:
            document = clean(found, settings)
        except DocumentError as error:
            kinds.append(error.kind)
        else:
            n_documents += 1
            kinds += [issue.kind for issue in document.issues]
    return n_documents, kinds


class Watched:
    """The memory and the processor time of this process' children, looked at every few milliseconds (Linux; else 0)."""

    def __enter__(self) -> Watched:
        self.mb = 0.0
        self._first = {pid: cpu_s for pid, cpu_s, _ in _children()}
        self._last = dict(self._first)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()
        self._note()

    @property
    def cpu_s(self) -> float:
        """Of all children, those that were ended as they were last seen."""
        return sum(cpu_s - self._first.get(pid, 0.0) for pid, cpu_s in self._last.items())

    def _look(self) -> None:
        while not self._is_over.wait(0.02):
            self._note()

    def _note(self) -> None:
        for pid, cpu_s, mb in _children():
            self._last[pid] = cpu_s
            self.mb = max(self.mb, mb)


def _children() -> Iterator[tuple[str, float, float]]:
    """The process id, seconds of processor time and megabytes of every child."""
    for children in Path("/proc/self/task").glob("*/children"):
        try:
            for pid in children.read_text().split():
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks = int(fields[11]) + int(fields[12])
                yield pid, ticks / os.sysconf("SC_CLK_TCK"), int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / MB
        except OSError:
            continue


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and write it into a page where one is named; 1 where the good file was not read."""
    parser = argparse.ArgumentParser(description="Read the hostile corpus and print what came of each file.")
    parser.add_argument("--page", type=Path, help=f"put the table there, between {_BEGIN!r} and {_END!r}")
    options = parser.parse_args(arguments)
    rows = ["| file | documents | issues | s | s of processor | parser's MB |", "|---|---|---|---|---|---|"]
    print("\n".join(rows), flush=True)
    is_good = False
    with tempfile.TemporaryDirectory() as folder:
        for outcome in outcomes(Path(folder)):
            counted = {kind: outcome.kinds.count(kind) for kind in dict.fromkeys(outcome.kinds)}
            issues = ", ".join(kind if number == 1 else f"{kind} ×{number}" for kind, number in counted.items())
            figures = f"{outcome.wall_s:.1f} | {outcome.cpu_s:.1f} | {outcome.parser_mb:.0f}"
            rows.append(f"| `{outcome.name}` | {outcome.n_documents} | {issues} | {figures} |")
            print(rows[-1], flush=True)
            is_good = is_good or (outcome.name == GOOD and outcome.n_documents == 1)
    if options.page is not None:
        before, _, rest = options.page.read_text(encoding="utf-8").partition(_BEGIN)
        after = rest.partition(_END)[2]
        table = "\n".join(rows)
        options.page.write_text(f"{before}{_BEGIN}\n\n{table}\n\n{_END}{after}", encoding="utf-8")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())

"""Reads a file of every kind, and says what came out of it; then how many pages a second.

    python -m benchmarks.inputs [--real FOLDER ...] [--pages 40]

The files hold one report of our own, and are made by other programs where there are such: WeasyPrint and Chromium print the
PDF files, warcio packs the archives, Python's library writes the mails. With ``--real``, every file of those folders is read
as well, and their documents and issues are counted by kind. The processor time is that of this process and of its parsers.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import mailbox
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import SequenceMatcher
from email import message_from_bytes
from html import escape
from pathlib import Path

import pypdfium2

from benchmarks.fuzz.hostile import Watched
from dateline.clean import clean
from dateline.domain.document import Document
from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.errors import DocumentError, MissingPackError
from dateline.read import Known, read
from dateline.read.fetch import Page
from dateline.report.wanting import wanted
from tests.files import HEADLINE, STORY, docx, item, mail, page, rss, wet, zipped

OUTLET, DAY, URL = "The Delta Courier", date(2024, 5, 14), "https://delta.example/1"
NEWS_ARTICLE = {
    "@type": "NewsArticle", "headline": HEADLINE, "datePublished": DAY.isoformat(), "author": {"name": "Ann Poe"},
    "publisher": {"name": OUTLET},
}  # fmt: skip
LINKED = f'<script type="application/ld+json">{json.dumps(NEWS_ARTICLE)}</script>'
WEB_PAGE = page(head=LINKED)
TEXT = "\n\n".join([HEADLINE, "By Ann Poe", "May 14, 2024", *STORY])
#: In two columns, with a running head, as a paper prints it.
PRINT = f"""<style>@page {{ size: A4; margin: 20mm; @top-center {{ content: "{OUTLET}" }} }}
article {{ columns: 2; font: 10pt serif; text-align: justify; hyphens: auto }}</style>"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of one kind: who made it, its bytes, and how many documents are in it."""

    kind: str
    name: str
    made_by: str
    raw: bytes
    n_documents: int = 1


class Stored:
    """Stands for the web: the page of one address."""

    def fetch(self, url: str, known: Known | None = None) -> Page:
        del known
        return Page(
            url=url, raw=WEB_PAGE.encode(), media_type="text/html", fetched_at=datetime(2024, 5, 15, tzinfo=UTC)
        )


def samples(folder: Path) -> Iterator[Sample]:
    """A file of every kind, as far as this machine has what makes it."""
    yield Sample("text", "a.txt", "by hand", TEXT.encode())
    yield Sample("Markdown", "a.md", "by hand", f"# {HEADLINE}\n\n*By Ann Poe*\n\n{'  '.join(STORY)}".encode())
    lines = b'{"id": "1", "text": "%s", "published": "2024-05-14", "outlet": "%s"}\n'
    yield Sample(
        "JSON Lines", "a.jsonl", "by hand", lines % ("\\n\\n".join((HEADLINE, *STORY)).encode(), OUTLET.encode())
    )
    yield Sample("web page", "a.html", "by hand, with JSON-LD", WEB_PAGE.encode())
    yield from _printed(folder)
    yield Sample("Word", "a.docx", "by hand", docx(*STORY))
    yield Sample("e-mail", "a.eml", "Python's email", mail())
    yield Sample("e-mail, formatted", "b.eml", "Python's email", mail(html=WEB_PAGE))
    yield Sample("box of mails", "a.mbox", "Python's mailbox", _box(folder), 2)
    yield Sample("RSS", "a.xml", "by hand", rss(item(1, *STORY)).encode())
    yield Sample("Atom", "b.xml", "by hand", _atom())
    yield Sample("WARC", "a.warc.gz", "warcio", _warc())
    yield Sample("WET", "a.warc.wet.gz", "by hand", wet(URL, TEXT))
    yield Sample(
        "ZIP",
        "a.zip",
        "Python's zipfile",
        zipped({"a.txt": TEXT.encode(), "in.zip": zipped({"b.html": WEB_PAGE.encode()})}),
        2,
    )
    yield Sample("gzip", "a.txt.gz", "Python's gzip", gzip.compress(TEXT.encode()))
    yield Sample("list of addresses", "urls.txt", "by hand", f"{URL}\n".encode())


def _printed(folder: Path) -> Iterator[Sample]:
    told = page(head=PRINT + LINKED, furniture=False)
    try:
        weasyprint = wanted("weasyprint", extra="pdf")
    except MissingPackError as error:
        print(f"a PDF is left out: {error}", file=sys.stderr)
    else:
        yield Sample("PDF, two columns", "a.pdf", "WeasyPrint", weasyprint.HTML(string=told).write_pdf())
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("no Chromium: its PDF is left out", file=sys.stderr)
        return
    source, target = folder / "print.html", folder / "print.pdf"
    source.write_text(told, encoding="utf-8")
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    yield Sample("PDF, with a browser's head and foot", "b.pdf", "Chromium", target.read_bytes())


def _box(folder: Path) -> bytes:
    path = folder / "made.mbox"
    box = mailbox.mbox(str(path))
    for _ in range(2):
        box.add(message_from_bytes(mail()))
    box.close()
    return path.read_bytes()


def _atom() -> bytes:
    text = escape("".join(f"<p>{one}</p>" for one in STORY))
    entry = (
        f"<entry><id>1</id><title>{HEADLINE}</title><link href='{URL}'/><published>2024-05-14T23:30:00-03:00</published>"
        f"<author><name>Ann Poe</name></author><content type='html'>{text}</content></entry>"
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{OUTLET}</title>{entry}</feed>".encode()


def _warc() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(URL, "response", payload=io.BytesIO(WEB_PAGE.encode()), http_headers=head)
    )
    return out.getvalue()


def documents_of(source: Source) -> Iterator[Document | str]:
    """The source's documents, and the kinds of its issues."""
    for found in read(source, fetcher=Stored()):
        if isinstance(found, Issue):
            yield found.kind
            continue
        try:
            document = clean(found)
        except DocumentError as error:
            yield error.kind
        else:
            yield document
            yield from (issue.kind for issue in document.issues)


def recovered(document: Document) -> tuple[float, int]:
    """The share of the report's words that the text has in their order, and how many words it has beside them."""
    wanted, got = " ".join((HEADLINE, *STORY)).split(), document.text.split()
    blocks = SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return same / len(wanted), len(got) - same


def _row(sample: Sample, folder: Path) -> str:
    path = folder / sample.name
    path.write_bytes(sample.raw)
    found = list(documents_of(Source(uri=path.name, path=path)))
    documents = [one for one in found if isinstance(one, Document)]
    issues = ", ".join(dict.fromkeys(one for one in found if isinstance(one, str))) or "none"
    shares = [recovered(one) for one in documents]
    share = min((share for share, _ in shares), default=0.0)
    beside = max((words for _, words in shares), default=0)
    facts = {
        "title": any(one.title == HEADLINE for one in documents),
        "author": any("Ann Poe" in one.authors for one in documents),
        "outlet": any(one.outlet == OUTLET for one in documents),
        "day": any(one.published == DAY for one in documents),
    }
    known = ", ".join(name for name, holds in facts.items() if holds) or "none"
    number = f"{len(documents)} of {sample.n_documents}"
    return f"| {sample.kind} | {sample.made_by} | {number} | {share:.1%} | {beside} | {known} | {issues} |"


def _heavy_page() -> bytes:
    """A page as papers send them: a long story in 150 kB of menus and scripts."""
    menus = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(400))
    scripts = f"<script>{'var a = {b: [1, 2, 3]};' * 4000}</script>"
    made = page(*(STORY * 8), head=LINKED + scripts).replace("<main>", f"<nav><ul>{menus}</ul></nav><main>")
    return made.encode()


def _timed(name: str, raw: bytes, n_pages: int, times: int, folder: Path) -> str:
    path = folder / name
    path.write_bytes(raw)
    source = Source(uri=name, path=path)
    list(documents_of(source))
    with Watched() as watched:
        start, start_cpu = time.perf_counter(), time.process_time()
        for _ in range(times):
            list(documents_of(source))
        wall_s, cpu_s = time.perf_counter() - start, time.process_time() - start_cpu
    cpu_s += watched.cpu_s
    n_all = n_pages * times
    return f"{n_all} | {n_all / wall_s:.1f} | {n_all / cpu_s:.1f} | {watched.mb:.0f} |"


def speeds(times: int, folder: Path) -> Iterator[str]:
    """Pages a second of HTML and PDF, by the clock and by the processor."""
    raw = _heavy_page()
    yield f"| web page of {len(raw) // 1000} kB | {_timed('heavy.html', raw, 1, times, folder)}"
    light = WEB_PAGE.encode()
    yield f"| web page of {len(light) / 1000:.1f} kB | {_timed('light.html', light, 1, times * 2, folder)}"
    try:
        weasyprint = wanted("weasyprint", extra="pdf")
    except MissingPackError as error:
        print(f"PDF is not timed: {error}", file=sys.stderr)
        return
    long = weasyprint.HTML(string=page(*(STORY * 160), head=PRINT, furniture=False)).write_pdf()
    n_pages = len(pypdfium2.PdfDocument(long))
    yield f"| PDF of {n_pages} pages in two columns | {_timed('long.pdf', long, n_pages, max(1, times // 8), folder)}"


def real(folder: Path) -> Iterator[str]:
    """What came of the files of a folder, by the ending of their names."""
    files: dict[str, list[Path]] = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        files.setdefault(path.suffix.casefold() or "(none)", []).append(path)
    for ending, paths in files.items():
        issues: Counter[str] = Counter()
        n_documents = 0
        start = time.perf_counter()
        for path in paths:
            for one in documents_of(Source(uri=path.name, path=path)):
                n_documents += isinstance(one, Document)
                issues.update([one] if isinstance(one, str) else [])
        said = ", ".join(f"{kind} ×{number}" for kind, number in issues.most_common(6)) or "none"
        yield f"| `{folder.name}` | {ending} | {len(paths):,} | {n_documents:,} | {said} | {time.perf_counter() - start:.0f} |"


def _print_table(head: str, rows: Iterator[str]) -> None:
    columns = head.count("|") - 1
    print(f"{head}\n|{'---|' * columns}", flush=True)
    for row in rows:
        print(row, flush=True)
    print()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--real", type=Path, nargs="*", default=[])
    parser.add_argument("--pages", type=int, default=40, help="web pages that are timed; 0 for none")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = (_row(sample, folder) for sample in samples(folder))
        _print_table("| kind | made by | documents | words of the report | other words | known of it | issues |", rows)
        if options.pages:
            head = "| what | pages | pages/s | pages/s of processor | parser's MB |"
            _print_table(head, speeds(options.pages, folder))
        if options.real:
            head = "| folder | ending | files | documents | issues | s |"
            _print_table(head, (row for one in options.real for row in real(one)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

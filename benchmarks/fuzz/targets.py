"""What is fuzzed: every reader and every cleaning in this one process, with what must hold of whatever comes out.

In the product the parsers run in processes apart, and an exception there is an issue. Here they run in this process, and an
exception that starts in Dateline's own code is a fault: only the parsers' own complaints and ``DocumentError`` are allowed.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from unittest import mock

from dateline.clean import CLEANERS, clean
from dateline.domain.document import Document
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.errors import DocumentError, UnreadableError
from dateline.plugins import Settings
from dateline.read import READERS, read
from dateline.sandbox import Job, Piece
from tests.files import STORY, docx, item, mail, page, pdf, rss, typeset, warc, wet, zipped

SETTINGS = Settings(max_bytes=4 * 1024 * 1024)
_OWN = str(Path(__file__).resolve().parents[2] / "src" / "dateline")


class FoundError(Exception):
    """A fault: what was fuzzed gave what it must not give."""


def pieces_here(job: Job, source: bytes | Path) -> Iterator[Piece]:
    """What ``dateline.sandbox.pieces`` gives, from a parser in this process."""
    module, _, name = job.target.partition(":")
    parse = getattr(import_module(module), name)
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
            for header, blob in parse(stream, job.options):
                yield Piece(header, blob)
    except DocumentError as error:
        raise UnreadableError(error.message, room=job.room, kind=error.kind) from error
    except RecursionError as error:
        raise UnreadableError("too deep", room=job.room, kind="too_deep") from error
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        if frames[-1].filename.startswith(_OWN):
            raise FoundError(f"{job.target}: {type(error).__name__}: {error}") from error
        raise UnreadableError(str(error), room=job.room) from error


def one_piece_here(job: Job, source: bytes | Path) -> Piece:
    """What ``dateline.sandbox.one_piece`` gives."""
    found = list(pieces_here(job, source))
    if not found:
        raise UnreadableError("nothing", room=job.room)
    return found[0]


@contextmanager
def in_this_process() -> Iterator[None]:
    """While it lasts, no process is started: the fuzzer sees which lines an input reaches, and a run costs little."""
    names = [f"dateline.read.{'archive' if name == 'zip' else name}" for name in READERS.names()]
    names += [*(f"dateline.clean.{name}" for name in CLEANERS.names()), "dateline.read.feed.entry"]
    with ExitStack() as stack:
        for module in map(import_module, names):
            for name, stand_in in (("pieces", pieces_here), ("one_piece", one_piece_here)):
                if hasattr(module, name):
                    stack.enter_context(mock.patch.object(module, name, stand_in))
        yield


def load_parsers() -> None:
    """Import what the processes apart import, so that a fuzzer can mark its lines."""
    for name in (
        "clean.html.page", "clean.pdf.pages", "clean.docx.parts", "clean.mail.message", "read.archive.members",
        "read.gzip.unpack", "read.warc.records", "read.mail.messages", "read.feed.entries",
    ):  # fmt: skip
        import_module(f"dateline.{name}")


def check_read(raw: bytes, name: str) -> None:
    """Read the bytes as a file of that name, and clean what comes of it."""
    for found in read(Source(uri=name, raw=raw, name=name), SETTINGS):
        if isinstance(found, Issue):
            if not found.detail or not found.uri:
                raise FoundError(f"an issue that names nothing: {found}")
        else:
            if hashlib.sha256(found.raw).hexdigest() != found.sha256:
                raise FoundError("bytes that are not those of their digest")
            check_clean(found)


def check_clean(raw_document: RawDocument) -> None:
    """Clean the document; what comes of it must hold together."""
    try:
        document = clean(raw_document, SETTINGS)
    except DocumentError as error:
        if not error.message:
            raise FoundError("an error without words") from error
        return
    check_document(document)


def check_document(document: Document) -> None:
    """Every part quotes its words, and the way back rises in both texts."""
    if not document.text.strip():
        raise FoundError("a document without words")
    for part in document.parts:
        document.quote(part.span)
    end = raw_end = 0
    for start, raw_start, length in document.offsets.pieces:
        if start < end or raw_start < raw_end or length < 1 or start + length > len(document.text):
            raise FoundError(f"a way back that goes astray at {start}")
        end, raw_end = start + length, raw_start + length
    document.text.encode("utf-8", "surrogatepass")


def raw_document(raw: bytes, media_type: str) -> RawDocument:
    """The bytes as a document of that media type."""
    return RawDocument(
        uri="fuzz", raw=raw, sha256=hashlib.sha256(raw).hexdigest(), media_type=media_type,
        fetched_at=datetime(2024, 5, 15, tzinfo=UTC),
    )  # fmt: skip


def _cleaner(media_type: str) -> Callable[[bytes], None]:
    return lambda raw: check_clean(raw_document(raw, media_type))


def _reader(name: str) -> Callable[[bytes], None]:
    return lambda raw: check_read(raw, name)


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LINKED_DATA = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
_PAGE = page(head=_LINKED_DATA).encode()
_MARKDOWN = f"# A title\n\n*{STORY[0]}* [a](b) ![c](d)\n\n- {STORY[1]}\n> {STORY[2]}".encode()
_WARC = warc(("https://a.example/", "text/html", _PAGE), packed=False)
_ROW = b"\t".join([b"x"] * 60 + [b"https://a.example/"])
_LINE = b'{"id": 1, "text": "A mine went off.", "published": "2024-05-14", "authors": ["A"]}\n'
#: What is fuzzed, by its name, with the files that the mutations start from.
TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[bytes, ...]]] = {
    "html": (_cleaner("text/html"), (_PAGE,)),
    "text": (_cleaner("text/plain"), ("\n\n".join(["A title", "By Ann Poe", "May 14, 2024", *STORY]).encode(),)),
    "markdown": (_cleaner("text/markdown"), (_MARKDOWN,)),
    "pdf": (_cleaner("application/pdf"), (pdf(typeset(STORY, left=72, top=700, chars=60)),)),
    "docx": (_cleaner(_DOCX), (docx(*STORY),)),
    "mail": (_reader("a.eml"), (mail(), mail("See it.", html=page(), attached={"a.txt": ("text/plain", b"words")}))),
    "box": (_reader("a.mbox"), (b"From a@b.example Tue May 14 23:30:00 2024\n" + mail(),)),
    "feed": (_reader("a.xml"), (rss(item(1, *STORY)).encode(),)),
    "warc": (_reader("a.warc"), (_WARC, wet("https://a.example/", STORY[0]))),
    "zip": (_reader("a.zip"), (zipped({"a.txt": STORY[0].encode(), "b.zip": zipped({"c.html": _PAGE})}),)),
    "gzip": (_reader("a.txt.gz"), (gzip.compress(STORY[0].encode()),)),
    "jsonl": (_reader("a.jsonl"), (_LINE,)),
    "addresses": (_reader("a.txt"), (b"https://a.example/1\nhttps://a.example/2\n", _ROW)),
    "any": (_reader("a"), (b"",)),
}

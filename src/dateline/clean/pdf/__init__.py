"""PDF files: columns in the order of reading, paragraphs put together, running heads and page numbers taken out."""

from __future__ import annotations

from typing import ClassVar

from dateline.clean.apart import given_from_facts, removed_from
from dateline.clean.characters import normalised, repaired
from dateline.clean.joining import spaced
from dateline.clean.story import Extract, document_from_extract
from dateline.clean.tracked import Tracked
from dateline.domain.document import Document
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.plugins import Settings
from dateline.sandbox import Job, Json, Limits, one_piece

MEDIA_TYPE = "application/pdf"
#: A report has fewer pages; what lies behind them is said to be left out.
MOST_PAGES = 1000
LIMITS = Limits(cpu_s=60, wall_s=240.0)


class PdfCleaner:
    """Cleans PDF files; the way back leads to their text in the order of reading, line by line.

    The file's own title is believed, its days are not: they are those of the file, seldom those of the report.
    """

    name: ClassVar[str] = "pdf"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Read in the settings' language."""
        self._settings = settings

    def takes(self, raw_document: RawDocument) -> bool:
        """Whether it is a PDF file."""
        return not raw_document.verbatim and raw_document.media_type.split(";")[0].strip() == MEDIA_TYPE

    def clean(self, raw_document: RawDocument) -> Document:
        """The document; raises UnreadableError where it has no text, is encrypted or cannot be parsed in time."""
        job = Job("dateline.clean.pdf.pages:pages", "clean", raw_document.uri, {"most_pages": MOST_PAGES}, LIMITS)
        return document_from_extract(raw_document, _extract(one_piece(job, raw_document.raw).header), self._settings)


def _extract(found: Json) -> Extract:
    pieces: list[str] = []
    headings: dict[int, int] = {}
    separate, goes_on = set(), set()
    length, last_level = 0, 0
    for text, is_more, level in found["lines"]:
        is_more = bool(is_more) and level == last_level
        between = "" if not pieces else "\n" if is_more else "\n\n"
        pieces.append(between)
        length += len(between)
        if is_more:
            goes_on.add(length)
        if level:
            headings[length] = int(level)
            if not is_more:
                separate.add(length)
        pieces.append(str(text))
        length += len(str(text))
        last_level = level
    tracked, marks = normalised(repaired(Tracked.from_raw("".join(pieces))))
    return Extract(
        tracked=spaced(tracked),
        given=given_from_facts({"title": found["facts"].get("title"), "modified": found["facts"].get("modified")}),
        removed=(*marks, *removed_from(found["removed"])),
        headings=headings,
        separate=frozenset(separate),
        goes_on=frozenset(goes_on),
        issues=tuple(Issue("clean", str(kind), str(detail)) for kind, detail in found["issues"]),
    )

"""Word files: paragraphs, headings, tables row by row, notes at the end; heads and feet of pages taken out."""

from __future__ import annotations

from typing import ClassVar

from dateline.clean.apart import given_from_facts, removed_from
from dateline.clean.characters import normalised, repaired
from dateline.clean.joining import spaced
from dateline.clean.story import Extract, document_from_extract
from dateline.clean.tracked import Tracked
from dateline.domain.document import Document
from dateline.domain.raw_document import RawDocument
from dateline.plugins import Settings
from dateline.sandbox import Job, Limits, one_piece

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIMITS = Limits()


class DocxCleaner:
    """Cleans Word files; the way back leads to their text, paragraph by paragraph.

    The file's own title is believed, its author and days are not: they are those of whoever saved it.
    """

    name: ClassVar[str] = "docx"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Read in the settings' language."""
        self._settings = settings

    def takes(self, raw_document: RawDocument) -> bool:
        """Whether it is a Word file."""
        return not raw_document.verbatim and raw_document.media_type.split(";")[0].strip() == MEDIA_TYPE

    def clean(self, raw_document: RawDocument) -> Document:
        """The document; raises UnreadableError where there is no word in it, or where it is no Word file."""
        job = Job("dateline.clean.docx.parts:parts", "clean", raw_document.uri, {}, LIMITS)
        found = one_piece(job, raw_document.raw).header
        pieces: list[str] = []
        starts: list[int] = []
        headings: dict[int, int] = {}
        length = 0
        for text, level in found["paragraphs"]:
            length += 2 if pieces else 0
            starts.append(length)
            if level:
                headings[length] = int(level)
            pieces.append(str(text))
            length += len(pieces[-1])
        tracked, marks = normalised(repaired(Tracked.from_raw("\n\n".join(pieces))))
        extract = Extract(
            tracked=spaced(tracked),
            given=given_from_facts(found["facts"]),
            removed=(*marks, *removed_from(found["removed"])),
            headings=headings,
            separate=frozenset(starts),
        )
        return document_from_extract(raw_document, extract, self._settings)

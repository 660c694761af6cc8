"""Plain text and Markdown: decoded, mended, freed of what is not the story, and put together in paragraphs."""

from __future__ import annotations

from typing import ClassVar

from dateline.clean.characters import normalised, repaired
from dateline.clean.decode import decode
from dateline.clean.joining import spaced, with_indents_as_breaks
from dateline.clean.story import Extract, document_from_extract
from dateline.clean.sweeping import without_page_marks
from dateline.clean.text.markdown import without_markdown
from dateline.clean.tracked import Tracked
from dateline.clean.wording import wording
from dateline.domain.document import Document, Removed
from dateline.domain.raw_document import RawDocument
from dateline.plugins import Settings

_MEDIA_TYPES = frozenset(["text/plain", "text/markdown"])


class TextCleaner:
    """Cleans text; every word of it is in the document's text or in its list of what was removed.

    Title, byline, date, dateline and credits stay in the text and are marked as parts. Footers, calls to subscribe or
    share, notices, page marks and the addresses of links are removed, and still feed outlet, authors and date.
    """

    name: ClassVar[str] = "text"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Read in the settings' language."""
        self._settings = settings

    def takes(self, raw_document: RawDocument) -> bool:
        """Whether it is text that may be changed."""
        return not raw_document.verbatim and raw_document.media_type.split(";")[0].strip() in _MEDIA_TYPES

    def clean(self, raw_document: RawDocument) -> Document:
        """The document; raises UnreadableError where there is no word in the bytes."""
        words = wording(self._settings)
        decoded = decode(raw_document.raw, _charset(raw_document.media_type))
        removed: list[Removed] = []
        tracked, marks = normalised(repaired(Tracked.from_raw(decoded.text)))
        removed += marks
        tracked, page_marks, breaks = without_page_marks(tracked, words)
        removed += page_marks
        tracked, marked = without_markdown(with_indents_as_breaks(tracked))
        removed += marked.removed
        extract = Extract(
            tracked=spaced(tracked),
            removed=tuple(removed),
            headings=marked.headings,
            separate=frozenset(marked.separate),
            breaks=breaks,
            issues=decoded.issues,
        )
        return document_from_extract(raw_document, extract, self._settings)


def _charset(media_type: str) -> str | None:
    _, _, parameter = media_type.partition("charset=")
    return parameter.strip() or None

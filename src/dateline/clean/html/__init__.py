"""Web pages: the story found, the page's furniture taken out and listed, the words traced back to the page's source."""

from __future__ import annotations

from typing import ClassVar

from dateline.clean.apart import given_from_facts, removed_from, runs_from
from dateline.clean.characters import normalised, repaired
from dateline.clean.joining import spaced
from dateline.clean.story import Extract, document_from_extract
from dateline.clean.tracked import Tracked
from dateline.domain.document import Document, Removed
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.errors import UnreadableError
from dateline.plugins import Settings
from dateline.sandbox import Job, Json, Limits, one_piece

_MEDIA_TYPES = frozenset(["text/html", "application/xhtml+xml"])
#: A page of this size is no report; finding its story would take longer than anybody waits.
MOST_BYTES = 16 * 1000 * 1000
LIMITS = Limits()


class HtmlCleaner:
    """Cleans web pages; the way back leads to the decoded source, so that a value can be shown in the page itself.

    Every visible word of the page is in the document's text or in its list of what was removed.
    """

    name: ClassVar[str] = "html"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Read in the settings' language."""
        self._settings = settings

    def takes(self, raw_document: RawDocument) -> bool:
        """Whether it is a web page."""
        return not raw_document.verbatim and raw_document.media_type.split(";")[0].strip() in _MEDIA_TYPES

    def clean(self, raw_document: RawDocument) -> Document:
        """The document; raises UnreadableError where there is no word in it, or where it cannot be parsed in time."""
        if len(raw_document.raw) > MOST_BYTES:
            detail = f"{raw_document.uri}: is larger than the {MOST_BYTES:,} bytes that are read of one page"
            raise UnreadableError(detail, room="clean", kind="too_large")
        charset = raw_document.media_type.partition("charset=")[2].strip().strip('"').lower() or None
        options = {"charset": charset, "title": raw_document.given.title}
        job = Job("dateline.clean.html.page:page", "clean", raw_document.uri, options, LIMITS)
        story = one_piece(job, raw_document.raw).header
        return document_from_extract(raw_document, extract_from_story(story), self._settings)


def extract_from_story(story: Json) -> Extract:
    """What ``page`` gives, as every cleaning goes on with it."""
    text = str(story["text"])
    tracked = Tracked(text, runs_from(story["runs"], len(text), int(story["source_chars"])))
    starts = [int(start) for start in story["starts"]]
    raw_starts = dict(zip(starts, tracked.raw_starts(starts), strict=True))
    removed: list[Removed] = list(removed_from(story["removed"]))
    tracked, marks = normalised(repaired(tracked))
    return Extract(
        tracked=spaced(tracked),
        given=given_from_facts(story["facts"], story["title"]),
        removed=(*marks, *removed),
        headings={raw_starts[int(start)]: int(level) for start, level in story["headings"]},
        separate=frozenset(raw_starts.values()),
        issues=tuple(Issue("clean", str(kind), str(detail)) for kind, detail in story["issues"]),
    )

"""Plain text and Markdown: decoded, mended, freed of what is not the story, and put together in paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import ClassVar

from dateline.clean.anatomy import Anatomy, anatomy
from dateline.clean.fields import fields_of
from dateline.clean.layout import lines_of
from dateline.clean.text.characters import normalised, repaired
from dateline.clean.text.decode import decode
from dateline.clean.text.joining import LineKinds, joined, raw_lines, spaced, with_indents_as_breaks
from dateline.clean.text.markdown import Marked, without_markdown
from dateline.clean.text.sweeping import without_boilerplate, without_page_marks
from dateline.clean.tracked import Tracked
from dateline.clean.wording import wording
from dateline.domain.document import Document, PartKind, Removed
from dateline.domain.raw_document import RawDocument
from dateline.errors import UnreadableError
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
        given = raw_document.given
        decoded = decode(raw_document.raw, _charset(raw_document.media_type))
        removed: list[Removed] = []
        tracked, marks = normalised(repaired(Tracked.from_raw(decoded.text)))
        removed += marks
        tracked, page_marks, breaks = without_page_marks(tracked, words)
        removed += page_marks
        tracked, marked = without_markdown(with_indents_as_breaks(tracked))
        removed += marked.removed
        tracked = spaced(tracked)
        head = anatomy(tracked.text, words, title=given.title, heading=_heading(tracked, marked))
        kept = [(part.span.start, part.span.end) for part in head.parts]
        tracked, swept = without_boilerplate(tracked, words, _within(kept))
        removed += swept
        tracked, hyphens = self._joined(tracked, marked, breaks, given.title)
        removed += hyphens
        if not tracked.text.strip():
            besides = f" besides {removed[0].text[:80]!r} ({removed[0].reason})" if removed else ""
            raise UnreadableError(f"{raw_document.uri}: has no text in it{besides}", room="clean", kind="empty")
        found = anatomy(tracked.text, words, title=given.title, heading=_heading(tracked, marked))
        fields = fields_of(tracked.text, found, given, removed, words)
        return Document(
            text=tracked.text,
            uri=raw_document.uri,
            sha256=raw_document.sha256,
            media_type=raw_document.media_type.split(";")[0],
            label=given.id,
            title=fields.title,
            authors=fields.authors,
            outlet=fields.outlet,
            published=fields.published,
            url=given.url,
            language=given.language or self._settings.language,
            parts=tuple(found.parts),
            removed=tuple(removed),
            offsets=tracked.offset_map(),
            issues=decoded.issues,
        )

    def _joined(
        self, tracked: Tracked, marked: Marked, breaks: frozenset[int], title: str | None
    ) -> tuple[Tracked, tuple[Removed, ...]]:
        words = wording(self._settings)
        lines = lines_of(tracked.text)
        raw = raw_lines(tracked, lines)
        head = anatomy(tracked.text, words, title=title, heading=_heading(tracked, marked))
        alone = {
            line.start for line in lines if raw[line.start] in marked.headings or raw[line.start] in marked.separate
        }
        alone |= _head_lines(head)
        titles = [part.span for part in head.parts if part.kind is PartKind.TITLE]
        goes_on = {line.start for line in lines for span in titles if span.start < line.start < span.end}
        broken = sorted(breaks)
        raw_ends = dict(zip((line.end for line in lines), tracked.raw_starts(line.end for line in lines), strict=True))

        def broke(start: int, end: int) -> bool:
            # A removed mark stands for the raw offset where the next words begin.
            index = bisect_left(broken, raw_ends[start])
            return index < len(broken) and broken[index] <= raw[end]

        return joined(tracked, lines, words, LineKinds(frozenset(alone), frozenset(goes_on), broke))


def _charset(media_type: str) -> str | None:
    _, _, parameter = media_type.partition("charset=")
    return parameter.strip() or None


def _heading(tracked: Tracked, marked: Marked) -> int | None:
    """Where the first heading of the highest level stands, if it stands in the head."""
    if not marked.headings:
        return None
    lines = lines_of(tracked.text, limit=6)
    raw = raw_lines(tracked, lines)
    levels = [(marked.headings[raw[line.start]], line.start) for line in lines if raw[line.start] in marked.headings]
    return min(levels)[1] if levels else None


def _head_lines(head: Anatomy) -> set[int]:
    """The starts of the parts that are lines of their own; a dateline is the start of a paragraph."""
    return {part.span.start for part in head.parts if part.kind.value in ("title", "byline", "date", "credit")}


def _within(spans: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]

    def within(offset: int) -> bool:
        index = bisect_left(starts, offset + 1) - 1
        return index >= 0 and offset < ordered[index][1]

    return within

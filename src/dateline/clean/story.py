"""The last part of every cleaning: an extracted text freed of what is not the story, and put together as a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from dateline.clean.anatomy import Anatomy, anatomy
from dateline.clean.fields import fields_of
from dateline.clean.joining import LineKinds, joined, raw_lines
from dateline.clean.language import language_of
from dateline.clean.layout import lines_of
from dateline.clean.sweeping import without_boilerplate
from dateline.clean.tracked import Tracked
from dateline.clean.wording import wording
from dateline.domain.document import Document, PartKind, Removed
from dateline.domain.issue import Issue
from dateline.domain.raw_document import Given, RawDocument
from dateline.errors import UnreadableError
from dateline.plugins import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A text taken out of its container, with what the container's layout tells; offsets are those of the raw text."""

    tracked: Tracked
    #: What the container says of the document; the reader's own word goes before it.
    given: Given = field(default_factory=Given)
    removed: tuple[Removed, ...] = ()
    #: The level of each heading, by where it starts.
    headings: dict[int, int] = field(default_factory=dict)
    #: Where lines start that are joined to no other.
    separate: frozenset[int] = frozenset()
    #: Where lines start that go on with the paragraph before them.
    goes_on: frozenset[int] = frozenset()
    #: Where a page broke.
    breaks: frozenset[int] = frozenset()
    issues: tuple[Issue, ...] = ()


def document_from_extract(raw_document: RawDocument, extract: Extract, settings: Settings) -> Document:
    """The document; raises UnreadableError where no word is left of it."""
    words = wording(settings)
    given = _joined_given(raw_document.given, extract.given)
    removed = list(extract.removed)
    tracked = extract.tracked
    head = anatomy(tracked.text, words, title=given.title, heading=_heading(tracked, extract))
    kept = [(part.span.start, part.span.end) for part in head.parts]
    tracked, swept = without_boilerplate(tracked, words, _within(kept))
    removed += swept
    tracked, hyphens = _in_paragraphs(tracked, extract, given.title, settings)
    removed += hyphens
    if not tracked.text.strip():
        besides = f" besides {removed[0].text[:80]!r} ({removed[0].reason})" if removed else ""
        raise UnreadableError(f"{raw_document.uri}: has no text in it{besides}", room="clean", kind="empty")
    found = anatomy(tracked.text, words, title=given.title, heading=_heading(tracked, extract))
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
        modified=given.modified,
        language=language_of(tracked.text, raw_document.given.language, extract.given.language, settings.language),
        parts=tuple(found.parts),
        removed=tuple(removed),
        offsets=tracked.offset_map(),
        issues=extract.issues,
    )


def _joined_given(ours: Given, theirs: Given) -> Given:
    """What the reader was told, and what the container says where the reader was told nothing."""
    return Given(
        id=ours.id or theirs.id,
        title=ours.title or theirs.title,
        published=ours.published or theirs.published,
        outlet=ours.outlet or theirs.outlet,
        authors=ours.authors or theirs.authors,
        url=ours.url or theirs.url,
        modified=_later(ours.modified, theirs.modified),
    )


def _later(ours: datetime | None, theirs: datetime | None) -> datetime | None:
    if ours is None or theirs is None:
        return ours or theirs
    return max(ours, theirs)


def _in_paragraphs(
    tracked: Tracked, extract: Extract, title: str | None, settings: Settings
) -> tuple[Tracked, tuple[Removed, ...]]:
    words = wording(settings)
    lines = lines_of(tracked.text)
    raw = raw_lines(tracked, lines)
    head = anatomy(tracked.text, words, title=title, heading=_heading(tracked, extract))
    alone = {line.start for line in lines if raw[line.start] in extract.headings or raw[line.start] in extract.separate}
    alone |= _head_lines(head)
    titles = [part.span for part in head.parts if part.kind is PartKind.TITLE]
    goes_on = {line.start for line in lines for span in titles if span.start < line.start < span.end}
    goes_on |= {line.start for line in lines if raw[line.start] in extract.goes_on} - _head_lines(head)
    broken = sorted(extract.breaks)
    raw_ends = dict(zip((line.end for line in lines), tracked.raw_starts(line.end for line in lines), strict=True))

    def broke(start: int, end: int) -> bool:
        # A removed mark stands for the raw offset where the next words begin.
        index = bisect_left(broken, raw_ends[start])
        return index < len(broken) and broken[index] <= raw[end]

    return joined(tracked, lines, words, LineKinds(frozenset(alone), frozenset(goes_on), broke))


def _heading(tracked: Tracked, extract: Extract) -> int | None:
    """Where the first heading of the highest level stands, if it stands in the head."""
    if not extract.headings:
        return None
    lines = lines_of(tracked.text, limit=6)
    raw = raw_lines(tracked, lines)
    levels = [(extract.headings[raw[line.start]], line.start) for line in lines if raw[line.start] in extract.headings]
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

"""Text that is taken as it is, from JSON Lines: nothing in it changes, and its parts are marked all the same."""

from __future__ import annotations

from typing import ClassVar

from dateline.clean.anatomy import anatomy
from dateline.clean.fields import fields_of
from dateline.clean.language import language_of
from dateline.clean.wording import wording
from dateline.domain.document import Document, OffsetMap
from dateline.domain.raw_document import RawDocument
from dateline.errors import UnreadableError
from dateline.plugins import Settings


class VerbatimCleaner:
    """Marks the parts of a text and leaves every character where it is; the offsets are those of the input."""

    name: ClassVar[str] = "verbatim"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Read in the settings' language."""
        self._settings = settings

    def takes(self, raw_document: RawDocument) -> bool:
        """Whether the reader says that the text is to stay as it is."""
        return raw_document.verbatim

    def clean(self, raw_document: RawDocument) -> Document:
        """The document, its text the bytes' own; raises UnreadableError where they are not UTF-8 or hold no word."""
        try:
            text = raw_document.raw.decode("utf-8")
        except UnicodeDecodeError as error:
            detail = f"{raw_document.uri}: not UTF-8 at byte {error.start + 1}"
            raise UnreadableError(detail, room="clean") from error
        if not text.strip():
            raise UnreadableError(f"{raw_document.uri}: has no text in it", room="clean", kind="empty")
        given = raw_document.given
        words = wording(self._settings)
        found = anatomy(text, words, title=given.title)
        fields = fields_of(text, found, given, (), words)
        return Document(
            text=text,
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
            language=language_of(text, given.language, None, self._settings.language),
            parts=tuple(found.parts),
            offsets=OffsetMap(((0, 0, len(text)),)),
        )

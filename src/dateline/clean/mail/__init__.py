"""E-mails and newsletters: the text itself, freed of signatures and what newsletters put around it."""

from __future__ import annotations

from typing import ClassVar

from dateline.clean.apart import given_from_facts, removed_from
from dateline.clean.characters import normalised, repaired
from dateline.clean.html import extract_from_story
from dateline.clean.joining import spaced
from dateline.clean.story import Extract, document_from_extract
from dateline.clean.tracked import Tracked
from dateline.domain.document import Document
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.plugins import Settings
from dateline.sandbox import Job, Json, Limits, one_piece

MEDIA_TYPE = "message/rfc822"
LIMITS = Limits()


class MailCleaner:
    """Cleans mails: subject, sender and day from the head, the text from the plain or the formatted version.

    The way back leads to that version's decoded text. Attachments are documents of their own, made by the reader.
    """

    name: ClassVar[str] = "mail"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Read in the settings' language."""
        self._settings = settings

    def takes(self, raw_document: RawDocument) -> bool:
        """Whether it is a mail."""
        return not raw_document.verbatim and raw_document.media_type.split(";")[0].strip() == MEDIA_TYPE

    def clean(self, raw_document: RawDocument) -> Document:
        """The document; raises UnreadableError where the mail has no text."""
        job = Job("dateline.clean.mail.message:message", "clean", raw_document.uri, {}, LIMITS)
        found = one_piece(job, raw_document.raw).header
        extract = extract_from_story(found) if "runs" in found else _plain(found)
        return document_from_extract(raw_document, extract, self._settings)


def _plain(found: Json) -> Extract:
    tracked, marks = normalised(repaired(Tracked.from_raw(str(found["text"]))))
    return Extract(
        tracked=spaced(tracked),
        given=given_from_facts(found["facts"], found["title"]),
        removed=(*marks, *removed_from(found["removed"])),
        issues=tuple(Issue("clean", str(kind), str(detail)) for kind, detail in found["issues"]),
    )

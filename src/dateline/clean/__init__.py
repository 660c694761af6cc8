"""Turns bytes into the text that everything else points into.

In: RawDocument.
Out: Document (text, title, authors, date, outlet, parts, what was removed, the way back to the raw text).
Never: drop words without saying so.
"""

from __future__ import annotations

from functools import cache

from dateline.clean.contract import Cleaner, CleanerFactory
from dateline.domain.document import Document
from dateline.domain.raw_document import RawDocument
from dateline.errors import UnreadableError
from dateline.plugins import DEFAULTS, Registry, Settings

__all__ = ["CLEANERS", "Cleaner", "clean"]

CLEANERS: Registry[CleanerFactory] = Registry(
    "dateline.cleaners",
    {
        "docx": "dateline.clean.docx:DocxCleaner",
        "html": "dateline.clean.html:HtmlCleaner",
        "mail": "dateline.clean.mail:MailCleaner",
        "pdf": "dateline.clean.pdf:PdfCleaner",
        "text": "dateline.clean.text:TextCleaner",
        "verbatim": "dateline.clean.verbatim:VerbatimCleaner",
    },
)


def clean(raw_document: RawDocument, settings: Settings = DEFAULTS) -> Document:
    """The document of the first cleaner, by name, that takes it; raises UnreadableError where none does."""
    for cleaner in _cleaners(settings):
        if cleaner.takes(raw_document):
            return cleaner.clean(raw_document)
    raise UnreadableError(
        f"{raw_document.uri}: no cleaner takes {raw_document.media_type}", room="clean", kind="unsupported"
    )


@cache
def _cleaners(settings: Settings) -> tuple[Cleaner, ...]:
    # Asking for the entry points of the installed packages costs more than cleaning a report.
    return tuple(CLEANERS.get(name)(settings) for name in CLEANERS.names())

"""Documents for the tests of ``clean``, made from bytes or text."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from dateline.clean import clean
from dateline.domain.document import Document, PartKind
from dateline.domain.raw_document import Given, RawDocument

BODY = (
    "Gunmen on motorcycles attacked a market outside the town on Tuesday, killing at least nine traders, the mayor said.\n\n"
    "Soldiers arrived two hours later, by which time the attackers had gone, according to two residents."
)


def cleaned(
    content: str | bytes, *, verbatim: bool = False, media_type: str = "text/plain", given: Given | None = None
) -> Document:
    """The document that ``clean`` makes of the content."""
    raw = content.encode() if isinstance(content, str) else content
    return clean(
        RawDocument(
            uri="test.txt",
            raw=raw,
            sha256=hashlib.sha256(raw).hexdigest(),
            media_type=media_type,
            fetched_at=datetime(2020, 1, 1, tzinfo=UTC),
            given=given or Given(),
            verbatim=verbatim,
        )
    )


def quoted(document: Document, kind: PartKind) -> list[str]:
    """The words of every part of that kind."""
    return [document.quote(part.span) for part in document.parts if part.kind is kind]


def reasons(document: Document) -> dict[str, str]:
    """What was removed, by reason."""
    found: dict[str, str] = {}
    for removed in document.removed:
        found[removed.reason] = f"{found[removed.reason]}\n{removed.text}" if removed.reason in found else removed.text
    return found

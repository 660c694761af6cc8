"""Bytes as they were read, with what the container said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the container said of the document, before anybody reads the text; every field may be unsaid."""

    id: str | None = None
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    #: When this version of the document was last changed; a day alone counts from its start, UTC. With ``url`` and
    #: ``published`` it tells versions of one document apart.
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """One document's bytes, unaltered."""

    uri: str
    raw: bytes
    #: Hex SHA-256 of ``raw``.
    sha256: str
    media_type: str
    #: UTC; when the bytes were read.
    fetched_at: datetime
    given: Given = field(default_factory=Given)
    #: The text is to be taken as it is (JSON Lines), so that other people's offsets stay valid.
    verbatim: bool = False

"""A tie that the directory of actors knows of somebody the document names: knowledge, which the document need not tell."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.ids import ActorId
from dateline.domain.relation import RelationType


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEnd:
    """One end of a known tie: its name, its entry in the directory, and the document's actor that it is."""

    name: str
    #: Key of the directory's entry; None for an office, which has none.
    entry: str | None = None
    #: None where the document does not name it.
    actor: ActorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTie:
    """A tie from the directory, with its dates and where it is known from; no words of the document stand for it."""

    type: RelationType
    subject: KnownEnd
    object: KnownEnd
    #: A year, month or day; None: unknown, or open.
    since: str | None = None
    until: str | None = None
    #: Whether it held on the day of publication as far as its dates say; None for a document without one.
    held: bool | None = None
    #: Where the directory has it from.
    source: str

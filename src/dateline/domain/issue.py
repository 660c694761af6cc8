"""Recorded trouble with data: what went wrong, in which room, at which words."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.span import Span


@dataclass(frozen=True, slots=True)
class Issue:
    """Trouble that did not stop the run; ``kind`` is a short name, ``detail`` a sentence for a person."""

    room: str
    kind: str
    detail: str
    span: Span | None = None
    #: The file or id it happened in, where no document could be made of it.
    uri: str | None = None

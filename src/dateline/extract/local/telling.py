"""An act of telling as the parse has it: the words that tell, who they belong to, and what they lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.domain.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An act of telling as the parse has it, before quotation marks are weighed."""

    #: Index of the word that tells.
    head: int
    cue: Span
    #: Index of the head of the source; None where nobody is named.
    source: int | None
    #: The words for the source where its form gives them and not the parse.
    named: Span | None = None
    content: tuple[Span, ...] = ()
    #: False where the content is a noun phrase or an infinitive: an attitude or a plan, not a statement.
    clausal: bool = True


def with_content(telling: Telling, content: Sequence[Span]) -> Telling:
    """The same telling with other content."""
    return replace(telling, content=tuple(content))

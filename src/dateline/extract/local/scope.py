"""Which telling words stand inside of: by the content's own offsets, never by the sentence."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.domain.attribution import Attribution
from dateline.domain.span import Span
from dateline.extract.local.shelves import Shelves


class Scope:
    """The attributions of one document by the words that they hold, for many questions to a long document."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._shelves: Shelves[Attribution] = Shelves()
        for attribution in attributions:
            if attribution.content:
                self._shelves.put((_hull(attribution),), attribution)

    def attribution_of(self, span: Span) -> Attribution | None:
        """The innermost attribution whose content holds the span, as ``attribution_of`` finds it among them all."""
        return attribution_of(span, self._shelves.near(span.start))


def attribution_of(span: Span, attributions: Iterable[Attribution]) -> Attribution | None:
    """The innermost attribution whose content holds the span, or None where the words are the reporter's own.

    A span that runs over two pieces of one content, with the cue between, is held by it. Where two attributions hold
    the span, the one with the shorter content is the inner one; where they tie, the one that begins later.
    """
    best: Attribution | None = None
    best_rank = (0, 0)
    for attribution in attributions:
        if not attribution.content or not _holds(attribution, span):
            continue
        length = sum(len(piece) for piece in attribution.content)
        rank = (length, -attribution.content[0].start)
        if best is None or rank < best_rank:
            best, best_rank = attribution, rank
    return best


def _holds(attribution: Attribution, span: Span) -> bool:
    pieces = attribution.content
    if any(piece.holds(span) for piece in pieces):
        return True
    return _hull(attribution).holds(span) and sum(piece.touches(span) for piece in pieces) > 1


def _hull(attribution: Attribution) -> Span:
    return Span(
        min(piece.start for piece in attribution.content),
        max(piece.end for piece in attribution.content),
    )

"""Which telling words stand inside of: by the content's own offsets, never by the sentence."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.domain.attribution import Attribution
from dateline.domain.span import Span


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


def telling_at(span: Span, attributions: Iterable[Attribution]) -> Attribution | None:
    """The attribution whose cue shares words with the span: the telling itself, as of "accused", or None."""
    return next((found for found in attributions if found.cue is not None and found.cue.touches(span)), None)


def _holds(attribution: Attribution, span: Span) -> bool:
    pieces = attribution.content
    if any(piece.holds(span) for piece in pieces):
        return True
    hull = Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
    return hull.holds(span) and sum(piece.touches(span) for piece in pieces) > 1

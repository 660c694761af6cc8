"""Where each claim took place."""

from __future__ import annotations

from dataclasses import replace

from dateline.domain.analysis import Analysis
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.ids import PlaceId
from dateline.domain.span import Span
from dateline.domain.value import Where
from dateline.normalise.where.places import Mapped

_LINKS = frozenset(("in", "at", "near", "of", "outside", "inside", "on", "around", ",", "the", "'s", "’s"))
#: Words between a building and the name of the town that it stands in.
_FARTHEST_LINK = 4


def located(claim: Claim, mapped: Mapped, analysis: Analysis) -> Claim:
    """The claim with its ``where`` and, for each further place, a ``location`` argument."""
    where: Where | None = None
    further: list[Argument] = []
    taken: set[Span] = {argument.span for argument in claim.words_of(Role.LOCATION)}
    for words in claim.places:
        found = _touched(words, mapped) or _following(words, mapped, analysis)
        if found is None:
            continue
        span, place = found
        if where is None:
            beyond = not span.touches(words)
            reason = mapped.reasons.get(span)
            if beyond:
                reason = f"{analysis.document.quote(words)!r} stands in {analysis.document.quote(span)!r}"
            where = Where(span=words.hull(span) if beyond else words, place=place, reason=reason)
        elif words not in taken:
            taken.add(words)
            further.append(Argument(role=Role.LOCATION, span=words))
    if where is None and not further:
        return claim
    return replace(claim, where=where, arguments=(*claim.arguments, *further))


def _touched(words: Span, mapped: Mapped) -> tuple[Span, PlaceId] | None:
    """The mention that shares most with the words; of equals the longer phrase, then the first."""
    best: tuple[int, int, Span] | None = None
    for span in mapped.place_of:
        if span.touches(words):
            shared = min(span.end, words.end) - max(span.start, words.start)
            rank = (shared, -abs(len(span) - len(words)), span)
            if best is None or rank[:2] > best[:2] or (rank[:2] == best[:2] and span < best[2]):
                best = rank
    return None if best is None else (best[2], mapped.place_of[best[2]])


def _following(words: Span, mapped: Mapped, analysis: Analysis) -> tuple[Span, PlaceId] | None:
    """The named place that a building or a stretch of ground is told to stand in: "a hotel in Bamako"."""
    inside = analysis.tokens_in(words)
    if not inside:
        return None
    last = inside[-1]
    for token in analysis.tokens[last.index + 1 : last.index + 1 + _FARTHEST_LINK]:
        if token.sentence != last.sentence:
            return None
        for span, place in mapped.place_of.items():
            if span.holds(token.span):
                return span, place
        if token.text.lower() not in _LINKS:
            return None
    return None

"""One line a measure: all of one document's figures for one event, weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.domain.account import Toll
from dateline.domain.claim import Claim, Modality, Polarity
from dateline.domain.document import Document
from dateline.domain.value import Count, CountScope, Measure

#: Words between two figures that make the second a part of the first.
_PART = re.compile(r"\b(?:includ|among (?:them|whom|those)|of (?:them|whom|those)|one of)", re.IGNORECASE)

#: A figure of at least this share of the greatest, by another speaker, contradicts it; a smaller one is a part of it.
RIVAL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Figure:
    low: int | None
    high: int | None
    claim: Claim

    @property
    def size(self) -> int:
        return max(self.low or 0, self.high or 0)


def tolls_of(told: Sequence[Claim], document: Document) -> tuple[Toll, ...]:
    """The tolls of an account, by measure.

    Figures of one claim that stand side by side ("two men and a woman") are added, a part ("including a child") is not.
    Among the claims the greatest figure is taken for the whole, since smaller ones tell of parts; where another speaker
    gives a rival total, low and high span both. Running totals and denied or unreal events give no toll.
    """
    figures: dict[Measure, list[_Figure]] = {}
    for claim in told:
        if claim.stance.modality is Modality.DENIED or not claim.stance.is_real:
            continue
        for measure in dict.fromkeys(count.measure for count in claim.counts):
            counts = [
                count for count in claim.counts if count.measure is measure and count.scope is CountScope.INCIDENT
            ]
            if counts and (claim.stance.polarity is Polarity.AFFIRMED or all(count.high == 0 for count in counts)):
                figures.setdefault(measure, []).append(_added(counts, claim, document))
    return tuple(_weighed(measure, figures[measure]) for measure in sorted(figures))


def _added(counts: Sequence[Count], claim: Claim, document: Document) -> _Figure:
    """The figures of one claim as one: those side by side added up, parts left out."""
    ordered = sorted(counts, key=lambda count: count.span)
    whole = [ordered[0]]
    for count in ordered[1:]:
        between = document.text[whole[-1].span.end : count.span.start]
        if not _PART.search(between) and not _is_repeated(count, whole[-1], document):
            whole.append(count)
    lows, highs = [count.low for count in whole], [count.high for count in whole]
    low = sum(value for value in lows if value is not None) if any(value is not None for value in lows) else None
    return _Figure(low, None if None in highs else sum(value for value in highs if value is not None), claim)


def _is_repeated(count: Count, before: Count, document: Document) -> bool:
    """Whether a figure says again what the one before said: the same bounds, of the same people or of nobody named."""
    if (count.low, count.high) != (before.low, before.high):
        return False
    if count.of is None or before.of is None:
        return True
    return document.quote(count.of).casefold() == document.quote(before.of).casefold()


def _weighed(measure: Measure, figures: Sequence[_Figure]) -> Toll:
    greatest = max(figures, key=lambda figure: figure.size)
    rivals = [
        figure
        for figure in figures
        if figure is greatest
        or (figure.claim.attribution != greatest.claim.attribution and figure.size >= RIVAL_SHARE * greatest.size)
    ]
    lows = [figure.low for figure in rivals if figure.low is not None]
    highs = [figure.high for figure in rivals]
    low = min(lows) if lows else None
    high = None if None in highs else max(value for value in highs if value is not None)
    best = greatest.low if greatest.low is not None else greatest.high
    return Toll(measure=measure, low=low, best=best, high=high)

"""Reads how many: the numbers that an extractor tied to a claim, with their bounds, their doubt and whom they count.

A number that counts something and that no claim takes is an issue, so that none is lost without a word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from dateline.domain.analysis import Analysis
from dateline.domain.extraction import Extraction
from dateline.domain.issue import Issue
from dateline.domain.span import Span
from dateline.gazetteer import open_gazetteer
from dateline.normalise.count.counts import Counts
from dateline.normalise.count.people import People
from dateline.plugins import DEFAULTS, Settings

__all__ = ["CountNormaliser"]


class CountNormaliser:
    """Fills ``counts`` of claims from their ``quantities``.

    Percentages, ages, dates, ordinals and lengths are no counts; a sum of money is measure ``money`` and nothing else. A
    quantity without a number counts one where its words are of one person or thing, and nothing otherwise.
    """

    name: ClassVar[str] = "count"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Take the settings, of which the language picks the tables."""
        self.language = settings.language
        self._people = People(settings.language, open_gazetteer().country_by_adjective)

    def normalise(self, extraction: Extraction, analysis: Analysis) -> Extraction:
        """The same extraction with the counts of its claims, in the order of their quantities, and what they leave out."""
        counts = Counts(analysis, self._people, self.language)
        tellers = {
            attribution.id: tuple(speaker.span for speaker in (*attribution.sources, *attribution.via))
            for attribution in extraction.attributions
        }
        claims = tuple(
            replace(
                claim,
                counts=counts.of(
                    claim.quantities, claim.evidence, tellers.get(claim.attribution, ()) if claim.attribution else ()
                ),
            )
            if claim.quantities
            else claim
            for claim in extraction.claims
        )
        extraction = replace(extraction, claims=claims)
        loose = counts.loose(_taken(extraction))
        issues = tuple(
            Issue("normalise", "number_without_claim", f"no claim counts {analysis.document.quote(span)!r}", span=span)
            for span in loose
        )
        return replace(extraction, issues=(*extraction.issues, *issues))


def _taken(extraction: Extraction) -> list[Span]:
    """The words that numbers may stand in and be told of: counts, times, places, names."""
    spans = [count.span for claim in extraction.claims for count in claim.counts]
    spans += [when.span for when in extraction.times if when.span is not None]
    spans += [span for place in extraction.places for span in place.mentions]
    spans += [span for actor in extraction.actors if actor.named for span in actor.mentions]
    return spans

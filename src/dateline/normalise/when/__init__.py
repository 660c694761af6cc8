"""Says which days the words for a time mean, from the words, the publication date and the times told before."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim
from dateline.domain.extraction import Extraction
from dateline.domain.mention import MentionKind
from dateline.domain.value import When
from dateline.normalise.when.tense import lasts_to_now
from dateline.normalise.when.timeline import Timeline
from dateline.plugins import DEFAULTS, Settings

__all__ = ["WhenNormaliser"]


class WhenNormaliser:
    """Fills ``times`` of the extraction and ``when`` of its claims, attributions and relations.

    A claim without words for a time keeps ``when`` None: what it may inherit is for ``assemble`` to say.
    """

    name: ClassVar[str] = "when"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Take the settings, of which the language picks the tables."""
        self.language = settings.language

    def normalise(self, extraction: Extraction, analysis: Analysis) -> Extraction:
        """The same extraction with the value of every mention of a time, and of the words of claims that say when."""
        timeline = Timeline(analysis, self.language)
        mentions = tuple(mention.span for mention in extraction.mentions_of(MentionKind.TIME))
        return replace(
            extraction,
            times=timeline.times_at(mentions),
            claims=tuple(replace(claim, when=_when(claim, timeline, analysis)) for claim in extraction.claims),
            attributions=tuple(
                replace(attribution, when=timeline.when_at(attribution.time)) if attribution.time else attribution
                for attribution in extraction.attributions
            ),
            relations=tuple(
                replace(relation, when=timeline.when_at(relation.time)) if relation.time else relation
                for relation in extraction.relations
            ),
        )


def _when(claim: Claim, timeline: Timeline, analysis: Analysis) -> When | None:
    """When a claim says that it happened, with how long it says that it lasts."""
    when = timeline.when_at(claim.time, claim.trigger) if claim.time is not None else None
    lasting = timeline.when_at(claim.duration) if claim.duration is not None else None
    if when is None and claim.duration is not None and _goes_on(claim, analysis):
        return timeline.running_at(claim.duration) or lasting
    if when is None or lasting is None:
        return when or lasting
    return replace(when, duration=when.duration or lasting.duration)


def _goes_on(claim: Claim, analysis: Analysis) -> bool:
    """Whether what has gone on for so long goes on still: "have been held for two years", "the five-year war"."""
    return claim.stance.is_real and lasts_to_now(analysis, claim.trigger)

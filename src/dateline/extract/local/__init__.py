"""Reads claims, attributions and relations from the parse and the knowledge floor, on any laptop.

Each step is a module of its own, so that a trained head can take its place: ``places`` and ``actors`` find
mentions, ``attributions`` finds who says what, ``claims`` what happened, and ``relations`` who belongs to whom.
"""

from __future__ import annotations

from typing import ClassVar

from dateline.domain.analysis import Analysis
from dateline.domain.extraction import Extraction
from dateline.extract.local.actors import find_actors
from dateline.extract.local.attributions import find_attributions
from dateline.extract.local.claims import find_claims
from dateline.extract.local.commentary import with_voice
from dateline.extract.local.judging import judged
from dateline.extract.local.numerals import find_number_mentions
from dateline.extract.local.omissions import with_omissions
from dateline.extract.local.places import find_places
from dateline.extract.local.relations import find_relations
from dateline.extract.local.responsibility import with_responsibility
from dateline.extract.local.setting import without_borrowed_times
from dateline.extract.local.speaker_references import with_references
from dateline.extract.local.times import find_time_mentions
from dateline.plugins import DEFAULTS, Settings

__all__ = ["LocalExtractor", "ReaderExtractor"]


class LocalExtractor:
    """The extractor that needs no network and no graphics card."""

    name: ClassVar[str] = "local"
    version: ClassVar[int] = 2
    #: Whether claims are looked for by rules as well, and not by the trained reader alone.
    by_rules: ClassVar[bool] = True

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Take the language, and the project's own words."""
        self._settings = settings

    def extract(self, analysis: Analysis) -> Extraction:
        """The words of everything that the document claims."""
        times = find_time_mentions(analysis, self._settings)
        places = find_places(analysis, self._settings)
        actors = find_actors(analysis, places, self._settings)
        numbers = find_number_mentions(analysis, self._settings)
        mentions = tuple(sorted((*times, *places, *actors, *numbers), key=lambda mention: (mention.span, mention.kind)))
        attributions = find_attributions(analysis, mentions, self._settings)
        relations = find_relations(analysis, mentions, attributions, self._settings)
        mentions = with_references(mentions, attributions, relations, analysis, self._settings)
        claims = find_claims(analysis, mentions, attributions, self._settings) if self.by_rules else ()
        claims = judged(claims, analysis, mentions, attributions, self._settings)
        claims = without_borrowed_times(claims, analysis, self._settings)
        if self.by_rules:
            claims = with_omissions(claims, analysis, mentions, attributions, self._settings)
        claims = with_responsibility(claims, analysis, attributions, self._settings)
        claims, attributions = with_voice(claims, attributions, analysis, self._settings)
        return Extraction(mentions=mentions, claims=claims, attributions=attributions, relations=relations)


class ReaderExtractor(LocalExtractor):
    """Claims from the trained reader alone; everything else as in ``local``. For comparison."""

    name: ClassVar[str] = "reader"
    version: ClassVar[int] = 1
    by_rules: ClassVar[bool] = False
